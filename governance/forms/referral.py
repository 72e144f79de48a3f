"""Putting a dispute before a body, and what the body said."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cases.models import Dispute
from cases.workflow.dispute import named_in
from governance.models import Referral
from parties.models import Body
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField


class ReferForm(Form):
    """The text that the body reads."""

    orgaan = forms.ChoiceField(label="Aan welk orgaan?", widget=forms.RadioSelect)
    omschrijving = LongTextField(
        label="Omschrijving, zonder namen", max_length=4000, rows=8,
        help_text="Het orgaan leest alleen deze tekst, niet de casus. Noem geen namen en geen casusnummer.",
    )  # fmt: skip

    def __init__(self, data: Any, dispute: Dispute, bodies: Sequence[Body], actor: Actor) -> None:
        first = str(bodies[0].pk) if len(bodies) == 1 else None
        super().__init__(data, initial={"orgaan": first, "omschrijving": dispute.description})
        self.dispute, self.actor, self.bodies = dispute, actor, {str(one.pk): one for one in bodies}
        self.fields["orgaan"].choices = [(key, one.name) for key, one in self.bodies.items()]

    def clean_omschrijving(self) -> str:
        text: str = self.cleaned_data["omschrijving"]
        if names := named_in(self.dispute, text, by=self.actor):
            raise forms.ValidationError(f"Haal dit uit de omschrijving: {', '.join(names)}")
        return text

    @property
    def body(self) -> Body:
        return self.bodies[self.cleaned_data["orgaan"]]


class RulingForm(Form):
    """What the body said about it, in the words that the people in the dispute get."""

    op = forms.DateField(label="Op welke dag?")
    uitspraak = LongTextField(label="Uitspraak van het orgaan", max_length=4000, rows=6)

    def __init__(self, data: Any, referral: Referral, actor: Actor) -> None:
        super().__init__(data, initial={"op": actor.today})
        self.since, self.actor = referral.on, actor

    def clean_op(self) -> date:
        on: date = self.cleaned_data["op"]
        if not self.since <= on <= self.actor.today:
            raise forms.ValidationError("Kies een dag vanaf het voorleggen, en niet later dan vandaag")
        return on
