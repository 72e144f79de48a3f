"""Suppliers answer in the application whether their data may stay longer (BGS 1.16 lid 2 and 3).

After closing no delegate reads the case; what they see here is its number and two days.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Postponement
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.work import MOST, Item, Work
from cases.workflow.letters import write_to
from cases.workflow.postponement import extension_of, last_day_of, operation_on, postpone_destruction
from cases.workflow.steps import hold, locked
from parties.inforce import casework_delegations
from privacy import accesslog
from privacy.models import RenewalQuestion
from zvh.actor import Actor
from zvh.components import Link
from zvh.today import moment

Answer = RenewalQuestion.Answer


@transaction.atomic
def ask_renewal(case: Case, *, until: date, by: Actor) -> list[RenewalQuestion]:
    """Every supplier, for the same day; a new day asks all of them anew. Raises NotAllowed or StepNotAllowed."""
    case = locked(case, by=by)
    require(by, operation_on(case), case)
    allowed, last = extension_of(case, today=by.today), last_day_of(case, by.today)
    if allowed is None or last is None or not allowed.consent_of or not last.date < until <= allowed.latest:
        raise StepNotAllowed("no supplier has to agree to that day")
    known = set(
        RenewalQuestion.objects.visible_to(by).filter(case=case, until=until).values_list("party_id", flat=True)
    )
    made = [
        RenewalQuestion(
            case=case, house_id=case.house_id, number=case.number or "", party=party, last_on=last.date, until=until,
            source=allowed.source, asked_by_id=by.user_id, asked_at=moment(by.today),
        )
        for party in allowed.consent_of
        if party.pk not in known
    ]  # fmt: skip
    if not made:
        raise StepNotAllowed("asked already")
    RenewalQuestion.objects.bulk_create(made)
    people = casework_delegations(by.today).filter(membership__party__in=[one.party_id for one in made])
    write_to(people.values_list("user_id", flat=True), "verlenging")
    accesslog.changed(case, rule="ask_renewal", action="E")
    return made


def may_answer(actor: Actor, question: RenewalQuestion) -> bool:
    """Any delegate of the party, until the data would go."""
    is_theirs = actor.is_delegate and question.party_id == actor.party_id
    return is_theirs and question.at is None and actor.today <= question.last_on


@transaction.atomic
def answer_renewal(question: RenewalQuestion, *, answer: str, by: Actor) -> None:
    """Once, in the name of the party. Raises NotAllowed."""
    hold(question.pk)
    found = RenewalQuestion.objects.visible_to(by).filter(pk=question.pk).first()
    if found is None or not may_answer(by, found) or answer not in Answer.values:
        raise NotAllowed("answer_renewal")
    found.answer, found.by_id, found.at = answer, by.user_id, moment(by.today)
    found.save(update_fields=["answer", "by", "at"])
    accesslog.changed(found, rule="answer_renewal")
    write_to([found.asked_by_id], "verlenging-antwoord")


def asked_last(case: Case, by: Actor) -> list[RenewalQuestion]:
    """The questions for the day that was asked last, about the last date as it stands now."""
    last = last_day_of(case, by.today)
    rows = (
        RenewalQuestion.objects.visible_to(by).filter(case=case, last_on=last.date)
        if last
        else RenewalQuestion.objects.none()
    )
    newest = rows.order_by("-asked_at", "-until").first()
    return list(rows.filter(until=newest.until).select_related("party", "by")) if newest else []


def is_agreed(case: Case, rows: Iterable[RenewalQuestion], by: Actor) -> bool:
    """Every supplier of today said yes."""
    allowed = extension_of(case, today=by.today)
    said = {one.party_id for one in rows if one.answer == Answer.YES}
    return allowed is not None and bool(said) and {party.pk for party in allowed.consent_of} <= said


@transaction.atomic
def postpone_as_agreed(case: Case, *, reason: str, meets_criteria: bool, by: Actor) -> Postponement:
    """What the suppliers agreed to is asked of a colleague. Raises NotAllowed or StepNotAllowed."""
    rows = asked_last(case, by)
    if not is_agreed(case, rows, by):
        raise StepNotAllowed("not every supplier agreed")
    agreed = {one.party_id: timezone.localdate(one.at) for one in rows if one.at and one.answer == Answer.YES}
    return postpone_destruction(
        case, until=rows[0].until, reason=reason, agreed=agreed, meets_criteria=meets_criteria, by=by
    )


def to_answer(work: Work) -> Iterable[Item]:
    """In "Mijn werk" of a party."""
    if not work.actor.is_delegate:
        return []
    waiting = RenewalQuestion.objects.visible_to(work.actor).open().filter(last_on__gte=work.actor.today)
    return [
        Item(
            f"Mogen uw gegevens langer blijven? Casus {one.number}", Link("Antwoorden", reverse("verlenging-antwoord", args=[one.pk])),
            f"Anders vernietigd op {one.last_on:%d-%m-%Y}", work.deadline(one.last_on, one.source),
        )
        for one in waiting.order_by("last_on", "pk")[:MOST]
    ]  # fmt: skip
