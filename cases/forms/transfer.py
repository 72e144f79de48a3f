"""Forms of a transfer to another house: asking the suppliers, offering the case, and the answer of the other house."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.models import Contribution, FurtherUse, Subject
from cases.workflow.furtheruse import Wanted
from cases.workflow.transfer import Offer
from parties.models import Approach, House
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField

GROUND = Article("AVG artikel 6", "De grond ligt in een taak van het huis dat de casus overneemt, of van uw huis.")


class _ToHouse(Form):
    """To which of the houses that take cases over digitally."""

    huis = forms.ModelChoiceField(House.objects.none(), label="Naar welk huis", empty_label="Kies een huis")

    def __init__(
        self, data: Any, *, houses: Sequence[House], contributions: Sequence[Contribution], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.contributions = {str(one.pk): one for one in contributions}
        self.fields["huis"].queryset = House.objects.filter(pk__in=[house.pk for house in houses])
        labels = [(key, f"{one.supplier}: {one.kind}") for key, one in self.contributions.items()]
        self.fields["bijdragen"].choices = labels

    def chosen(self) -> list[Contribution]:
        return [self.contributions[key] for key in self.cleaned_data["bijdragen"]]


class SuppliersForm(_ToHouse):
    """Which contributions the other house needs, and what for; their suppliers decide."""

    bijdragen = forms.MultipleChoiceField(
        label="Welke bijdragen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één bijdrage"},
    )
    doel = LongTextField(label="Waarvoor heeft het andere huis deze nodig", max_length=2000, rows=3)
    grond = forms.CharField(label="Wet en artikel", max_length=200, help_text="Bijvoorbeeld Wmo 5.1.1.")
    past = LongTextField(
        label="Waarom past dit bij het doel van de casus", required=False, max_length=2000, rows=2,
        help_text="Nodig bij gegevens van politie en OM.",
    )  # fmt: skip
    articles = {"grond": GROUND}

    def wanted(self) -> Wanted:
        """What `ask_further_use` takes."""
        given = self.cleaned_data
        return Wanted(
            FurtherUse.Why.TRANSFER, given["doel"], given["grond"], compatible=given["past"], house=given["huis"]
        )


class OfferForm(_ToHouse):
    """Which house, why, who and what; the first two are all that the other house sees before it accepts."""

    reden = LongTextField(
        label="Waarom gaat de casus over",
        max_length=1000,
        rows=2,
        help_text="Het andere huis leest dit. Noem geen namen.",
    )
    omschrijving = LongTextField(
        label="Korte omschrijving", max_length=1000, rows=3,
        help_text="Niet meer dan nodig is om te beslissen. Noem geen namen en geen initialen.",
    )  # fmt: skip
    grond = forms.CharField(label="Wet en artikel", max_length=200, help_text="Bijvoorbeeld Wmo 5.1.1.")
    personen = forms.MultipleChoiceField(
        label="Over wie gaat de casus daar",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één persoon"},
    )
    samenvatting = LongTextField(
        label="Samenvatting voor de aanmelding", max_length=8000, rows=6,
        help_text="Het andere huis leest dit pas als het de casus aanneemt.",
    )  # fmt: skip
    bijdragen = forms.MultipleChoiceField(
        label="Bijdragen die meegaan", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Alleen bijdragen waarvan de leverancier ja zei staan hier.",
    )  # fmt: skip
    articles = {"grond": GROUND}

    def __init__(self, data: Any, *, subjects: Sequence[Subject], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.subjects = {str(one.pk): one for one in subjects}
        self.fields["personen"].choices = [(key, one.work_name) for key, one in self.subjects.items()]
        after = ["personen", "samenvatting", *(["bijdragen"] if self.contributions else [])]
        if not self.contributions:
            del self.fields["bijdragen"]
        self.layout = Layout(
            Fieldset("Wat het andere huis nu ziet", "huis", "reden", "omschrijving", "grond"),
            Fieldset("Wat overgaat als het andere huis ja zegt", *after),
        )

    def offer(self) -> Offer:
        """What `offer_transfer` takes."""
        given = self.cleaned_data
        return Offer(
            given["huis"], given["reden"], given["omschrijving"], given["samenvatting"], given["grond"],
            [self.subjects[key] for key in given["personen"]],
            [self.contributions[key] for key in given.get("bijdragen", ())],
        )  # fmt: skip


class TransferAnswerForm(Form):
    """The other house takes the case under one of its approaches, or says why not."""

    antwoord = forms.ChoiceField(
        label="Neemt uw huis deze casus over?",
        choices=[("ja", "Ja, wij nemen de casus over"), ("nee", "Nee")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of uw huis de casus overneemt"},
    )
    aanpak = forms.ModelChoiceField(
        Approach.objects.none(), label="Onder welke aanpak", required=False, empty_label="Kies een aanpak"
    )
    reden = LongTextField(
        label="Waarom niet",
        required=False,
        max_length=2000,
        rows=2,
        help_text="Het huis dat de casus aanbiedt leest dit.",
    )
    needed = {"aanpak": "nodig als u ja kiest", "reden": "nodig als u nee kiest"}

    def __init__(self, data: Any, *, house: House, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["aanpak"].queryset = Approach.objects.filter(houses=house)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("antwoord") == "ja" and "aanpak" not in self.errors and not found.get("aanpak"):
            self.add_error("aanpak", "Kies de aanpak waaronder uw huis de casus behandelt")
        if found.get("antwoord") == "nee" and "reden" not in self.errors and not found.get("reden"):
            self.add_error("reden", "Schrijf waarom uw huis de casus niet overneemt")
        return found
