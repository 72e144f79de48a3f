"""The page of the figures: what stands on it, as the components take it, and the same as lines of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format

from governance.figures.period import Period, code_of, year_of
from governance.figures.shown import PER_INHABITANTS
from governance.figures.table import KEY_FIGURES, By
from governance.figures.tables import Part, Row, Table
from parties.models import House
from zvh.components import Chart, Column, Link, Series, Tile
from zvh.documents import Block, Document, heading, paragraph, table
from zvh.money import euros
from zvh.rowbars import HIDDEN

EXPLAINED = (
    "Getallen zijn afgerond op vijf. Van 1 tot en met 9 staat er niets, en ook niet van een getal waaruit dat is af te leiden: dan staat "
    "er afgeschermd. Een percentage staat er pas vanaf 50."
)
NO_SHARE = "–"  # of so few no share or time is told


@dataclass(frozen=True)
class Line:
    """A line of a table: its name, and (column, text) of each number."""

    label: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Panel:
    """One figure as the page shows it."""

    table: Table
    columns: list[Column]
    lines: list[Line]
    chart: Chart | None


def panel(table: Table) -> Panel:
    rows = [*table.rows, *([table.total] if table.total and len(table.rows) > 1 else [])]
    lines = [Line(row.label, list(zip(table.columns, texts(table, row), strict=True))) for row in rows]
    return Panel(table, [Column("Wat"), *map(Column, table.columns)], lines, chart_of(table))


def texts(table: Table, row: Row) -> list[str]:
    """The numbers in words: kept back, or not told because there are too few for a share or a time."""
    return [_text(table, place, cell) for place, cell in enumerate(row.cells)]


def _text(table: Table, place: int, cell: int | None) -> str:
    column = table.columns[place]
    if column == PER_INHABITANTS:
        return NO_SHARE if cell is None else f"{cell // 10},{cell % 10}"
    if table.figure.by == By.MONEY and cell is not None:
        return euros(Decimal(cell)).removesuffix(",00")
    if cell is not None:
        return f"{cell}%" if column == "in procent" else str(cell)
    is_count = not (column == "in procent" or (table.columns[0] == "gemeten" and place))
    return HIDDEN if is_count else NO_SHARE


def chart_of(table: Table) -> Chart | None:
    """Bars of what is drawn; nothing to draw is no chart."""
    if not table.rows or not any(row.cells[place] for row in table.rows for place in table.drawn):
        return None
    series = tuple(Series(table.columns[place], tuple(row.cells[place] for row in table.rows)) for place in table.drawn)
    words = "; ".join(f"{row.label}: {', '.join(texts(table, row))}" for row in table.rows)
    return Chart(table.figure.name, words, tuple(row.label for row in table.rows), series)


def tiles(parts: Iterable[Part]) -> list[Tile]:
    """The key figures, with the year before."""
    found = {table.figure.code: table for part in parts for table in part.tables}
    return [_tile(found[code]) for code in KEY_FIGURES if code in found]


def _tile(table: Table) -> Tile:
    """Of a figure that is divided its total; of one that is not, its first line is this period and its second the one before."""
    cells = table.total.cells if table.total else tuple(row.cells[0] for row in table.rows)
    before = f"een jaar eerder: {_number(cells[1])}" if len(cells) > 1 else ""
    return Tile(_number(cells[0]), table.figure.name, before, f"#{table.figure.code}")


def _number(cell: int | None) -> str:
    return "minder dan 10" if cell is None else str(cell)


def presets(house: House, period: Period, year: int) -> list[Link]:
    """One press away: this year and the two before."""
    address = reverse("rapportage-huis", args=[house.code])
    wanted = [year_of(each) for each in (year, year - 1, year - 2)]
    return [Link(one.name, f"{address}?{query_of(one)}", None, one == period) for one in wanted]


def query_of(period: Period) -> str:
    return urlencode({"van": code_of(period.first), "tot": code_of(period.last)})


# --- as a document


def document_of(title: str, house: House, period: Period, parts: Iterable[Part], today: date) -> Document:
    """What the page shows, on paper: each figure with its table and what was counted."""
    blocks = [paragraph(EXPLAINED)]
    for part in parts:
        blocks += [heading(part.section.name), *blocks_of(part)]
    facts = (("Periode", period.name), ("Gemaakt op", date_format(today)))
    return Document(title, sender=(house.name,), facts=facts, blocks=tuple(blocks))


def blocks_of(part: Part) -> list[Block]:
    """Each figure with its table and what was counted."""
    blocks = []
    for one in map(panel, part.tables):
        figure = one.table.figure
        blocks += [paragraph(figure.name), _table(one)] if one.table.tells else []
        said = "" if one.table.tells else f"{figure.name}: {'niets' if one.table.is_empty else 'te weinig'} geteld. "
        blocks.append(paragraph(f"{said}{figure.words} Bron: {figure.source}."))
    return blocks


def _table(one: Panel) -> Block:
    heads = [column.title for column in one.columns]
    return table(
        one.table.figure.name, [heads, *([line.label, *(text for _, text in line.cells)] for line in one.lines)]
    )


# --- as lines of a file

TITLES = ("Huis", "Periode", "Deel", "Cijfer", "Regel", "Kolom", "Waarde", "Wat is geteld", "Bron")


def as_lines(house: House, period: Period, parts: Iterable[Part]) -> Iterator[list[object]]:
    """One number a line, with what was counted: nothing has to be looked up beside it."""
    for part in parts:
        for found in part.tables:
            figure = found.figure
            for row in (*found.rows, *([found.total] if found.total else [])):
                for column, text in zip(found.columns, texts(found, row), strict=True):
                    yield [
                        house.name,
                        period.name,
                        part.section.name,
                        figure.name,
                        row.label,
                        column,
                        text,
                        figure.words,
                        figure.source,
                    ]
