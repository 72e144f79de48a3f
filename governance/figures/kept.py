"""Figures as they were published: what is kept of them with a report, and read back with the words that they had then."""

from collections.abc import Iterable
from typing import Any

from governance.figures.table import By, Figure, Section
from governance.figures.tables import Part, Row, Table


def to_kept(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """As JSON gives it back, so that two of them can be compared."""
    return [
        {"code": part.section.code, "name": part.section.name, "tables": [_kept_table(one) for one in part.tables]}
        for part in parts
    ]


def _kept_table(table: Table) -> dict[str, Any]:
    figure = table.figure
    return {
        "code": figure.code, "name": figure.name, "words": figure.words, "source": figure.source, "unit": figure.unit,
        "is_open": figure.is_open, "by": figure.by.value, "columns": list(table.columns), "rows": [[row.label, list(row.cells)] for row in table.rows],
        "total": [table.total.label, list(table.total.cells)] if table.total else None,
        "drawn": list(table.drawn),
    }  # fmt: skip


def from_kept(kept: Iterable[dict[str, Any]]) -> list[Part]:
    """Only what is shown comes back: how a figure is counted is no longer asked of it."""
    found = []
    for one in kept:
        tables = tuple(map(_table, one["tables"]))
        section = Section(one["code"], one["name"], tuple(table.figure for table in tables))
        found.append(Part(section, tables, ()))
    return found


def _table(kept: dict[str, Any]) -> Table:
    figure = Figure(
        kept["code"], kept["name"], kept["words"], kept["source"], kind="", by=By(kept["by"]), part="", among=(),
        knows=frozenset(), unit=kept["unit"], is_open=kept["is_open"],
    )  # fmt: skip
    total = _row(kept["total"]) if kept["total"] else None
    return Table(figure, tuple(kept["columns"]), tuple(map(_row, kept["rows"])), total, tuple(kept["drawn"]))


def _row(kept: list[Any]) -> Row:
    label, cells = kept
    return Row(label, tuple(cells))
