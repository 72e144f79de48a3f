"""From the file of a party to candidates: every wrong line is named with its number and why, and then nothing is taken (04, phase 1)."""

from typing import Any

from django import forms

from zvh.forms import Form
from zvh.inputs import BsnField, KnownDateField, LongTextField, PostcodeField
from zvh.tableforms import Cells, WrongRows, columns_of, required_of, rows_of, twice
from zvh.today import today

MOST_ROWS = 500


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


COLUMNS = columns_of(CandidateForm)
REQUIRED = required_of(CandidateForm)
EXAMPLE = [
    ("Voorbeeld", "de", "M.", "Milan", "27-03-1994", "", "Laan", "1", "1234 AB", "Voorbeeldstad", "Zeven meldingen in een halfjaar"),
    ("Proef", "", "S.", "Sara", "1987-11-14", "", "", "", "", "", ""),
]  # fmt: skip


def candidates_of(content: bytes) -> list[dict[str, Any]]:
    """What `send_list` takes. Raises Unreadable for the file as a whole, WrongRows for its lines."""
    nothing = "Onder de kolomnamen staat niemand. Zet op elke regel een persoon"
    rows = rows_of(content, CandidateForm, _form, most_rows=MOST_ROWS, nothing=nothing)
    words = "deze persoon staat ook op regel {line}. Haal er een weg"
    if faults := list(twice(rows, "bsn", "BSN", words)):
        raise WrongRows(faults)
    return [{"line": row.line, **row.form.cleaned_data} for row in rows]


def _form(cells: Cells) -> CandidateForm:
    bsn = cells.get("bsn", "")
    if bsn.isdecimal() and len(bsn) == 8:  # a spreadsheet drops the zero before it
        cells["bsn"] = bsn.zfill(9)
    return CandidateForm(cells)
