"""Break-glass: opening a case that is closed to a manager, and judging that it was opened."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from cases.models import BreakGlass, Case
from cases.models.case import NUMBER
from cases.workflow.breakglass import Duration
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField
from zvh.templatetags.words import capital

NOT_TO_OPEN = "Met dit nummer kunt u geen casus openen. Controleer het nummer; uw poging staat in het logboek"


class OpenForm(Form):
    """Which case, why, and for how long."""

    nummer = forms.CharField(
        label="Casusnummer",
        max_length=16,
        help_text="Zoals RU-2026-0042. Een casus van uw eigen huis: gearchiveerd, of van een aanpak die niet de uwe is.",
        widget=forms.TextInput(attrs={"size": 16, "autocomplete": "off"}),
    )
    soort = forms.ChoiceField(
        label="Waarom is dit nodig?",
        choices=[(value, capital(label)) for value, label in BreakGlass.Kind.choices],
        widget=forms.RadioSelect,
    )
    reden = LongTextField(
        label="Leg uit waarom het niet anders kan",
        max_length=2000,
        min_length=20,
        rows=4,
        help_text="Schrijf geen namen op. Wie de noodtoegang beoordeelt, leest deze uitleg.",
    )
    duur = forms.ChoiceField(
        label="Hoe lang?",
        choices=[(value, capital(label)) for value, label in Duration.choices],
        initial=Duration.HOUR,
        widget=forms.RadioSelect,
    )
    layout: Layout = Layout(Fieldset("", "nummer", "soort", "reden", "duur"))

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor

    def clean_nummer(self) -> str:
        number: str = self.cleaned_data["nummer"].upper().replace(" ", "")
        if not re.fullmatch(NUMBER, number):
            raise ValidationError("Vul een casusnummer in, zoals RU-2026-0042")
        if Case.objects.visible_to(self.actor).filter(number=number).exists():
            raise ValidationError("Deze casus kunt u al lezen. Noodtoegang is niet nodig")
        return number


class VerdictForm(Form):
    """Whether it was right, and why."""

    oordeel = forms.ChoiceField(
        label="Was de noodtoegang terecht?",
        choices=[("ja", "Ja, terecht"), ("nee", "Nee, niet terecht")],
        widget=forms.RadioSelect,
    )
    toelichting = LongTextField(label="Waarom vindt u dat?", max_length=2000, rows=4)
    layout: Layout = Layout(Fieldset("Uw oordeel", "oordeel", "toelichting"))
