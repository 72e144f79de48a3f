"""Every figure, once, from `figures.toml`: what it is called, what is counted, which article asks it, and how it is divided."""

import tomllib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any


class By(Enum):
    """How a figure is divided."""

    NOTHING = "nothing"  # the total only, as all that follow with the years before
    VALUE = "value"
    DETAIL = "detail"
    PARTY = "party"
    PARTY_YES = "party_yes"  # how many per party, and of how many the answer is `part`
    GEMEENTE = "gemeente"
    APPROACH = "approach"
    AGE = "age"
    DURATION = "duration"  # how many, the middle one, and the one below which nine in ten remain
    STOCK = "stock"  # per phase: opening, in, out, closing
    RUNNING = "running"  # what runs today, by how long it did
    DOMAIN = "domain"  # per life domain: better, the same, worse
    MONEY = "money"  # per category what may be spent and what was: of no person, so exact


FILTERS = {
    "casus": frozenset({"approach", "gemeente", "age"}), "casus en partij": frozenset({"approach", "gemeente", "age", "party"}),
    "aanpak": frozenset({"approach"}), "partij": frozenset({"party"}), "geen": frozenset(),
}  # fmt: skip


PER_PARTY = (By.PARTY.value, By.PARTY_YES.value)


@dataclass(frozen=True)
class Figure:
    """One figure. `part` is the answer that counts as yes `among` some answers, `knows` the filters that its facts can be asked by.

    `is_open`: a reader outside the house may see it. How a party did its work is for the bodies, so what is told per party is not.
    """

    code: str
    name: str
    words: str
    source: str
    kind: str
    by: By
    part: str
    among: tuple[str, ...]
    knows: frozenset[str]
    unit: str
    is_open: bool


@dataclass(frozen=True)
class Section:
    """Figures about one phase of the work; the code is the filter `fase`."""

    code: str
    name: str
    figures: tuple[Figure, ...]


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(
        row["code"], row["naam"], row["woorden"], row["bron"], row["soort"], By(row["langs"]), row.get("deel", ""),
        tuple(row.get("van", ())),
        FILTERS[row["filters"]], row.get("eenheid", "weken"), row.get("open", row["langs"] not in PER_PARTY),
    )  # fmt: skip


def _sections() -> tuple[Section, ...]:
    with (Path(__file__).parent / "figures.toml").open("rb") as file:
        rows = tomllib.load(file)["deel"]
    return tuple(Section(row["code"], row["naam"], tuple(map(_figure, row["cijfer"]))) for row in rows)


SECTIONS = _sections()
FIGURES = tuple(figure for section in SECTIONS for figure in section.figures)
KEY_FIGURES = ("aanmeldingen", "personen", "besproken", "afgeschaald")  # the tiles above the page
