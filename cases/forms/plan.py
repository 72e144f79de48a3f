"""The plan, the scores of life domains, actions, the casusregisseur."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.silent import say_silent
from cases.models import Action, Case, CaseGrant, DomainScore, Plan
from cases.workflow.action import REPORT, executors
from cases.workflow.plan import CASUSREGIE, SCORE
from cases.workflow.planroles import Part, parties_to_describe
from cases.workflow.speaking import silent_parties, speaking_grants
from parties.choices import Word
from parties.models import LifeDomain, Party, User
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.templatetags.words import capital
from zvh.today import today
from zvh.versions import version_of

TEXTS = {"doel": "goal", "criteria": "criteria", "zsm": "zsm_advice"}
Executor = tuple[Party | None, User | None]


class PlanForm(Form):
    """The text of the plan. Nothing is required to keep it; adopting asks for what is missing."""

    says_optional = False
    versie = VersionField()
    doel = LongTextField(label="Doel", required=False, rows=4)
    criteria = LongTextField(
        label="Wanneer kan de casus worden afgeschaald?", required=False, rows=4,
        help_text="Zet elk criterium op een eigen regel. Het besluit om af te schalen beoordeelt ze later één voor één.",
    )  # fmt: skip
    zsm = LongTextField(label="Advies aan ZSM", required=False, rows=3)

    def __init__(self, data: Any, case: Case, latest: Plan | None, parties: Sequence[Party] | None = None) -> None:
        super().__init__(data, initial=_plan_initial(latest))
        self.parties = parties_to_describe(case, latest) if parties is None else parties
        for party in self.parties:
            self.fields[f"rol_{party.pk}"] = LongTextField(
                label=f"Rol: {party}", required=False, max_length=4000, rows=2
            )
            self.fields[f"nodig_{party.pk}"] = LongTextField(
                label=f"Welke informatie is daarvoor nodig: {party}", required=False, max_length=4000, rows=2
            )
        if case.house.gives_zsm_advice:
            self.order_fields([name for name in self.fields if name != "zsm"])
            self.fields["zsm"].help_text = case.house.zsm_advice_source
        else:
            del self.fields["zsm"]

    def texts(self) -> dict[str, str]:
        return {target: self.cleaned_data.get(name, "") for name, target in TEXTS.items()}

    def roles(self) -> dict[int, Part]:
        found = self.cleaned_data
        return {one.pk: Part(found[f"rol_{one.pk}"], found[f"nodig_{one.pk}"]) for one in self.parties}


def _plan_initial(latest: Plan | None) -> dict[str, Any]:
    """The draft, or the adopted plan as the start of a next version."""
    if latest is None:
        return {"versie": 0}
    found: dict[str, Any] = {"versie": 0 if latest.is_adopted else latest.version}
    found |= {name: getattr(latest, source) for name, source in TEXTS.items()}
    for row in latest.roles.all():
        found |= {f"rol_{row.party_id}": row.role, f"nodig_{row.party_id}": row.needs}
    return found


LEVELS = [(value, capital(label)) for value, label in DomainScore.Level.choices]


class ScoreForm(Form):
    """Every life domain: green, orange, red or not scored, with a line of explanation."""

    says_optional = False

    def __init__(
        self, data: Any, domains: Sequence[LifeDomain], scores: Iterable[DomainScore], before: dict[int, str]
    ) -> None:
        super().__init__(data, prefix="score")
        self.domains, now = {domain.code: domain for domain in domains}, {score.domain_id: score for score in scores}
        self.fields["versie"] = VersionField(required=False, initial=version_of(now.values(), *SCORE))
        for code, domain in self.domains.items():
            score = now.get(domain.pk)
            self.fields[code] = forms.ChoiceField(
                label=domain.name, choices=[("", "Geen score"), *LEVELS], required=False,
                initial=score.level if score else "",
                help_text=f"Vorige keer: {before[domain.pk]}" if domain.pk in before else "",
            )  # fmt: skip
            self.fields[f"{code}-uitleg"] = forms.CharField(
                label=f"Toelichting bij {domain.name.lower()}", required=False, max_length=1000,
                initial=score.explanation if score else "",
            )  # fmt: skip

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Score and explanation of each life domain, for the page."""
        return [(self[code], self[f"{code}-uitleg"]) for code in self.domains]

    def given(self) -> list[tuple[LifeDomain, str, str]]:
        """The domains that were scored."""
        found = self.cleaned_data
        return [(domain, found[code], found[f"{code}-uitleg"]) for code, domain in self.domains.items() if found[code]]


