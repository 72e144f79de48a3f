"""The own house against all houses together: who reads it knows the own numbers, so the rest is protected as well (09, 3.5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from governance.figures.labels import DETAILS, Words, values_of
from governance.figures.numbers import Key, added
from governance.figures.period import Period
from governance.figures.shown import with_something
from governance.figures.table import SECTIONS, By, Figure
from governance.figures.tables import Part, Row, Table
from parties.models import House
from zvh.smallcells import NONE, Count, beside_rest, shown_beside_rest

COMPARED = (By.NOTHING, By.VALUE, By.DETAIL)
WITHOUT_FACTS = ("uniek", "looptijd")  # made of other facts, or of what runs today
OTHERS = 2  # fewer other houses than this are not told as a total: it would be one of them
ELSEWHERE = "anders"  # what this house has no word for


@dataclass(frozen=True)
class Line:
    """One kind, value and detail: in the own house, and in the rest; and in how many other houses something of this kind was."""

    kind: str
    value: str
    detail: str
    own: Count
    rest: Count
    others: int


@dataclass(frozen=True)
class Houses:
    """In how many other houses something was, and in how many with the own one."""

    others: int
    all: int


def figures_compared() -> list[Figure]:
    found = (figure for section in SECTIONS for figure in section.figures)
    return [figure for figure in found if figure.by in COMPARED and figure.kind not in WITHOUT_FACTS]


def load(house: House, period: Period) -> list[Line]:
    """In one question; empty for who may not compare this house."""
    kinds = sorted({figure.kind for figure in figures_compared()})
    with connection.cursor() as cursor:
        cursor.execute("select * from app.figure_houses(%s, %s, %s, %s)", [house.pk, period.first, period.last, kinds])
        rows = cursor.fetchall()
    return [
        Line(kind, value, detail, Count(own, own_keys), Count(rest, rest_keys), others)
        for kind, value, detail, own, own_keys, rest, rest_keys, others in rows
    ]


def parts(house: House, lines: Iterable[Line]) -> list[Part]:
    by_kind: dict[str, list[Line]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line)
    wanted = figures_compared()
    made = [
        Part(section, tuple(_table(figure, house, by_kind.get(figure.kind, [])) for figure in section.figures if figure in wanted), ())
        for section in SECTIONS
    ]  # fmt: skip
    return [part for part in made if part.tables]


def _table(figure: Figure, house: House, lines: list[Line]) -> Table:
    words: Words = (
        {}
        if figure.by == By.NOTHING
        else DETAILS[figure.kind]
        if figure.by == By.DETAIL
        else values_of(figure.kind, house)
    )
    own, rest = (sum(counts, NONE) for counts in ([line.own for line in lines], [line.rest for line in lines]))
    others = max((line.others for line in lines), default=0)
    houses = Houses(others, others + (own.number > 0))
    rows = _rows(words, figure, lines, houses)
    total = Row("Samen" if words else figure.name, _cells(beside_rest(own, rest), houses))
    columns = (house.name, "alle huizen", "gemiddeld per huis")
    return Table(figure, columns, with_something(rows) if words else (total,), total if words else None, drawn=(0, 2))


def _rows(words: Words, figure: Figure, lines: list[Line], houses: Houses) -> list[Row]:
    def key_of(line: Line) -> Key:
        key = line.detail if figure.by == By.DETAIL else line.value
        return key if key in words else ELSEWHERE

    own = added((key_of(line), line.own) for line in lines)
    rest = added((key_of(line), line.rest) for line in lines)
    keys = [*words, *({ELSEWHERE} & own.keys())]
    found = shown_beside_rest({key: own.get(key, NONE) for key in keys}, {key: rest.get(key, NONE) for key in keys})
    return [Row(words.get(key, str(key)), _cells(found[key], houses)) for key in keys]


def _cells(pair: tuple[int | None, int | None], houses: Houses) -> tuple[int | None, ...]:
    own, whole = pair
    if houses.others < OTHERS:
        whole = None
    return own, whole, None if whole is None else round(whole / max(houses.all, 1))
