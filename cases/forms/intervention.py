"""An intervention: agreed, reported on, ended."""

from typing import Any

from django import forms

from cases.forms.plan import ask_executor, executor_key
from cases.models import Case, Intervention
from cases.workflow.action import executors
from cases.workflow.intervention import AGREED, STANDING
from parties.models import LifeDomain
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.today import today
from zvh.versions import version_of

State = Intervention.State
FIELDS = {
    "leefgebied": "domain", "probleem": "problem", "doel": "goal", "wat": "what", "sinds": "from_date", "tot": "until_date",
}  # fmt: skip


class DomainChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class InterventionForm(Form):
    """What, for which goal in which life domain, who, since when."""

    versie = VersionField(required=False)
    leefgebied = DomainChoice(
        LifeDomain.objects.all(), label="Voor welk leefgebied?", empty_label="Kies een leefgebied"
    )
    probleem = LongTextField(label="Wat is het probleem?", required=False, max_length=2000, rows=2)
    doel = LongTextField(label="Welk doel hoort erbij?", max_length=2000, rows=2)
    wat = LongTextField(label="Wat gaat er gebeuren?", max_length=2000, rows=2)
    wie = forms.ChoiceField(label="Wie voert dit uit?")
    sinds = forms.DateField(label="Sinds wanneer?")
    tot = forms.DateField(label="Tot en met wanneer, naar verwachting?", required=False)

    def __init__(self, data: Any, case: Case, now: Intervention | None = None) -> None:
        super().__init__(data, initial=_initial(now))
        people = executors(case, today())
        chosen = [(now.party, now.user)] if now and (now.party, now.user) not in people else []
        self.people = {executor_key(one): one for one in [*people, *chosen]}
        ask_executor(self.fields["wie"], self.people, case)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("sinds"), given.get("tot")
        if since and until and until < since:
            self.add_error("tot", "Kies een dag op of na de begindag")
        return given

    def agreed(self) -> dict[str, Any]:
        """What the workflow takes."""
        party, user = self.people[self.cleaned_data["wie"]]
        found = {target: self.cleaned_data[name] for name, target in FIELDS.items()}
        return {**found, "party": party, "user": user}


def _initial(now: Intervention | None) -> dict[str, Any]:
    if now is None:
        return {"sinds": today()}
    found = {name: getattr(now, target) for name, target in FIELDS.items()}
    found |= {"leefgebied": now.domain_id, "wie": executor_key((now.party, now.user))}
    return {"versie": version_of([now], *AGREED), **found}


class ProgressForm(Form):
    """How it goes now."""

    voortgang = LongTextField(label="Hoe gaat het nu?", max_length=4000, rows=3)


class EndForm(Form):
    """Whether it still runs, and the result of what has ended."""

    versie = VersionField(required=False)
    stand = forms.ChoiceField(
        label="Stand", choices=[(one, label.capitalize()) for one, label in State.choices], widget=forms.RadioSelect
    )
    resultaat = LongTextField(label="Resultaat", required=False, max_length=4000, rows=3)
    needed = {"resultaat": "nodig als de interventie klaar of gestopt is"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("stand") in (State.DONE, State.STOPPED) and not given.get("resultaat"):
            self.add_error("resultaat", "Vul in wat het resultaat is")
        return given

    def given(self) -> dict[str, Any]:
        """What `end_intervention` takes."""
        found = self.cleaned_data
        return {"state": found["stand"], "result": found["resultaat"], "version": found["versie"]}


def end_initial(now: Intervention) -> dict[str, Any]:
    """As it stands."""
    return {"versie": version_of([now], *STANDING), "stand": now.state, "resultaat": now.result}
