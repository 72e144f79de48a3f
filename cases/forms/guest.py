"""Who comes without an account, and what that person was given."""

from collections.abc import Sequence
from typing import Any

from django import forms

from parties.models import Party
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField


class GuestForm(Form):
    """Somebody of a party that the law gives no account."""

    partij = forms.ModelChoiceField(label="Partij", queryset=Party.objects.none(), empty_label="Kies een partij")
    naam = forms.CharField(label="Naam", max_length=200)

    def __init__(self, data: Any, parties: Sequence[Party]) -> None:
        super().__init__(data)
        self.fields["partij"].queryset = Party.objects.filter(pk__in=[one.pk for one in parties]).order_by("name")


class SupplyForm(Form):
    """What the meeting decided that this person needs."""

    tekst = LongTextField(
        label="Wat geeft u deze deelnemer?", max_length=4000, rows=4,
        help_text="Alleen wat het overleg nodig vond. Dit komt in het register van verstrekkingen, zonder deze tekst.",
    )  # fmt: skip
    articles = {
        "tekst": Article("WGS 2.27", "Wie geen vaste deelnemer is, krijgt alleen wat nodig is voor de eigen taak.")
    }
