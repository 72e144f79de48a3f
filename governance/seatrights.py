"""Seats in bodies as rights that an access review goes through (annex 4; 03, R12)."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from governance.models import Holder
from governance.workflow.holders import empty_seat
from parties.models import Appointment, House
from parties.roles import Role
from privacy.rights import Held
from zvh.actor import Actor

SEAT = "zetel"


def seats(house: House, today: date) -> Iterable[Held]:
    """Of people with an account; a contact reads nothing. One that has a last day ends by itself."""
    found = Holder.objects.in_force(today).filter(seat__body__house=house, user__isnull=False, until_date=None)
    managers = set(
        Appointment.objects.running(today).filter(house=house, role=Role.MANAGER).values_list("user", flat=True)
    )
    for one in found.select_related("seat__body", "user", "party"):
        label = f"Zetel in {one.seat.body}: {one.seat.office}"
        yield Held(one.pk, label[:300], one.from_date, None, one.user, one.party, one.user_id in managers)


def end_seat(pk: UUID, by: Actor) -> None:
    found = Holder.objects.visible_to(by).select_related("seat__body").get(pk=pk)
    empty_seat(found, last_day=by.today - timedelta(days=1), by=by)
