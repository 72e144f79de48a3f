"""What a figure comes out as: lines of numbers, in which what is small, or would tell it, is None."""

from dataclasses import dataclass

from governance.figures.table import Figure, Section

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


@dataclass(frozen=True)
class Part:
    """A section with the figures that can be given, and the names of those that do not know the chosen filter."""

    section: Section
    tables: tuple[Table, ...]
    without: tuple[str, ...]
