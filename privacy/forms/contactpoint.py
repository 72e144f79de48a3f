"""Naming the contact point of the house, and its last day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from parties.models import Regime
from privacy.models import ContactPoint
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form


class ContactPointForm(Form):
    wet = forms.ModelChoiceField(
        Regime.objects.none(), label="Voor casussen onder welke wet?", empty_label="Kies een wet"
    )
    naam = forms.CharField(
        label="Naam van het contactpunt", max_length=200, help_text="Een bureau of functie, geen naam van een mens."
    )
    bron = forms.CharField(
        label="Waar staat dat?",
        max_length=200,
        help_text="Zoals een besluit van het samenwerkingsverband, met de datum.",
    )
    vanaf = forms.DateField(label="Vanaf")
    articles = {
        "naam": Article(
            "Wat doet het contactpunt?",
            "Het besluit over verzoeken van betrokkenen voor alle deelnemers, na overleg met wie het aangaat (BGS artikel 1.1-1.4). "
            "Zonder contactpunt volgt een verzoek de weg van het privacyprotocol.",
        )
    }

    def __init__(self, data: Any, actor: Actor, regimes: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.actor = actor
        self.fields["wet"].queryset = regimes

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("wet") and given.get("vanaf"):
            here = ContactPoint.objects.visible_to(self.actor).filter(
                regime=given["wet"], from_date__gte=given["vanaf"]
            )
            if last := here.order_by("-from_date").first():
                self.add_error(
                    "vanaf", f"Kies een dag na {date_format(last.from_date)}: toen begon het vorige contactpunt"
                )
        return given


class ContactPointEndForm(Form):
    tot = forms.DateField(label="Laatste dag")

    def __init__(self, data: Any, point: ContactPoint, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.first = max(point.from_date, today)

    def clean_tot(self) -> date:
        day: date = self.cleaned_data["tot"]
        if day < self.first:
            raise ValidationError(f"Kies een dag vanaf {date_format(self.first)}")
        return day
