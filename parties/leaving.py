"""On which day a party is out at the earliest, as its covenant has it (covenants, articles on amendment and term)."""

from datetime import date

from parties.choices import LeavesOn
from parties.dates import add_months
from parties.models import Covenant, DepartureRule


def earliest_day(rule: DepartureRule, noticed_on: date, changes_on: date | None = None) -> date | None:
    """The first day without the party; None where the covenant has no term that ends.

    `changes_on` is the day on which an amendment or accession begins that the party does not accept.
    """
    from_day = add_months(noticed_on, rule.notice_months)
    if rule.leaves_on == LeavesOn.END_OF_TERM:
        return end_of_term(rule.covenant, from_day)
    if rule.leaves_on == LeavesOn.FIRST_OF_JANUARY:
        return from_day if (from_day.month, from_day.day) == (1, 1) else date(from_day.year + 1, 1, 1)
    if rule.leaves_on == LeavesOn.DAY_OF_CHANGE:
        return max(changes_on or from_day, noticed_on)
    return noticed_on


def end_of_term(covenant: Covenant, day: date) -> date | None:
    """The first day after the term that runs on `day`; terms are counted from the beginning, so that no day gets lost in short months."""
    if covenant.first_term_months is None:
        return None
    months = covenant.first_term_months
    while (end := add_months(covenant.in_force_from, months)) <= day:
        if not covenant.renewal_months:
            return None
        months += covenant.renewal_months
    return end
