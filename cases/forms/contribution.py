"""Forms of contributions. A draft may be incomplete: what is missing is said on the page that checks it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.forms.release import RELEASE, ReleaseFields, release_initial
from cases.models import Contribution, ReleaseLevel, State, Subject, Task, WayOut
from parties.choices import DataClass
from parties.models import ContributionKind, LegalGround
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField


class ContributionForm(ReleaseFields):
    """What a party supplies: facts apart from opinion, with class, ground and way out of secrecy (protocol 5.2.3, 7.2)."""

    soort = forms.TypedChoiceField(label="Soort bijdrage", coerce=int, empty_value=None)
    gegevens = forms.ChoiceField(
        label="Wat voor gegevens zijn het?", choices=DataClass.choices, widget=forms.RadioSelect
    )
    feiten = LongTextField(label="Feiten", rows=8, help_text="Wat weet u zeker, en van wanneer is het?")
    oordeel = LongTextField(
        label="Uw professionele oordeel",
        required=False,
        help_text="Wat vindt u ervan? Houd dit apart van de feiten.",
    )
    registraties = LongTextField(
        label="Registraties als verdachte",
        required=False,
        max_length=20000,
        help_text="Op elke regel een datum en de code van het feit, zoals 27-03-2026;F40. U kunt ook regels uit een rekenblad plakken.",
    )
    registraties_van = forms.TypedChoiceField(
        label="Over wie gaan de registraties?", coerce=UUID, empty_value=None, required=False, widget=forms.RadioSelect
    )
    voorwaarden = LongTextField(
        label="Voorwaarden bij het gebruik",
        required=False,
        rows=3,
        max_length=2000,
        help_text="Deze blijven bij uw bijdrage staan.",
    )
    taak = forms.ChoiceField(
        label="Voor welke taak geeft u dit?",
        choices=[(value, label.capitalize()) for value, label in Task.choices],
        widget=forms.RadioSelect,
    )
    grondslag = forms.TypedChoiceField(label="Grondslag", coerce=int, empty_value=None, widget=forms.RadioSelect)
    geheimhouding = forms.ChoiceField(label="Waarom u uw geheimhouding mag doorbreken", widget=forms.RadioSelect)
    uitleg_geheimhouding = LongTextField(label="Uitleg bij uw geheimhouding", required=False, rows=3, max_length=4000)
    versie = VersionField()
    needed = {**ReleaseFields.needed, "uitleg_geheimhouding": "nodig, behalve bij toestemming"}
    articles = {
        **ReleaseFields.articles,
        "geheimhouding": Article(
            "Protocol artikel 7.2, Wgs artikel 2.29",
            "Vraag toestemming zodra duidelijk is dat u iets wilt geven. Lukt dat niet, dan weegt u zelf of u toch mag geven.",
        ),
        "gegevens": Article(
            "Protocol artikel 7.1",
            "Kreeg u politiegegevens voor een ander doel? Zet ze hier niet in. Vraag de politie om ze zelf te geven.",
        ),
    }

    def __init__(
        self,
        data: Any = None,
        *,
        kinds: Sequence[ContributionKind],
        grounds: Sequence[LegalGround],
        ways: Sequence[WayOut],
        subjects: Sequence[Subject] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self._offer("soort", [(kind.pk, kind.name) for kind in kinds], empty="Kies een soort")
        self._offer("grondslag", [(ground.pk, str(ground)) for ground in grounds])
        if len(grounds) == 1 and not self.initial.get("grondslag"):
            self.initial["grondslag"] = grounds[0].pk
        self._offer("geheimhouding", [(way.value, way.label.capitalize()) for way in ways])
        if not ways:
            del self.fields["uitleg_geheimhouding"]
        self._ask_registrations(subjects)

    def _ask_registrations(self, subjects: Sequence[Subject]) -> None:
        """Of politie, where the approach counts them; about whom is asked once there are more people."""
        self._offer("registraties_van", [(str(one.pk), one.full_name) for one in subjects])
        if not subjects:
            del self.fields["registraties"]
        elif len(subjects) == 1 and not self.initial.get("registraties_van"):
            self.initial["registraties_van"] = subjects[0].pk

    def _offer(self, name: str, choices: list[tuple[Any, str]], empty: str = "") -> None:
        """A question without possible answers is not asked."""
        if choices:
            self.fields[name].choices = [("", empty), *choices] if empty else choices
        else:
            del self.fields[name]

    @property
    def layout(self) -> Layout:  # type: ignore[override]  # which fields are asked depends on the party
        def asked(*names: str) -> list[str]:
            return [name for name in names if name in self.fields]

        return Layout(
            Fieldset(
                "Wat u geeft", *asked("soort", "feiten", "oordeel", "registraties", "registraties_van", "gegevens")
            ),
            Fieldset("Waarom u dit mag geven", *asked("taak", "grondslag", "geheimhouding", "uitleg_geheimhouding")),
            Fieldset("Wie het leest", *RELEASE, "voorwaarden"),
            "versie",
        )

    def full_clean(self) -> None:
        """Nothing is required to keep a draft; the labels still say what is needed to send it."""
        needed = [field for name, field in self.fields.items() if field.required and name != "versie"]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def values(self) -> dict[str, Any]:
        """What was filled in, by field of the model; an empty choice keeps what the model has by default."""
        given = self.cleaned_data
        chosen = {
            "data_class": given["gegevens"],
            "task": given["taak"],
            "release_level": given["vrijgave"],
        }
        return {name: value for name, value in chosen.items() if value} | {
            "kind_id": given.get("soort"),
            "ground_id": given.get("grondslag"),
            "way_out": given.get("geheimhouding", ""),
            "way_out_reason": given.get("uitleg_geheimhouding", ""),
            "facts": given["feiten"],
            "opinion": given["oordeel"],
            "registrations": given.get("registraties", ""),
            "registrations_of_id": given.get("registraties_van") if given.get("registraties") else None,
            "conditions": given["voorwaarden"],
            "chosen_party_ids": given["partijen"] if given["vrijgave"] == ReleaseLevel.PARTIES else [],
            "unnamed_ground": given["grond_niet_genoemd"] if given["vrijgave"] == ReleaseLevel.PARTIES else "",
        }


def draft_initial(contribution: Contribution) -> dict[str, Any]:
    """A draft as the form shows it."""
    return release_initial(contribution) | {
        "soort": contribution.kind_id,
        "gegevens": contribution.data_class,
        "feiten": contribution.facts,
        "oordeel": contribution.opinion,
        "registraties": contribution.registrations,
        "registraties_van": contribution.registrations_of_id,
        "voorwaarden": contribution.conditions,
        "taak": contribution.task,
        "grondslag": contribution.ground_id,
        "geheimhouding": contribution.way_out,
        "uitleg_geheimhouding": contribution.way_out_reason,
        "versie": contribution.version,
    }


FIELD_OF = {
    "kind": "soort",
    "facts": "feiten",
    "ground": "grondslag",
    "registrations": "registraties",
    "registrations_of": "registraties_van",
    "data_class": "gegevens",
    "way_out": "geheimhouding",
    "way_out_reason": "uitleg_geheimhouding",
    "chosen_party_ids": "partijen",
    "unnamed_ground": "grond_niet_genoemd",
}


class WithoutForm(Form):
    """The party has nothing to supply, or refuses and says why."""

    antwoord = forms.ChoiceField(
        label="Uw antwoord",
        choices=[
            (State.NOTHING.value, "Wij hebben niets te leveren"),
            (State.REFUSED.value, "Wij leveren niet, en dit is waarom"),
        ],
        widget=forms.RadioSelect,
    )
    reden = LongTextField(label="Reden", rows=4, max_length=4000, required=False)

    needed = {"reden": "nodig als u niet levert"}
    layout = Layout(Fieldset("Uw antwoord", "antwoord", "reden"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("antwoord") == State.REFUSED and not given.get("reden"):
            self.add_error("reden", "Schrijf op waarom u niet levert")
        return given
