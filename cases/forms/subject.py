"""The form for a person of category 1: what annex 4 of the protocol allows, and nothing else."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from cases.models import Subject
from cases.workflow.subject import PARTS
from parties.models import House, Party
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import BsnField, KnownDateField, PostcodeField, VersionField
from zvh.today import today
from zvh.versions import version_of

WHY = "Waarom vragen wij dit?"
NAME = Article(
    WHY, "Om te weten om wie het gaat: naam, geboortedatum en geboorteplaats (protocol bijlage 4, categorie 1)."
)
ADDRESS = Article(
    WHY, "Het adres bepaalt bij welke gemeente en welk huis de casus hoort (protocol bijlage 4, categorie 1)."
)
CONTACT = Article(WHY, "Om de betrokkene te kunnen inlichten (protocol art. 16 en bijlage 4, categorie 1).")
BSN = Article(
    WHY,
    "Alleen om zeker te weten dat het om deze persoon gaat (DPIA 2, aanmelding). Vul het alleen in als uw organisatie "
    "het BSN voor haar eigen taak mag gebruiken.",
)


class GemeenteChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.seat)


class SubjectForm(Form):
    """Betrokkene."""

    surname = forms.CharField(label="Achternaam", max_length=200)
    infix = forms.CharField(label="Tussenvoegsel", max_length=30, required=False)
    initials = forms.CharField(label="Voorletters", max_length=30, required=False)
    first_names = forms.CharField(label="Voornamen", max_length=200, required=False)
    nickname = forms.CharField(label="Roepnaam", max_length=100, required=False)
    born_on = KnownDateField(label="Geboortedatum", latest=today, required=False, help_text="Bijvoorbeeld 27 3 1994.")
    born_in = forms.CharField(label="Geboorteplaats", max_length=100, required=False)
    bsn = BsnField(label="BSN", required=False)
    street = forms.CharField(label="Straat", max_length=100, required=False)
    house_number = forms.CharField(label="Huisnummer", max_length=20, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    place = forms.CharField(label="Woonplaats", max_length=100, required=False)
    gemeente = GemeenteChoice(
        Party.objects.none(), label="Gemeente", required=False, empty_label="De gemeente heet zoals de woonplaats, of ligt elders",
        help_text="Alleen nodig als de woonplaats een dorp is. De gemeente telt mee in de cijfers van het huis.",
    )  # fmt: skip
    phone = forms.CharField(
        label="Telefoonnummer", max_length=30, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    email = forms.EmailField(label="E-mailadres", max_length=254, required=False)
    versie = VersionField(required=False)

    articles = {"surname": NAME, "born_on": NAME, "bsn": BSN, "street": ADDRESS, "phone": CONTACT, "email": CONTACT}
    layout = Layout(
        Fieldset(
            "Wie is het?", "surname", Row("infix", "initials"), Row("first_names", "nickname"), "born_on", "born_in", "bsn"
        ),
        Fieldset("Waar woont deze persoon?", "street", Row("house_number", "postcode"), "place", "gemeente"),
        Fieldset("Hoe is deze persoon te bereiken?", "phone", "email"),
        "versie",
    )  # fmt: skip

    def __init__(self, data: Any, house: House, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["gemeente"].queryset = Party.objects.in_house(house).of_kind("gemeente").order_by("seat")


def values(form: SubjectForm) -> dict[str, Any]:
    """What was filled in, without the version."""
    return {name: form.cleaned_data[name] for name in PARTS}


def known(subject: Subject) -> dict[str, Any]:
    """What is filled in already, for the form."""
    return {"versie": version_of([subject], *PARTS), **{name: getattr(subject, name) for name in PARTS}}
