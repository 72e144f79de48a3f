"""Answering a request of a subject: what suppliers let go, who saw the file, and that the answer went out."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format

from privacy.forms.logbook import between
from privacy.forms.request import choices_of, day_until_today
from privacy.models import RequestQuestion, SubjectRequest
from privacy.seen import NAMED
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField


class QuestionForm(Form):
    """Whether what a party supplied may be given to the person whom it is about."""

    antwoord = forms.ChoiceField(
        label="Mag de betrokkene dit zien?", choices=choices_of(RequestQuestion.Answer), widget=forms.RadioSelect
    )
    tekst = LongTextField(label="Wat mag de betrokkene zien?", required=False, max_length=20000, rows=6)
    reden = LongTextField(
        label="Waarom niet alles?",
        required=False,
        max_length=2000,
        rows=3,
        help_text="De betrokkene leest deze reden in het antwoord.",
    )
    needed = {"tekst": "nodig als het een deel is", "reden": "nodig als het niet alles is"}
    articles = {
        "reden": Article(
            "Wanneer mag u weigeren?",
            "Alleen op een grond uit de wet, en voor zover dat nodig is, zoals de bescherming van iemand anders (protocol artikel 18.2).",
        )
    }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        answer = given.get("antwoord")
        if answer == RequestQuestion.Answer.PARTLY and not given.get("tekst") and "tekst" not in self.errors:
            self.add_error("tekst", "Schrijf op wat de betrokkene mag zien")
        is_less = answer in (RequestQuestion.Answer.PARTLY, RequestQuestion.Answer.NO)
        if is_less and not given.get("reden") and "reden" not in self.errors:
            self.add_error("reden", "Schrijf op waarom de betrokkene niet alles mag zien")
        return given


class SentForm(Form):
    """When the answer went out."""

    verstuurd_op = forms.DateField(label="Antwoord verstuurd op")

    def __init__(self, data: Any, request: SubjectRequest, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.request = request

    def clean_verstuurd_op(self) -> date:
        day = day_until_today(self.cleaned_data["verstuurd_op"])
        decided, seen = self.request.decided_on, self.request.identity_on
        if decided and seen and day < max(decided, seen):
            raise ValidationError("Kies een dag op of na het besluit en de dag waarop de identiteit is vastgesteld")
        return day


class SeenForm(Form):
    """Of which period, and whether names are told."""

    van = forms.DateField(label="Vanaf", required=False)
    tot = forms.DateField(label="Tot en met", required=False)
    namen = forms.ChoiceField(
        label="Namen van medewerkers", required=False, choices=[("", "Geen namen: organisatie en rol"), *NAMED], widget=forms.RadioSelect,
        help_text="Uw keuze staat in het logboek.",
    )  # fmt: skip
    vorm = forms.ChoiceField(required=False, choices=[("", ""), ("pdf", "pdf")])  # a button, not a field
    says_optional = False
    articles = {
        "namen": Article(
            "Wanneer noemt u een naam?",
            "Alleen als de betrokkene zonder die naam zijn rechten niet kan gebruiken. Weeg dat af tegen de rechten van de medewerker "
            "(Hof van Justitie, zaak C-579/21).",
        )
    }
    layout = Layout(Fieldset("Wat wilt u zien?", "van", "tot", "namen"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("van"), given.get("tot")
        if start and end and end < start:
            self.add_error("tot", "Kies een dag op of na de eerste dag")
        return given

    def within(self) -> Q:
        """Of a form that is valid, or was not sent."""
        return between(**self._given("van", "tot"))

    @property
    def period(self) -> str:
        days = {name: date_format(day, "j F Y") for name, day in self._given("van", "tot").items() if day}
        return (
            " ".join(f"{'vanaf' if name == 'van' else 'tot en met'} {day}" for name, day in days.items())
            or "alles wat is vastgelegd"
        )

    @property
    def reason(self) -> str:
        """Why names are told; empty when they are not."""
        return str(self._given("namen").get("namen") or "")

    def _given(self, *names: str) -> dict[str, Any]:
        given = self.cleaned_data if self.is_bound else {}
        return {name: given.get(name) for name in names}
