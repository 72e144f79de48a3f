"""Whom the house asks whether a person is known."""

from typing import Any

from django import forms

from cases.forms.silent import NOBODY
from parties.models import Party
from zvh.forms import Form


class EnquiryForm(Form):
    """The parties to ask; the question itself is always the same: name and date of birth."""

    partijen = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        label="Partijen",
        help_text="Zij zien alleen de naam en de geboortedatum.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één partij"},
    )

    def __init__(self, parties: list[Party], *args: Any, silent: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Party.objects.filter(pk__in=[party.pk for party in parties])
        self.fields["partijen"].queryset = chosen
        if silent:
            self.fields["partijen"].error_messages["invalid_choice"] = NOBODY


class AnswerForm(Form):
    """Known or not: one click, nothing else."""

    antwoord = forms.ChoiceField(choices=[("bekend", "Bekend"), ("niet-bekend", "Niet bekend")])
