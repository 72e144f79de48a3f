"""What an administrator fills in about parties, their desks, and in what they take part."""

from typing import Any, ClassVar

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.formats import date_format

from parties.choices import Ended
from parties.models import Desk, House, Membership, Party, PartyKind, Protocol, ProtocolParticipation
from parties.workflow.register import (
    DESK,
    MEMBERSHIP,
    PARTICIPATION,
    PARTY,
    desk_version,
    participation_version,
    party_version,
)
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.versions import version_of

WHY = [("", "Niet beëindigd"), *Ended.choices]


class NewPartyForm(Form):
    """Who a party is."""

    name = forms.CharField(label="Naam", max_length=200, help_text="Zoals de partij in het convenant staat.")
    kinds = forms.ModelMultipleChoiceField(
        PartyKind.objects.all(), label="Soorten", widget=forms.CheckboxSelectMultiple,
        help_text="De soort zegt welke taken, gronden en geheimhouding gelden. Een partij kan er meer hebben.",
    )  # fmt: skip
    seat = forms.CharField(label="Vestigingsplaats", max_length=100, required=False)
    region = forms.CharField(label="Regio", max_length=100, required=False)
    office = forms.CharField(
        label="Ambt dat tekent", max_length=200, required=False, help_text="Een ambt, geen naam van een persoon."
    )
    address = forms.CharField(label="Kantooradres", max_length=200, required=False)
    source = forms.CharField(
        label="Bron", max_length=200, help_text="Waar dit staat, bijvoorbeeld: besluit van de stuurgroep van 3 maart."
    )
    units = LongTextField(
        label="Tekent ook voor", max_length=2000, required=False, rows=4,
        help_text="Onderdelen of organisaties waarvoor deze partij tekent, elk op een regel.",
    )  # fmt: skip
    is_unverified = forms.BooleanField(label="Nog na te gaan", required=False)
    unverified_note = forms.CharField(label="Wat is nog na te gaan?", max_length=300, required=False)
    PARTS: ClassVar[tuple[Fieldset, ...]] = (
        Fieldset("De partij", "name", "kinds", "seat", "region", "address"),
        Fieldset("Ondertekening en bron", "office", "units", "source", "is_unverified", "unverified_note"),
    )
    layout: Layout = Layout(*PARTS)
    needed = {"unverified_note": "nodig als er iets is na te gaan"}

    def clean_units(self) -> str:
        lines = self.cleaned_data["units"].replace("\r\n", "\n").split("\n")
        names = sorted({line.strip() for line in lines if line.strip()})
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError("Gebruik op elke regel hoogstens 200 tekens")
        return "\n".join(names)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("is_unverified") and not given.get("unverified_note"):
            self.add_error("unverified_note", "Schrijf wat er nog is na te gaan")
        return given


class PartyForm(NewPartyForm):
    """Who a party is, as it was read."""

    versie = VersionField()
    layout: Layout = Layout(*NewPartyForm.PARTS, "versie")


def party_initial(party: Party) -> dict[str, Any]:
    shown = {name: getattr(party, name) for name in PARTY}
    return {**shown, "kinds": party.kind_ids, "units": party.unit_names, "versie": party_version(party)}


class DeskForm(Form):
    """Where a party answers for its data."""

    versie = VersionField()
    name = forms.CharField(
        label="Naam van het loket", max_length=200, required=False, help_text="Laat leeg als er geen loket is."
    )
    email = forms.EmailField(label="E-mailadres", required=False, help_text="Van het loket, niet van een persoon.")
    phone = forms.RegexField(
        r"[+0-9][0-9 ()-]{5,28}", label="Telefoon", required=False,
        error_messages={"invalid": "Vul een telefoonnummer in, zoals 030 123 45 67"},
    )  # fmt: skip
    note = forms.CharField(label="Toelichting", max_length=300, required=False)
    layout: Layout = Layout(Fieldset("", "name", "email", "phone", "note"), "versie")
    needed = {"name": "nodig als er een loket is"}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("name") and any(given.get(name) for name in ("email", "phone", "note")):
            self.add_error("name", "Vul de naam van het loket in")
        return given


