"""The form with which a file of parties or of delegates is sent."""

from collections.abc import Callable
from typing import Any

from django import forms

from zvh.forms import Form
from zvh.sheetreader import MOST_BYTES, Unreadable
from zvh.tableforms import AGAIN, Row, WrongRows

TOO_BIG = f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Maak een kleiner bestand"


class FileForm(Form):
    """One file, read here, so that what is wrong is said at the field."""

    bestand = forms.FileField(
        label="Bestand", widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=f"XLSX of CSV, hoogstens {MOST_BYTES // 1_000_000} MB.",
    )  # fmt: skip

    def __init__(self, read: Callable[[bytes], list[Row[Any]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read = read
        self.rows: list[Row[Any]] = []

    def clean_bestand(self) -> Any:
        sent = self.cleaned_data["bestand"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        try:
            self.rows = self.read(sent.read())
        except Unreadable as why:
            raise forms.ValidationError(f"{why}. {AGAIN}") from None
        except WrongRows as wrong:
            raise forms.ValidationError([*wrong.words(), AGAIN]) from None
        return sent
