from django import forms
from django.db.models import QuerySet

from parties.models import House, Membership, Party, PartyKind
from zvh.forms import Form
from zvh.today import today


class PartyFilter(Form):
    """The filter beside the list of parties; an empty choice means all."""

    says_optional = False
    huis = forms.ModelChoiceField(
        House.objects.all(), to_field_name="code", required=False, label="Huis", empty_label="Alle huizen"
    )
    soort = forms.ModelChoiceField(
        PartyKind.objects.all(),
        to_field_name="code",
        required=False,
        label="Soort",
        empty_label="Alle soorten",
    )
    naam = forms.CharField(required=False, label="Naam bevat", max_length=100)

    def narrow(self, parties: "QuerySet[Party]") -> "QuerySet[Party]":
        """The parties that fit; a field with a mistake narrows nothing and shows its message."""
        self.full_clean()
        if house := self.cleaned_data.get("huis"):
            parties = parties.filter(memberships__in=Membership.objects.in_force(today()).filter(houses=house))
        if kind := self.cleaned_data.get("soort"):
            parties = parties.filter(kinds=kind)
        if name := self.cleaned_data.get("naam"):
            parties = parties.filter(name__icontains=name)
        return parties.distinct()
