"""What the pages about bodies show: seats with who holds them, and until when must be met."""

from collections.abc import Iterable
from dataclasses import dataclass

from governance.frequency import NextMeeting, next_meeting
from governance.models import BodyMeeting, Holder
from parties.models import Body, Seat
from zvh.actor import Actor
from zvh.components import Deadline


@dataclass(frozen=True)
class SeatLine:
    """A seat and who holds it now; one that every party has, has many."""

    seat: Seat
    holders: list[Holder]

    @property
    def is_open(self) -> bool:
        return self.seat.every_party or not self.holders


@dataclass(frozen=True)
class Coming:
    """The next meeting for a duty, as pages show it."""

    next: NextMeeting

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.next.due_on, self.next.today, self.next.duty.source)


def seats_of(body: Body, actor: Actor) -> list[SeatLine]:
    held = Holder.objects.visible_to(actor).in_force(actor.today).filter(seat__body=body)
    by_seat: dict[int, list[Holder]] = {}
    for one in held.select_related("user", "party"):
        by_seat.setdefault(one.seat_id, []).append(one)
    return [SeatLine(seat, by_seat.get(seat.pk, [])) for seat in body.seats.select_related("party")]


def coming(body: Body, meetings: Iterable[BodyMeeting], actor: Actor) -> list[Coming]:
    """Per duty of the body until when it must meet again. Meetings of other bodies are passed over."""
    of_body = [one for one in meetings if one.body_id == body.pk]
    return [
        Coming(next_meeting(duty, [one.on for one in of_body if one.duty_id == duty.pk], actor.today))
        for duty in body.meeting_duties.all()
    ]
