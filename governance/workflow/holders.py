"""Seats are filled and emptied: by manager, administrator or secretary, never by who sits down (02-domain)."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from cases.workflow.steps import hold
from governance.models import Holder
from governance.policy import NotAllowed, require
from governance.seating import Sitter, candidates
from parties.models import Seat
from privacy import accesslog
from zvh.actor import Actor


class SeatTaken(Exception):
    """Somebody holds this seat in that time."""


@transaction.atomic
def fill_seat(seat: Seat, who: Sitter, *, since: date, by: Actor) -> Holder:
    """From this day on this person holds the seat. Raises SeatTaken where its place is held already.

    Who has an account speaks for the own party, or by mandate for another; nobody seats himself.
    """
    require(by, "fill_seat", seat.body)
    if who.user and who not in [one for _, one in candidates(seat, by).values()]:
        raise NotAllowed("does not speak for this party at this table, or is who acts")
    if seat.party_id and who.party and who.party.pk != seat.party_id:
        raise NotAllowed("the seat of another party")
    hold(f"seat {seat.pk}")
    if _held(seat, who, since).exists():
        raise SeatTaken
    made = Holder(
        seat=seat, user=who.user, contact_name=who.name, contact_mail=who.mail, party=who.party, mandate=who.mandate,
        from_date=since, by_id=by.user_id,
    )  # fmt: skip
    made.saved(by)
    made.save()
    accesslog.rights(made, rule="fill_seat")
    return made


def _held(seat: Seat, who: Sitter, since: date) -> "QuerySet[Holder]":
    """A seat has one holder; one that every party has, one per party."""
    held = Holder.objects.filter(seat=seat).exclude(until_date__lt=since)
    return held.filter(party=who.party) if seat.every_party else held


@transaction.atomic
def empty_seat(holder: Holder, *, last_day: date, by: Actor) -> Holder:
    """This person holds the seat until this day. Raises NotAllowed for the own seat, or one that ended."""
    require(by, "empty_seat", holder.seat.body)
    hold(f"seat {holder.seat_id}")
    found = Holder.objects.visible_to(by).get(pk=holder.pk)
    if found.user_id == by.user_id or found.until_date:
        raise NotAllowed("the own seat, or ended already")
    found.until_date = max(last_day, found.from_date)
    found.saved(by)
    found.save()
    accesslog.rights(found, rule="empty_seat")
    return found
