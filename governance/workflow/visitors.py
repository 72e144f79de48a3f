"""People without a seat are invited to a vergadering, for all of it or for some points (000 5.7; 001 6.4; 002 note 5; 003 6.6)."""

from collections.abc import Iterable

from django.db import transaction

from governance.models import AgendaPoint, BodyMeeting, Visitor
from governance.policy import NotAllowed
from governance.workflow.meetings import locked_meeting
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment


class AlreadyInvited(Exception):
    """This address was invited to this meeting."""


@transaction.atomic
def invite_visitor(
    meeting: BodyMeeting, *, name: str, office: str, mail: str, points: Iterable[AgendaPoint] = (), by: Actor
) -> Visitor:
    """By mail, with a file for the calendar; he gets no account and reads nothing here. Raises AlreadyInvited."""
    found = locked_meeting(meeting, by=by)
    chosen = list(points)
    if any(one.meeting_id != found.pk for one in chosen):
        raise NotAllowed("a point of another meeting")
    if Visitor.objects.visible_to(by).invited().filter(meeting=found, mail__iexact=mail).exists():
        raise AlreadyInvited
    made = Visitor.objects.create(
        meeting=found, name=name, office=office, mail=mail, by_id=by.user_id, at=moment(by.today)
    )
    made.points.set(chosen)
    accesslog.changed(made, rule="invite_visitor", action="C")
    later("mail_visitor", visitor=made.pk)
    return made


@transaction.atomic
def withdraw_invitation(visitor: Visitor, *, by: Actor) -> None:
    """Somebody without a seat need not come after all, and hears it by mail. Until the meeting is held or called off."""
    meeting = locked_meeting(visitor.meeting, by=by)
    found = Visitor.objects.visible_to(by).invited().filter(pk=visitor.pk).first()
    if found is None or meeting.was_held:
        raise NotAllowed("withdrawn already, or the meeting was held")
    found.withdrawn_at = moment(by.today)
    found.save(update_fields=["withdrawn_at"])
    accesslog.changed(found, rule="withdraw_invitation", action="D")
    later("mail_visitor", visitor=found.pk)
