"""A vergadering is asked for, planned, called off, and its members are invited (conv. 4.2, 6.2)."""

from datetime import date, time

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Attendee, BodyMeeting, Holder, MeetingRequest
from governance.policy import NotAllowed, require
from parties.models import Body, MeetingDuty
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment
from zvh.versions import refuse_overtaken


@transaction.atomic
def ask_meeting(body: Body, *, reason: str, by: Actor) -> MeetingRequest:
    """A party asks for a meeting. Raises NotAllowed where the covenant knows no such request."""
    require(by, "ask_meeting", body)
    made = MeetingRequest.objects.create(
        body=body, party_id=by.party_id, reason=reason, by_id=by.user_id, at=moment(by.today)
    )
    accesslog.changed(made, rule="ask_meeting", action="C")
    return made


@transaction.atomic
def plan_body_meeting(
    body: Body, *, duty: MeetingDuty | None, on: date, starts_at: time, place: str, by: Actor
) -> BodyMeeting:
    """A meeting, also one that was held before; open requests count as met by it."""
    require(by, "plan_body_meeting", body)
    if duty and duty.body_id != body.pk:
        raise NotAllowed("a duty of another body")
    made = BodyMeeting(body=body, duty=duty, on=on, starts_at=starts_at, place=place, by_id=by.user_id)
    made.saved(by)
    made.save()
    if on >= by.today:
        for asked in MeetingRequest.objects.visible_to(by).filter(body=body, meeting=None):
            asked.meeting = made
            asked.save(update_fields=["meeting"])
    accesslog.changed(made, rule="plan_body_meeting", action="C")
    return made


@transaction.atomic
def move_body_meeting(
    meeting: BodyMeeting, *, on: date, starts_at: time, place: str, version: int | None = None, by: Actor
) -> BodyMeeting:
    """Another day, time or place; who was invited is told. Raises Overtaken where somebody else moved it meanwhile."""
    found = _not_held(meeting, by)
    refuse_overtaken(found, now=found.sequence, read=version)
    if (found.on, found.starts_at, found.place) == (on, starts_at, place):
        return found
    found.on, found.starts_at, found.place, found.sequence = on, starts_at, place, found.sequence + 1
    found.saved(by)
    found.save()
    accesslog.changed(found, rule="move_body_meeting")
    _tell(found)
    return found


@transaction.atomic
def call_off_meeting(meeting: BodyMeeting, *, version: int | None = None, by: Actor) -> BodyMeeting:
    """It is not held: its points wait for a next one, requests stand open again, who was invited is told."""
    found = _not_held(meeting, by)
    refuse_overtaken(found, now=found.sequence, read=version)
    found.cancelled_at, found.sequence = moment(by.today), found.sequence + 1
    found.saved(by)
    found.save()
    for point in found.points.all():
        point.meeting, point.order = None, 0
        point.save(update_fields=["meeting", "order"])
    for asked in found.requests.all():
        asked.meeting = None
        asked.save(update_fields=["meeting"])
    accesslog.changed(found, rule="call_off_meeting", action="E")
    _tell(found)
    return found


def _not_held(meeting: BodyMeeting, by: Actor) -> BodyMeeting:
    found = locked_meeting(meeting, by=by)
    if not found.can_change:
        raise NotAllowed("it was held")
    return found


def _tell(meeting: BodyMeeting) -> None:
    for one in meeting.attendees.all():
        later("mail_body_meeting", meeting=meeting.pk, holder=one.holder_id)
    for visitor in meeting.visitors.invited():
        later("mail_visitor", visitor=visitor.pk)


@transaction.atomic
def invite_members(meeting: BodyMeeting, *, by: Actor) -> list[Attendee]:
    """Everybody in a seat on that day, who was not invited yet, by mail with a file for the calendar."""
    found = locked_meeting(meeting, by=by)
    holders = Holder.objects.visible_to(by).in_force(found.on).filter(seat__body=found.body_id)
    made = [
        Attendee.objects.create(meeting=found, holder=one, by_id=by.user_id, at=moment(by.today))
        for one in holders.exclude(pk__in=found.attendees.values("holder"))
    ]
    for one in made:
        accesslog.changed(one, rule="invite_members", action="C")
        later("mail_body_meeting", meeting=found.pk, holder=one.holder_id)
    return made


def locked_meeting(meeting: BodyMeeting, *, by: Actor) -> BodyMeeting:
    """As it is now; one transaction at a time prepares it. Raises NotAllowed for who is not the secretary, and where it was called off."""
    hold(meeting.pk)
    found = BodyMeeting.objects.visible_to(by).select_related("body__house").filter(pk=meeting.pk).first()
    if found is None or found.cancelled_at:
        raise NotAllowed("not visible, or called off")
    require(by, "plan_body_meeting", found.body)
    return found
