"""A breach: the report (protocol 14.3), what the authority is told (14.8), the subjects (14.6, 14.9-14.11), what came of it."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.forms.meeting import TimeField
from parties.models import House, Membership, Party
from privacy.breaches import AUTHORITY, CONTENT, OUTCOME, SUBJECTS, bodies, version, whom_of
from privacy.forms.moment import MomentForm
from privacy.models import Breach
from privacy.models.breach import SubjectsTold, Unreadable
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField


class ReportForm(MomentForm):
    """What the house must know within two hours (14.3 a-e)."""

    huis = forms.ModelChoiceField(label="Huis", queryset=House.objects.none(), empty_label="Kies een huis")
    ontdekt_op = forms.DateField(label="Dag waarop u het ontdekte")
    ontdekt_om = TimeField(label="Tijd waarop u het ontdekte")
    aard = LongTextField(
        label="Wat is er gebeurd, en hoeveel gegevens zijn het?",
        rows=4,
        help_text="Bijvoorbeeld: een mail aan de verkeerde persoon.",
    )
    contact = LongTextField(label="Wie weet er meer van?", rows=2, help_text="Organisatie, functie en telefoonnummer.")
    beperken = LongTextField(label="Wat kan de gevolgen voorkomen of beperken?", rows=3)
    risicos = LongTextField(label="Wat kunnen de gevolgen zijn voor de betrokkenen?", rows=3)
    gedaan = LongTextField(label="Wat is al gedaan, of wordt gedaan?", rows=3)
    layout = Layout(
        Fieldset("Wanneer", "huis", "ontdekt_op", "ontdekt_om"),
        Fieldset("Wat", "aard", "contact", "beperken", "risicos", "gedaan"),
    )

    def __init__(self, data: Any, houses: list[House]) -> None:
        super().__init__(data)
        if len(houses) == 1:
            del self.fields["huis"]
            self.layout = Layout(Fieldset("Wanneer", "ontdekt_op", "ontdekt_om"), self.layout[1])
        else:
            self.fields["huis"].queryset = House.objects.filter(pk__in=[house.pk for house in houses])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["ontdekt"] = self.moment("ontdekt_op", "ontdekt_om")
        return given

    def report(self) -> dict[str, str]:
        names = {"nature": "aard", "contact": "contact", "limiting": "beperken", "risks": "risicos", "done": "gedaan"}
        return {name: self.cleaned_data[field] for name, field in names.items()}


class AuthorityForm(MomentForm):
    """Whether the authority is told, and what (14.5, 14.8 a-f)."""

    melden = forms.ChoiceField(
        label="Gaat het datalek naar de Autoriteit Persoonsgegevens?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        widget=forms.RadioSelect,
    )
    reden = LongTextField(label="Waarom wel of niet?", rows=3)
    aard = LongTextField(label="Aard van de inbreuk", rows=3, required=False)
    mensen = LongTextField(label="Van welke groepen mensen", rows=2, required=False)
    gegevens = LongTextField(label="Welke soorten gegevens", rows=2, required=False)
    onleesbaar = forms.ChoiceField(
        label="Zijn de gegevens onleesbaar gemaakt?",
        choices=[("", "Nog niet bekend"), *Unreadable.choices],
        required=False,
    )
    advies = LongTextField(label="Welke maatregelen raadt u aan om de gevolgen te beperken?", rows=3, required=False)
    gevolgen = LongTextField(label="Gevolgen, en wat u ertegen deed of gaat doen", rows=3, required=False)
    gemeld_op = forms.DateField(label="Gemeld op", required=False)
    gemeld_om = TimeField(label="Gemeld om", required=False)
    versie = VersionField()
    needed = dict.fromkeys(("aard", "mensen", "gegevens", "onleesbaar", "advies", "gevolgen"), "nodig als u meldt") | {
        "gemeld_op": "vul in zodra het is gemeld", "gemeld_om": "vul in zodra het is gemeld"
    }  # fmt: skip
    layout: Layout = Layout(
        Fieldset("Besluit", "melden", "reden"),
        Fieldset("Wat de melding zegt", "aard", "mensen", "gegevens", "onleesbaar", "advies", "gevolgen"),
        Fieldset("Gemeld", "gemeld_op", "gemeld_om"), "versie",
    )  # fmt: skip

    NAMES = dict(zip(CONTENT, ("aard", "mensen", "gegevens", "onleesbaar", "advies", "gevolgen"), strict=True))

    def __init__(self, data: Any, breach: Breach) -> None:
        local = timezone.localtime(breach.sent_at) if breach.sent_at else None
        choice = {True: "ja", False: "nee", None: ""}[breach.to_authority]
        known = {field: getattr(breach, name) for name, field in self.NAMES.items()}
        known |= {"melden": choice, "reden": breach.authority_reason, "versie": version(breach, AUTHORITY)}
        known |= (
            {"gemeld_op": local.date(), "gemeld_om": local.time()}
            if local
            else {"aard": breach.reported_nature or breach.nature}
        )
        self.breach = breach
        super().__init__(data, initial=known)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["gemeld"] = self.moment("gemeld_op", "gemeld_om")
        day, at = given.get("gemeld_op"), given.get("gemeld_om")
        if (day is None) != (at is None) and not {"gemeld_op", "gemeld_om"} & set(self.errors):
            self.add_error("gemeld_op" if day is None else "gemeld_om", "Vul dag en tijd allebei in")
        if given["gemeld"] and given["gemeld"] < self.breach.noticed_at:
            self.add_error("gemeld_op", "Kies een moment nadat het datalek is ontdekt")
        if (day or at) and given.get("melden") == "nee":
            self.add_error("gemeld_op", "Laat dit leeg: u meldt niet")
        elif day or at:
            for name in self.NAMES.values():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, "Vul dit in: het hoort bij de melding (protocol art. 14.8)")
        return given

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        found = {name: given[field] for name, field in self.NAMES.items()}
        return found | {
            "to_authority": given["melden"] == "ja",
            "authority_reason": given["reden"],
            "sent_at": given["gemeld"],
        }


class SubjectsForm(Form):
    """What the Partneroverleg decided about telling the subjects (14.6, 14.9, 14.10), and what they were told (14.11)."""

    keuze = forms.ChoiceField(
        label="Worden de betrokkenen ingelicht?", choices=SubjectsTold.choices, widget=forms.RadioSelect
    )
    reden = LongTextField(label="Waarom?", rows=3)
    besluit = forms.DateField(label="Besluit op")
    partij = forms.ModelChoiceField(
        label="Partij die de tekst schrijft",
        queryset=Party.objects.none(),
        required=False,
        empty_label="Samen afgesproken",
    )
    tekst = LongTextField(label="Tekst aan de betrokkenen", rows=6, required=False)
    ingelicht = forms.DateField(label="Betrokkenen ingelicht op", required=False)
    versie = VersionField()
    layout: Layout = Layout(
        Fieldset("Besluit", "keuze", "reden", "besluit"),
        Fieldset("Bericht aan de betrokkenen", "partij", "tekst", "ingelicht"),
        "versie",
    )

    NAMES = dict(zip(SUBJECTS, ("keuze", "reden", "besluit", "partij", "tekst", "ingelicht"), strict=True))

    def __init__(self, data: Any, breach: Breach, actor: Actor) -> None:
        known = {field: getattr(breach, name) for name, field in self.NAMES.items()}
        super().__init__(data, initial=known | {"versie": version(breach, SUBJECTS)})
        self.fields["besluit"].label = f"Besluit van {bodies(breach.house)[0]} op"
        members = Membership.objects.in_force(actor.today).filter(houses=breach.house_id)
        self.fields["partij"].queryset = Party.objects.filter(pk__in=members.values("party")).order_by("name")
        self.first, self.today = timezone.localdate(breach.noticed_at), actor.today

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("besluit", "ingelicht"):
            day = given.get(name)
            if day and not self.first <= day <= self.today:
                self.add_error(name, "Kies een dag tussen de ontdekking en vandaag")
        if given.get("ingelicht") and given.get("keuze") != SubjectsTold.TOLD:
            self.add_error("ingelicht", "Laat dit leeg: de betrokkenen worden niet ingelicht")
        if given.get("ingelicht") and not given.get("tekst") and "tekst" not in self.errors:
            self.add_error("tekst", "Vul de tekst in: die wordt bewaard (protocol art. 14.11)")
        return given

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[field] for name, field in self.NAMES.items()}


class OutcomeForm(Form):
    """Measures, and what the house learns (14.11)."""

    maatregelen = LongTextField(
        label="Maatregelen", rows=5, help_text="Wat is gedaan om het te herstellen en te voorkomen?"
    )
    lessen = LongTextField(label="Wat leert het huis ervan?", rows=4, required=False)
    versie = VersionField()

    def __init__(self, data: Any, breach: Breach) -> None:
        known = {"maatregelen": breach.measures, "lessen": breach.lessons, "versie": version(breach, OUTCOME)}
        super().__init__(data, initial=known)

    def values(self) -> dict[str, Any]:
        return {"measures": self.cleaned_data["maatregelen"], "lessons": self.cleaned_data["lessen"]}


class ToldForm(Form):
    """Who was told, and when (14.4, 14.5, 14.11)."""

    wie = forms.ChoiceField(label="Wie is ingelicht?")
    op = forms.DateField(label="Ingelicht op")

    def __init__(self, data: Any, breach: Breach, actor: Actor) -> None:
        super().__init__(data)
        self.fields["wie"].choices = whom_of(breach.house)
        self.first, self.today = timezone.localdate(breach.noticed_at), actor.today

    def clean_op(self) -> date:
        day: date = self.cleaned_data["op"]
        if not self.first <= day <= self.today:
            raise ValidationError("Kies een dag tussen de ontdekking en vandaag")
        return day


class BreachCaseForm(Form):
    """A case whose data are involved."""

    nummer = forms.CharField(label="Casusnummer", max_length=16)
