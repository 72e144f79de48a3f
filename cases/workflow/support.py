"""The house helps without a casusoverleg: contacts are made and noted, and on a set day it looks again (000, annex 3)."""

from datetime import date

from django.db import transaction

from cases.models import Case, SupportContact
from cases.phases import StepNotAllowed
from cases.policy import require
from cases.workflow.steps import locked
from parties.choices import Deadline
from parties.models import Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def usual_follow_up(case: Case, today: date) -> date:
    """The day on which the house looks again, by the term of its covenant."""
    return Term.objects.of_house(case.house, Deadline.FOLLOW_UP).due(today)


@transaction.atomic
def note_contact(case: Case, *, on: date, with_whom: str, result: str, follow_up_on: date, by: Actor) -> SupportContact:
    """Whom the house spoke with, what came of it, and when it looks again. Raises StepNotAllowed for impossible days."""
    case = locked(case, by=by)
    require(by, "note_contact", case)
    if on > by.today or follow_up_on <= by.today:
        raise StepNotAllowed("a contact lies in the past, its follow-up ahead")
    contact = SupportContact.objects.create(
        case=case, on=on, with_whom=with_whom, result=result, by_id=by.user_id, at=moment(by.today)
    )
    case.follow_up_on = follow_up_on
    case.save(update_fields=["follow_up_on"])
    accesslog.changed(contact, rule="note_contact", action="C")
    return contact
