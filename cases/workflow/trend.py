"""What stands out in a case is noted, and taken back as long as the case is open."""

from uuid import UUID

from django.db import transaction

from cases.models import Case, NotedTrend
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.steps import locked
from parties.models import Trend
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


@transaction.atomic
def note_trend(case: Case, trend: Trend, *, by: Actor) -> NotedTrend:
    """In the phase of today. Raises StepNotAllowed for what stands there already or is no longer to be chosen in this house."""
    case = locked(case, by=by)
    require(by, "note_trend", case)
    if not Trend.objects.of_house(case.house).in_use().filter(pk=trend.pk).exists():
        raise StepNotAllowed("no trend of this house")
    if NotedTrend.objects.visible_to(by).standing().filter(case=case, trend=trend).exists():
        raise StepNotAllowed("noted already")
    made = NotedTrend.objects.create(case=case, trend=trend, phase=case.phase, by_id=by.user_id, at=moment(by.today))
    accesslog.changed(made, rule="note_trend", action="C")
    return made


@transaction.atomic
def undo_trend(case: Case, pk: UUID, *, by: Actor) -> NotedTrend:
    """It does not count any more, and may be noted again. Raises StepNotAllowed for the second who does so."""
    case = locked(case, by=by)
    require(by, "note_trend", case)
    found = NotedTrend.objects.visible_to(by).filter(case=case, pk=pk).first()
    if found is None:
        raise NotAllowed("not visible")
    if found.undone_at:
        raise StepNotAllowed("undone already")
    found.undone_by_id, found.undone_at = by.user_id, moment(by.today)
    found.save(update_fields=["undone_by", "undone_at"])
    accesslog.changed(found, rule="undo_trend")
    return found
