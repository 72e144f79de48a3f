"""A trend for the list of the house, and what a body is advised about one."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.savedview import LIKE_A_PERSON
from governance.forms.meeting import PointForm
from parties.models import Body, Trend
from zvh.forms import Form

TAKEN = "Deze trend staat al in de lijst. Kies een andere naam, of neem die trend weer in gebruik"


class TrendForm(Form):
    """Names what can be noted on a case; no person and no case."""

    soort = forms.ChoiceField(
        label="Wat voor trend?",
        choices=[(kind.value, kind.label.capitalize()) for kind in Trend.Kind],
        widget=forms.RadioSelect,
    )
    naam = forms.CharField(
        label="Naam van de trend",
        max_length=100,
        help_text="Deze naam staat in de cijfers van het huis. Zet er geen naam of andere gegevens van een persoon in.",
    )

    def __init__(self, data: Any, taken: Collection[str] = ()) -> None:
        super().__init__(data)
        self.taken = {name.casefold() for name in taken}

    def clean_naam(self) -> str:
        name: str = self.cleaned_data["naam"]
        if LIKE_A_PERSON.search(name):
            raise ValidationError("Dit lijkt op een nummer of geboortedatum van een persoon. Kies een andere naam")
        if name.casefold() in self.taken:
            raise ValidationError(TAKEN)
        return name


class AdviceForm(PointForm):
    """A point for the agenda of one of these bodies, of which the text begins with the figures."""

    orgaan = forms.ChoiceField(label="Voor welk orgaan?")
    field_order = ("orgaan", "onderwerp", "toelichting", "besluit", "bestanden")

    def __init__(self, data: Any, files: Any, bodies: Iterable[Body], **given: Any) -> None:
        super().__init__(data, files, **given)
        self.bodies = {str(body.pk): body for body in bodies}
        self.fields["orgaan"].choices = [
            ("", "Kies een orgaan"),
            *((key, one.name) for key, one in self.bodies.items()),
        ]

    @property
    def body(self) -> Body:
        return self.bodies[self.cleaned_data["orgaan"]]
