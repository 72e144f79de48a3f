"""Carrying out what was granted: a supplier corrects, the use of a case stands still, a case is removed (protocol 19, 20; AVG 16-18, 21).

Removal is destruction: the same engine and the same proof, with a ground of its own and two people (09, S66).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cases.models import Case, Contribution
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.contribution import correct
from cases.workflow.letters import write_to, write_to_delegates
from cases.workflow.restriction import lift_restriction, restrict
from cases.workflow.steps import hold
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy import accesslog
from privacy.models import RequestMeasure, RequestQuestion, SubjectRequest
from privacy.requestquestions import Answer, answer_question, cases_of, supplied
from privacy.requests import Kind, Outcome, may_handle
from zvh.actor import Actor
from zvh.today import moment

GRANTED = (Outcome.GRANTED, Outcome.PARTLY)
CORRECTS = (Kind.CORRECTION, Kind.REMOVAL)  # of a part of what a party supplied
RESTRICTS = (Kind.RESTRICTION, Kind.OBJECTION)
REMOVES = (Kind.REMOVAL, Kind.OBJECTION)
REASON = "Verbeterd na een verzoek van de betrokkene (protocol artikel 19)"
GROUND = "verwijderd op verzoek van de betrokkene (protocol art. 19.3; AVG art. 17)"


def must_carry_out(request: SubjectRequest) -> bool:
    """Something was granted that asks for more than an answer."""
    return request.kind != Kind.ACCESS and request.outcome in GRANTED


def is_carried_out(request: SubjectRequest) -> bool:
    """Something was done, no supplier has still to answer, and no removal waits for the second person."""
    waits = request.questions.filter(is_change=True, at=None).exists()
    measures = list(request.measures.all())
    return bool(measures) and not waits and not any(one.waits for one in measures)


def _may(actor: Actor, request: SubjectRequest, kinds: tuple[str, ...]) -> bool:
    return may_handle(actor, request) and must_carry_out(request) and request.kind in kinds


def may_ask_change(actor: Actor, request: SubjectRequest) -> bool:
    """Manager or procesregisseur asks the supplier, who alone changes what it supplied (protocol 9.5 and 19.2)."""
    return _may(actor, request, CORRECTS)


def may_restrict(actor: Actor, request: SubjectRequest) -> bool:
    """The manager decided; who runs the case lets it stand still."""
    return _may(actor, request, RESTRICTS) and actor.role == Role.PROCESREGISSEUR


def may_remove(actor: Actor, request: SubjectRequest) -> bool:
    return _may(actor, request, REMOVES) and actor.role == Role.MANAGER


def may_carry_out(actor: Actor, request: SubjectRequest) -> bool:
    return any(rule(actor, request) for rule in (may_ask_change, may_restrict, may_remove))


def changeable(request: SubjectRequest, cases: list[Case]) -> list[Contribution]:
    """What suppliers gave and were not yet asked about; politie and OM have their own desk (protocol 17.5, 17.6)."""
    asked = set(request.questions.filter(is_change=True).values_list("contribution_id", flat=True))
    return [one for case in cases for _, one in supplied(case) if one is not None and one.pk not in asked]


def _held(request: SubjectRequest, by: Actor, rule: Any) -> SubjectRequest:
    hold(request.pk)
    found = SubjectRequest.objects.visible_to(by).select_related("house").filter(pk=request.pk).first()
    if found is None or not rule(by, found):
        raise NotAllowed("carry_out")
    return found


def _case_of(request: SubjectRequest, case: Case, by: Actor) -> Case:
    wanted = {one.pk: one for one in cases_of(request, by) or ()}
    if case.pk not in wanted:
        raise NotAllowed("not a case of this request")
    return wanted[case.pk]


@transaction.atomic
def ask_change(request: SubjectRequest, contribution: Contribution, *, what: str, by: Actor) -> RequestQuestion:
    """The supplier reads what must change, not who asks it. Raises NotAllowed or StepNotAllowed."""
    found = _held(request, by, may_ask_change)
    case = _case_of(found, contribution.case, by)
    if not what or contribution.pk not in {one.pk for one in changeable(found, [case])}:
        raise StepNotAllowed("nothing to change, or asked already")
    made = RequestQuestion(
        request=found, case=case, house=found.house, party_id=contribution.supplier_id, contribution=contribution,
        asked_at=moment(by.today), due_on=found.alarm_on, is_change=True, what=what,
    )  # fmt: skip
    made.save(force_insert=True)
    write_to_delegates(case, {contribution.supplier_id}, "verzoek-verbeteren")
    accesslog.changed(made, rule="ask_change", action="C")
    return made


@transaction.atomic
def answer_change(
    question: RequestQuestion, *, answer: str, values: Mapping[str, str], reason: str, version: int, by: Actor
) -> None:
    """The supplier corrects what it gave, as a new version; or says why it does not (19.4).

    Raises NotAllowed, StepNotAllowed, or Overtaken where a colleague changed it meanwhile.
    """
    assert question.contribution
    if not question.is_change or not by.is_delegate:
        raise NotAllowed("answer_change")
    if answer != Answer.NO:
        correct(question.contribution, values=values, reason=REASON, version=version, by=by)
    text = "" if answer != Answer.PARTLY else "een deel"
    answer_question(question, answer=answer, text=text, reason=reason, by=by)


@transaction.atomic
def restrict_case(request: SubjectRequest, case: Case, *, by: Actor) -> RequestMeasure:
    """From now on nothing is done with this case. Raises NotAllowed or StepNotAllowed."""
    found = _held(request, by, may_restrict)
    case = restrict(_case_of(found, case, by), by=by)
    return _measured(found, case, RequestMeasure.Kind.RESTRICTION, by, done_on=by.today)


def _measured(request: SubjectRequest, case: Case, kind: str, by: Actor, **values: Any) -> RequestMeasure:
    if request.measures.filter(dossier_id=case.pk, kind=kind, lifted_on=None).exists():
        raise StepNotAllowed("done already")
    return RequestMeasure.objects.create(
        request=request, house=request.house, dossier_id=case.pk, number=case.number or "", kind=kind, by_id=by.user_id,
        at=moment(by.today), **values,
    )  # fmt: skip


@transaction.atomic
def lift(measure: RequestMeasure, *, by: Actor) -> None:
    """The reason to restrict is gone; the case goes on unless another request keeps it still. Raises NotAllowed."""
    found = RequestMeasure.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=measure.pk).first()
    if found is None or not may_lift(by, found):
        raise NotAllowed("lift_restriction")
    found.lifted_by_id, found.lifted_on = by.user_id, by.today
    found.save(update_fields=["lifted_by", "lifted_on"])
    others = RequestMeasure.objects.filter(dossier_id=found.dossier_id, kind=found.kind, lifted_on=None)
    if not others.exists():
        lift_restriction(Case(pk=found.dossier_id), by=by)


def may_lift(actor: Actor, measure: RequestMeasure) -> bool:
    """Who runs cases of the house; also after the request was answered."""
    return measure.is_running and actor.role == Role.PROCESREGISSEUR and measure.house_id in actor.house_ids


@transaction.atomic
def ask_removal(request: SubjectRequest, case: Case, *, by: Actor) -> RequestMeasure:
    """The whole case goes, once the record manager confirmed it. Raises NotAllowed or StepNotAllowed."""
    found = _held(request, by, may_remove)
    made = _measured(found, _case_of(found, case, by), RequestMeasure.Kind.REMOVAL, by)
    people = appointments_in_force(by.today).filter(house=found.house_id, role=Role.RECORD_MANAGER)
    write_to(people.values_list("user_id", flat=True), "verwijdering")
    accesslog.changed(made, rule="ask_removal", action="C")
    return made


def may_confirm(actor: Actor, measure: RequestMeasure) -> bool:
    """The record manager of the house, not who asked it (09, S32 and S66)."""
    is_his = actor.role == Role.RECORD_MANAGER and measure.house_id in actor.house_ids
    return is_his and measure.waits and measure.by_id != actor.user_id


@transaction.atomic
def confirm_removal(measure: RequestMeasure, *, by: Actor) -> None:
    """The next night destroys it. Raises NotAllowed, also for who comes second."""
    found = RequestMeasure.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=measure.pk).first()
    if found is None or not may_confirm(by, found):
        raise NotAllowed("confirm_removal")
    found.confirmed_by_id, found.confirmed_at = by.user_id, moment(by.today)
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    accesslog.changed(found, rule="confirm_removal", action="E")


def note_removed(case: Case, today: date) -> None:
    """In the transaction that removes it: the register says when, and keeps no number of a case that is gone."""
    RequestMeasure.objects.filter(dossier_id=case.pk, kind=RequestMeasure.Kind.REMOVAL, done_on=None).exclude(
        confirmed_at=None
    ).update(done_on=today)
    RequestMeasure.objects.filter(dossier_id=case.pk).update(number="")
