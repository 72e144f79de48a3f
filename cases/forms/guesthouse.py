"""The form for a house that was a guest at the closing meeting."""

from datetime import date
from typing import Any

from django import forms

from parties.models import House
from zvh.forms import Form
from zvh.today import today


class GuestHouseForm(Form):
    """Which house, and when."""

    huis = forms.ModelChoiceField(House.objects.none(), label="Huis", empty_label="Kies een huis")
    op = forms.DateField(label="Datum van het overleg")

    def __init__(self, house: House, known: set[tuple[int | None, date]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["huis"].queryset = House.objects.exclude(pk=house.pk)

    def clean_op(self) -> date:
        on: date = self.cleaned_data["op"]
        if on > today():
            raise forms.ValidationError("Kies vandaag of een eerdere dag")
        return on

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "huis" in found and "op" in found and (found["huis"].pk, found["op"]) in self.known:
            self.add_error("huis", "Dit huis is voor deze dag al vastgelegd")
        return found
