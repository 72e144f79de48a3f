"""Forms of the timeline: which kinds are shown, and an entry of the logbook."""

from typing import Any

from django import forms

from cases.casepage import CasePage
from cases.models import LogEntry
from cases.timeline import KINDS
from cases.workflow.corrections import read_version
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.today import today


class TimelineFilter(Form):
    """GET: the kinds of items; none chosen is all of them."""

    says_optional = False
    soort = forms.MultipleChoiceField(label="Soort", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, page: CasePage) -> None:
        super().__init__(data)
        self.fields["soort"].choices = [(code, kind.name) for code, kind in KINDS.items() if kind.is_offered(page)]


class LogForm(Form):
    """What happened, on which day."""

    versie = VersionField(required=False)
    soort = forms.ChoiceField(
        label="Wat was het?",
        choices=[(one.value, str(one.label).capitalize()) for one in LogEntry.Kind],
        widget=forms.RadioSelect,
    )
    dag = forms.DateField(label="Op welke dag?")
    inhoud = LongTextField(
        label="Wat is er gebeurd of besloten?",
        max_length=4000,
        rows=5,
        help_text="Schrijf feiten op, zonder oordeel. U kunt dit later verbeteren, niet weghalen.",
    )

    def __init__(self, data: Any, now: LogEntry | None = None) -> None:
        initial: dict[str, Any] = {"dag": today()}
        if now:
            initial = {"versie": read_version(now), "soort": now.kind, "dag": now.on, "inhoud": now.text}
        super().__init__(data, initial=initial)

    def clean_dag(self) -> Any:
        chosen = self.cleaned_data["dag"]
        if chosen > today():
            raise forms.ValidationError("Kies vandaag of een eerdere dag")
        return chosen

    def given(self) -> dict[str, Any]:
        """What `write_log` takes."""
        found = self.cleaned_data
        return {"kind": found["soort"], "on": found["dag"], "text": found["inhoud"]}
