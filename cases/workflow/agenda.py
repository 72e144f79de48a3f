"""A casusoverleg is planned and gets its agenda (conv. 8, 12.2 d; 04, phase 3)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.models import AgendaItem, Case, Meeting, Triage
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import may_plan_meeting
from cases.workflow.notice import missing_to_convene
from cases.workflow.steps import hold, locked
from parties.choices import Word
from parties.models import House
from privacy import accesslog
from zvh.actor import Actor


@transaction.atomic
def plan_meeting(house: House, *, on: date, starts_at: time, place: str, by: Actor) -> Meeting:
    """A meeting of the house, without cases yet. Raises StepNotAllowed for a day that has passed."""
    if not may_plan_meeting(by, house.pk):
        raise NotAllowed("plan_meeting")
    if on < by.today:
        raise StepNotAllowed("a meeting is planned ahead")
    meeting = Meeting.objects.create(house=house, on=on, starts_at=starts_at, place=place, by_id=by.user_id)
    accesslog.changed(meeting, rule="plan_meeting", action="C")
    return meeting


def open_meetings(case: Case, *, today: date) -> "list[Meeting]":
    """The meetings of the house to come that do not have this case yet."""
    planned = Meeting.objects.filter(house=case.house_id, on__gte=today, cancelled_at=None)
    return list(planned.exclude(items__case=case))


def missing_for_agenda(case: Case) -> list[tuple[str, str]]:
    """Why this case can not be put on an agenda yet: (text, part of the page)."""
    return missing_to_convene(case)


@dataclass(frozen=True)
class Texts:
    """With what a case is put on an agenda."""

    purpose: str = ""
    asked: str = ""
    themes: str = ""


def usual_texts(cases: Collection[Case], *, by: Actor) -> dict[UUID, Texts]:
    """Purpose and themes as the triage gave them; a later item starts from the one before it."""
    triages = {one.case_id: one for one in Triage.objects.filter(case__in=cases)}
    items = AgendaItem.objects.visible_to(by).filter(case__in=cases).select_related("meeting")
    latest = {one.case_id: one for one in items.order_by("meeting__on", "meeting__starts_at")}
    return {case.pk: _usual(case, latest.get(case.pk), triages.get(case.pk)) for case in cases}


def _usual(case: Case, latest: AgendaItem | None, triage: Triage | None) -> Texts:
    if latest:
        return Texts(latest.purpose, latest.asked if latest.meeting.cancelled_at else "", latest.themes)
    asked = f"Vaststellen van het {case.house.word(Word.PLAN)}"
    return Texts(triage.purpose, asked, triage.themes) if triage else Texts(asked=asked)


@transaction.atomic
def put_on_agenda(
    case: Case, meeting: Meeting, *, purpose: str, asked: str = "", themes: str = "", minutes_long: int = 20, by: Actor
) -> AgendaItem:
    """The case is discussed in this meeting. Raises StepNotAllowed before the subject is informed (protocol 16.1)."""
    case = locked(case, by=by)
    require(by, "put_on_agenda", case)
    hold(meeting.pk)
    if missing_for_agenda(case):
        raise StepNotAllowed("no meeting can be convened yet")
    if meeting not in open_meetings(case, today=by.today):
        raise StepNotAllowed("this meeting can not take the case")
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(
        case=case,
        meeting=meeting,
        order=last + 1,
        minutes_long=minutes_long,
        purpose=purpose,
        asked=asked,
        themes=themes,
    )
    accesslog.changed(item, rule="put_on_agenda", action="C")
    return item


def locked_item(item: AgendaItem, operation: str, *, by: Actor) -> AgendaItem:
    """The item as it is now, its case and then its meeting held; the actor may do this.

    Raises NotAllowed, and StepNotAllowed where the meeting was cancelled.
    """
    case = locked(item.case, by=by)
    hold(item.meeting_id)
    require(by, operation, case)
    found = AgendaItem.objects.visible_to(by).select_related("meeting__house").filter(pk=item.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    if found.meeting.cancelled_at:
        raise StepNotAllowed("the meeting was cancelled")
    found.case = case
    return found


@transaction.atomic
def take_off_agenda(item: AgendaItem, *, by: Actor) -> None:
    """The case is not discussed in this meeting after all. Raises StepNotAllowed once the discussion began."""
    item = locked_item(item, "take_off_agenda", by=by)
    if item.started_at:
        raise StepNotAllowed("the discussion began")
    accesslog.changed(item, rule="take_off_agenda", action="D")
    item.delete()


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by: Actor) -> None:
    """One place earlier or later on the agenda; at its end nothing changes."""
    item = locked_item(item, "move_item", by=by)
    places = list(AgendaItem.objects.visible_to(by).filter(meeting=item.meeting_id))
    here = next(place for place, one in enumerate(places) if one.pk == item.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(places):
        return
    places[here], places[there] = places[there], places[here]
    for order, one in enumerate(places, start=1):
        AgendaItem.objects.filter(pk=one.pk).update(order=order)
    accesslog.changed(item, rule="move_item")


def clock(meeting: Meeting, items: Iterable[AgendaItem]) -> list[tuple[datetime, AgendaItem]]:
    """When each case comes up, if every one takes the time planned for it."""
    at, found = timezone.localtime(meeting.begins), []
    for item in items:
        found.append((at, item))
        at += timedelta(minutes=item.minutes_long)
    return found
