"""From a table that somebody sends to filled-in forms: every wrong line is named with its number and why, and then nothing is taken."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Generic, TypeVar

from django import forms

from zvh.sheetreader import Line, Unreadable, read_table

MOST_FAULTS = 50  # shown; who has more than that repairs the file anyhow
AGAIN = "Niets is bewaard. Verbeter het bestand en kies het opnieuw."
Cells = dict[str, str]
F = TypeVar("F", bound=forms.Form)


@dataclass(frozen=True)
class Fault:
    """What is wrong on which line, and what to do."""

    line: int
    title: str
    text: str

    def __str__(self) -> str:
        return f"Regel {self.line}, {self.title}: {self.text}"


class WrongRows(Exception):
    """Nothing is taken: these lines are wrong."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults")

    def words(self) -> list[str]:
        """One sentence each, with what is left out at the end."""
        shown = [str(fault) for fault in self.faults[:MOST_FAULTS]]
        left = len(self.faults) - len(shown)
        return [*shown, f"En nog {left} andere fouten"] if left else shown


@dataclass(frozen=True)
class Row(Generic[F]):
    """A line of the file and what it says."""

    line: int
    form: F


def columns_of(form: type[forms.Form]) -> dict[str, str]:
    """Title of the column -> name of the field, in the order of the form."""
    return {str(field.label): name for name, field in form.base_fields.items()}


def required_of(form: type[forms.Form]) -> list[str]:
    return [title for title, name in columns_of(form).items() if form.base_fields[name].required]


def rows_of(content: bytes, form: type[F], make: Callable[[Cells], F], *, most_rows: int, nothing: str) -> list[Row[F]]:
    """A form per line, all of them right. Raises Unreadable for the file as a whole, WrongRows for its lines."""
    heading, *lines = read_table(content, most_rows=most_rows)
    names = _names(heading, columns_of(form), required_of(form))
    if not lines:
        raise Unreadable(nothing)
    made = [(line, make(_cells(names, line))) for line in lines]
    faults = [fault for line, one in made for fault in _faults(line, one, len(names))]
    if faults:
        raise WrongRows(faults)
    return [Row(line.number, one) for line, one in made]


def twice(rows: list[Row[F]], name: str, title: str, words: str) -> Iterator[Fault]:
    """What stands on an earlier line too; `words` has {line} for it. Empty is not the same."""
    first: dict[str, int] = {}
    for row in rows:
        value = str(row.form.cleaned_data[name] or "")
        if value and first.setdefault(value, row.line) != row.line:
            yield Fault(row.line, title, words.format(line=first[value]))


def _names(heading: Line, columns: Mapping[str, str], required: list[str]) -> list[str]:
    """The fields in the order of the columns; a column that nobody asked for is not read but refused (data minimisation)."""
    known = {title.casefold(): title for title in columns}
    titles = [known.get(cell.casefold(), "") for cell in heading.cells]
    strange = [cell or "(leeg)" for cell, title in zip(heading.cells, titles, strict=True) if not title]
    if strange:
        raise Unreadable(
            f"Deze kolom hoort niet in het bestand: {strange[0][:40]}. Haal de kolom weg of verbeter de naam"
        )
    if double := next((title for title in titles if titles.count(title) > 1), ""):
        raise Unreadable(f"De kolom {double} staat er twee keer in. Haal er een weg")
    if missing := [title for title in required if title not in titles]:
        raise Unreadable(f"De kolom {missing[0]} ontbreekt. Zet de kolomnamen op de eerste regel")
    return [columns[title] for title in titles]


def _cells(names: list[str], line: Line) -> Cells:
    """Every column of the file, also where a row ends early: an empty cell is not a column that is absent."""
    return dict(zip_longest(names, line.cells[: len(names)], fillvalue=""))


def _faults(line: Line, form: forms.Form, columns: int) -> Iterator[Fault]:
    if len(line.cells) > columns:
        yield Fault(
            line.number,
            "aantal kolommen",
            "er staan meer cellen dan kolomnamen. Kijk of er een scheidingsteken te veel is",
        )
        return
    for name, texts in form.errors.items():
        title = str(form.fields[name].label) if name in form.fields else "de regel"
        yield from (Fault(line.number, title, str(text)) for text in texts)
