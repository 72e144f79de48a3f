"""What happens to a request of a subject: written down, linked, seen in person, decided, answered (protocol 17-20)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from cases.models import Case
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from parties.choices import Deadline
from parties.inforce import appointments_in_force
from parties.models import House, Term
from parties.roles import Role
from privacy import accesslog
from privacy.breaches import houses_of
from privacy.carryingout import is_carried_out, must_carry_out
from privacy.models import RequestCase, SubjectRequest
from privacy.requestquestions import Answer, cases_of, unanswered
from privacy.requests import (
    Outcome,
    may_decide,
    may_handle,
    may_register,
    may_send,
    missing_for,
    missing_of_suppliers,
    route_of,
)
from zvh.actor import Actor
from zvh.sealing import new_dossier
from zvh.today import moment
from zvh.versions import refuse_overtaken


@transaction.atomic
def register_request(house: House, *, kind: str, received_on: date, by: Actor, **about: Any) -> SubjectRequest:
    """The clock runs from the day on which house or party received it (protocol 17.3 and 18.2). Raises NotAllowed or StepNotAllowed."""
    if not may_register(by) or house.pk not in by.house_ids:
        raise NotAllowed("register_request")
    made = _made(house, kind, received_on, by, about)
    accesslog.changed(made, rule="register_request", action="C")
    return made


@transaction.atomic
def pass_on_request(house: House, *, kind: str, received_on: date, by: Actor, **about: Any) -> None:
    """A party sends what it received to the manager at once (protocol 17.3), and sees no more of it. Raises as above."""
    if not by.is_delegate or house not in houses_of(by):
        raise NotAllowed("pass_on_request")
    made = _made(house, kind, received_on, by, {**about, "passed_on_by_id": by.party_id})
    accesslog.changed(made, rule="pass_on_request", action="C")
    managers = appointments_in_force(by.today).filter(house=house, role=Role.MANAGER)
    write_to(managers.values_list("user_id", flat=True), "verzoek")


def _made(house: House, kind: str, received_on: date, by: Actor, about: dict[str, Any]) -> SubjectRequest:
    if received_on > by.today or (about["asked_by"] != SubjectRequest.Asker.SELF and not about.get("authority")):
        raise StepNotAllowed("received later than today, or nothing shows that somebody may ask for another")
    term = Term.objects.of_house(house, Deadline.SUBJECT_REQUEST)
    route, source = route_of(house, kind, [], by.today)
    made = SubjectRequest(
        house=house, kind=kind, received_on=received_on, due_on=term.due(received_on), due_source=term.source, route=route,
        route_source=source, by_id=by.user_id, at=moment(by.today), **about,
    )  # fmt: skip
    new_dossier(made.pk)
    made.save(force_insert=True)
    return made


def _held(request: SubjectRequest, by: Actor) -> SubjectRequest:
    """As it is now; one transaction at a time works on it."""
    hold(request.pk)
    found = SubjectRequest.objects.visible_to(by).select_related("house__covenant").filter(pk=request.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    return found


@transaction.atomic
def link_cases(request: SubjectRequest, cases: Iterable[Case], *, by: Actor) -> None:
    """Which cases are about who asks. They are not destroyed while it runs; who runs them hears of it (protocol 17.2)."""
    found, wanted = _held(request, by), list(cases)
    seen = Case.objects.visible_to(by).filter(house=found.house_id, pk__in=[case.pk for case in wanted])
    if not may_decide(by, found) or found.decided_on or seen.count() != len(wanted):
        raise NotAllowed("link_request_cases")
    known = {row.case_id: row for row in found.cases.filter(case__in=Case.objects.visible_to(by))}
    for case in wanted:
        if case.pk not in known:
            RequestCase.objects.create(request=found, case=case, house=found.house, number=case.number or "")
            write_to([case.procesregisseur_id], "verzoek")
    for case_id in known.keys() - {case.pk for case in wanted}:
        known[case_id].delete()
    found.route, found.route_source = route_of(found.house, found.kind, wanted, by.today)
    found.save(update_fields=["route", "route_source"])
    accesslog.changed(found, rule="link_request_cases")


@transaction.atomic
def check_identity(request: SubjectRequest, *, on: date, proof: str, by: Actor) -> None:
    """Who asks came to the house and showed who he is (protocol 18.4). Of the document only the kind is kept. Once."""
    found = _held(request, by)
    if not may_handle(by, found) or found.identity_on:
        raise NotAllowed("check_identity")
    if not found.received_on <= on <= by.today or not proof:
        raise StepNotAllowed("not on that day")
    found.identity_on, found.identity_by_id, found.identity_proof = on, by.user_id, proof
    found.save(update_fields=["identity_on", "identity_by", "identity_proof"])
    accesslog.changed(found, rule="check_identity")


@transaction.atomic
def decide_request(
    request: SubjectRequest, *, version: int, outcome: str, reason: str, heard_on: date | None, by: Actor
) -> SubjectRequest:
    """What the answer will be; may be decided anew until it is sent. Raises NotAllowed, StepNotAllowed or Overtaken."""
    found = _held(request, by)
    if not may_decide(by, found):
        raise NotAllowed("decide_request")
    refuse_overtaken(found, now=found.version, read=version)
    has_cases = found.cases.exists()
    is_later = heard_on is not None and heard_on > by.today
    lacks = missing_for(found, outcome=outcome, reason=reason, heard_on=heard_on, has_cases=has_cases)
    if is_later or lacks or suppliers_lack(found, outcome, by):
        raise StepNotAllowed("the decision is not complete")
    found.outcome, found.reason, found.heard_on = outcome, reason, heard_on
    found.decided_on, found.decided_by_id, found.version = by.today, by.user_id, version + 1
    if outcome == Outcome.WITHDRAWN:
        _end(found, by.today)
    found.save(update_fields=[
        "outcome", "reason", "heard_on", "decided_on", "decided_by", "version", "ended_on", "ends_on",
    ])  # fmt: skip
    accesslog.changed(found, rule="decide_request", action="E")
    return found


def suppliers_lack(request: SubjectRequest, outcome: str, by: Actor) -> dict[str, str]:
    """Of a request for access: what suppliers have not said yet, or keep back. Raises NotAllowed where a case is closed to who decides."""
    if request.kind != SubjectRequest.Kind.ACCESS:
        return {}
    cases = cases_of(request, by)
    if cases is None:
        raise NotAllowed("decide_request")
    refused = request.questions.filter(answer__in=(Answer.PARTLY, Answer.NO)).exists()
    return missing_of_suppliers(outcome, unanswered=unanswered(request, cases), has_refusals=refused)


@transaction.atomic
def send_answer(request: SubjectRequest, *, on: date, by: Actor) -> None:
    """The answer went out; the request has ended, and holds nothing back any more. Raises NotAllowed or StepNotAllowed."""
    found = _held(request, by)
    if not may_send(by, found) or found.identity_on is None or found.decided_on is None:
        raise NotAllowed("send_answer")
    if must_carry_out(found) and not is_carried_out(found):
        raise StepNotAllowed("not carried out yet (protocol 19.2 and 20.4)")
    if not max(found.identity_on, found.decided_on) <= on <= by.today:
        raise StepNotAllowed("not on that day")
    found.answered_on = on
    _end(found, on)
    found.save(update_fields=["answered_on", "ended_on", "ends_on"])
    accesslog.changed(found, rule="send_answer", action="E")


def _end(request: SubjectRequest, on: date) -> None:
    request.ended_on = on
    request.ends_on = Term.objects.of_house(request.house, Deadline.REQUEST_KEPT).due(on)
