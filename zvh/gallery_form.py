"""The form on /componenten/: every kind of field, empty and with everything wrong."""

from datetime import date

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import BsnField, KnownDateField, LongTextField, PostcodeField, VersionField


class ExampleForm(Form):
    """Every kind of field."""

    werknaam = forms.CharField(help_text="Gebruik initialen.", max_length=60)
    bsn = BsnField(label="BSN", required=False)
    geboortedatum = KnownDateField(latest=lambda: date(2026, 11, 21), help_text="Bijvoorbeeld 27 3 1994.")
    postcode = PostcodeField(required=False)
    woongemeente = forms.ChoiceField(choices=[("", "Kies een gemeente"), ("a", "Voorbeeldstad"), ("b", "Oosterdorp")])
    aanleiding = LongTextField(help_text="Beschrijf feiten, geen oordeel.", max_length=4000, min_length=100)
    domeinen = forms.MultipleChoiceField(
        choices=[
            ("z", "Zorg en hulpverlening"),
            ("s", "Straf en toezicht"),
            ("b", "Bestuur en openbare orde"),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens twee domeinen"},
    )
    grondslag = forms.ChoiceField(
        label="Grondslag voor het delen van gegevens",
        choices=[("t", "Taak van algemeen belang"), ("v", "Vitaal belang")],
        widget=forms.RadioSelect,
    )
    overlegdatum = forms.DateField(required=False)
    bijlage = forms.FileField(required=False, help_text="Pdf of docx, hoogstens 10 MB.")
    noodzakelijk = forms.BooleanField(
        label="Ik heb alleen noodzakelijke gegevens opgenomen",
        error_messages={"required": "Bevestig dat u alleen noodzakelijke gegevens deelt"},
    )
    versie = VersionField(initial=3)

    articles = {
        "grondslag": Article(
            "Wat zegt het convenant?", "Gegevens worden alleen gedeeld op een grondslag uit artikel 8."
        )
    }
    layout = Layout(
        Fieldset("Over wie gaat het", "werknaam", "bsn", "geboortedatum", Row("postcode", "woongemeente")),
        Fieldset("Aanleiding en doel", "aanleiding", "domeinen"),
        Fieldset("Grondslag", "grondslag", "overlegdatum", "bijlage", "noodzakelijk"),
        "versie",
    )


def wrong_form() -> ExampleForm:
    """The form as it comes back: with a message at the field, and everything that was typed."""
    data = {
        "werknaam": "M. de V.",
        "bsn": "12 34",
        "geboortedatum_dag": "30",
        "geboortedatum_maand": "2",
        "geboortedatum_jaar": "1994",
        "aanleiding": "Overlast en zorgen om de kinderen.",
        "domeinen": ["s"],
        "woongemeente": "a",
        "versie": "3",
    }
    return ExampleForm(data)
