"""A meeting is moved or cancelled: everybody invited is told, and what was asked of the table waits for a next one (conv. 12.2 d)."""

from datetime import date, time

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cases.models import AgendaItem, Invitation, Meeting
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.rowpolicy import may_plan_meeting
from cases.workflow.steps import hold
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment
from zvh.versions import refuse_overtaken


@transaction.atomic
def move_meeting(
    meeting: Meeting, *, on: date, starts_at: time, place: str, version: int | None = None, by: Actor
) -> Meeting:
    """Another day, time or place. Who said to come is asked again; the calendar file replaces the earlier one.

    Raises StepNotAllowed once a discussion began, Overtaken where somebody else moved it meanwhile.
    """
    found = _ahead(meeting, by)
    refuse_overtaken(found, now=found.sequence, read=version)
    if on < by.today:
        raise StepNotAllowed("a meeting is planned ahead")
    if (found.on, found.starts_at, found.place) == (on, starts_at, place):
        return found
    is_other_moment = (found.on, found.starts_at) != (on, starts_at)
    found.on, found.starts_at, found.place, found.sequence = on, starts_at, place, found.sequence + 1
    found.saved(by)
    found.save()
    accesslog.changed(found, rule="move_meeting")
    if is_other_moment:
        _invited(found, by).update(answer=Invitation.Answer.OPEN, answered_at=None)
    _tell(found, by)
    return found


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, version: int | None = None, by: Actor) -> Meeting:
    """It is not held. Its cases can be put on another agenda.

    Raises StepNotAllowed once a discussion began, or twice; Overtaken where it is on another day than was read.
    """
    found = _ahead(meeting, by)
    refuse_overtaken(found, now=found.sequence, read=version)
    found.cancelled_at, found.sequence = moment(by.today), found.sequence + 1
    found.saved(by)
    found.save()
    accesslog.changed(found, rule="cancel_meeting", action="E")
    _tell(found, by)
    return found


def waiting_for_agenda(items: "QuerySet[AgendaItem]") -> "QuerySet[AgendaItem]":
    """Of cancelled meetings, in cases that no meeting planned or held since then has taken up."""
    later_one = AgendaItem.objects.filter(
        case=OuterRef("case"), meeting__cancelled_at=None, meeting__on__gte=OuterRef("meeting__cancelled_at__date")
    )
    cancelled = items.filter(meeting__cancelled_at__isnull=False, case__phase=Phase.CASUSOVERLEG)
    return cancelled.filter(~Exists(later_one))


def _ahead(meeting: Meeting, by: Actor) -> Meeting:
    """As it is now, held until the end of this transaction; nothing of it was discussed yet."""
    hold(meeting.pk)
    found = Meeting.objects.visible_to(by).select_related("house").filter(pk=meeting.pk).first()
    if found is None or not may_plan_meeting(by, found.house_id):
        raise NotAllowed("plan_meeting")
    if found.cancelled_at or found.items.filter(started_at__isnull=False).exists():
        raise StepNotAllowed("the meeting was held or cancelled")
    return found


def _invited(meeting: Meeting, by: Actor) -> "QuerySet[Invitation]":
    return Invitation.objects.visible_to(by).filter(item__meeting=meeting)


def _tell(meeting: Meeting, by: Actor) -> None:
    """Everybody who is invited, once, however many cases it is for."""
    for user_id in sorted(set(_invited(meeting, by).values_list("user_id", flat=True))):
        later("mail_rescheduled", meeting_id=meeting.pk, user_id=user_id)
