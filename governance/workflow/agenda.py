"""The agenda of a vergadering: members and the other body hand in, the secretary puts it on the agenda and orders it."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from governance.models import AgendaPoint, BodyMeeting
from governance.policy import NotAllowed, is_member, require, sends_from
from governance.workflow.enclosing import enclose
from governance.workflow.meetings import locked_meeting
from parties.models import Body
from privacy import accesslog
from zvh.actor import Actor
from zvh.filetypes import Sent
from zvh.today import moment


@transaction.atomic
def hand_in_point(
    body: Body, *, subject: str, text: str, asks_decision: bool, files: Sequence[Sent] = (), by: Actor
) -> AgendaPoint:
    """A point for a next meeting, with its papers."""
    require(by, "hand_in_point", body)
    made = AgendaPoint.objects.create(
        body=body, subject=subject, text=text, asks_decision=asks_decision, party_id=by.party_id or None,
        from_body=None if is_member(by, body) else sends_from(by, body), by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    accesslog.changed(made, rule="hand_in_point", action="C")
    enclose(files, point=made, by=by)
    return made


@transaction.atomic
def place_point(point: AgendaPoint, meeting: BodyMeeting, *, by: Actor) -> AgendaPoint:
    """On the agenda, as the last one. Raises NotAllowed for a point of another body, or one that stands on another agenda."""
    found = locked_meeting(meeting, by=by)
    point = AgendaPoint.objects.visible_to(by).get(pk=point.pk)
    if point.body_id != found.body_id or point.meeting_id:
        raise NotAllowed("of another body, or on an agenda already")
    point.meeting, point.order = found, found.points.count() + 1
    point.save(update_fields=["meeting", "order"])
    accesslog.changed(point, rule="place_point")
    return point


@transaction.atomic
def take_off(point: AgendaPoint, *, by: Actor) -> AgendaPoint:
    """Not in this meeting; it waits for a next one."""
    found = locked_meeting(_meeting_of(point), by=by)
    point = found.points.get(pk=point.pk)
    point.meeting, point.order = None, 0
    point.save(update_fields=["meeting", "order"])
    accesslog.changed(point, rule="take_off")
    _number(found.points.all())
    return point


@transaction.atomic
def move_point(point: AgendaPoint, *, up: bool, by: Actor) -> AgendaPoint:
    """One place up or down; at the end it stays."""
    found = locked_meeting(_meeting_of(point), by=by)
    points = list(found.points.all())
    at = next(place for place, one in enumerate(points) if one.pk == point.pk)
    to = max(at - 1, 0) if up else min(at + 1, len(points) - 1)
    points.insert(to, points.pop(at))
    _number(points)
    accesslog.changed(points[to], rule="move_point")
    return points[to]


def _meeting_of(point: AgendaPoint) -> BodyMeeting:
    if point.meeting is None:
        raise NotAllowed("on no agenda")
    return point.meeting


def _number(points: Iterable[AgendaPoint]) -> None:
    for place, one in enumerate(points, start=1):
        if one.order != place:
            one.order = place
            one.save(update_fields=["order"])
