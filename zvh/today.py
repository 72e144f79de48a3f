"""The one clock for dates: today in Amsterdam. Rules get it as an argument, so that a run can be made as of a date."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The current date in Europe/Amsterdam."""
    return timezone.localdate()


def moment(day: date) -> datetime:
    """This moment, on that day: what a step writes as its time when it is taken as of another date."""
    now = timezone.localtime()
    return now if day == now.date() else timezone.make_aware(datetime.combine(day, now.time()))
