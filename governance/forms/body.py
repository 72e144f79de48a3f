"""Who sits in a seat: somebody with an account, or a contact who is reached by mail."""

from typing import Any

from django import forms

from governance.reach import HAS_SEATS, LEVELS
from governance.workflow.holders import Sitter
from parties.inforce import appointments_in_force, delegations_in_force
from parties.models import Membership, Party, Seat
from parties.standing import Capacity
from zvh.actor import Actor
from zvh.forms import Form


def candidates(seat: Seat, actor: Actor) -> dict[str, Capacity]:
    """Who may sit here, by capacity: staff where the seat is of no party, delegates for this table where it can be of theirs."""
    body = seat.body
    found: list[Capacity] = []
    if not (seat.party_id or seat.every_party):
        found += appointments_in_force(actor.today).filter(house=body.house_id, role__in=HAS_SEATS)
    if seat.votes:
        tables = [purpose for purpose, levels in LEVELS.items() if body.level in levels]
        delegates = delegations_in_force(actor.today).filter(membership__houses=body.house_id, purpose__in=tables)
        found += delegates.filter(membership__party=seat.party_id) if seat.party_id else delegates
    return {str(one.pk): one for one in found if one.user_id != actor.user_id}


class SeatForm(Form):
    says_optional = False  # one of two ways: which fields are needed, the words at them say

    wie = forms.ChoiceField(label="Iemand met een account", required=False)
    naam = forms.CharField(label="Of een contactpersoon: naam", max_length=150, required=False)
    mail = forms.EmailField(label="E-mailadres van de contactpersoon", max_length=254, required=False)
    partij = forms.ModelChoiceField(
        label="Partij waarvoor de contactpersoon spreekt",
        queryset=Party.objects.none(),
        required=False,
        empty_label="Geen",
    )
    vanaf = forms.DateField(label="Vanaf")

    def __init__(self, data: Any, seat: Seat, actor: Actor) -> None:
        super().__init__(data, initial={"vanaf": actor.today})
        self.seat, self.people = seat, candidates(seat, actor)
        self.fields["wie"].choices = [
            ("", "Niemand"),
            *((pk, f"{one.user.name}, {one.label}") for pk, one in self.people.items()),
        ]
        if seat.every_party:
            members = Membership.objects.in_force(actor.today).filter(houses=seat.body.house_id)
            self.fields["partij"].queryset = Party.objects.filter(pk__in=members.values("party")).order_by("name")
        else:
            del self.fields["partij"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("wie") and (given.get("naam") or given.get("mail")):
            self.add_error("naam", "Kies iemand met een account, of vul een contactpersoon in")
        elif not given.get("wie"):
            for name, words in (("naam", "Vul een naam in"), ("mail", "Vul een e-mailadres in")):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if self.seat.every_party and not given.get("partij") and "partij" not in self.errors:
                self.add_error("partij", "Kies de partij")
        return given

    @property
    def sitter(self) -> Sitter:
        given = self.cleaned_data
        if chosen := self.people.get(given["wie"]):
            party = chosen.membership.party if hasattr(chosen, "membership") else None
            return Sitter(user=chosen.user, party=party)
        return Sitter(name=given["naam"], mail=given["mail"], party=given.get("partij") or self.seat.party)
