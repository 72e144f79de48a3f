"""Forms of a letter: what a person fills in, and that it was sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.lettertext import Said, address_of, name_of
from cases.models import Case, Letter, Subject
from zvh.actor import Actor
from zvh.components import Article
from zvh.documents import undrawable
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField


def validate_drawable(text: str) -> None:
    """Raise ValidationError for characters that the fonts of a letter do not have."""
    if strange := undrawable(text):
        raise ValidationError(
            f"Dit kan niet in een brief staan: {' '.join(strange[:5])}. Haal het weg of schrijf het anders"
        )


class LetterForm(Form):
    """To whom, and what the house adds; the rest of the text is fixed."""

    naam = forms.CharField(label="Naam", max_length=200, validators=[validate_drawable])
    adres = LongTextField(
        label="Adres", max_length=400, rows=3, validators=[validate_drawable],
        help_text="Straat en huisnummer, en op de volgende regel postcode en plaats.",
    )  # fmt: skip
    datum = forms.DateField(label="Datum van de brief")
    eigen_tekst = LongTextField(
        label="Eigen tekst", required=False, max_length=4000, validators=[validate_drawable],
        help_text="Komt onder de eerste alinea. Schrijf kort, in gewone woorden. Noem niet wat partijen vertelden.",
    )  # fmt: skip
    contact = LongTextField(
        label="Waar kan de betrokkene met vragen terecht?", max_length=400, rows=3, validators=[validate_drawable],
        help_text="Telefoonnummer, e-mailadres of postadres van de manager. Dit staat in de brief.",
    )  # fmt: skip
    versie = VersionField(required=False)
    articles = {
        "contact": Article(
            "Waarom is dit nodig?",
            "De betrokkene moet weten bij wie hij met vragen over zijn gegevens terechtkan (AVG 14 lid 1 en 2).",
        )
    }

    def __init__(self, subject: Subject, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.is_minor(actor.today):
            self.fields["naam"].help_text = "De betrokkene is minderjarig. Schrijf zo nodig aan een ouder of voogd."

    def said(self) -> Said:
        """What `write_letter` takes."""
        found = self.cleaned_data
        return Said(found["naam"], found["adres"], found["contact"], found["datum"], found["eigen_tekst"])


def first_values(case: Case, subject: Subject, actor: Actor) -> dict[str, Any]:
    """What is known of the subject, for a new letter."""
    return {
        "naam": name_of(subject),
        "adres": address_of(subject),
        "datum": actor.today,
        "contact": case.house.manager_contact,
        "versie": 0,
    }


def values_of(letter: Letter) -> dict[str, Any]:
    """The draft as the form shows it."""
    return {
        "naam": letter.recipient,
        "adres": letter.address,
        "datum": letter.dated_on,
        "eigen_tekst": letter.own_text,
        "contact": letter.contact,
        "versie": letter.version,
    }


class SentForm(Form):
    """On which day this text was sent."""

    verstuurd_op = forms.DateField(label="Wanneer is de brief verstuurd?")
    versie = VersionField()

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_verstuurd_op(self) -> Any:
        day = self.cleaned_data["verstuurd_op"]
        if day > self.actor.today:
            raise ValidationError("Vul een datum in tot en met vandaag")
        return day
