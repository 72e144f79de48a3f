"""Forms about another house: which houses are asked, which data, and what the asked house gives."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.models import Case, HouseEnquiry
from cases.models.houseenquiry import NEEDS_CONSENT
from cases.workflow.houseenquiry import Supply
from parties.choices import DataClass
from parties.models import House, Party
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField
from zvh.today import today


class HousesForm(Form):
    """Which houses are asked; the question itself is always the same: name and date of birth."""

    huizen = forms.ModelMultipleChoiceField(
        House.objects.none(),
        label="Huizen",
        help_text="Zij zien alleen de naam en de geboortedatum. Vraag alleen een huis waar u een reden voor heeft.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één huis"},
    )

    def __init__(self, houses: list[House], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["huizen"].queryset = House.objects.filter(pk__in=[house.pk for house in houses])


class DataForm(Form):
    """Step 2: what is needed, and for what."""

    vraag = LongTextField(label="Welke gegevens heeft u nodig?", max_length=4000, rows=3)
    doel = LongTextField(
        label="Waarvoor heeft u die nodig?",
        max_length=2000,
        rows=2,
        help_text="Schrijf niet meer over de persoon dan het andere huis moet weten.",
    )


class SupplyForm(Form):
    """What the asked house gives, or why it gives nothing."""

    antwoord = forms.ChoiceField(
        label="Wat antwoordt u?",
        choices=[("gegevens", "Wij geven gegevens"), ("niet", "Wij geven niets, en zeggen waarom")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u gegevens geeft"},
    )
    reden = LongTextField(label="Reden om niets te geven", required=False, max_length=2000, rows=2)
    casus = forms.CharField(label="Casusnummer in uw huis", required=False, max_length=16)
    gegevens = LongTextField(label="Gegevens", required=False, max_length=8000, rows=6)
    soort = forms.ChoiceField(
        label="Soort gegevens",
        choices=DataClass.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Staat er meer dan één soort in? Kies dan de zwaarste: strafrechtelijk of bijzonder.",
    )
    partij = forms.ModelChoiceField(
        Party.objects.none(),
        label="Welke partij leverde deze gegevens aan uw huis?",
        required=False,
        empty_label="Kies een partij",
    )
    akkoord_op = forms.DateField(label="Deze partij ging akkoord op", required=False)
    akkoord_van = forms.CharField(label="Wie ging namens de partij akkoord?", required=False, max_length=200)

    needed = {
        "reden": "nodig als u niets geeft",
        **dict.fromkeys(("casus", "gegevens", "soort"), "nodig als u gegevens geeft"),
        **dict.fromkeys(("partij", "akkoord_op", "akkoord_van"), "nodig bij bijzondere of strafrechtelijke gegevens"),
    }
    articles = {
        "soort": Article(
            "WGS artikel 2.28",
            "Bijzondere en strafrechtelijke gegevens geeft u alleen als de partij die ze leverde akkoord gaat.",
        ),
    }

    def __init__(self, enquiry: HouseEnquiry, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiry, self.actor = enquiry, actor
        self.fields["partij"].queryset = Party.objects.in_house(enquiry.asked)
        self.layout = Layout(
            Fieldset("Uw antwoord", "antwoord", "reden"),
            Fieldset("Als u gegevens geeft", "casus", "gegevens", "soort"),
            Fieldset("Akkoord van de partij die de gegevens leverde", "partij", "akkoord_op", "akkoord_van"),
        )  # fmt: skip

    def clean_akkoord_op(self) -> Any:
        on = self.cleaned_data["akkoord_op"]
        if on and on > today():
            raise forms.ValidationError("Deze dag is nog niet geweest. Vul de dag in waarop de partij akkoord ging")
        return on

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("antwoord") == "niet":
            self._ask("reden", "Schrijf waarom u niets geeft")
        elif found.get("antwoord") == "gegevens":
            self._clean_given(found)
        return found

    def _clean_given(self, found: dict[str, Any]) -> None:
        self._ask("gegevens", "Schrijf welke gegevens u geeft")
        self._ask("soort", "Kies welke soort gegevens het zijn")
        if found.get("soort") in NEEDS_CONSENT:
            self._ask("partij", "Kies de partij die deze gegevens leverde")
            self._ask(
                "akkoord_op", "Vul in wanneer deze partij akkoord ging. Zonder akkoord geeft u deze gegevens niet"
            )
            self._ask("akkoord_van", "Vul in wie namens deze partij akkoord ging")
        number = found.get("casus", "")
        cases = Case.objects.visible_to(self.actor).filter(house=self.enquiry.asked_id, number=number)
        if "casus" not in self.errors and not (number and cases.exists()):
            self.add_error("casus", "Vul het nummer in van een casus van uw huis")

    def _ask(self, name: str, text: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, text)

    def supply(self) -> Supply:
        """What `supply_house` takes."""
        given = self.cleaned_data
        if given["antwoord"] == "niet":
            return Supply(refusal=given["reden"])
        return Supply(
            number=given["casus"], text=given["gegevens"], data_class=given["soort"], supplier=given["partij"],
            agreed_on=given["akkoord_op"], agreed_by=given["akkoord_van"],
        )  # fmt: skip
