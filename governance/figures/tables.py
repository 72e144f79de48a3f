"""What a figure comes out as: lines of numbers, in which what is small, or would tell it, is None."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from governance.figures.table import Figure, Section

COUNT, WHOLE = "aantal", "Samen"
Cells = tuple[int | None, ...]


@dataclass(frozen=True)
class Row:
    """One line of a figure: a number per column. What can not be given (too few for a share) is None as well."""

    label: str
    cells: Cells


@dataclass(frozen=True)
class Table:
    """A figure with its numbers. `drawn` are the columns that stand in the drawing."""

    figure: Figure
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    drawn: tuple[int, ...] = (0,)

    @property
    def is_empty(self) -> bool:
        """Nothing was counted."""
        return not any(cell != 0 for row in self.rows for cell in row.cells[:1]) and not self.tells

    @property
    def tells(self) -> bool:
        """Whether any number of its lines can be shown; a list of which every line is kept back says nothing."""
        return any(cell for row in self.rows for cell in row.cells)


def of_own_period(table: Table, own: str, before: Sequence[str]) -> Table:
    """Without what stands beside it of the periods before, and without saying of each line and column which period it is."""
    there = [place for place, column in enumerate(table.columns) if column not in before]
    rows = [
        _cut(row, there, own)
        for row in table.rows
        if row.label not in before and not row.label.endswith(tuple(f", {name}" for name in before))
    ]
    total = _cut(table.total, there, own) if table.total else None
    columns = tuple(table.columns[place] for place in there)
    return replace(table, columns=tuple(COUNT if one == own else one for one in columns), rows=tuple(rows), total=total)


def _cut(row: Row, there: Sequence[int], own: str) -> Row:
    label = WHOLE if row.label == own else row.label.removesuffix(f", {own}")
    return Row(label, tuple(row.cells[place] for place in there))


@dataclass(frozen=True)
class Part:
    """A section with the figures that can be given, and the names of those that do not know the chosen filter."""

    section: Section
    tables: tuple[Table, ...]
    without: tuple[str, ...]
