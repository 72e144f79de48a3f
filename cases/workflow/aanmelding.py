"""Phase 1: a registration is drafted, filed, discussed and assessed (conv. 1.7, 12.2 a; protocol 5.2, 9.2)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from cases.models import Aanmelding, Assessment, Case, CaseNumber, Consultation, CriterionMark, Feedback
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed, require
from cases.visibility import filing_approaches, filing_houses
from cases.workflow.enquiry import close_enquiries
from cases.workflow.steps import locked, take_step
from parties.models import Approach, House, Party, RetentionPolicy
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.sealing import new_dossier
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of


@transaction.atomic
def start_draft(house: House, approach: Approach, *, by: Actor, party: Party | None = None) -> Case:
    """A registration begins as a concept, visible to its author only (00, item 6). Raises NotAllowed.

    House staff file for a `party` that phones: then the house is the author, on behalf of that party.
    """
    if not (filing_houses(by).filter(pk=house.pk) and filing_approaches(by).filter(pk=approach.pk, houses=house)):
        raise NotAllowed("start_draft")
    case = begin_draft(
        house, approach, filed_by_id=by.user_id, filed_by_party_id=by.party_id or None,
        on_behalf_of=None if by.is_delegate else party, on=by.today,
    )  # fmt: skip
    accesslog.changed(case, rule="start_draft", action="C")
    return case


def begin_draft(
    house: House, approach: Approach, *, filed_by_id: int, filed_by_party_id: int | None, on_behalf_of: Party | None, on: date
) -> Case:  # fmt: skip
    """The rows of a concept with a key of its own; whoever calls this judged whether it may be."""
    case = Case(
        house=house, approach=approach, filed_by_id=filed_by_id, filed_by_party_id=filed_by_party_id,
        on_behalf_of=on_behalf_of, phase_since=on,
    )  # fmt: skip
    new_dossier(case.pk)
    case.save(force_insert=True)
    Aanmelding.objects.create(case=case)
    return case


@transaction.atomic
def discard_draft(case: Case, *, by: Actor) -> None:
    """The author throws the concept away; its key becomes an orphan and is swept."""
    case = locked(case, by=by)
    require(by, "discard_draft", case)
    accesslog.changed(case, rule="discard_draft", action="D")
    case.delete()


SITUATION = ("problem", "tried", "urgency", "involved", "life_domains")


@transaction.atomic
def describe_situation(case: Case, *, by: Actor, version: int | None = None, **parts: Any) -> Aanmelding:
    """What is going on: the parts of SITUATION, of a concept. Raises Overtaken when it was saved in another window."""
    case = locked(case, by=by)
    require(by, "edit_draft", case)
    aanmelding = Aanmelding.objects.get(case=case)
    refuse_overtaken(aanmelding, now=version_of([aanmelding], *SITUATION), read=version)
    for name, value in parts.items():
        setattr(aanmelding, name, value)
    aanmelding.save()
    accesslog.changed(aanmelding, rule="edit_draft", parts=sorted(parts))
    return aanmelding


@transaction.atomic
def declare_correct(case: Case, *, by: Actor) -> None:
    """The reporter declares that the data were checked (BGS 1.6)."""
    case = locked(case, by=by)
    require(by, "edit_draft", case)
    aanmelding = Aanmelding.objects.get(case=case)
    aanmelding.declared_correct_at = moment(by.today)
    aanmelding.save(update_fields=["declared_correct_at"])
    accesslog.changed(aanmelding, rule="edit_draft", parts=["declared_correct_at"])


def missing_to_file(case: Case) -> list[tuple[str, str]]:
    """What still has to be filled in before the registration can be sent: (text, part of the page)."""
    missing = []
    if not case.subjects.exists():
        missing.append(("Vul in om wie het gaat", "betrokkene"))
    if not case.aanmelding.problem:
        missing.append(("Vul in wat er aan de hand is", "problem"))
    marked = set(case.criterionmarks.values_list("criterion_id", flat=True))
    if any(criterion.pk not in marked for criterion in case.approach.own_criteria()):
        missing.append(("Beantwoord elk criterium", "criteria"))
    if case.aanmelding.declared_correct_at is None:
        missing.append(("Verklaar dat u de gegevens heeft gecontroleerd", "declared"))
    return missing


@transaction.atomic
def file_aanmelding(case: Case, *, by: Actor) -> Case:
    """The registration goes to the house and gets its number. Raises StepNotAllowed while something is missing."""
    case = locked(case, by=by)
    if missing_to_file(case):
        raise StepNotAllowed("the registration is not complete")
    case.number = next_number(case.house, by.today.year)
    case.opened_at = moment(by.today)
    case = take_step(case, "file_aanmelding", by=by)
    later("find_known_persons", case_id=case.pk)
    return case


def next_number(house: House, year: int) -> str:
    """The next case number of this house and year, such as RU-2026-0042; the counter row is locked."""
    CaseNumber.objects.get_or_create(house=house, year=year)
    CaseNumber.objects.filter(house=house, year=year).update(last=F("last") + 1)
    last = CaseNumber.objects.get(house=house, year=year).last
    return f"{house.code}-{year}-{last:04d}"


@transaction.atomic
def mark_criterion(case: Case, criterion_id: int, *, is_met: bool, explanation: str, by: Actor) -> CriterionMark:
    """One criterion, met or not, with the reason (annex 2)."""
    case = locked(case, by=by)
    require(by, "edit_draft", case)
    if not case.approach.own_criteria().filter(pk=criterion_id).exists():
        raise NotAllowed("no criterion of this approach")
    mark, _ = CriterionMark.objects.update_or_create(
        case=case, criterion_id=criterion_id, defaults={"is_met": is_met, "explanation": explanation}
    )
    accesslog.changed(mark, rule="edit_draft")
    return mark


MARK = ("criterion_id", "is_met", "explanation")


@transaction.atomic
def mark_criteria(
    case: Case, marks: Iterable[tuple[int, bool, str]], *, version: int | None = None, by: Actor
) -> list[CriterionMark]:
    """All that were answered: (criterion, met, explanation). Raises Overtaken when they were saved in another window."""
    case = locked(case, by=by)
    refuse_overtaken(case, now=version_of(case.criterionmarks.all(), *MARK), read=version)
    return [mark_criterion(case, pk, is_met=is_met, explanation=why, by=by) for pk, is_met, why in marks]


def criteria_advice(case: Case) -> bool | None:
    """Whether the criteria that are marked as met satisfy the covenant's formula; None where there is no formula.

    Advice: a person decides (annex 2).
    """
    if not (case.approach.criteria_expression or case.approach.covenant.criteria_expression):
        return None
    met = case.criterionmarks.filter(is_met=True).values_list("criterion__code", flat=True)
    return bool(case.approach.criteria_met(set(met)))


@transaction.atomic
def consult(case: Case, text: str, *, by: Actor) -> Consultation:
    """House and reporter ask and answer about the registration (conv. 12.2 a)."""
    case = locked(case, by=by)
    require(by, "consult", case)
    said = Consultation.objects.create(
        case=case, text=text, from_house=not by.is_delegate, by_id=by.user_id, at=moment(by.today)
    )
    accesslog.changed(said, rule="consult", action="C")
    if said.from_house and case.filed_by_party_id:
        later("mail_question", case_id=case.pk)
    return said


@transaction.atomic
def accept_for_triage(case: Case, *, explanation: str = "", by: Actor) -> Case:
    """First assessment "ja": the case goes into triage and this procesregisseur runs it (protocol 9.2)."""
    case = locked(case, by=by)
    require(by, "accept_for_triage", case)
    _assess(case, True, explanation, by)
    case.procesregisseur_id = by.user_id
    return take_step(case, "accept_for_triage", by=by)


@transaction.atomic
def reject(case: Case, *, feedback: str, by: Actor) -> Case:
    """First assessment "nee": feedback to the reporter, and the case is destroyed tonight (00, item 22)."""
    case = locked(case, by=by)
    require(by, "reject", case)
    _assess(case, False, "", by)
    give_feedback(case, feedback, by=by)
    close_enquiries(case, by=by)
    case.destroy_on = by.today
    case.destroy_source = case.approach.regime.rejected_source
    return take_step(case, "reject", by=by)


def _assess(case: Case, accepted: bool, explanation: str, by: Actor) -> None:
    Assessment.objects.create(
        case=case, accepted=accepted, explanation=explanation, by_id=by.user_id, at=moment(by.today)
    )


def give_feedback(case: Case, text: str, *, by: Actor) -> Feedback:
    """The answer to the reporter, readable for the number of days that the policy gives."""
    policy = RetentionPolicy.objects.get(house=case.house, approach=case.approach)
    feedback = Feedback(
        house=case.house,
        number=str(case.number),
        filed_by=case.filed_by,
        filed_by_party=case.filed_by_party,
        at=moment(by.today),
        ends_on=by.today + timedelta(days=policy.feedback_days),
    )
    new_dossier(feedback.pk)
    feedback.text = text
    feedback.save(force_insert=True)
    later("mail_feedback", feedback_id=feedback.pk)
    return feedback


def is_decided(case: Case) -> bool:
    """Whether the first assessment was made."""
    return case.phase not in (Phase.CONCEPT, Phase.AANMELDING)
