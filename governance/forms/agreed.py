"""A version of what was agreed, which parties signed or received it, and a text that parties are asked about."""

from typing import Any

from django import forms

from governance.forms.decision import DayForm
from governance.forms.duty import DecisionChoice
from governance.forms.enclosure import WithFiles, files_field
from governance.models import AgreedVersion, Decision, StatementAnswer
from governance.models.agreed import AgreedKind
from governance.models.decision import State
from governance.models.statement import Consent
from parties.models import House, Membership, Party, Protocol
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField


class VersionForm(WithFiles):
    needed = {"plaats": "nodig als u geen bestand kiest", "bestanden": "nodig als u geen plaats invult"}

    wat = forms.ChoiceField(label="Wat")
    versie = forms.CharField(label="Versie", max_length=40)
    vanaf = forms.DateField(label="Geldt vanaf")
    wijziging = LongTextField(label="Wat verandert er?", max_length=4000, rows=4)
    plaats = forms.CharField(label="Waar staat de tekst?", max_length=300, required=False)
    bestanden = files_field("De tekst als bestand", required=False)
    besluit = DecisionChoice(label="Besluit", queryset=Decision.objects.none(), required=False, empty_label="Geen")

    def __init__(self, data: Any, files: Any, house: House, actor: Actor) -> None:
        super().__init__(data, files)
        self.protocols = {
            f"{AgreedKind.PROTOCOL}-{one.pk}": one for one in Protocol.objects.filter(covenant=house.covenant_id)
        }
        named = [(key, one.name) for key, one in self.protocols.items()]
        kinds = [(kind.value, kind.label) for kind in AgreedKind if kind != AgreedKind.PROTOCOL]
        self.fields["wat"].choices = [("", "Kies wat"), *kinds[:1], *named, *kinds[1:]]
        closed = Decision.objects.visible_to(actor).filter(state=State.CLOSED, keeper__house=house)
        self.fields["besluit"].queryset = closed
        if not closed.exists():
            del self.fields["besluit"]

    def clean(self) -> dict[str, Any]:
        """The text lies somewhere, or comes along."""
        found = super().clean() or {}
        if not found.get("plaats") and not found.get("bestanden") and not self.errors.keys() & {"plaats", "bestanden"}:
            self.add_error("plaats", "Vul in waar de tekst staat, of voeg het bestand toe")
        return found

    @property
    def protocol(self) -> Protocol | None:
        return self.protocols.get(self.cleaned_data["wat"])

    @property
    def kind(self) -> str:
        return AgreedKind.PROTOCOL.value if self.protocol else str(self.cleaned_data["wat"])


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
