"""The name of a set of filters, who may use it too, and whether the worklist begins with it."""

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from zvh.actor import Actor
from zvh.forms import Form

LIKE_A_PERSON = re.compile(r"\d{6,}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")  # a BSN, a telephone number, a date of birth


class SavedViewForm(Form):
    naam = forms.CharField(
        label="Naam van de weergave",
        max_length=60,
        help_text="Zet er geen naam of andere gegevens van een persoon in. Deze naam wordt niet versleuteld bewaard.",
        widget=forms.TextInput(attrs={"size": 40, "autocomplete": "off"}),
    )
    standaard = forms.BooleanField(label="Hiermee beginnen als ik Casussen open", required=False)
    gedeeld = forms.BooleanField(label="Delen met collega's", required=False)

    def __init__(self, data: object, actor: Actor, role: str = "", taken: Iterable[str] = (), **given: object) -> None:
        super().__init__(data, **given)
        self.taken = {name.casefold() for name in taken}
        if actor.is_delegate:
            del self.fields["gedeeld"]
        else:
            self.fields["gedeeld"].label = f"Delen met wie in dit huis ook {role} is"
            self.fields["gedeeld"].help_text = "Zij zien met deze weergave alleen casussen die zij zelf mogen zien."

    def clean_naam(self) -> str:
        name: str = self.cleaned_data["naam"]
        if LIKE_A_PERSON.search(name):
            raise ValidationError("Dit lijkt op een nummer of geboortedatum van een persoon. Kies een andere naam")
        if name.casefold() in self.taken:
            raise ValidationError("Deze naam staat al boven de lijst met casussen. Kies een andere naam")
        return name
