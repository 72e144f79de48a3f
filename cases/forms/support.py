"""A contact that the house makes to help the reporter on."""

from typing import Any

from django import forms

from cases.forms.closing import until
from cases.models import Case
from cases.workflow.support import usual_follow_up
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField


class ContactForm(Form):
    """With whom, what came of it, and when the house looks again."""

    op = forms.DateField(label="Wanneer was het contact?")
    met_wie = forms.CharField(label="Met wie?", max_length=200, help_text="Organisatie en functie zijn genoeg.")
    besproken = LongTextField(label="Wat is besproken?", max_length=4000)
    vervolg = forms.DateField(label="Wanneer kijkt u opnieuw?")

    def __init__(self, data: Any, case: Case, actor: Actor) -> None:
        super().__init__(data, initial={"op": actor.today, "vervolg": usual_follow_up(case, actor.today)})
        self.today = actor.today
        self.fields["op"].validators.append(until(actor.today))

    def clean_vervolg(self) -> Any:
        day = self.cleaned_data["vervolg"]
        if day <= self.today:
            raise forms.ValidationError("Kies een dag na vandaag")
        return day

    def contact(self) -> dict[str, Any]:
        """What `note_contact` takes."""
        found = self.cleaned_data
        return {
            "on": found["op"],
            "with_whom": found["met_wie"],
            "result": found["besproken"],
            "follow_up_on": found["vervolg"],
        }
