"""Carrying out what was granted: what a supplier is asked to change, which case, and what the supplier answers."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.models import Case, Contribution
from privacy.forms.request import choices_of
from privacy.models import RequestMeasure
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField


class ChangeForm(Form):
    """Of which contribution, and what must change."""

    bijdrage = forms.ChoiceField(label="Om welke bijdrage gaat het?", widget=forms.RadioSelect)
    wat = LongTextField(
        label="Wat moet worden verbeterd of weggehaald?", max_length=4000, rows=4,
        help_text="De leverancier leest deze tekst. Schrijf alleen op wat nodig is om te verbeteren.",
    )  # fmt: skip

    def __init__(self, data: Any, offered: Sequence[Contribution], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offered = {str(one.pk): one for one in offered}
        self.fields["bijdrage"].choices = [
            (pk, f"{one.supplier}, casus {one.case.number}") for pk, one in self.offered.items()
        ]

    @property
    def chosen(self) -> Contribution:
        """Of a form that is valid."""
        return self.offered[self.cleaned_data["bijdrage"]]


class MeasureCaseForm(Form):
    """Which of the cases of the request."""

    casus = forms.ChoiceField(label="Welke casus?", widget=forms.RadioSelect)

    def __init__(self, data: Any, offered: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offered = {str(one.pk): one for one in offered}
        self.fields["casus"].choices = [(pk, one.number) for pk, one in self.offered.items()]

    @property
    def chosen(self) -> Case:
        """Of a form that is valid."""
        return self.offered[self.cleaned_data["casus"]]


class AnswerChangeForm(Form):
    """What the supplier makes of its text, or why it stays."""

    versie = VersionField()
    antwoord = forms.ChoiceField(
        label="Wat doet u met het verzoek?",
        choices=choices_of(RequestMeasure.Result),
        widget=forms.RadioSelect,
    )
    feiten = LongTextField(label="Feiten", max_length=50000, rows=8, required=False)
    oordeel = LongTextField(label="Professioneel oordeel", max_length=50000, rows=6, required=False)
    reden = LongTextField(
        label="Waarom niet of niet helemaal?", required=False, max_length=2000, rows=3,
        help_text="De betrokkene leest deze reden in het antwoord.",
    )  # fmt: skip
    needed = {
        "reden": "nodig als u niet alles verbetert",
        "feiten": "verbeter de tekst hier",
        "oordeel": "verbeter de tekst hier",
    }
    articles = {
        "reden": Article(
            "Wanneer mag u weigeren?",
            "Onjuiste gegevens worden meteen verbeterd (protocol artikel 19.2). Een weigering zegt waarom (protocol artikel 19.4).",
        )
    }
    layout = Layout("versie", Fieldset("Uw antwoord", "antwoord", "feiten", "oordeel", "reden"))

    def __init__(self, data: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.contribution = contribution

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        answer = given.get("antwoord")
        if answer in (RequestMeasure.Result.PART, RequestMeasure.Result.NONE) and not given.get("reden"):
            self.add_error("reden", "Schrijf op waarom u het niet of niet helemaal verbetert")
        is_same = all(given.get(name) == getattr(self.contribution, field) for name, field in TEXTS.items())
        if answer in (RequestMeasure.Result.ALL, RequestMeasure.Result.PART) and is_same and not self.errors:
            self.add_error("feiten", "Er is nog niets verbeterd. Verbeter de tekst, of kies dat u niet verbetert")
        return given

    @property
    def values(self) -> dict[str, str]:
        return {field: self.cleaned_data[name] for name, field in TEXTS.items()}


TEXTS = {"feiten": "facts", "oordeel": "opinion"}
