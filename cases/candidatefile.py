"""From the file of a party to candidates: every wrong line is named with its number and why, and then nothing is taken (04, phase 1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from zvh.forms import Form
from zvh.inputs import BsnField, KnownDateField, LongTextField, PostcodeField
from zvh.sheetreader import Line, Unreadable, read_table
from zvh.today import today

MOST_ROWS = 500
MOST_FAULTS = 50  # shown; who has more than that repairs the file anyhow


class CandidateForm(Form):
    """What may be said of a candidate: who it is (protocol annex 4, category 1), and why this person is on the list."""

    surname = forms.CharField(label="Achternaam", max_length=200)
    infix = forms.CharField(label="Tussenvoegsel", max_length=30, required=False)
    initials = forms.CharField(label="Voorletters", max_length=30, required=False)
    first_names = forms.CharField(label="Voornamen", max_length=200, required=False)
    born_on = KnownDateField(
        label="Geboortedatum",
        latest=today,
        error_messages={"invalid": "Deze datum bestaat niet. Schrijf een datum als 27-03-1994"},
    )
    bsn = BsnField(label="BSN", required=False)
    street = forms.CharField(label="Straat", max_length=100, required=False)
    house_number = forms.CharField(label="Huisnummer", max_length=20, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    place = forms.CharField(label="Woonplaats", max_length=100, required=False)
    reason = LongTextField(label="Toelichting", max_length=2000, required=False)


COLUMNS: dict[str, str] = {str(field.label): name for name, field in CandidateForm.base_fields.items()}
REQUIRED = [title for title, name in COLUMNS.items() if CandidateForm.base_fields[name].required]
EXAMPLE = [
    ("Voorbeeld", "de", "M.", "Milan", "27-03-1994", "", "Laan", "1", "1234 AB", "Voorbeeldstad", "Zeven meldingen in een halfjaar"),
    ("Proef", "", "S.", "Sara", "1987-11-14", "", "", "", "", "", ""),
]  # fmt: skip


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


def candidates_of(content: bytes) -> list[dict[str, Any]]:
    """What `send_list` takes. Raises Unreadable for the file as a whole, WrongRows for its lines."""
    heading, *lines = read_table(content, most_rows=MOST_ROWS)
    names = _names(heading)
    if not lines:
        raise Unreadable("Onder de kolomnamen staat niemand. Zet op elke regel een persoon")
    forms_of = [(line, _form(line, names)) for line in lines]
    faults = [fault for line, form in forms_of for fault in _faults(line, form, len(names))] or list(_twice(forms_of))
    if faults:
        raise WrongRows(faults)
    return [{"line": line.number, **form.cleaned_data} for line, form in forms_of]


def _names(heading: Line) -> list[str]:
    """The fields in the order of the columns; a column that nobody asked for is not read but refused (data minimisation)."""
    known = {title.casefold(): title for title in COLUMNS}
    titles = [known.get(cell.casefold(), "") for cell in heading.cells]
    strange = [cell or "(leeg)" for cell, title in zip(heading.cells, titles, strict=True) if not title]
    if strange:
        raise Unreadable(
            f"Deze kolom hoort niet in het bestand: {strange[0][:40]}. Haal de kolom weg of verbeter de naam"
        )
    if double := next((title for title in titles if titles.count(title) > 1), ""):
        raise Unreadable(f"De kolom {double} staat er twee keer in. Haal er een weg")
    if missing := [title for title in REQUIRED if title not in titles]:
        raise Unreadable(f"De kolom {missing[0]} ontbreekt. Zet de kolomnamen op de eerste regel")
    return [COLUMNS[title] for title in titles]


def _form(line: Line, names: list[str]) -> CandidateForm:
    cells = dict(zip(names, line.cells, strict=False))
    if bsn := cells.get("bsn", ""):
        cells["bsn"] = (
            bsn.zfill(9) if bsn.isdecimal() and len(bsn) == 8 else bsn
        )  # a spreadsheet drops the zero before it
    return CandidateForm(cells)


def _faults(line: Line, form: CandidateForm, columns: int) -> Iterator[Fault]:
    if len(line.cells) > columns:
        yield Fault(
            line.number,
            "aantal kolommen",
            "er staan meer cellen dan kolomnamen. Kijk of er een scheidingsteken te veel is",
        )
        return
    for name, texts in form.errors.items():
        title = str(form.fields[name].label)
        yield from (Fault(line.number, title, str(text)) for text in texts)


def _twice(rows: list[tuple[Line, CandidateForm]]) -> Iterator[Fault]:
    """The same BSN on two lines."""
    first: dict[str, int] = {}
    for line, form in rows:
        bsn = form.cleaned_data["bsn"]
        if bsn and first.setdefault(bsn, line.number) != line.number:
            yield Fault(line.number, "BSN", f"deze persoon staat ook op regel {first[bsn]}. Haal er een weg")
