"""The counts of a house, from the database: six questions, however many cases there were (cases/sql/figures.sql)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from governance.figures.period import Period
from parties.models import House
from zvh.smallcells import NONE, Count

Key = str | int | None
Pair = tuple[Key, Key]


@dataclass(frozen=True)
class Filters:
    """At most one of these at a time, so that what two filters have in common can not be looked for (09, 3.5)."""

    approach: int | None = None
    gemeente: int | None = None
    party: int | None = None
    age: str | None = None

    @property
    def active(self) -> str:
        """The name of the one in use, or nothing."""
        return next((name for name in ("approach", "gemeente", "party", "age") if getattr(self, name) is not None), "")

    @property
    def value(self) -> Key:
        return getattr(self, self.active) if self.active else None

    @property
    def line(self) -> list[str | None]:
        """The line along which is counted and the place on it, as `app.figure_...` ask; no place where nothing is chosen."""
        return [self.active, None if self.value is None else str(self.value)]


@dataclass(frozen=True)
class Duration:
    """Of how many, the middle one and the one below which nine in ten remain; in weeks or hours."""

    count: Count
    median: int
    ninetieth: int


@dataclass
class Numbers:
    """What was counted in one house and period, and in the periods it is compared with (`place`: 0 is the period itself)."""

    periods: tuple[Period, ...]
    filters: Filters
    counts: dict[tuple[int, str], dict[Pair, Count]] = field(default_factory=lambda: defaultdict(dict))
    unique: dict[int, Count] = field(default_factory=dict)
    parties: dict[str, dict[tuple[Key, Key, Key], Count]] = field(default_factory=lambda: defaultdict(dict))
    lines: dict[tuple[str, str], dict[Key, Count]] = field(default_factory=lambda: defaultdict(dict))
    durations: dict[tuple[int, str], dict[str, Duration]] = field(default_factory=lambda: defaultdict(dict))
    stock: dict[str, Count] = field(default_factory=dict)
    running: dict[Key, Count] = field(default_factory=dict)
    beside: dict[tuple[int, str], dict[Key, Count]] = field(default_factory=lambda: defaultdict(dict))

    def total(self, kind: str, place: int = 0) -> Count:
        if kind == "uniek":
            return self.unique.get(place, NONE)
        return sum(self.counts[place, kind].values(), NONE)

    def values(self, kind: str, place: int = 0) -> dict[Key, Count]:
        return added((value, count) for (value, _), count in self.counts[place, kind].items())

    def details(self, kind: str, place: int = 0) -> dict[Key, Count]:
        return added((detail, count) for (_, detail), count in self.counts[place, kind].items())

    def pairs(self, kind: str) -> dict[Pair, Count]:
        return dict(self.counts[0, kind])

    def per_party(self, kind: str) -> dict[Key, Count]:
        return added((party, count) for (_, _, party), count in self.parties[kind].items())

    def answers(self, kind: str, *, by_detail: bool) -> dict[Pair, Count]:
        """By value or detail, and party."""
        found = self.parties[kind].items()
        return added(((detail if by_detail else value, party), count) for (value, detail, party), count in found)


def added(rows: Iterable[tuple[Any, Count]]) -> dict[Any, Count]:
    found: dict[Any, Count] = {}
    for key, count in rows:
        found[key] = found.get(key, NONE) + count
    return found


def load(house: House, period: Period, filters: Filters) -> Numbers:
    """Everything of which the figures are made. Empty for who may not count in this house."""
    found = Numbers(period.compared, filters)
    _load_totals(house, found)
    asked = [house.pk, period.first, period.last, *filters.line]
    for kind, value, detail, party, number, keys in _asked("figure_parties", asked):
        found.parties[kind][value, detail, party] = Count(number, keys)
    for kind, line, gemeente, approach, age, number, keys in _asked("figure_lines", asked):
        name, member = {3: ("gemeente", gemeente), 5: ("approach", approach), 6: ("age", age)}[line]
        found.lines[kind, name][member] = Count(number, keys)
    firsts, lasts = [one.first for one in found.periods], [one.last for one in found.periods]
    for no, kind, value, number, keys, median, ninetieth in _asked(
        "figure_durations", [house.pk, firsts, lasts, *filters.line]
    ):
        found.durations[no - 1, kind][value] = Duration(Count(number, keys), median, ninetieth)
    for phase, number, keys in _asked("figure_stock", [house.pk, period.first, filters.approach]):
        found.stock[phase] = Count(number, keys)
    for name, number, keys in _asked("figure_running", [house.pk, filters.approach]):
        found.running[name] = Count(number, keys)
    if filters.active:
        _load_beside(house, found)
    return found


def _asked(function: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from app.{function}({', '.join(['%s'] * len(values))})", values)  # noqa: S608  # names of ours
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _load_totals(house: House, found: Numbers) -> None:
    """Quarters added to periods; who was registered in the period before is counted once."""
    first, last = found.periods[-1].first, found.periods[0].last
    for quarter, kind, value, detail, before, number, keys in _asked(
        "figure_totals", [house.pk, first, last, *found.filters.line]
    ):
        for place, period in enumerate(found.periods):
            if period.first <= quarter <= period.last:
                cells, count = found.counts[place, kind], Count(number, keys)
                cells[value, detail] = cells.get((value, detail), NONE) + count
                if kind == "persoon" and (before is None or quarter - before < period.first):
                    found.unique[place] = found.unique.get(place, NONE) + count


def _load_beside(house: House, found: Numbers) -> None:
    line = found.filters.active
    for quarter, kind, member, number, keys in _asked(
        "figure_beside", [house.pk, found.periods[-1].first, found.periods[0].last, line]
    ):
        for place, period in enumerate(found.periods):
            if period.first <= quarter <= period.last:
                cells, key = found.beside[place, kind], member if line == "age" or member is None else int(member)
                cells[key] = cells.get(key, NONE) + Count(number, keys)
