"""Interventions: agreed by the house, carried out and reported on by a party (conv. 12.2 h, 13; 04, uitvoeren en bewaken)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cases.models import Case, Intervention, Progress
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import may_report
from cases.workflow.action import executors, tell_executor
from cases.workflow.steps import locked
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

State = Intervention.State
AGREED = ("domain_id", "problem", "goal", "what", "party_id", "user_id", "from_date", "until_date")
STANDING = ("state", "result")


@transaction.atomic
def add_intervention(case: Case, *, agreed: Mapping[str, Any], by: Actor) -> Intervention:
    """Who does what for which goal, since when. Raises StepNotAllowed for somebody who is not in the case."""
    case = locked(case, by=by)
    require(by, "add_intervention", case)
    _refuse_outsiders(case, agreed, by)
    made = Intervention(case=case, by_id=by.user_id, at=moment(by.today))
    _write(made, agreed)
    accesslog.changed(made, rule="add_intervention", action="C")
    tell_executor(made, "interventie-afgesproken", by)
    return made


@transaction.atomic
def change_intervention(
    intervention: Intervention, *, agreed: Mapping[str, Any], version: int | None = None, by: Actor
) -> Intervention:
    """The house writes it down otherwise. Raises Overtaken where somebody else did so meanwhile."""
    case = locked(intervention.case, by=by)
    require(by, "change_intervention", case)
    found = _found(intervention, case, by)
    refuse_overtaken(found, now=version_of([found], *AGREED), read=version)
    before = (found.party_id, found.user_id)
    if (agreed["party"], agreed["user"]) != (found.party, found.user):
        _refuse_outsiders(case, agreed, by)
    found.saved(by)
    _write(found, agreed)
    accesslog.changed(found, rule="change_intervention")
    if (found.party_id, found.user_id) != before:
        tell_executor(found, "interventie-afgesproken", by)
    return found


@transaction.atomic
def note_progress(intervention: Intervention, *, text: str, by: Actor) -> Progress:
    """How it goes, said by the house or by the party that carries it out. Raises StepNotAllowed once it has ended."""
    found = _to_report(intervention, by)
    if not found.is_running:
        raise StepNotAllowed("the intervention has ended")
    if not text:
        raise StepNotAllowed("say how it goes")
    note = Progress.objects.create(
        case=found.case,
        intervention=found,
        text=text,
        by_id=by.user_id,
        party_id=by.party_id or None,
        at=moment(by.today),
    )
    accesslog.changed(note, rule="note_progress", action="C")
    return note


@transaction.atomic
def end_intervention(
    intervention: Intervention, *, state: str, result: str = "", version: int | None = None, by: Actor
) -> Intervention:
    """It ends with a result; `loopt` takes that back. Raises StepNotAllowed without a result, Overtaken when not read."""
    found = _to_report(intervention, by)
    is_running = state == State.RUNNING
    if not is_running and not result:
        raise StepNotAllowed("say what the result is")
    refuse_overtaken(found, now=version_of([found], *STANDING), read=version)
    found.state, found.result = State(state), result
    found.ended_on = None if is_running else found.ended_on or by.today
    found.saved(by)
    found.save()
    accesslog.changed(found, rule="end_intervention")
    return found


def _write(intervention: Intervention, agreed: Mapping[str, Any]) -> None:
    for name in ("domain", "problem", "goal", "what", "party", "user", "from_date", "until_date"):
        setattr(intervention, name, agreed[name])
    if intervention.until_date and intervention.until_date < intervention.from_date:
        raise StepNotAllowed("an intervention ends after it began")
    intervention.save()


def _refuse_outsiders(case: Case, agreed: Mapping[str, Any], by: Actor) -> None:
    if (agreed["party"], agreed["user"]) not in executors(case, by.today):
        raise StepNotAllowed("this party or person is not in the case")


def _to_report(intervention: Intervention, by: Actor) -> Intervention:
    """As it is now, its case locked; this actor may say how it goes. Raises NotAllowed."""
    found = _found(intervention, locked(intervention.case, by=by), by)
    if not may_report(by, found, "report_intervention"):
        raise NotAllowed("report_intervention")
    return found


def _found(intervention: Intervention, case: Case, by: Actor) -> Intervention:
    visible = Intervention.objects.visible_to(by).select_related("party", "user")
    found = visible.filter(pk=intervention.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    found.case = case
    return found
