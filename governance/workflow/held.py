"""While and after a vergadering is held: who was there, written input of who was not, the minutes, and that they were sent round."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Attendee, BodyMeeting, BodyMinutes, Visitor, WrittenInput
from governance.policy import NotAllowed, house_of, is_secretary
from governance.workflow.meetings import locked_meeting
from parties.choices import Deadline
from parties.models import Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

PRESENCE = ("is_present",)


@transaction.atomic
def note_presence(
    meeting: BodyMeeting, present: Collection[UUID], *, version: int | None = None, by: Actor
) -> list[Attendee]:
    """Who of the invited is there, visitors too. Absent members are asked for written input, within the term of the house (conv. 5.4, 7.1).

    Raises NotAllowed before the day, Overtaken where somebody else noted it meanwhile.
    """
    found = locked_meeting(meeting, by=by)
    if found.on > by.today:
        raise NotAllowed("not held yet")
    attendees = list(Attendee.objects.visible_to(by).filter(meeting=found).select_related("holder__seat"))
    visitors = list(Visitor.objects.visible_to(by).invited().filter(meeting=found))
    refuse_overtaken(found, now=version_of([*attendees, *visitors], *PRESENCE), read=version)
    term = Term.objects.of_house(house_of(found.body), Deadline.WRITTEN_INPUT)
    for one in attendees:
        _note(one, one.pk in present, found, term, by)
    for visitor in visitors:
        _note_visitor(visitor, visitor.pk in present)
    found.saved(by)
    found.save(update_fields=["saved_by", "saved_at"])
    return attendees


def _note(attendee: Attendee, is_here: bool, meeting: BodyMeeting, term: Term, by: Actor) -> None:
    if attendee.is_present == is_here:
        return
    is_asked = not is_here and attendee.holder.seat.votes > 0
    attendee.is_present = is_here
    attendee.input_due_on = term.due(meeting.on) if is_asked else None
    attendee.input_source = term.source if is_asked else ""
    attendee.save()
    accesslog.changed(attendee, rule="note_presence")
    if is_asked:
        later("mail_written_input", attendee=attendee.pk)


def _note_visitor(visitor: Visitor, is_here: bool) -> None:
    """He has no seat: nobody asks him for written input."""
    if visitor.is_present != is_here:
        visitor.is_present = is_here
        visitor.save(update_fields=["is_present"])
        accesslog.changed(visitor, rule="note_presence")


@transaction.atomic
def give_input(attendee: Attendee, text: str, *, by: Actor) -> WrittenInput:
    """By the absent member himself, or by the secretary from his letter; once. Raises NotAllowed for anybody else."""
    hold(attendee.pk)
    found = Attendee.objects.visible_to(by).select_related("holder", "meeting__body").filter(pk=attendee.pk).first()
    if found is None or not may_give_input(found, by):
        raise NotAllowed("not absent, or somebody else")
    made = WrittenInput.objects.create(attendee=found, text=text, by_id=by.user_id, at=moment(by.today))
    accesslog.changed(made, rule="give_input", action="C")
    return made


def may_give_input(attendee: Attendee, by: Actor) -> bool:
    is_own = attendee.holder.user_id == by.user_id
    is_asked = attendee.is_present is False and not WrittenInput.objects.filter(attendee=attendee).exists()
    return is_asked and (is_own or is_secretary(by, attendee.meeting.body))


@transaction.atomic
def save_body_minutes(meeting: BodyMeeting, text: str, *, version: int, by: Actor) -> BodyMinutes:
    """As far as they are. Raises NotAllowed after they were sent round, Overtaken when somebody else saved meanwhile; 0 is: none yet."""
    found = locked_meeting(meeting, by=by)
    minutes = BodyMinutes.objects.visible_to(by).filter(meeting=found).first() or BodyMinutes(meeting=found, version=0)
    if minutes.distributed_on:
        raise NotAllowed("sent round already")
    refuse_overtaken(minutes, now=minutes.version, read=version)
    minutes.text, minutes.version = text, version + 1
    minutes.by_id, minutes.at = by.user_id, moment(by.today)
    minutes.save()
    accesslog.changed(minutes, rule="save_body_minutes")
    return minutes


@transaction.atomic
def note_distribution(meeting: BodyMeeting, *, on: date, to: str, by: Actor) -> BodyMinutes:
    """The minutes were sent round: from now on every member reads them here, and they stay as they are."""
    found = locked_meeting(meeting, by=by)
    minutes = BodyMinutes.objects.visible_to(by).filter(meeting=found, distributed_on=None).exclude(text="").first()
    if minutes is None or on > by.today or on < found.on:
        raise NotAllowed("no minutes, sent round already, or a day that can not be")
    minutes.distributed_on, minutes.distributed_to = on, to
    minutes.save()
    accesslog.changed(minutes, rule="note_distribution", action="E")
    return minutes
