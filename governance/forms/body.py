"""Who sits in a seat: somebody with an account, or a contact who is reached by mail."""

from typing import Any

from django import forms

from governance.seating import Sitter, candidates
from parties.models import Membership, Party, Seat
from zvh.actor import Actor
from zvh.forms import Form


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
            *((key, words) for key, (words, _) in self.people.items()),
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
        if given["wie"]:
            return self.people[given["wie"]][1]
        return Sitter(name=given["naam"], mail=given["mail"], party=given.get("partij") or self.seat.party)
