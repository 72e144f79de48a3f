"""A case is discussed: who is there, the table opens, minutes in three parts, the discussion ends (conv. 8; 000 annex 3)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases.models import AgendaItem, Attendance, Invitation, Meeting, Minutes, Plan
from cases.phases import Phase, StepNotAllowed
from cases.workflow.agenda import locked_item
from cases.workflow.release import open_table
from cases.workflow.steps import hold, hold_cases
from parties.models import Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

PARTS = ("picture", "judgement", "decision")


@transaction.atomic
def record_attendance(
    item: AgendaItem, invitation: Invitation, *, is_present: bool, declared: bool, by: Actor
) -> Attendance:
    """This invited delegate is here, and declared to keep secret what is said; or is not. May be recorded again.

    Raises StepNotAllowed for who is present without the declaration (protocol 13.1-13.2).
    """
    item = locked_item(item, "record_attendance", by=by)
    if invitation.item_id != item.pk:
        raise StepNotAllowed("invited for another case")
    if is_present and not declared:
        raise StepNotAllowed("nobody sits at the table without the declaration of secrecy")
    now = moment(by.today)
    attendance, _ = Attendance.objects.update_or_create(
        item=item,
        party_id=invitation.party_id,
        user_id=invitation.user_id,
        defaults={
            "case": item.case, "is_present": is_present, "secrecy_declared_at": now if is_present else None,
            "by_id": by.user_id, "at": now,
        },
    )  # fmt: skip
    accesslog.changed(attendance, rule="record_attendance")
    return attendance


PRESENCE = ("is_present",)


@transaction.atomic
def record_attendances(
    item: AgendaItem, seats: Iterable[tuple[Invitation, bool]], *, version: int | None = None, by: Actor
) -> list[Attendance]:
    """All seats: (invitation, is there and declares secrecy). Raises Overtaken when somebody recorded it meanwhile."""
    item = locked_item(item, "record_attendance", by=by)
    refuse_overtaken(item, now=version_of(item.attendances.all(), *PRESENCE), read=version)
    return [record_attendance(item, seat, is_present=here, declared=here, by=by) for seat, here in seats]


@transaction.atomic
def call_roll(
    meeting: Meeting, present: Collection[tuple[int, int]], *, version: int | None = None, by: Actor
) -> list[Attendance]:
    """Who came (user, party) is there, and declares secrecy, for every case still to finish for which that person is invited.

    Raises Overtaken when somebody recorded it meanwhile.
    """
    cases = list(unfinished(meeting, by).values_list("case", flat=True))
    hold_cases(cases)
    hold(meeting.pk)
    items = list(unfinished(meeting, by).filter(case__in=cases))  # without what a colleague finished meanwhile
    known = Attendance.objects.visible_to(by).filter(item__in=items)
    refuse_overtaken(meeting, now=version_of(known, *PRESENCE), read=version)
    seats = Invitation.objects.visible_to(by).filter(item__in=items).select_related("item__case")
    return [
        record_attendance(seat.item, seat, is_present=is_here, declared=is_here, by=by)
        for seat in seats
        for is_here in [(seat.user_id, seat.party_id) in present]
    ]


def unfinished(meeting: Meeting, by: Actor) -> "QuerySet[AgendaItem]":
    """The cases of the meeting that are still to be discussed, as far as something can be done with them."""
    found = AgendaItem.objects.visible_to(by).filter(meeting=meeting, finished_at=None)
    return found.filter(case__phase=Phase.CASUSOVERLEG)


def missing_to_start(item: AgendaItem) -> list[tuple[str, str]]:
    """What must be recorded before a case is discussed: (text, part of the page)."""
    missing = []
    if not item.invitations.exists():
        missing.append(("Nodig de partijen uit die nodig zijn", "uitnodigen"))
    elif not item.attendances.filter(is_present=True).exists():
        missing.append(("Leg vast wie er zijn", "aanwezig"))
    return missing


@transaction.atomic
def start_item(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """The discussion begins: what is released to the table opens for the parties invited at this moment (00, item 8).

    Raises StepNotAllowed before the day of the meeting, and while something is missing.
    """
    item = locked_item(item, "start_item", by=by)
    if item.started_at:
        return item
    if item.meeting.on > by.today or missing_to_start(item):
        raise StepNotAllowed("the discussion can not begin yet")
    invited = Party.objects.filter(pk__in=item.invitations.values("party")).prefetch_related("kinds")
    open_table(item.case, parties=invited, by=by)
    item.started_at = moment(by.today)
    item.save(update_fields=["started_at"])
    accesslog.changed(item, rule="start_item", action="E")
    return item


@transaction.atomic
def save_minutes(item: AgendaItem, *, texts: Mapping[str, str], version: int, by: Actor) -> Minutes:
    """Keep the minutes as far as they are. Raises Overtaken when somebody else saved meanwhile; 0 is: none yet."""
    item = locked_item(item, "save_minutes", by=by)
    if not item.started_at:
        raise StepNotAllowed("the discussion has not begun")
    minutes = Minutes.objects.filter(item=item).first() or Minutes(case=item.case, item=item, version=0)
    refuse_overtaken(minutes, now=minutes.version, read=version)
    for part in PARTS:
        setattr(minutes, part, texts[part])
    minutes.version, minutes.by_id, minutes.at = version + 1, by.user_id, moment(by.today)
    minutes.save()
    accesslog.changed(minutes, rule="save_minutes")
    return minutes


def missing_to_finish(item: AgendaItem) -> list[tuple[str, str]]:
    """What must be recorded before a discussion is over: (text, part of the page)."""
    minutes, missing = Minutes.objects.filter(item=item).first(), []
    if not (minutes and minutes.decision):
        missing.append(("Leg vast wat er is besloten", "verslag"))
    if lacks_scores(item):
        missing.append(("Geef de leefgebieden opnieuw een score", "leefgebieden"))
    return missing


def lacks_scores(item: AgendaItem) -> bool:
    """From the adopted plan on, every meeting leaves its own picture behind (02-domain; 04, phase 3)."""
    is_followed = Plan.objects.filter(case=item.case_id).exclude(adopted_at=None).exists()
    return is_followed and not item.scores.exists()


UNDO = timedelta(minutes=10)


@transaction.atomic
def reopen_item(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """The end of a discussion is undone, within ten minutes; the parties that were there read the minutes no longer.

    Raises StepNotAllowed after that.
    """
    item = locked_item(item, "finish_item", by=by)
    if not can_undo(item):
        raise StepNotAllowed("it is too late")
    item.finished_at = None
    item.save(update_fields=["finished_at"])
    accesslog.changed(item, rule="reopen_item", action="E")
    return item


def can_undo(item: AgendaItem) -> bool:
    return item.finished_at is not None and timezone.now() - item.finished_at <= UNDO


@transaction.atomic
def finish_item(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """The discussion is over: from now on the parties that were there read the minutes. Raises StepNotAllowed."""
    item = locked_item(item, "finish_item", by=by)
    if not item.is_running or missing_to_finish(item):
        raise StepNotAllowed("the discussion is not complete")
    item.finished_at = moment(by.today)
    item.save(update_fields=["finished_at"])
    accesslog.changed(item, rule="finish_item", action="E")
    return item
