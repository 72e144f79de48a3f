"""Forms of linked cases."""

from typing import Any

from django import forms

from cases.models import Case, CaseLink
from cases.policy import may
from cases.visibility import filing_approaches
from parties.models import Approach, Party
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField

NOT_FOUND = "Er is geen open casus van uw huis met dit nummer. Controleer of u het goed heeft overgenomen"


class WhyForm(Form):
    """Why two cases belong together."""

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


class LinkForm(WhyForm):
    """Which other case, and why."""

    nummer = forms.CharField(
        label="Nummer van de andere casus",
        max_length=16,
        widget=forms.TextInput(attrs={"size": 14, "autocomplete": "off"}),
    )
    field_order = ("nummer", "soort", "reden")

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


class BesideForm(WhyForm):
    """A new registration from a case: by which approach, for whom, and why the two belong together."""

    aanpak = forms.ModelChoiceField(Approach.objects.none(), empty_label="Kies een aanpak")
    partij = forms.ModelChoiceField(
        Party.objects.none(), label="Partij die meldt", empty_label="Kies een partij",
        help_text="U legt de aanmelding vast voor deze partij.",
    )  # fmt: skip
    field_order = ("aanpak", "partij", "soort", "reden")

    def __init__(self, data: Any, case: Case, actor: Actor) -> None:
        super().__init__(data)
        self.fields["aanpak"].queryset = filing_approaches(actor).filter(houses=case.house)
        self.fields["partij"].queryset = Party.objects.in_house(case.house)

    def given(self) -> dict[str, Any]:
        """What `start_beside` takes."""
        found = self.cleaned_data
        return {"approach": found["aanpak"], "party": found["partij"], "kind": found["soort"], "reason": found["reden"]}


class UnlinkForm(Form):
    """Why they no longer belong together."""

    reden = LongTextField(label="Waarom maakt u de casussen los?", max_length=2000, rows=3)
