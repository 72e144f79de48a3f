"""A contribution is corrected: a better text, with the reason (protocol 9.5)."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.models import Contribution
from cases.workflow.policerows import faults_in
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField


class CorrectForm(Form):
    """A better text, with the reason; the old text is kept."""

    feiten = LongTextField(label="Feiten", rows=8, required=False)
    oordeel = LongTextField(label="Uw professionele oordeel", required=False)
    registraties = LongTextField(
        label="Registraties als verdachte",
        required=False,
        max_length=20000,
        help_text="Op elke regel een datum en een code.",
    )
    reden = LongTextField(label="Wat klopte er niet?", rows=3, max_length=4000)
    versie = VersionField()
    needed = {"feiten": "nodig als er geen oordeel is", "oordeel": "nodig als er geen feiten zijn"}

    def __init__(self, *args: Any, stored: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, initial=kwargs.pop("initial", correct_initial(stored)), **kwargs)
        self.stored = stored
        if not stored.registrations:
            del self.fields["registraties"]

    @property
    def layout(self) -> Layout:  # type: ignore[override]  # registrations only where there are some
        asked = [name for name in ("feiten", "oordeel", "registraties", "reden") if name in self.fields]
        return Layout(Fieldset("De verbeterde tekst", *asked), "versie")

    def clean_registraties(self) -> str:
        text: str = self.cleaned_data["registraties"]
        self.stored.registrations = text
        if faults := faults_in(self.stored):
            raise forms.ValidationError(faults)
        return text

    def texts(self) -> dict[str, str]:
        """What `correct` takes."""
        given = self.cleaned_data
        found = {"facts": given["feiten"], "opinion": given["oordeel"]}
        return {**found, "registrations": given["registraties"]} if "registraties" in given else found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in ("feiten", "oordeel", "registraties")):
            self.add_error("feiten", "Vul de feiten of uw oordeel in. Wilt u alles weghalen? Trek de bijdrage dan in")
        return given


def correct_initial(contribution: Contribution) -> dict[str, Any]:
    """The text that is improved; the reason is told anew."""
    return {
        "feiten": contribution.facts,
        "oordeel": contribution.opinion,
        "registraties": contribution.registrations,
        "versie": contribution.version,
    }
