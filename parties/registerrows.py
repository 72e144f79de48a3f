"""A line of a file about a party or a delegate: what may stand in it, and what is wrong in words."""

from datetime import date
from typing import Any

from django import forms

from parties import policy
from parties.models import Delegation, Membership, Party, PartyKind, Protocol, User, Vetting
from parties.roles import Purpose
from zvh.actor import Actor
from zvh.forms import Form

DAY = "Deze datum bestaat niet. Schrijf een datum als 27-03-2026"
KEPT = ("seat", "region", "address", "office")  # a column that is not in the file changes nothing
ON_PAGE = "Wijzig dit op de pagina van de partij"


class Codes(forms.CharField):
    """Codes or names apart by a semicolon, each of which must be known."""

    def __init__(self, found: Any, **kwargs: Any) -> None:
        self.found = found
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[Any]:
        wanted = [one.strip() for one in super().clean(value).split(";") if one.strip()]
        known = {text.casefold(): row for row in self.found() for text in (row.code, row.name)}
        if strange := [one for one in wanted if one.casefold() not in known]:
            raise forms.ValidationError(f"“{strange[0][:60]}” is niet bekend")
        return [known[one.casefold()] for one in wanted]


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid": DAY}, **kwargs)


class PartyRow(Form):
    """A party, and since when it takes part in the own house."""

    code = forms.CharField(label="Code", max_length=100, required=False)
    name = forms.CharField(label="Naam", max_length=200)
    kinds = Codes(PartyKind.objects.all, label="Soorten", max_length=300)
    seat = forms.CharField(label="Vestigingsplaats", max_length=100, required=False)
    region = forms.CharField(label="Regio", max_length=100, required=False)
    address = forms.CharField(label="Kantooradres", max_length=200, required=False)
    office = forms.CharField(label="Ambt dat tekent", max_length=200, required=False)
    source = forms.CharField(label="Bron", max_length=200)
    signed_on = Day(label="Ondertekend op", required=False)
    from_date = Day(label="Deelname vanaf", required=False)
    protocols = Codes(list, label="Protocollen", max_length=300, required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.house = actor, policy.own_house(actor)
        self.fields["protocols"].found = lambda: Protocol.objects.filter(covenant=self.house.covenant_id)
        self.party: Party | None = None

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        self.party = Party.objects.filter(slug=code).first() if code else None
        if code and (self.party is None or not policy.keeps_party(self.actor, self.party)):
            raise forms.ValidationError("deze code is geen partij van uw huis. Laat leeg voor een nieuwe partij")
        return str(code)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        known = Party.objects.filter(name=given.get("name"), memberships__houses=self.house).first()
        if not given.get("code") and "code" not in self.errors and known:
            self.add_error("code", f"deze partij staat al in het register. Vul de code {known.slug} in")
        if self.party:
            given.update({name: getattr(self.party, name) for name in KEPT if name not in self.data})
        if first := given.get("from_date"):
            self._check_membership(given, first)
        elif "from_date" not in self.errors and (given.get("signed_on") or given.get("protocols")):
            self.add_error(
                "from_date", "vul de eerste dag van de deelname in, of laat ondertekening en protocollen leeg"
            )
        return given

    def _check_membership(self, given: dict[str, Any], first: date) -> None:
        """Who takes part already is not changed by a file: what differs there is said, not passed over."""
        held = Membership.objects.filter(party=self.party, covenant=self.house.covenant_id)
        open_one = held.filter(until_date=None).first() or held.filter(until_date__gte=first).first()
        if open_one is None:
            return
        if open_one.from_date != first:
            self.add_error("from_date", f"deze partij neemt al deel vanaf {open_one.from_date:%d-%m-%Y}")
        elif not open_one.houses.filter(pk=self.house.pk).exists():
            self.add_error("from_date", f"deze partij neemt al deel in een ander huis. {ON_PAGE}")
        if "signed_on" in self.data and given.get("signed_on") != open_one.signed_on:
            self.add_error("signed_on", f"dit wijkt af van wat er staat. {ON_PAGE}")
        running = open_one.participations.in_force(self.actor.today).values_list("protocol", flat=True)
        if "protocols" in self.data and {one.pk for one in given.get("protocols", [])} != set(running):
            self.add_error("protocols", f"dit wijkt af van wat er staat. {ON_PAGE}")


class DelegateRow(Form):
    """A person who speaks for a party of the own house, with what is on file."""

    name = forms.CharField(label="Naam", max_length=150)
    email = forms.EmailField(label="E-mailadres", max_length=254)
    party = forms.CharField(label="Partij", max_length=200)
    purpose = forms.ChoiceField(
        label="Overleg", choices=Purpose.choices,
        error_messages={"invalid_choice": f"schrijf {', '.join(Purpose.values)}"},
    )  # fmt: skip
    from_date = Day(label="Eerste dag")
    until_date = Day(label="Laatste dag", required=False)
    secrecy_on = Day(label="Geheimhouding getekend op", required=False)
    kind = forms.ChoiceField(
        label="VOG of screening", choices=Vetting.Kind.choices, required=False,
        error_messages={"invalid_choice": "schrijf vog of screening"},
    )  # fmt: skip
    issued_on = Day(label="Afgegeven op", required=False)
    valid_until = Day(label="Geldig tot en met", required=False)

    def __init__(self, actor: Actor, data: dict[str, str]) -> None:
        for name in ("purpose", "kind"):
            data[name] = data.get(name, "").casefold()
        super().__init__(data)
        self.actor = actor
        self.place: Delegation | None = None  # which is there already

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email, pk=self.actor.user_id).exists():
            raise forms.ValidationError("uw eigen rollen wijzigt een andere beheerder")
        known = User.objects.visible_to(self.actor).filter(email=email).first()
        if known and known.name.casefold() != str(self.cleaned_data.get("name", known.name)).casefold():
            raise forms.ValidationError(f"dit e-mailadres hoort bij {known.name}. Verbeter de naam of het adres")
        return email

    def clean_party(self) -> Membership:
        """The membership of the own house, by the code or the name of the party."""
        wanted = self.cleaned_data["party"]
        here = (
            Membership.objects.in_force(self.actor.today)
            .filter(houses__in=self.actor.house_ids)
            .select_related("party")
        )
        found = here.filter(party__slug=wanted).first() or here.filter(party__name__iexact=wanted).first()
        if found is None:
            raise forms.ValidationError(f"“{wanted[:60]}” neemt niet deel in uw huis")
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        papers = [bool(given.get(name)) for name in ("kind", "issued_on", "valid_until")]
        if any(papers) and not all(papers) and not {"issued_on", "valid_until", "kind"} & set(self.errors):
            self.add_error("valid_until", "vul soort, dag van afgifte en laatste dag in, of geen van drie")
        self._in_order("from_date", "until_date", "de laatste dag ligt voor de eerste dag")
        self._in_order("issued_on", "valid_until", "de geldigheid eindigt voor de dag van afgifte")
        if not self.errors:
            self._find_place(given)
        return {name: value for name, value in given.items() if name in self.data}

    def _find_place(self, given: dict[str, Any]) -> None:
        held = (
            given["party"]
            .delegations.not_ended(self.actor.today)
            .filter(user__email=given["email"], user__is_active=True, purpose=given["purpose"])
        )
        self.place = held.select_related("user").first()
        if self.place and self.place.from_date != given["from_date"]:
            self.add_error(
                "from_date", f"deze gedelegeerde begon op {self.place.from_date:%d-%m-%Y}. Die dag blijft staan"
            )

    def _in_order(self, first: str, last: str, words: str) -> None:
        begin, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begin and end and end < begin:
            self.add_error(last, words)