class ActionForm(Form):
    """What, who, by when."""

    wat = LongTextField(label="Wat gaat er gebeuren?", max_length=2000, rows=2)
    wie = forms.ChoiceField(label="Wie doet dit?")
    uiterlijk = forms.DateField(label="Uiterlijk op")

    def __init__(self, data: Any, case: Case) -> None:
        super().__init__(data, prefix="actie", initial={"uiterlijk": today() + timedelta(weeks=4)})
        self.people = {executor_key(one): one for one in executors(case, today())}
        ask_executor(self.fields["wie"], self.people, case)

    def clean_uiterlijk(self) -> Any:
        if self.cleaned_data["uiterlijk"] < today():
            raise ValidationError("Kies vandaag of een latere dag")
        return self.cleaned_data["uiterlijk"]

    def executor(self) -> Executor:
        return self.people[self.cleaned_data["wie"]]


def executor_key(who: Executor) -> str:
    party, user = who
    return f"{party.pk if party else 'huis'}-{user.pk if user else 'partij'}"


def ask_executor(field: Any, people: Mapping[str, Executor], case: Case) -> None:
    """Who can be chosen, in words, and for which parties nobody can."""
    chosen = [(key, _label(one, str(case.house))) for key, one in people.items()]
    field.choices = [("", "Kies wie dit doet"), *chosen]
    say_silent(field, silent_parties(case, today()))


def _label(who: Executor, house: str) -> str:
    party, user = who
    name = party.name if party else house
    return f"{name}: {user.name}" if user else name


class ReportForm(Form):
    """How an action went; what was not done needs a reason."""

    versie = VersionField(required=False)
    stand = forms.ChoiceField(label="Stand", choices=[(one, label.capitalize()) for one, label in Action.State.choices])
    resultaat = LongTextField(label="Resultaat of reden", required=False, max_length=2000, rows=2)
    needed = {"resultaat": "nodig als het niet is gedaan"}

    def given(self) -> dict[str, Any]:
        """What `report_action` takes."""
        found = self.cleaned_data
        return {"state": found["stand"], "result": found["resultaat"], "version": found["versie"]}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needs_reason = given.get("stand") in (Action.State.NOT_DONE, Action.State.IMPOSSIBLE)
        if needs_reason and not given.get("resultaat"):
            self.add_error("resultaat", "Vul in waarom dit niet is gedaan")
        return given


def report_initial(action: Action) -> dict[str, Any]:
    """The report as it stands."""
    return {"versie": version_of([action], *REPORT), "stand": action.state, "resultaat": action.result}


class CasusregisseurForm(Form):
    """One of the delegates in the case, of the party where the centre of gravity lies (conv. 13.1)."""

    versie = VersionField()
    wie = forms.ChoiceField(label="Wie", widget=forms.RadioSelect)

    def __init__(self, data: Any, case: Case) -> None:
        now = (case.casusregisseur_id, case.casusregisseur_party_id)
        super().__init__(data, initial={"versie": version_of([case], *CASUSREGIE), "wie": f"{now[0]}-{now[1]}"})
        found = speaking_grants(today()).filter(content_object=case).select_related("user", "party")
        self.people = {f"{one.user_id}-{one.party_id}": one for one in found.order_by("party__name", "user__name")}
        self.fields["wie"].label = f"Wie wordt {case.house.word(Word.CASUSREGISSEUR)}?"
        self.fields["wie"].choices = [(key, f"{one.user.name}, {one.party.name}") for key, one in self.people.items()]
        say_silent(self.fields["wie"], silent_parties(case, today()))

    def grant(self) -> CaseGrant:
        return self.people[self.cleaned_data["wie"]]
