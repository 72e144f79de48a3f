"""Forms about further use of a contribution: the question, the supplier's answer, an objection, and giving."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone

from cases.models import Contribution, FurtherUse, FurtherUseAnswer
from cases.workflow.furtheruse import Wanted
from parties.models import Party
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField
from zvh.templatetags.words import capital
from zvh.today import today

Says, Way, Why = FurtherUseAnswer.Says, FurtherUse.Way, FurtherUse.Why


class FurtherUseForm(Form):
    """Which contributions, who gets them, for what and on which ground."""

    bijdragen = forms.MultipleChoiceField(label="Welke bijdragen?", widget=forms.CheckboxSelectMultiple)
    waarvoor = forms.ChoiceField(label="Waarvoor?", widget=forms.RadioSelect)
    ontvanger = forms.ModelChoiceField(
        Party.objects.none(), label="Ontvanger", required=False, empty_label="Een andere organisatie"
    )
    organisatie = forms.CharField(
        label="Naam van de andere organisatie", required=False, max_length=200, help_text="Noem geen persoon."
    )
    doel = LongTextField(label="Wat gaat de ontvanger ermee doen?", max_length=2000, rows=3)
    grond = forms.CharField(label="Wet en artikel", max_length=200, help_text="Bijvoorbeeld Wmo 5.1.1.")
    past = LongTextField(label="Waarom past dit bij het doel van de casus?", required=False, max_length=2000, rows=2)
    needed = {
        "ontvanger": None,
        "organisatie": "nodig bij een andere organisatie",
        "past": "nodig bij gegevens van politie en OM",
    }
    articles = {
        "grond": Article(
            "AVG artikel 6 en protocol artikel 5.3.2", "De grond ligt in een taak van de ontvanger of van de gever."
        ),
        "past": Article(
            "Protocol artikel 13.5", "Gegevens van politie en OM zijn alleen voor het doel waarvoor zij zijn gegeven."
        ),
    }
    layout = Layout(
        Fieldset("Wat", "bijdragen"),
        Fieldset("Voor wie", "waarvoor", "ontvanger", "organisatie"),
        Fieldset("Waarom het mag", "doel", "grond", "past"),
    )

    def __init__(
        self,
        data: Any,
        *,
        contributions: Sequence[Contribution],
        parties: Sequence[Party],
        is_house: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.contributions = {str(one.pk): one for one in contributions}
        self.fields["bijdragen"].choices = [
            (key, f"{one.supplier}: {one.kind}") for key, one in self.contributions.items()
        ]
        self.fields["waarvoor"].choices = [
            (value, capital(label))
            for value, label in Why.choices
            if value != Why.TRANSFER and (is_house or value != Why.DUTY)
        ]
        self.fields["ontvanger"].queryset = Party.objects.filter(pk__in=[party.pk for party in parties])

    def chosen(self) -> list[Contribution]:
        return [self.contributions[key] for key in self.cleaned_data["bijdragen"]]

    def wanted(self) -> Wanted:
        """What `ask_further_use` takes."""
        given = self.cleaned_data
        return Wanted(
            given["waarvoor"], given["doel"], given["grond"], given["ontvanger"], given["organisatie"], given["past"]
        )


class SupplierForm(Form):
    """Yes in writing, with conditions and limits; or no, with the reason."""

    antwoord = forms.ChoiceField(
        label="Mag dit?",
        choices=[(Says.YES.value, "Ja"), (Says.NO.value, "Nee")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee"},
    )
    voorwaarden = LongTextField(label="Voorwaarden en grenzen", required=False, max_length=2000, rows=3)
    tot = forms.DateField(label="Uw ja geldt tot en met", required=False)
    reden = LongTextField(label="Reden", required=False, max_length=2000, rows=3)
    needed = {
        "voorwaarden": "alleen bij ja, niet verplicht",
        "tot": "alleen bij ja, niet verplicht",
        "reden": "nodig bij nee",
    }

    def clean_tot(self) -> date | None:
        until: date | None = self.cleaned_data["tot"]
        if until and until < today():
            raise forms.ValidationError("Kies vandaag of een latere dag")
        return until

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("antwoord") == Says.NO and not found.get("reden"):
            self.add_error("reden", "Schrijf waarom het niet mag")
        return found


class ObjectionForm(Form):
    """What a participant says."""

    antwoord = forms.ChoiceField(
        label="Heeft u bezwaar?",
        choices=[(Says.NO_OBJECTION.value, "Nee, geen bezwaar"), (Says.OBJECTS.value, "Ja, wij maken bezwaar")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u bezwaar heeft"},
    )
    reden = LongTextField(label="Reden", required=False, max_length=2000, rows=3)
    needed = {"reden": "nodig bij bezwaar"}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("antwoord") == Says.OBJECTS and not found.get("reden"):
            self.add_error("reden", "Schrijf waarom u bezwaar maakt")
        return found


class GivingForm(Form):
    """The house says when and how it gave it, after it checked the data."""

    op = forms.DateField(label="Gegeven op")
    hoe = forms.ChoiceField(
        label="Hoe is het gegeven?",
        choices=[(value, capital(label)) for value, label in Way.choices if value != Way.HERE],
        widget=forms.RadioSelect,
    )
    klopt = forms.BooleanField(label="Ik heb gecontroleerd dat de gegevens kloppen")
    nieuw = forms.ChoiceField(
        label="Geeft u deze soort gegevens voor het eerst aan zo'n organisatie?",
        choices=[("nee", "Nee"), ("ja", "Ja")],
        widget=forms.RadioSelect,
    )
    rac = LongTextField(
        label="Vraag aan de adviescommissie, met het antwoord", required=False, max_length=2000, rows=3,
    )  # fmt: skip
    needed = {"rac": "nodig als het voor het eerst is"}
    articles = {
        "rac": Article(
            "WGS 1.7", "Is het nieuw, dan vraagt u eerst advies aan de rechtmatigheidsadviescommissie (RAC)."
        )
    }

    def __init__(self, asked: FurtherUse, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        if not asked.asks_participants:
            del self.fields["nieuw"], self.fields["rac"]

    def clean_op(self) -> date:
        on: date = self.cleaned_data["op"]
        said = self.asked.said_by_supplier()
        if on > today() or on < timezone.localdate((said or self.asked).at):
            raise forms.ValidationError("Kies een dag vanaf het ja, en niet later dan vandaag")
        return on

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("nieuw") == "ja" and not found.get("rac"):
            self.add_error("rac", "Schrijf wat u vroeg en wat het antwoord was")
        return found
