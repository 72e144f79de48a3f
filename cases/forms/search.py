"""What is looked for: a case number, or a person."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from cases.search import Person, Purpose
from zvh.forms import Form
from zvh.inputs import BsnField, KnownDateField
from zvh.templatetags.words import capital
from zvh.today import today

NUMBER = re.compile(r"[A-Za-z]{0,2}[0-9 -]*")  # or a part of one; a name never is


class NumberForm(Form):
    """A number, or a part of one. It is posted: who types a name here leaves it in no address, history or log (S18)."""

    says_optional = False
    nummer = forms.CharField(
        label="Casusnummer",
        max_length=16,
        help_text="Zoals RU-2026-0042. Een deel van het nummer mag ook.",
        widget=forms.TextInput(attrs={"size": 16, "autocomplete": "off"}),
    )

    def clean_nummer(self) -> str:
        number: str = self.cleaned_data["nummer"]
        if not (NUMBER.fullmatch(number) and re.search("[0-9]", number)):
            raise ValidationError("Dit is geen casusnummer. Een nummer ziet er zo uit: RU-2026-0042")
        return number

    def nothing_found(self) -> None:
        self.add_error("nummer", "Geen casus gevonden met dit nummer. Kijk of u het goed heeft ingevuld")


class PersonForm(Form):
    """BSN, or surname with a date or year of birth; and why."""

    bsn = BsnField(label="BSN", required=False)
    achternaam = forms.CharField(
        label="Achternaam", required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    geboortedatum = KnownDateField(label="Geboortedatum", latest=today, required=False)
    geboortejaar = forms.IntegerField(
        label="Of alleen het geboortejaar",
        required=False,
        min_value=1900,
        max_value=2199,
        widget=forms.TextInput(attrs={"size": 4, "inputmode": "numeric", "autocomplete": "off"}),
    )
    doel = forms.ChoiceField(
        label="Waarom zoekt u deze persoon?",
        choices=[(value, capital(label)) for value, label in Purpose.choices],
        widget=forms.RadioSelect,
        help_text="Uw antwoord komt in het logboek. Wie u zoekt, bewaren wij niet.",
    )
    needed = {
        "bsn": "of de achternaam",
        "achternaam": "of het BSN",
        "geboortedatum": "nodig bij een achternaam",
        "geboortejaar": "als u de datum niet weet",
    }
    layout: Layout = Layout(
        Fieldset("Over wie gaat het?", "bsn", "achternaam", "geboortedatum", "geboortejaar"), Fieldset("", "doel")
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        born = found.get("geboortedatum") or found.get("geboortejaar")
        if found.get("achternaam") and not born and not self.errors:
            self.add_error("geboortedatum", "Vul bij een achternaam ook de geboortedatum of het geboortejaar in")
        elif not found.get("achternaam") and not found.get("bsn") and not self.errors:
            raise ValidationError("Vul een BSN in, of een achternaam met geboortedatum of geboortejaar")
        return found

    @property
    def person(self) -> Person:
        given = self.cleaned_data
        return Person(given["bsn"], given["achternaam"], given["geboortedatum"], given["geboortejaar"])
