"""The figures of an adopted report for who wants to use them: one table of a year, and beside it what a program must know to read it.

Only what a reader outside the house may see (governance/figures/figures.toml, `open`): no text that somebody wrote, nothing per party,
nothing of the years before (they have a file of their own). The description is a Tabular Data Package.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from governance.figurepage import EXPLAINED, texts
from governance.figures.shown import PER_INHABITANTS
from governance.figures.tables import Part, Row, Table, of_own_period
from governance.models import Paper
from governance.models.paper import PaperState
from governance.workflow.reportstart import years_of
from parties.roles import Role
from zvh.actor import Actor
from zvh.rowbars import HIDDEN
from zvh.spreadsheet import as_csv

FIELDS = (
    ("huis", "string", "Naam van het huis"),
    ("jaar", "string", "Het jaar waarover het gaat"),
    ("deel", "string", "Deel van het werk"),
    ("cijfer", "string", "Code van het cijfer; wat is geteld staat bij figures"),
    ("regel", "string", "Waarnaar het cijfer is verdeeld; Samen is het totaal"),
    ("kolom", "string", "Wat de waarde is: een aantal, of in welke eenheid"),
    ("waarde", "number", "Het getal; leeg als het niet wordt verteld"),
    (
        "stand",
        "string",
        "getal, afgeschermd (1 tot en met 9, of daaruit af te leiden), of te weinig (voor een percentage of duur)",
    ),
)
KNOWN, KEPT_BACK, TOO_FEW = "getal", "afgeschermd", "te weinig"
NOT_IN_IT = "Wat per partij wordt verteld, is voor de organen van het huis en staat hier niet in."
CC0 = {
    "name": "CC0-1.0", "title": "CC0 1.0 Universeel", "path": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
}  # fmt: skip


def may_publish(actor: Actor, paper: Paper) -> bool:
    """The manager of the house, of the last edition that was adopted for its year."""
    is_his = actor.role == Role.MANAGER and paper.house_id in actor.house_ids
    if not (is_his and paper.is_adopted and paper.rule.reports_figures):
        return False
    later = Paper.objects.visible_to(actor).filter(
        house=paper.house_id, rule=paper.rule_id, first_year=paper.first_year, edition__gt=paper.edition
    )
    return not later.filter(state=PaperState.ADOPTED).exists()


def package(paper: Paper, parts: Iterable[Part]) -> bytes:
    """The table and its description, together as a zip file."""
    parts = [Part(one.section, tuple(table for table in one.tables if table.figure.is_open), ()) for one in parts]
    table = as_csv([name for name, _, _ in FIELDS], lines(paper, parts)).content.removeprefix(BOM_UTF8)
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        file.writestr(f"{_name(paper)}.csv", table)
        file.writestr("datapackage.json", json.dumps(description(paper, parts, table), ensure_ascii=False, indent=2))
    return made.getvalue()


def _name(paper: Paper) -> str:
    return f"cijfers-{paper.house.slug}-{paper.first_year}"


def lines(paper: Paper, parts: Iterable[Part]) -> Iterator[list[object]]:
    """One number a line, of the year of the report only."""
    own, *before = [period.name for period in years_of(paper).compared]
    for part in parts:
        for table in (of_own_period(one, own, before) for one in part.tables):
            for row in (*table.rows, *([table.total] if table.total else [])):
                for column, value, stand in _cells(table, row):
                    yield [paper.house.name, own, part.section.name, table.figure.code, row.label, column, value, stand]


def _cells(table: Table, row: Row) -> Iterator[tuple[str, object, str]]:
    for column, cell, text in zip(table.columns, row.cells, texts(table, row), strict=True):
        if cell is None:
            yield column, "", KEPT_BACK if text == HIDDEN else TOO_FEW
        else:
            yield column, f"{cell / 10:.1f}" if column == PER_INHABITANTS else cell, KNOWN


def description(paper: Paper, parts: Iterable[Part], table: bytes) -> dict[str, Any]:
    house = paper.house
    name = _name(paper)
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": f"Cijfers {paper.period} van {house.name}",
        "description": f"Uit het jaarverslag zoals het is vastgesteld op {paper.adopted_on}. {NOT_IN_IT}",
        "version": str(paper.edition),
        "created": str(paper.adopted_on),
        "contributors": [{"title": house.managing_organisation or house.name, "role": "publisher"}],
        "licenses": [CC0],
        "temporal": {"start": str(date(paper.first_year, 1, 1)), "end": str(date(paper.last_year, 12, 31))},
        "rounding": EXPLAINED,
        "figures": [
            {"code": one.figure.code, "title": one.figure.name, "section": part.section.name,
             "definition": one.figure.words, "source": one.figure.source}
            for part in parts for one in part.tables
        ],
        "resources": [{
            "name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "bytes": len(table), "hash": f"sha256:{sha256(table).hexdigest()}",
            "dialect": {"delimiter": ";", "quoteChar": '"', "doubleQuote": True, "header": True},
            "schema": {
                "missingValues": [""],
                "fields": [{"name": field, "type": kind, "description": words} for field, kind, words in FIELDS],
            },
        }],
    }  # fmt: skip
