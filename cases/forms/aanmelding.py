"""Forms of a registration while it is a concept: where it goes, what is going on, the criteria, the declaration."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.models import Aanmelding, Case, CriterionMark
from cases.visibility import filing_approaches, filing_houses
from cases.workflow.aanmelding import MARK, SITUATION
from parties.models import Approach, Criterion, House, LifeDomain, Membership, Party
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.versions import version_of

ANSWERS = (("ja", "Ja"), ("nee", "Nee"))
NEEDED = "Alleen wat nodig is om te beoordelen of de casus bij het huis hoort (convenant art. 1.7, DPIA 2)."


class DraftForm(Form):
    """A part of a concept. `as_draft` keeps what there is; without it, what sending needs is required."""

    def __init__(self, *args: Any, as_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_draft = as_draft
        self.ask()
        if as_draft:
            for field in self.fields.values():
                field.required = False

    def ask(self) -> None:
        """Add what depends on the case."""


class StartForm(Form):
    """With which house, by which approach, and for whom when the house files it."""

    huis = forms.ModelChoiceField(House.objects.none(), widget=forms.RadioSelect, empty_label=None)
    aanpak = forms.ModelChoiceField(Approach.objects.none(), empty_label="Kies een aanpak")
    partij = forms.ModelChoiceField(
        Party.objects.none(), label="Partij die meldt", empty_label="Kies een partij",
        help_text="U legt de aanmelding vast voor een partij die belt.",
    )  # fmt: skip

    articles = {
        "aanpak": Article(
            "Waarom vragen wij dit?",
            "De aanpak bepaalt de criteria, wie er aan tafel mag zitten en hoe lang gegevens blijven.",
        ),
    }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        houses = filing_houses(actor)
        self.fields["huis"].queryset = houses
        self.fields["aanpak"].queryset = filing_approaches(actor)
        if houses.count() == 1:
            self.fields["huis"].initial = houses.get()
        if actor.is_delegate:
            del self.fields["partij"]
        else:
            members = Membership.objects.in_force(actor.today).filter(houses__in=houses)
            self.fields["partij"].queryset = Party.objects.filter(memberships__in=members).distinct()
        self.layout = Layout(Fieldset("Nieuwe aanmelding", *self.fields))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        house, approach = found.get("huis"), found.get("aanpak")
        if house and approach and not approach.houses.filter(pk=house.pk).exists():
            self.add_error("aanpak", f"{house.name} werkt niet met deze aanpak. Kies een andere")
        return found


class SituationForm(DraftForm):
    """What is going on."""

    versie = VersionField(required=False)
    problem = LongTextField(
        label="Wat is er aan de hand?", help_text="Beschrijf feiten, geen oordeel.", rows=8,
        error_messages={"required": "Vul in wat er aan de hand is"},
    )  # fmt: skip
    tried = LongTextField(label="Wat is al geprobeerd?", required=False)
    urgency = LongTextField(label="Waarom nu?", required=False, rows=4)
    involved = LongTextField(
        label="Welke organisaties zijn betrokken?", required=False, rows=4,
        help_text="Noem de organisatie en hoe het huis die bereikt: naam en zakelijk telefoonnummer of e-mailadres.",
    )  # fmt: skip
    life_domains = forms.MultipleChoiceField(
        label="Op welke leefgebieden spelen de problemen?", required=False, widget=forms.CheckboxSelectMultiple
    )

    articles = {
        "problem": Article("Waarom vragen wij dit?", NEEDED),
        "tried": Article(
            "Waarom vragen wij dit?",
            "Het huis is er voor wat binnen één keten niet lukt (convenant bijlage 2, criterium over de ketens).",
        ),
        "urgency": Article("Waarom vragen wij dit?", NEEDED),
        "involved": Article(
            "Wat mag u van medewerkers vastleggen?",
            "Naam, organisatie, zakelijke contactgegevens en de periode van betrokkenheid "
            "(protocol bijlage 4, categorie 3).",
        ),
        "life_domains": Article(
            "Waarom vragen wij dit?",
            "Problemen op meer leefgebieden zijn een criterium om een casus aan te nemen (convenant bijlage 2).",
        ),
    }
    layout = Layout(
        Fieldset("De situatie", "problem", "tried", "urgency", "involved"),
        Fieldset("Leefgebieden", "life_domains"),
        "versie",
    )

    def parts(self) -> dict[str, Any]:
        """What `describe_situation` takes."""
        return {"version" if name == "versie" else name: value for name, value in self.cleaned_data.items()}

    def ask(self) -> None:
        self.fields["life_domains"].choices = LifeDomain.objects.values_list("code", "name")


class CriteriaForm(DraftForm):
    """The criteria of the approach one by one. In a draft, what is left open stays open."""

    versie = VersionField(required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.criteria = list(case.approach.own_criteria())
        super().__init__(*args, initial=_marked(case), **kwargs)

    def ask(self) -> None:
        for criterion in self.criteria:
            self._ask(criterion)
        self.articles = {f"met_{c.pk}": Article("Waar staat dit?", c.source) for c in self.criteria}
        self.layout = Layout(
            *(Fieldset(f"Criterium {c.code}", f"met_{c.pk}", f"why_{c.pk}") for c in self.criteria), "versie"
        )

    def _ask(self, criterion: Criterion) -> None:
        self.fields[f"met_{criterion.pk}"] = forms.ChoiceField(
            label=criterion.text, choices=ANSWERS, widget=forms.RadioSelect,
            error_messages={"required": f"Kies ja of nee bij criterium {criterion.code}"},
        )  # fmt: skip
        self.fields[f"why_{criterion.pk}"] = LongTextField(
            label=f"Toelichting bij criterium {criterion.code}", required=False, rows=3
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for c in self.criteria:
            if self.as_draft and found.get(f"why_{c.pk}") and not found.get(f"met_{c.pk}"):
                self.add_error(
                    f"met_{c.pk}", f"Kies ja of nee bij criterium {c.code}, dan bewaren wij ook uw toelichting"
                )
        return found

    def answers(self) -> list[tuple[int, bool, str]]:
        """(criterion, met, explanation) of what was answered."""
        given = self.cleaned_data
        return [
            (c.pk, given[f"met_{c.pk}"] == "ja", given[f"why_{c.pk}"]) for c in self.criteria if given[f"met_{c.pk}"]
        ]


def situation_initial(aanmelding: Aanmelding) -> dict[str, Any]:
    """What is known, for the form."""
    known = {name: getattr(aanmelding, name) for name in SITUATION}
    return {"versie": version_of([aanmelding], *SITUATION), **known}


def _marked(case: Case) -> dict[str, Any]:
    marks = list(CriterionMark.objects.filter(case=case))
    known: dict[str, Any] = {"versie": version_of(marks, *MARK)}
    for mark in marks:
        known[f"met_{mark.criterion_id}"] = "ja" if mark.is_met else "nee"
        known[f"why_{mark.criterion_id}"] = mark.explanation
    return known


class DeclarationForm(Form):
    """Sending asks for one thing: that the data were checked."""

    juist = forms.BooleanField(
        label="Ik heb de gegevens gecontroleerd: ze zijn juist en nodig voor deze aanmelding",
        error_messages={"required": "Controleer de gegevens en vink aan dat ze juist zijn"},
    )

    articles = {
        "juist": Article(
            "Waarom vragen wij dit?",
            "Wie aanmeldt verklaart dat de juistheid van de gegevens is gecontroleerd (BGS art. 1.6).",
        ),
    }
    layout = Layout(Fieldset("Verklaring", "juist"))
