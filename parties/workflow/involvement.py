"""How a role ends, is suspended and begins again: rights and sessions at once, in one transaction (03, R12; S08).

Who may, the caller judged.
"""

from datetime import date, timedelta

from parties.models import Session
from parties.standing import Capacity
from zvh.actor import Actor


def end_now(capacity: Capacity, *, by: Actor) -> None:
    """Yesterday was its last day, if it had not ended before. What began today can not have: that is suspended as well."""
    yesterday = by.today - timedelta(days=1)
    capacity.until_date = max(min(capacity.until_date or yesterday, yesterday), capacity.from_date)
    if capacity.until_date >= by.today:
        capacity.suspended_on = by.today
    capacity.saved(by)
    capacity.save()
    _end_sessions(capacity)


def suspend(capacity: Capacity, *, today: date) -> None:
    """By the clock: it opens nothing until somebody resumes it."""
    capacity.suspended_on = today
    capacity.save(update_fields=["suspended_on"])
    _end_sessions(capacity)


def resume(capacity: Capacity, *, by: Actor) -> None:
    """It counts again, within its own dates."""
    capacity.suspended_on = None
    capacity.saved(by)
    capacity.save(update_fields=["suspended_on", "saved_by", "saved_at"])


def _end_sessions(capacity: Capacity) -> None:
    Session.objects.filter(capacity_id=capacity.pk).delete()
