"""Choosing in which capacity to act."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from parties.standing import Standing
from zvh.forms import Form


class CapacityChoiceForm(Form):
    """The capacities in which somebody may act today."""

    capacity = forms.ChoiceField(label="Rol", widget=forms.RadioSelect)
    layout: Layout = Layout(Fieldset("", "capacity"))

    def __init__(self, held: list[Standing], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.capacity.pk), one.capacity.label) for one in held if one.is_usable]
        self.fields["capacity"].choices = choices
        self.fields["capacity"].error_messages["required"] = "Kies een rol"
