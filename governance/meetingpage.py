"""What the pages of a vergadering show: points, who was invited, written input, minutes; all as far as the reader may."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from governance.models import (
    AgendaPoint,
    Attendee,
    BodyMeeting,
    BodyMinutes,
    Decision,
    Enclosure,
    Visitor,
    WrittenInput,
)
from governance.policy import may
from zvh.actor import Actor


def find_meeting(pk: UUID, actor: Actor) -> BodyMeeting:
    """For members and the secretary."""
    meetings = BodyMeeting.objects.visible_to(actor).select_related("body__house__covenant", "duty")
    found = get_object_or_404(meetings, pk=pk)
    if not may(actor, "read_meeting", found.body):
        raise Http404
    return found


def points_of(meeting: BodyMeeting, actor: Actor) -> list[AgendaPoint]:
    found = AgendaPoint.objects.visible_to(actor).filter(meeting=meeting)
    return list(found.select_related("party", "from_body", "by", "referral"))


@dataclass(frozen=True)
class PointLine:
    """A point with its papers, and whether who reads this page may add to them."""

    point: AgendaPoint
    papers: list[Enclosure]
    may_enclose: bool


def lines_of(points: Iterable[AgendaPoint], meeting: BodyMeeting, actor: Actor, prepares: bool) -> list[PointLine]:
    """As `may_enclose`, for a whole agenda at once."""
    shown = list(points)
    papers = defaultdict(list)
    for one in Enclosure.objects.visible_to(actor).filter(point__in=shown):
        papers[one.point_id].append(one)
    minutes = minutes_of(meeting, actor)
    is_open = minutes is None or minutes.distributed_on is None
    return [PointLine(one, papers[one.pk], is_open and (prepares or one.by_id == actor.user_id)) for one in shown]


def visitors_of(meeting: BodyMeeting, actor: Actor) -> list[Visitor]:
    return list(Visitor.objects.visible_to(actor).invited().filter(meeting=meeting).prefetch_related("points"))


def attendees_of(meeting: BodyMeeting, actor: Actor) -> list[Attendee]:
    found = Attendee.objects.visible_to(actor).filter(meeting=meeting)
    return list(found.select_related("holder__user", "holder__party", "holder__seat", "meeting__body"))


def inputs_of(meeting: BodyMeeting, actor: Actor) -> list[WrittenInput]:
    found = WrittenInput.objects.visible_to(actor).filter(attendee__meeting=meeting)
    return list(found.select_related("attendee__holder__user", "attendee__holder__party"))


def to_write(
    attendees: Iterable[Attendee], inputs: Iterable[WrittenInput], actor: Actor, prepares: bool
) -> list[Attendee]:
    """Who was asked and did not write yet: for the secretary all of them, for a member himself."""
    answered = {one.attendee_id for one in inputs}
    asked = [one for one in attendees if one.input_due_on and one.pk not in answered]
    return [one for one in asked if prepares or one.holder.user_id == actor.user_id]


def minutes_of(meeting: BodyMeeting, actor: Actor) -> BodyMinutes | None:
    return BodyMinutes.objects.visible_to(actor).filter(meeting=meeting).first()


def decisions_in(meeting: BodyMeeting, actor: Actor) -> list[Decision]:
    return list(Decision.objects.visible_to(actor).filter(meeting=meeting))
