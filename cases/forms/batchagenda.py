"""Several cases on one agenda: which meeting, how long each takes, and whether people are invited at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from cases.agendapage import USUAL, Candidate
from cases.forms.meeting import TimeField
from cases.models import Meeting
from cases.workflow.agenda import Texts
from zvh.forms import Form
from zvh.inputs import LongTextField
from zvh.today import today

NEW = "nieuw"


class BatchForm(Form):
    """A meeting that is planned already, or day, time and place of a new one; minutes per case that can be put on it."""

    says_optional = False
    overleg = forms.ChoiceField(label="Overleg", widget=forms.RadioSelect)
    datum = forms.DateField(label="Datum van het nieuwe overleg", required=False)
    begin = TimeField(label="Begintijd", required=False)
    plaats = forms.CharField(
        label="Plaats", required=False, max_length=100, help_text="Dit staat in de uitnodiging. Noem geen personen of casussen."
    )  # fmt: skip
    uitnodigen = forms.BooleanField(
        label="Nodig meteen de gedelegeerden uit die al bij de casus betrokken zijn", required=False, initial=True,
        help_text="Elk krijgt een mail zonder persoonsgegevens. Andere partijen nodigt u daarna per casus uit.",
    )  # fmt: skip

    def __init__(self, data: Any, meetings: Sequence[Meeting], typed: Any = None) -> None:
        """`typed` is shown again without judging it: the order was changed halfway."""
        super().__init__(data)
        self.meetings = {str(one.pk): one for one in meetings}
        planned = [
            (key, f"{date_format(one.on)}, {one.starts_at:%H:%M} uur, {one.place}")
            for key, one in self.meetings.items()
        ]
        self.fields["overleg"].choices = [*planned, (NEW, "Een nieuw overleg")]
        self.initial["overleg"] = planned[0][0] if planned else NEW
        if typed:
            self.initial.update(typed.dict(), uitnodigen="uitnodigen" in typed)

    @property
    def chosen(self) -> Meeting | None:
        """The planned meeting that is chosen now; None for a new one."""
        return self.meetings.get(str(self["overleg"].value()))

    def ask(self, lines: Sequence[Candidate]) -> None:
        """How long each case takes; and for what, where that is not known yet."""
        for line in lines:
            number = line.case.number
            self.fields[_long(line)] = forms.IntegerField(
                label=f"Minuten voor {number}", min_value=5, max_value=240, initial=USUAL,
                widget=forms.TextInput(attrs={"size": 3, "inputmode": "numeric"}),
            )  # fmt: skip
            if not line.texts.purpose:
                self.fields[_purpose(line)] = LongTextField(
                    label=f"Doel van de bespreking van {number}", max_length=4000, rows=2
                )
            line.minutes_long = _whole(self[_long(line)].value())

    def fields_of(self, line: Candidate) -> list[forms.BoundField]:
        return [self[name] for name in (_long(line), _purpose(line)) if name in self.fields]

    def texts_of(self, line: Candidate) -> Texts:
        """The usual ones, with the purpose that was typed where none was known."""
        return Texts(self.cleaned_data.get(_purpose(line)) or line.texts.purpose, line.texts.asked, line.texts.themes)

    def minutes_of(self, line: Candidate) -> int:
        return int(self.cleaned_data[_long(line)])

    def clean_datum(self) -> Any:
        if (given := self.cleaned_data["datum"]) and given < today():
            raise ValidationError("Kies vandaag of een latere dag")
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("overleg") == NEW:
            for name, text in (
                ("datum", "Vul de datum in"),
                ("begin", "Vul de begintijd in"),
                ("plaats", "Vul de plaats in"),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return given


def _long(line: Candidate) -> str:
    return f"duur-{line.case.pk}"


def _purpose(line: Candidate) -> str:
    return f"doel-{line.case.pk}"


def _whole(value: Any) -> int:
    """As it counts for the clock; what is no sensible number counts as usual, and is refused at its field."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and 5 <= int(text[:4]) <= 240 else USUAL