def desk_initial(desk: Desk | None) -> dict[str, Any]:
    shown = {name: getattr(desk, name) for name in DESK} if desk else {}
    return {**shown, "versie": desk_version(desk)}


class JoinForm(Form):
    """Since when a party takes part in the covenant of the house."""

    signed_on = forms.DateField(label="Ondertekend op", required=False)
    from_date = forms.DateField(label="Eerste dag", help_text="Vanaf deze dag kunnen gebruikers van de partij erin.")
    protocols = forms.ModelMultipleChoiceField(
        Protocol.objects.none(), label="Privacyprotocollen", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Zonder protocol meldt de partij geen casussen aan van een aanpak waarvoor dat protocol geldt.",
    )  # fmt: skip
    source = forms.CharField(label="Bron", max_length=200, help_text="Het besluit of de ondertekende bijlage.")
    layout: Layout = Layout(Fieldset("", "signed_on", "from_date", "protocols", "source"))

    def __init__(self, house: House, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["protocols"].queryset = Protocol.objects.filter(covenant=house.covenant_id)


class EndForm(Form):
    """What the ends of a membership and of a protocol share: a last day goes with a reason."""

    versie = VersionField()
    signed_on = forms.DateField(label="Ondertekend op", required=False)
    until_date = forms.DateField(label="Laatste dag", required=False)
    ended_because = forms.ChoiceField(label="Waarom eindigt het?", choices=WHY, required=False)
    needed = {"ended_because": "nodig bij een laatste dag"}
    first_day: Any = None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        last, why = given.get("until_date"), given.get("ended_because")
        if last and not why and "ended_because" not in self.errors:
            self.add_error("ended_because", "Kies waarom het eindigt")
        if why and not last and "until_date" not in self.errors:
            self.add_error("until_date", "Vul de laatste dag in")
        first = given.get("from_date") or self.first_day
        if last and first and last < first and "until_date" not in self.errors:
            self.add_error("until_date", f"De laatste dag ligt voor de eerste dag ({date_format(first)})")
        return given


class MembershipForm(EndForm):
    """How a membership was signed, and how it ends."""

    ended_note = forms.CharField(
        label="Besluit of brief", max_length=300, required=False, help_text="Waaruit blijkt dat het eindigt."
    )
    layout: Layout = Layout(Fieldset("", "signed_on", "until_date", "ended_because", "ended_note"), "versie")

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=membership_initial(membership), **kwargs)
        self.first_day = membership.from_date
        self.fields[
            "until_date"
        ].help_text = "Tot en met deze dag hebben de gebruikers van de partij toegang. Een dag voor vandaag sluit die toegang meteen."


def membership_initial(membership: Membership) -> dict[str, Any]:
    shown = {name: getattr(membership, name) for name in MEMBERSHIP}
    return {**shown, "versie": version_of([membership], *MEMBERSHIP)}


class ParticipationForm(EndForm):
    """Since when and until when a member takes part in a protocol."""

    from_date = forms.DateField(
        label="Eerste dag", required=False, help_text="Leeg: vanaf de eerste dag van de deelname."
    )
    layout: Layout = Layout(Fieldset("", "signed_on", "from_date", "until_date", "ended_because"), "versie")

    def __init__(
        self, membership: Membership, participation: ProtocolParticipation | None, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=participation_initial(participation), **kwargs)
        self.first_day = membership.from_date

    def clean_from_date(self) -> Any:
        first = self.cleaned_data["from_date"]
        if first and first < self.first_day:
            raise forms.ValidationError(f"De deelname van de partij begint pas op {date_format(self.first_day)}")
        return first


def participation_initial(participation: ProtocolParticipation | None) -> dict[str, Any]:
    shown = {name: getattr(participation, name) for name in PARTICIPATION} if participation else {}
    return {**shown, "versie": participation_version(participation)}
