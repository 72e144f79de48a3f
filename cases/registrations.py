"""Registrations of the police as lines of text: a day and a kind of offence, each as a suspect. Read, checked and written here.

They stand in one sealed field of the contribution, so that release, versions and removal are those of the contribution.
"""

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO

MOST = 500
AS_SUSPECT = "verdachte"
CODE = re.compile(r"[A-Z][0-9]{2,3}")
KEPT = re.compile(rf"(?P<on>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}});(?P<code>[^;]+);{AS_SUSPECT}")
DAY = re.compile(r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4})")


@dataclass(frozen=True, order=True)
class Registration:
    """Once registered as a suspect: on this day, of this kind of offence."""

    on: date
    code: str


@dataclass(frozen=True)
class Reading:
    """What the lines say, and what is wrong with the others."""

    rows: list[Registration]
    faults: list[str]


def read(
    text: str, *, kinds: Collection[str] = (), latest: date | None = None, earliest: date | None = None
) -> Reading:
    """Lines as people type or paste them: day, kind, and if they like "verdachte"; between them ; or a tab."""
    rows: list[Registration] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not cells or (number == 1 and _is_heading(cells)):
            continue
        try:
            rows.append(_row(cells, kinds, latest, earliest))
        except ValueError as fault:
            faults.append(f"Regel {number}: {fault}")
    if len(rows) > MOST:
        faults.append(f"Er staan meer dan {MOST} registraties. Geef de laatste {MOST}")
    return Reading(sorted(rows), faults)


def as_text(rows: Iterable[Registration]) -> str:
    """The lines as they are kept."""
    return "\n".join(f"{row.on.isoformat()};{row.code};{AS_SUSPECT}" for row in rows)


def kept(text: str) -> list[Registration]:
    """What `as_text` wrote; nothing of a text that was never sent."""
    lines = [KEPT.fullmatch(line) for line in text.splitlines()]
    return [Registration(date.fromisoformat(line["on"]), line["code"]) for line in lines if line]


def _cells(line: str) -> list[str]:
    found = next(csv.reader(StringIO(line.replace("\t", ";")), delimiter=";"), [])
    cells = [cell.strip() for cell in found]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _is_heading(cells: list[str]) -> bool:
    return cells[0].casefold() in ("datum", "dag", "pleegdatum")


def _row(cells: list[str], kinds: Collection[str], latest: date | None, earliest: date | None) -> Registration:
    if len(cells) not in (2, 3):
        raise ValueError("schrijf een datum en een soort, met een puntkomma ertussen, zoals 27-03-2026;F40")
    if len(cells) == 3 and cells[2].casefold() != AS_SUSPECT:
        raise ValueError("alleen registraties als verdachte worden geteld. Haal deze regel weg")
    return Registration(_day(cells[0], latest, earliest), _code(cells[1], kinds))


def _day(text: str, latest: date | None, earliest: date | None) -> date:
    try:
        found = DAY.fullmatch(text)
        on = date(int(found["y"]), int(found["m"]), int(found["d"])) if found else date.fromisoformat(text)
    except ValueError:
        raise ValueError("deze datum bestaat niet. Schrijf een datum als 27-03-2026") from None
    if latest and on > latest:
        raise ValueError("deze datum ligt na vandaag")
    if earliest and on < earliest:
        raise ValueError("deze datum ligt voor de geboorte van de betrokkene")
    return on


def _code(text: str, kinds: Collection[str]) -> str:
    """A known kind, or another code of the police: some rules count every kind."""
    code = f"{text[:1].upper()}{text[1:]}"
    if narrower := [kind for kind in kinds if kind.startswith(f"{code} ")]:
        raise ValueError(f"schrijf erbij welke soort: {' of '.join(sorted(narrower))}")
    if code in kinds or CODE.fullmatch(code):
        return code
    raise ValueError("deze soort is niet bekend. Schrijf de code van de politie, zoals F40")
