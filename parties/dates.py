from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from holidays import country_holidays


def add_months(start: date, months: int) -> date:
    """The same day `months` months later, or the last day of that month (31 August + 6 -> 28 February)."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def latest_start(last: date, months: int) -> date:
    """The last day on which a term of so many months may begin to be over by `last`: of 28 February also a 29th."""
    found = add_months(last, -months)
    while add_months(found + timedelta(days=1), months) <= last:
        found += timedelta(days=1)
    return found


def add_term(start: date, amount: int, unit: str) -> date:
    """The last day of a term of so many days, weeks, months or years (`TermUnit`) that begins on `start`."""
    if unit in ("dagen", "weken"):
        return start + timedelta(days=amount * (7 if unit == "weken" else 1))
    return add_months(start, amount * (12 if unit == "jaren" else 1))


DAYS_OFF = country_holidays("NL", categories=("public", "optional"))


def is_working_day(day: date) -> bool:
    """No Saturday, Sunday or day off of the Algemene termijnenwet (art. 3)."""
    return day.weekday() < 5 and day not in DAYS_OFF


def add_working_days(start: date, days: int) -> date:
    """The working day `days` working days later."""
    found = start
    while days:
        found += timedelta(days=1)
        days -= is_working_day(found)
    return found


def add_hours(start: datetime, hours: int) -> datetime:
    """So many hours later as time passes, in Amsterdam: the night in which the clock goes forward has one less."""
    return timezone.localtime(start.astimezone(UTC) + timedelta(hours=hours))
