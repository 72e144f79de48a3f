"""Another procesregisseur for the cases that were ticked."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.models import Case
from parties.models import Appointment, User
from zvh.forms import Form
from zvh.inputs import LongTextField


class HandOverForm(Form):
    """To whom and why; per case who ran it when the page was made."""

    wie = forms.ChoiceField(widget=forms.RadioSelect)
    reden = LongTextField(
        label="Waarom draagt u over?",
        max_length=2000,
        rows=3,
        help_text="Dit komt in het logboek van elke casus. Schrijf niets over de gezondheid van een collega.",
    )

    def __init__(self, data: Any, people: Sequence[Appointment], cases: Sequence[Case], word: str) -> None:
        super().__init__(data)
        self.people: dict[str, User] = {str(one.user_id): one.user for one in people}
        self.fields["wie"].label = f"Wie wordt de {word}?"
        self.fields["wie"].choices = [(key, user.name) for key, user in self.people.items()]
        for case in cases:
            self.fields[f"was-{case.pk}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput, initial=case.procesregisseur_id
            )

    def to(self) -> User:
        return self.people[self.cleaned_data["wie"]]

    def before(self, case: Case) -> int | None:
        found: int | None = self.cleaned_data[f"was-{case.pk}"]
        return found
