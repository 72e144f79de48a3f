"""Forms of linked cases."""

from typing import Any

from django import forms

from cases.models import Case, CaseLink
from cases.policy import may
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField

NOT_FOUND = "Er is geen open casus van uw huis met dit nummer. Controleer of u het goed heeft overgenomen"


class LinkForm(Form):
    """Which other case, why they belong together."""

    nummer = forms.CharField(
        label="Nummer van de andere casus",
        max_length=16,
        widget=forms.TextInput(attrs={"size": 14, "autocomplete": "off"}),
    )
    soort = forms.ChoiceField(
        label="Waarom horen ze bij elkaar?",
        choices=[
            (CaseLink.Kind.FAMILY.value, "Personen uit één gezin"),
            (CaseLink.Kind.GROUP.value, "Personen uit één groep"),
        ],
        widget=forms.RadioSelect,
    )
    reden = LongTextField(
        label="Waarvoor is het nodig om ze naast elkaar te zien?",
        max_length=2000,
        rows=3,
        help_text="Alleen wie beide casussen leest, ziet de koppeling en de reden.",
    )

    def __init__(self, data: Any, case: Case, actor: Actor) -> None:
        self.case, self.actor = case, actor
        super().__init__(data)

    def clean_nummer(self) -> Case:
        """A case that is not there, may not be seen or may not be linked: one answer for all (03, R8)."""
        number = self.cleaned_data["nummer"].strip().upper()
        found = Case.objects.visible_to(self.actor).select_related("house", "approach").filter(number=number).first()
        if found is None or not may(self.actor, "link_cases", found):
            raise forms.ValidationError(NOT_FOUND)
        if found.pk == self.case.pk:
            raise forms.ValidationError("Dit is het nummer van deze casus. Vul het nummer van de andere in")
        if CaseLink.objects.visible_to(self.actor).of(self.case).of(found).standing().exists():
            raise forms.ValidationError("Deze casussen zijn al gekoppeld")
        return found


class UnlinkForm(Form):
    """Why they no longer belong together."""

    reden = LongTextField(label="Waarom maakt u de casussen los?", max_length=2000, rows=3)
