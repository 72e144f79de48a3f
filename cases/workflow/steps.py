"""Moving a case from phase to phase: the row is locked, the step is noted, the log is written."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from cases.models import Case, PhaseTransition
from cases.phases import target_of
from cases.policy import NotAllowed, require
from cases.workflow.phasechange import start_reassessments
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def hold(key: UUID | str) -> None:
    """Until the end of this transaction no other transaction works on what has this id or name."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])


def hold_cases(keys: Iterable[UUID]) -> None:
    """Several cases, before anything is done to the first: everybody takes them in this order and then the meeting, so that no
    two ever wait for each other.
    """
    for key in sorted(set(keys)):
        hold(key)


def locked(case: Case, *, by: Actor) -> Case:
    """The case as it is now; one transaction at a time works on it. Raises NotAllowed where the actor can not see it.

    An advisory lock and not FOR UPDATE: that asks for the right to change the row, which delegates do not have.
    """
    hold(case.pk)
    found = Case.objects.visible_to(by).select_related("house", "approach").filter(pk=case.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    return found


def take_step(case: Case, verb: str, *, by: Actor) -> Case:
    """Take the step `verb` for the locked case. Raises NotAllowed or StepNotAllowed; saves the case."""
    target = target_of(case.phase, verb)
    require(by, verb, case)
    PhaseTransition.objects.create(
        case=case, verb=verb, source=case.phase, target=target, by_id=by.user_id, at=moment(by.today)
    )
    start_reassessments(case, target, by=by)
    case.phase, case.phase_since, case.version = target, by.today, case.version + 1
    case.save()
    accesslog.changed(case, rule=verb, action="E")
    return case
