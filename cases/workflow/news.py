"""That somebody read what is new."""

from datetime import datetime

from cases.models import LastVisit
from cases.news import follows_cases
from cases.policy import NotAllowed
from zvh.actor import Actor
from zvh.today import moment


def read_news(until: datetime, *, by: Actor) -> None:
    """Everything up to this moment, in the capacity acted in; what is still to come stays unread."""
    if by.capacity_id is None or not follows_cases(by):
        raise NotAllowed("follows no cases")
    read = {"user_id": by.user_id, "read_until": min(until, moment(by.today))}
    LastVisit.objects.update_or_create(capacity_id=by.capacity_id, defaults=read)
