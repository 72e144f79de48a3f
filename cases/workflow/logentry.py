"""The logbook of a case: entries are added, never changed."""

from datetime import date

from django.db import transaction

from cases.models import Case, LogEntry
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.corrections import latest_of, refuse_corrected
from cases.workflow.steps import locked
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


@transaction.atomic
def write_log(
    case: Case,
    *,
    kind: str,
    on: date,
    text: str,
    corrects: LogEntry | None = None,
    version: int | None = None,
    by: Actor,
) -> LogEntry:
    """What happened on a day; with `corrects` in the place of what stood there, which stays readable.

    Raises StepNotAllowed for a day to come and an empty text, Overtaken where somebody corrected it since.
    """
    case = locked(case, by=by)
    require(by, "write_log", case)
    if on > by.today or not text:
        raise StepNotAllowed("say what happened, on a day that is past")
    found = _standing(case, corrects, version, by) if corrects else None
    made = LogEntry.objects.create(
        case=case, kind=LogEntry.Kind(kind), on=on, text=text, corrects=found, by_id=by.user_id, at=moment(by.today)
    )
    accesslog.changed(made, rule="write_log", action="C")
    return made


def _standing(case: Case, entry: LogEntry, version: int | None, by: Actor) -> LogEntry:
    """What stands in the place of this entry. Raises NotAllowed for an entry of another case."""
    rows = list(LogEntry.objects.visible_to(by).filter(case=case).select_related("by"))
    if entry not in rows:
        raise NotAllowed("not visible")
    found = latest_of(rows, entry)
    refuse_corrected(found, read=version)
    return found
