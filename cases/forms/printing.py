"""What of a case is printed, and what for."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from zvh.components import Article
from zvh.forms import Form

# A choice and no free text: the log is not sealed (09, 2.2).
REASONS = [
    ("overleg", "Voor het overleg over deze casus"),
    ("gesprek", "Voor een gesprek met de betrokkene"),
    ("verzoek", "Voor een verzoek om inzage of verbetering"),
    ("toezicht", "Voor een rechter of toezichthouder"),
    ("overdracht", "Voor de overdracht van de casus"),
]


class PrintForm(Form):
    """The parts, and the reason: printing is a read that is logged with its purpose (03, R10)."""

    delen = forms.MultipleChoiceField(label="Wat drukt u af?", widget=forms.CheckboxSelectMultiple)
    reden = forms.ChoiceField(label="Waarvoor is de afdruk nodig?", choices=REASONS, widget=forms.RadioSelect)
    articles = {
        "reden": Article(
            "Waarom vragen wij dit?",
            "Een afdruk telt als inzage. Wie, wanneer, wat en waarvoor komt in het logboek (protocol bijlage 3).",
        ),
    }
    layout = Layout(Fieldset("", "delen", "reden"))

    def __init__(self, data: Any, parts: Sequence[tuple[str, str]], usual: Sequence[str]) -> None:
        super().__init__(data, initial={"delen": usual})
        self.fields["delen"].choices = parts
