"""Forms about disputes and about questions to a body or a mayor."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.models import Dispute, DisputeTurn
from cases.workflow.dispute import ENDED, NEXT, SOLVED, goes_to_body, named_in
from parties.models import Body, DisputeStep, Party
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.today import today

OVERTAKEN = "Iemand anders legde deze stap al vast. Lees de stappen opnieuw"
LATER = "Kies vandaag of een eerdere dag"


class DisputeForm(Form):
    """What the dispute is about."""

    waarover = forms.ChoiceField(label="Waarover gaat het geschil?", widget=forms.RadioSelect)
    geschil = LongTextField(label="Beschrijf het geschil", max_length=8000, rows=6)

    def __init__(self, data: Any, *, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["waarover"].choices = choices


class TurnForm(Form):
    """What came of a step of the ladder."""

    versie = VersionField()
    op = forms.DateField(label="Op welke dag was dat?")
    uitkomst = LongTextField(label="Uitkomst van deze stap", max_length=4000, rows=4)
    verder = forms.ChoiceField(label="Hoe gaat het verder?", widget=forms.RadioSelect)
    omschrijving = LongTextField(
        label="Omschrijving voor het orgaan, zonder namen", required=False, max_length=4000, rows=4,
        help_text="Het orgaan leest alleen deze tekst.",
    )  # fmt: skip
    needed = {"omschrijving": "nodig als het geschil naar een orgaan gaat"}
    layout = Layout("versie", Fieldset("Uitkomst", "op", "uitkomst"), Fieldset("Verder", "verder", "omschrijving"))

    def __init__(
        self, dispute: Dispute, turn: DisputeTurn, step: DisputeStep | None, actor: Actor, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dispute, self.turn, self.step, self.actor = dispute, turn, step, actor
        onward = [(NEXT, f"Niet opgelost, naar de volgende stap: {step.goes_to}")] if step else []
        self.fields["verder"].choices = [(SOLVED, "Opgelost"), *onward, (ENDED, "Niet opgelost, hier eindigt het")]
        if not goes_to_body(dispute.house, step):
            del self.fields["omschrijving"]
            self.layout = Layout("versie", Fieldset("Uitkomst", "op", "uitkomst", "verder"))

    def clean_op(self) -> date:
        on: date = self.cleaned_data["op"]
        if not self.turn.on <= on <= today():
            raise forms.ValidationError("Kies een dag vanaf het begin van deze stap, en niet later dan vandaag")
        return on

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("versie") not in (None, self.turn.order):
            self.add_error(None, OVERTAKEN)
        text = found.get("omschrijving", "")
        if found.get("verder") == NEXT and "omschrijving" in self.fields and not text:
            self.add_error("omschrijving", "Schrijf een omschrijving voor het orgaan")
        if names := named_in(self.dispute, text, by=self.actor):
            self.add_error("omschrijving", f"Haal namen uit de omschrijving: {', '.join(names)}")
        return found


class EscalationForm(Form):
    """A question to a body or a mayor."""

    orgaan = forms.ModelChoiceField(Body.objects.none(), label="Orgaan", required=False, empty_label="De burgemeester")
    gemeente = forms.ModelChoiceField(
        Party.objects.none(), label="Burgemeester van", required=False, empty_label="Kies een gemeente"
    )
    vraag = LongTextField(label="Vraag", max_length=4000, rows=4)
    op = forms.DateField(label="Gevraagd op")
    needed = {"orgaan": None, "gemeente": "nodig bij de burgemeester"}

    def __init__(self, data: Any, *, bodies: Sequence[Body], gemeenten: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["orgaan"].queryset = Body.objects.filter(pk__in=[body.pk for body in bodies])
        self.fields["gemeente"].queryset = Party.objects.filter(pk__in=[party.pk for party in gemeenten])

    def clean_op(self) -> date:
        on: date = self.cleaned_data["op"]
        if on > today():
            raise forms.ValidationError(LATER)
        return on

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if bool(found.get("orgaan")) == bool(found.get("gemeente")):
            self.add_error("orgaan", "Kies een orgaan, of de burgemeester van een gemeente")
        return found


class EscalationAnswerForm(Form):
    """What the body or the mayor said."""

    antwoord = LongTextField(label="Antwoord", max_length=4000, rows=4)
    op = forms.DateField(label="Antwoord gekregen op")

    def __init__(self, data: Any, *, since: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.since = since

    def clean_op(self) -> date:
        on: date = self.cleaned_data["op"]
        if not self.since <= on <= today():
            raise forms.ValidationError("Kies een dag vanaf de vraag, en niet later dan vandaag")
        return on
