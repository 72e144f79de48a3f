"""Another procesregisseur runs the case from now on: one case, or several at once (04; 10, pattern 12)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from cases.models import Case, LogEntry
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.letters import write_to
from cases.workflow.logentry import write_log
from cases.workflow.steps import hold_cases, locked
from parties.choices import Word
from parties.inforce import appointments_in_force
from parties.models import Appointment, User
from parties.roles import Role
from privacy import accesslog
from zvh.actor import Actor


def able_to_run(house_ids: Iterable[int], today: date) -> "QuerySet[Appointment]":
    """Who can run a case of these houses: their procesregisseurs in force."""
    found = appointments_in_force(today).filter(house__in=house_ids, role=Role.PROCESREGISSEUR)
    return found.order_by("user__name")


@transaction.atomic
def hand_over(case: Case, to: User, *, reason: str, before: int | None, by: Actor) -> Case:
    """`to` runs the case from now on; both are told, and the logbook keeps the reason.

    `before` is who ran it when the actor read it. Raises StepNotAllowed where somebody else does by now, for who can not run it
    or does already, and without a reason.
    """
    case = locked(case, by=by)
    require(by, "hand_over", case)
    if not reason or not able_to_run([case.house_id], by.today).filter(user=to).exists():
        raise StepNotAllowed("to a procesregisseur of the house, with the reason")
    if case.procesregisseur_id != before or before == to.pk:
        raise StepNotAllowed("run by somebody else by now")
    former = case.procesregisseur
    case.procesregisseur, case.version = to, case.version + 1
    case.save()
    accesslog.rights(case, rule="hand_over", recipient=str(to.pk))
    word = case.house.word(Word.PROCESREGISSEUR)
    text = f"{former.name if former else 'Niemand'} was {word}, {to.name} is het nu. {reason}"
    write_log(case, kind=LogEntry.Kind.EVENT, on=by.today, text=text, by=by)
    write_to({former.pk if former else None, to.pk} - {by.user_id}, "overgedragen")
    return case


@dataclass(frozen=True)
class HandedOver:
    """What became of one case: handed over, or why not."""

    case: Case
    why_not: str = ""


@transaction.atomic
def hand_over_all(cases: Collection[tuple[Case, int | None]], to: User, *, reason: str, by: Actor) -> list[HandedOver]:
    """Each (case, who ran it when it was read) by itself; one that can not is said and holds nobody else up."""
    hold_cases(case.pk for case, _ in cases)
    return [_hand_over(case, before, to, reason, by) for case, before in cases]


def _hand_over(case: Case, before: int | None, to: User, reason: str, by: Actor) -> HandedOver:
    try:
        with transaction.atomic():
            hand_over(case, to, reason=reason, before=before, by=by)
    except (NotAllowed, StepNotAllowed):
        now = Case.objects.visible_to(by).select_related("procesregisseur").filter(pk=case.pk).first()
        return HandedOver(case, _why_not(now or case, before, to))
    return HandedOver(case)


def _why_not(case: Case, before: int | None, to: User) -> str:
    if case.procesregisseur_id == to.pk:
        return f"{to.name} had deze al"
    if case.procesregisseur_id != before:
        return f"intussen al van {case.procesregisseur or 'niemand'}"
    return "deze casus kan nu niet worden overgedragen"
