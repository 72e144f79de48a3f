"""A covenant that begins, is taken into use, and gets the first administrator of its house."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from parties.forms.people import dates_in_order
from parties.models import Covenant, House
from zvh.forms import Form
from zvh.inputs import LongTextField


class BeginForm(Form):
    """A covenant that begins: empty, or as that of another house."""

    name = forms.CharField(label="Naam van het convenant", max_length=200)
    code = forms.SlugField(
        label="Korte code", max_length=50,
        help_text="Kleine letters en streepjes, zoals midden-nederland. Staat in adressen van pagina's en verandert later niet.",
    )  # fmt: skip
    in_force_from = forms.DateField(label="Geldt vanaf")
    in_force_note = forms.CharField(label="Toelichting op de dag", max_length=300, required=False)
    term_source = forms.CharField(
        label="Bron van de looptijd", max_length=200, help_text="Het artikel, of: keuze van het huis."
    )
    like = forms.ModelChoiceField(
        House.objects.none(), label="Neem de afspraken over van", required=False, empty_label="Niets: ik begin leeg",
        help_text="Alles wat voor dat huis geldt, komt mee. Daarna wijzigt u wat anders is; ook de bronnen.",
    )  # fmt: skip
    house_name = forms.CharField(label="Naam van het nieuwe huis", max_length=100, required=False)
    house_code = forms.CharField(
        label="Code van het nieuwe huis",
        max_length=2,
        required=False,
        help_text="Twee hoofdletters, voor de nummers van casussen.",
    )
    with_parties = forms.BooleanField(label="Ook de partijen en hun deelname overnemen", required=False)
    needed = {"house_name": "nodig als u iets overneemt", "house_code": "nodig als u iets overneemt"}
    layout: Layout = Layout(
        Fieldset("Het convenant", "name", "code", "in_force_from", "in_force_note", "term_source"),
        Fieldset("Beginnen als een ander huis", "like", "house_name", "house_code", "with_parties"),
    )
    OF_COVENANT = ("name", "code", "in_force_from", "in_force_note", "term_source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].queryset = House.objects.select_related("covenant").order_by("name")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code == "nieuw" or Covenant.everything.filter(code=code).exists():
            raise forms.ValidationError("Deze code is al in gebruik. Kies een andere")
        return code

    def clean_house_code(self) -> str:
        code = str(self.cleaned_data["house_code"])
        if code and not (code.isascii() and code.isalpha() and code.isupper() and len(code) == 2):
            raise forms.ValidationError("Gebruik twee hoofdletters, zoals RU")
        if House.everything.filter(code=code).exists():
            raise forms.ValidationError("Deze code heeft al een ander huis. Kies een andere")
        return code

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name, words in (
            ("house_name", "Vul de naam van het nieuwe huis in"),
            ("house_code", "Vul de code van het nieuwe huis in"),
        ):
            if given.get("like") and not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        return given

    @property
    def covenant(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.OF_COVENANT}

    @property
    def own(self) -> dict[str, str]:
        return {"code": self.cleaned_data["house_code"], "name": self.cleaned_data["house_name"]}


class TakeIntoUseForm(Form):
    """The second look, with what shows that the covenant holds."""

    waarom = LongTextField(
        label="Waaruit blijkt dat het convenant geldt?", max_length=300, rows=3,
        help_text="Het besluit of de ondertekening, met de datum. Dit blijft bij het convenant staan.",
    )  # fmt: skip
    nagelopen = forms.BooleanField(label="Ik heb alle onderdelen nagelopen, ook de bronnen")
    layout: Layout = Layout(Fieldset("", "waarom", "nagelopen"))


class FirstAdministratorForm(Form):
    """Who keeps a house from now on: he invites everybody else."""

    name = forms.CharField(label="Naam", max_length=150)
    email = forms.EmailField(label="E-mailadres", max_length=254)
    from_date = forms.DateField(label="Eerste dag")
    secrecy_on = forms.DateField(
        label="Geheimhouding getekend op", required=False,
        help_text="Zonder verklaring van geheimhouding opent de rol niets (protocol art. 13.1).",
    )  # fmt: skip
    issued_on = forms.DateField(label="VOG afgegeven op", required=False)
    valid_until = forms.DateField(label="VOG geldig tot en met", required=False)
    layout: Layout = Layout(
        Fieldset("De persoon", "name", "email"),
        Fieldset("De rol", "from_date", "secrecy_on"),
        Fieldset("VOG (protocol art. 13.3)", "issued_on", "valid_until"),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(given.get("issued_on")) != bool(given.get("valid_until")):
            self.add_error("valid_until", "Vul beide datums van de VOG in, of geen van beide")
        dates_in_order(self, "issued_on", "valid_until", "De VOG verloopt voor de dag van afgifte")
        return given
