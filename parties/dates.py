from calendar import monthrange
from datetime import date


def add_months(start: date, months: int) -> date:
    """The same day `months` months later, or the last day of that month (31 August + 6 -> 28 February)."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
