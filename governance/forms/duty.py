"""That a duty was done, and taking that back."""

from typing import Any

from django import forms

from governance.forms.decision import DayForm
from governance.models import Decision
from governance.models.decision import State
from parties.dutychoices import DutyKind
from parties.models import Duty, House, Membership, Party
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} {obj.subject}"


class FulfilmentForm(DayForm):
    """Per party where the duty says so; with the decision that goes with it, of those that who acts reads."""

    partij = forms.ModelChoiceField(label="Partij", queryset=Party.objects.none(), empty_label="Kies een partij")
    uitkomst = LongTextField(
        label="Uitkomst", max_length=4000, rows=4, help_text="Wat kwam eruit? Schrijf geen persoonsgegevens."
    )
    besluit = DecisionChoice(
        label="Besluit dat erbij hoort", queryset=Decision.objects.none(), required=False, empty_label="Geen"
    )

    def __init__(self, data: Any, duty: Duty, house: House, actor: Actor) -> None:
        super().__init__(data, actor)
        if duty.kind == DutyKind.PER_PARTY:
            members = Membership.objects.in_force(actor.today).filter(houses=house)
            self.fields["partij"].queryset = Party.objects.filter(pk__in=members.values("party")).order_by("name")
        else:
            del self.fields["partij"]
        closed = Decision.objects.visible_to(actor).filter(state=State.CLOSED, keeper__house=house)
        self.fields["besluit"].queryset = closed
        if not closed.exists():
            del self.fields["besluit"]


class WithdrawForm(Form):
    reden = forms.CharField(label="Waarom klopt dit niet?", max_length=300)
