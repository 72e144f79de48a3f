"""How somebody wants to see the pages, and to be told what is new."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from parties.models import User
from zvh.forms import Form


class ColourForm(Form):
    """Light, dark, or as the device says; and whether a mail says that there is news."""

    kleuren = forms.ChoiceField(
        label="Kleuren", choices=User.Colour.choices, required=False, widget=forms.RadioSelect,
        help_text="Staat uw apparaat op hoog contrast? Dan gaat dat altijd voor.",
    )  # fmt: skip
    mail = forms.BooleanField(
        label="Stuur mij op werkdagen één mail als er iets nieuws is", required=False,
        help_text="In de mail staat alleen dat er nieuws is. Over wat dringend is, krijgt u altijd meteen een mail.",
    )  # fmt: skip
    says_optional = False
    layout = Layout(Fieldset("", "kleuren"), Fieldset("Meldingen", "mail"))
