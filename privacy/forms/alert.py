"""What a supervisor makes of an alert."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from zvh.forms import Form
from zvh.inputs import LongTextField


class AlertVerdictForm(Form):
    """Whether there was a good reason, and what came of it."""

    oordeel = forms.ChoiceField(
        label="Was er een goede reden?",
        choices=[("ja", "Ja, het hoorde bij het werk"), ("nee", "Nee, of niet voor alles")],
        widget=forms.RadioSelect,
    )
    opmerking = LongTextField(
        label="Wat hebt u nagevraagd, en wat is er gedaan?",
        max_length=2000,
        rows=4,
        help_text="Schrijf geen gegevens over een casus op.",
    )
    layout: Layout = Layout(Fieldset("Uw oordeel", "oordeel", "opmerking"))
