"""The one clock for dates: today in Amsterdam. Rules get it as an argument, so that a run can be made as of a date."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The current date in Europe/Amsterdam."""
    return timezone.localdate()
