"""The counts of a house, from the database: four questions, however many cases there were (cases/sql/figures.sql)."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from governance.figures.period import Period
from parties.models import House
from zvh.smallcells import NONE, Count

# What `grouping()` says of a row: which of the columns it leaves out.
TOTAL, BY_VALUE, BY_DETAIL, BY_BOTH = 3, 1, 2, 0
BY_PARTY, BY_VALUE_PARTY, BY_DETAIL_PARTY, BY_GEMEENTE, BY_APPROACH, BY_AGE = 55, 23, 39, 59, 61, 62
Key = str | int | None


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
    def values(self) -> list[Key]:
        return [self.approach, self.gemeente, self.party, self.age]


@dataclass(frozen=True)
class Duration:
    """Of how many, the middle one and the one below which nine in ten remain; in weeks or hours."""

    count: Count
    median: int
    ninetieth: int


@dataclass
class Numbers:
    """What was counted in one house and period, and in the periods it is compared with."""

    periods: tuple[Period, ...]
    filters: Filters
    totals: dict[tuple[int, str, int], dict[tuple[Key, Key], Count]] = field(default_factory=lambda: defaultdict(dict))
    cells: dict[tuple[str, int], dict[tuple[Key, Key], Count]] = field(default_factory=lambda: defaultdict(dict))
    durations: dict[tuple[int, str], dict[str, Duration]] = field(default_factory=lambda: defaultdict(dict))
    stock: dict[str, Count] = field(default_factory=dict)
    siblings: dict[tuple[int, str], dict[Key, Count]] = field(default_factory=lambda: defaultdict(dict))

    def total(self, kind: str, place: int = 0) -> Count:
        return self.totals[place, kind, TOTAL].get((None, None), NONE)

    def values(self, kind: str, place: int = 0) -> dict[Key, Count]:
        return {value: count for (value, _), count in self.totals[place, kind, BY_VALUE].items()}

    def details(self, kind: str, place: int = 0) -> dict[Key, Count]:
        return {detail: count for (_, detail), count in self.totals[place, kind, BY_DETAIL].items()}

    def pairs(self, kind: str, place: int = 0) -> dict[tuple[Key, Key], Count]:
        return dict(self.totals[place, kind, BY_BOTH])

    def along(self, kind: str, shape: int) -> dict[tuple[Key, Key], Count]:
        """Of the first period, by (value or detail, member)."""
        return dict(self.cells[kind, shape])


def load(house: House, period: Period, filters: Filters) -> Numbers:
    """Everything of which the figures are made. Empty for who may not count in this house."""
    found = Numbers(period.compared, filters)
    firsts, lasts = [one.first for one in found.periods], [one.last for one in found.periods]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from app.figure_totals(%s, %s, %s, %s, %s, %s, %s)", [house.pk, firsts, lasts, *filters.values]
        )
        for no, kind, value, detail, shape, number, keys in cursor.fetchall():
            found.totals[no - 1, kind, shape][value, detail] = Count(number, keys)
        cursor.execute(
            "select * from app.figure_cells(%s, %s, %s, %s, %s, %s, %s)",
            [house.pk, period.first, period.last, *filters.values],
        )
        for kind, value, detail, shape, party, gemeente, approach, age, number, keys in cursor.fetchall():
            member = {BY_GEMEENTE: gemeente, BY_APPROACH: approach, BY_AGE: age}.get(shape, party)
            found.cells[kind, shape][value if shape == BY_VALUE_PARTY else detail, member] = Count(number, keys)
        cursor.execute(
            "select * from app.figure_durations(%s, %s, %s, %s, %s, %s, %s)", [house.pk, firsts, lasts, *filters.values]
        )
        for no, kind, value, number, keys, median, ninetieth in cursor.fetchall():
            found.durations[no - 1, kind][value] = Duration(Count(number, keys), median, ninetieth)
        cursor.execute("select * from app.figure_stock(%s, %s, %s)", [house.pk, period.first, filters.approach])
        found.stock = {phase: Count(number, keys) for phase, number, keys in cursor.fetchall()}
    if filters.active:
        _load_siblings(house, found)
    return found


SHAPES = {"approach": BY_APPROACH, "gemeente": BY_GEMEENTE, "party": BY_PARTY, "age": BY_AGE}


def _load_siblings(house: House, found: Numbers) -> None:
    """What stands beside the chosen one where nothing is chosen: if it is hidden there, its own page may not tell it."""
    wanted = SHAPES[found.filters.active]
    with connection.cursor() as cursor:
        for place, period in enumerate(found.periods):
            cursor.execute(
                "select * from app.figure_cells(%s, %s, %s, null, null, null, null)",
                [house.pk, period.first, period.last],
            )
            for kind, _, _, shape, party, gemeente, approach, age, number, keys in cursor.fetchall():
                if shape == wanted:
                    member = {BY_GEMEENTE: gemeente, BY_APPROACH: approach, BY_AGE: age}.get(shape, party)
                    found.siblings[place, kind][member] = Count(number, keys)
