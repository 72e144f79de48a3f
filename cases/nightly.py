"""What the clock does: finds what is due and calls the workflow per object. Every function may run twice."""

from datetime import date

from cases.models import Enquiry
from cases.workflow.enquiry import remind_of_enquiry


def remind_parties(today: date) -> int:
    """Parties that have not answered an enquiry in time get a reminder, once in every term. Gives their number."""
    due = list(Enquiry.objects.waiting().filter(remind_on__lte=today).select_related("house"))
    for enquiry in due:
        remind_of_enquiry(enquiry, today=today)
    return len(due)
