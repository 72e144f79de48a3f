"""Numbers of inhabitants from a file of the CBS: every line right, and every gemeente that pays in it; else nothing is taken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms

from parties.models import Party
from zvh.forms import Form
from zvh.inputs import only_digits
from zvh.sheetreader import Unreadable
from zvh.tableforms import Row, WrongRows, rows_of, twice

MOST_ROWS = 500  # there are some 340 gemeenten
CODE = re.compile(r"(?:GM)?(\d{4})", re.I)
BETWEEN = re.compile(r"\([^()]{0,60}\)")  # the CBS writes the province behind names that are there twice


@dataclass(frozen=True)
class Counted:
    """A gemeente that takes part, with what the file says of it."""

    party: Party
    code: str
    inhabitants: int


class InhabitantsRow(Form):
    """One line of the file."""

    code = forms.CharField(label="Gemeentecode", max_length=6)
    name = forms.CharField(label="Gemeente", max_length=100)
    inhabitants = forms.CharField(label="Inwoners", max_length=20)

    def clean_code(self) -> str:
        found = CODE.fullmatch(self.cleaned_data["code"])
        if not found:
            raise forms.ValidationError("schrijf een code als GM0344")
        return f"GM{found[1]}"

    def clean_inhabitants(self) -> int:
        digits = only_digits(self.cleaned_data["inhabitants"], " ", "\u00a0", ".")
        if not digits or not 0 < int(digits) < 10_000_000:
            raise forms.ValidationError("schrijf een aantal in hele inwoners, zoals 12345")
        return int(digits)


def inhabitants_in(content: bytes, payers: Iterable[Party]) -> list[Counted]:
    """Per gemeente that pays, in the order of the parties. Raises Unreadable for the file as a whole, WrongRows for its lines."""
    rows = _rows(content)
    by_name = {_plain(row.form.cleaned_data["name"]): row.form.cleaned_data for row in rows}
    parties = list(payers)
    absent = [str(one) for one in parties if _plain(one.name) not in by_name]
    if absent:
        raise Unreadable(
            f"In het bestand ontbreekt: {', '.join(absent)}. Schrijf de naam zoals die in het register staat"
        )
    found = [(one, by_name[_plain(one.name)]) for one in parties]
    return [Counted(one, line["code"], line["inhabitants"]) for one, line in found]


def _rows(content: bytes) -> list[Row[InhabitantsRow]]:
    nothing = "Onder de kolomnamen staat geen gemeente. Zet op elke regel een gemeente"
    rows = rows_of(content, InhabitantsRow, InhabitantsRow, most_rows=MOST_ROWS, nothing=nothing)
    words = "deze gemeente staat ook op regel {line}. Haal er een weg"
    for row in rows:
        row.form.cleaned_data["plain"] = _plain(row.form.cleaned_data["name"])
    if faults := [*twice(rows, "code", "Gemeentecode", words), *twice(rows, "plain", "Gemeente", words)]:
        raise WrongRows(faults)
    return rows


def _plain(name: str) -> str:
    """As names are compared: 's-Gravenhage (gemeente) and Gemeente 's-Gravenhage are one."""
    bare = BETWEEN.sub("", name).replace("’", "'").casefold().strip()  # noqa: RUF001  # the typographic one, as files have it
    return bare.removeprefix("gemeente ").strip()
