"""Asking to keep the data of a closed case longer."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from cases.forms.closing import until
from cases.models import Case
from cases.workflow.postponement import Extension, last_day_of
from zvh.forms import Form
from zvh.inputs import LongTextField


class PostponementForm(Form):
    """Until when and why; a date of agreement for every supplier that the law asks for."""

    tot = forms.DateField(label="Tot en met welke dag bewaren?")
    reden = LongTextField(label="Waarom is dat nodig?", max_length=4000, rows=4)

    def __init__(self, case: Case, allowed: Extension, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = last_day_of(case, today)
        assert last
        self.after, self.latest = last.date, allowed.latest
        if case.is_open:
            self.fields["voldoet"] = forms.BooleanField(
                label="De casus voldoet nog aan de criteria",
                help_text="Zonder dat kan een open casus niet langer blijven (BGS artikel 1.16).",
            )
        self.fields["tot"].help_text = f"Uiterlijk {date_format(allowed.latest)} ({allowed.source})."
        self.parties = {f"partij_{party.pk}": party for party in allowed.consent_of}
        for name, party in self.parties.items():
            self.fields[name] = forms.DateField(
                label=f"{party} stemde in op", help_text="Vraag dit schriftelijk. Zonder instemming van elke partij kan het niet.",
                validators=[until(today)],
            )  # fmt: skip

    def clean_tot(self) -> date:
        day: date = self.cleaned_data["tot"]
        if not self.after < day <= self.latest:
            raise ValidationError(f"Kies een dag na {date_format(self.after)}, tot en met {date_format(self.latest)}")
        return day

    def agreed(self) -> dict[int, date]:
        """Per supplier the day on which it agreed."""
        return {party.pk: self.cleaned_data[name] for name, party in self.parties.items()}
