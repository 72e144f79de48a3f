"""How somebody wants to see the pages."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from parties.models import User
from zvh.forms import Form


class ColourForm(Form):
    """Light, dark, or as the device says."""

    kleuren = forms.ChoiceField(
        label="Kleuren", choices=User.Colour.choices, required=False, widget=forms.RadioSelect,
        help_text="Staat uw apparaat op hoog contrast? Dan gaat dat altijd voor.",
    )  # fmt: skip
    says_optional = False
    layout = Layout(Fieldset("Weergave", "kleuren"))
