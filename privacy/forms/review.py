"""What goes along with a decision in an access review."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from zvh.forms import Form

LONGEST = 300


class ReviewReasonForm(Form):
    """The reason for the decision that is pressed next; most need none."""

    toelichting = forms.CharField(
        label="Toelichting bij uw keuze", max_length=LONGEST, required=False,
        help_text="Gaat mee met de knop die u hierna kiest. Schrijf geen gegevens over een casus op.",
    )  # fmt: skip
    layout: Layout = Layout(Fieldset("", "toelichting"))


class ResumeForm(Form):
    """Why a suspended right counts again."""

    reden = forms.CharField(
        label="Waarom heeft deze persoon de rol weer nodig?", max_length=LONGEST,
        help_text="De reden blijft bewaard. Schrijf geen gegevens over een casus op.",
    )  # fmt: skip
    layout: Layout = Layout(Fieldset("", "reden"))
