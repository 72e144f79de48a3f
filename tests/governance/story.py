"""Bodies of the house of the story with people in their seats."""

from datetime import date, time, timedelta
from typing import Any

from governance.models import BodyMeeting, Holder
from parties.models import Body, Delegation, Seat
from tests.cast import START, Cast, Person
from zvh.today import today


def table(cast: Cast) -> Body:
    """The tactical body of the house."""
    return Body.objects.get(house=cast.house, level="tactisch")


def board(cast: Cast) -> Body:
    return Body.objects.get(house=cast.house, level="bestuur")


def seat_of(body: Body, **wanted: Any) -> Seat:
    found = body.seats.filter(**wanted).order_by("order").first()
    assert found is not None
    return found


def seated(body: Body, person: Person, by: Person, **wanted: Any) -> Holder:
    """This person in the first seat that is so; a delegate speaks for his party."""
    party = person.party if isinstance(person.capacity, Delegation) else None
    return Holder.objects.create(
        seat=seat_of(body, **wanted), user=person.user, party=party, from_date=START, by=by.user
    )


def secretary(cast: Cast, body: Body) -> Person:
    """The manager in the seat of secretary."""
    seated(body, cast.mara, cast.abel, is_secretary=True)
    return cast.mara


def contact(body: Body, by: Person, **wanted: Any) -> Holder:
    """Somebody without account."""
    return Holder.objects.create(
        seat=seat_of(body, **wanted), contact_name="Bo Bestuurder", contact_mail="bo@voorbeeld.invalid", from_date=START, by=by.user,
        party=seat_of(body, **wanted).party,
    )  # fmt: skip


def meeting(cast: Cast, body: Body, on: date | None = None) -> BodyMeeting:
    """A meeting in two weeks, for the first duty of the body."""
    return BodyMeeting.objects.create(
        body=body, duty=body.meeting_duties.first(), on=on or today() + timedelta(days=14), starts_at=time(9), place="Zaal 1",
        by=cast.mara.user,
    )  # fmt: skip
