"""Periods of whole quarters: finer would let one subtract two periods that differ by a day (09, 3.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cases.models.statistics import quarter_of

FIRST_YEAR = 2019  # the covenants
YEARS = 3  # what is compared: the period itself, and the same one of the years before


@dataclass(frozen=True)
class Period:
    """From a first quarter up to and with a last one (`quarter_of`)."""

    first: int
    last: int

    @property
    def name(self) -> str:
        (year, start), (until, end) = _parts(self.first), _parts(self.last)
        if (start, end) == (1, 4):
            return str(year) if year == until else f"{year} tot en met {until}"
        if self.first == self.last:
            return f"{year}, kwartaal {start}"
        if year == until and (start, end) in ((1, 2), (3, 4)):
            return f"{year}, {'eerste' if start == 1 else 'tweede'} halfjaar"
        return f"{year} kwartaal {start} tot en met {until} kwartaal {end}"

    @property
    def first_day(self) -> date:
        return _begin(self.first)

    @property
    def last_day(self) -> date:
        return _begin(self.last + 1) - timedelta(days=1)

    def years_before(self, years: int) -> "Period":
        return Period(self.first - 4 * years, self.last - 4 * years)

    @property
    def compared(self) -> tuple["Period", ...]:
        """This one first; longer than a year it is compared with nothing, because the years would overlap."""
        return tuple(self.years_before(back) for back in range(YEARS if self.last - self.first < 4 else 1))


def _begin(quarter: int) -> date:
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)


def _parts(quarter: int) -> tuple[int, int]:
    return quarter // 4, quarter % 4 + 1


def code_of(quarter: int) -> str:
    """As it stands in an address: 2026-3."""
    return "{}-{}".format(*_parts(quarter))


def quarters(today: date) -> Iterator[tuple[str, str]]:
    """To choose from, newest first: code and words."""
    for quarter in range(quarter_of(today), FIRST_YEAR * 4 - 1, -1):
        yield code_of(quarter), "{}, kwartaal {}".format(*_parts(quarter))


def quarter_from(code: str) -> int:
    year, part = code.split("-")
    return int(year) * 4 + int(part) - 1


def year_of(year: int) -> Period:
    return Period(year * 4, year * 4 + 3)
