"""A question about a case goes up to a body or a mayor; what was asked and answered is registered (04, phase 3)."""

from datetime import date

from django.db import transaction

from cases.models import Case, Escalation
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.steps import locked
from parties.models import Body, Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def bodies_of(case: Case) -> list[Body]:
    """Bodies of the house, and those of its covenant."""
    found = Body.objects.filter(covenant=case.house.covenant_id)
    return [body for body in found if body.house_id in (None, case.house_id)]


def gemeenten_of(case: Case) -> list[Party]:
    return list(Party.objects.in_house(case.house).of_kind("gemeente"))


@transaction.atomic
def escalate(
    case: Case, *, question: str, asked_on: date, body: Body | None = None, gemeente: Party | None = None, by: Actor
) -> Escalation:
    """Register the question. Raises NotAllowed, or StepNotAllowed where it is not complete."""
    case = locked(case, by=by)
    require(by, "escalate", case)
    is_one = bool(body) != bool(gemeente)
    known = body in bodies_of(case) if body else gemeente in gemeenten_of(case)
    if not question or asked_on > by.today or not is_one or not known:
        raise StepNotAllowed("the question is not complete")
    made = Escalation(
        case=case,
        body=body,
        gemeente=gemeente,
        question=question,
        asked_on=asked_on,
        by_id=by.user_id,
        at=moment(by.today),
    )
    made.save(force_insert=True)
    accesslog.changed(made, rule="escalate", action="C")
    return made


@transaction.atomic
def answer_escalation(escalation: Escalation, *, answer: str, answered_on: date, by: Actor) -> Escalation:
    """Register the answer, once."""
    case = locked(escalation.case, by=by)
    require(by, "escalate", case)
    found = Escalation.objects.visible_to(by).filter(pk=escalation.pk, case=case).first()
    if found is None:
        raise NotAllowed("not visible")
    if found.answered_on or not answer or not found.asked_on <= answered_on <= by.today:
        raise StepNotAllowed("answered already, or not complete")
    found.answer, found.answered_on, found.answered_by_id = answer, answered_on, by.user_id
    found.save(update_fields=["answer", "answered_on", "answered_by"])
    accesslog.changed(found, rule="answer_escalation")
    return found
