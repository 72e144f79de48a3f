"""A version of what was agreed, which parties signed or received it, and a text that parties are asked about."""

from typing import Any

from django import forms

from governance.forms.decision import DayForm
from governance.forms.duty import DecisionChoice
from governance.models import AgreedVersion, Decision, StatementAnswer
from governance.models.agreed import AgreedKind
from governance.models.decision import State
from governance.models.statement import Consent
from parties.models import House, Membership, Party, Protocol
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField


class VersionForm(Form):
    wat = forms.ChoiceField(label="Wat", choices=[("", "Kies wat"), *AgreedKind.choices])
    protocol = forms.ModelChoiceField(
        label="Welk protocol", queryset=Protocol.objects.none(), required=False, empty_label="Geen protocol"
    )
    versie = forms.CharField(label="Versie", max_length=40)
    vanaf = forms.DateField(label="Geldt vanaf")
    wijziging = LongTextField(label="Wat verandert er?", max_length=4000, rows=4)
    plaats = forms.CharField(label="Waar staat de tekst?", max_length=300)
    besluit = DecisionChoice(label="Besluit", queryset=Decision.objects.none(), required=False, empty_label="Geen")

    def __init__(self, data: Any, house: House, actor: Actor) -> None:
        super().__init__(data)
        self.fields["protocol"].queryset = Protocol.objects.filter(covenant=house.covenant_id)
        closed = Decision.objects.visible_to(actor).filter(state=State.CLOSED, keeper__house=house)
        self.fields["besluit"].queryset = closed
        if not closed.exists():
            del self.fields["besluit"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        is_protocol = given.get("wat") == AgreedKind.PROTOCOL
        if is_protocol and not given.get("protocol"):
            self.add_error("protocol", "Kies welk protocol")
        if given.get("wat") and not is_protocol and given.get("protocol"):
            self.add_error("protocol", "Kies dit alleen bij een Privacy Protocol")
        return given


class ReceivedForm(DayForm):
    """Parties that did not sign or receive it yet; several at once."""

    partijen = forms.ModelMultipleChoiceField(
        label="Partijen", queryset=Party.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, agreed: AgreedVersion, actor: Actor) -> None:
        super().__init__(data, actor)
        members = Membership.objects.in_force(actor.today).filter(houses=agreed.house_id).values("party")
        self.fields["partijen"].queryset = (
            Party.objects.filter(pk__in=members).exclude(pk__in=agreed.received.values("party")).order_by("name")
        )


class StatementForm(Form):
    onderwerp = forms.CharField(label="Onderwerp", max_length=200)
    tekst = LongTextField(
        label="Wat gaat er naar buiten?", max_length=20_000, rows=8, help_text="Schrijf geen persoonsgegevens."
    )


class ConsentForm(Form):
    """Of the own party; the house chooses of which party it had a letter."""

    partij = forms.ModelChoiceField(label="Partij", queryset=Party.objects.none(), empty_label="Kies een partij")
    antwoord = forms.ChoiceField(label="Antwoord", choices=Consent.choices, widget=forms.RadioSelect)
    toelichting = LongTextField(label="Toelichting", required=False, max_length=4000, rows=3)

    def __init__(self, data: Any, waiting: list[StatementAnswer], *, is_own: bool) -> None:
        super().__init__(data)
        self.waiting = {one.party_id: one for one in waiting}
        if is_own:
            del self.fields["partij"]
        else:
            self.fields["partij"].queryset = Party.objects.filter(pk__in=self.waiting).order_by("name")

    @property
    def answer(self) -> StatementAnswer:
        party = self.cleaned_data.get("partij")
        return self.waiting[party.pk] if party else next(iter(self.waiting.values()))
