"""Asking suppliers to let their data stay, their answer, and then the reason of the house."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from cases.workflow.postponement import Extension
from privacy.forms.request import choices_of
from privacy.models import RenewalQuestion
from zvh.forms import Form
from zvh.inputs import LongTextField


class AskRenewalForm(Form):
    tot = forms.DateField(label="Tot en met welke dag bewaren?")

    def __init__(self, data: Any, after: date, allowed: Extension, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.after, self.latest = after, allowed.latest
        self.fields["tot"].help_text = f"Uiterlijk {date_format(allowed.latest)} ({allowed.source})."

    def clean_tot(self) -> date:
        day: date = self.cleaned_data["tot"]
        if not self.after < day <= self.latest:
            raise ValidationError(f"Kies een dag na {date_format(self.after)}, tot en met {date_format(self.latest)}")
        return day


class AgreedRenewalForm(Form):
    reden = LongTextField(label="Waarom is langer bewaren nodig?", max_length=4000, rows=4)

    def __init__(self, data: Any, *, is_open: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if is_open:
            self.fields["voldoet"] = forms.BooleanField(
                label="De casus voldoet nog aan de criteria",
                help_text="Zonder dat kan een open casus niet langer blijven (BGS artikel 1.16).",
            )


class RenewalAnswerForm(Form):
    antwoord = forms.ChoiceField(
        label="Mogen de gegevens van uw organisatie langer blijven?",
        choices=choices_of(RenewalQuestion.Answer),
        widget=forms.RadioSelect,
    )
