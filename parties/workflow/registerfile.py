"""Takes over a file of parties or of delegates: all of it, or nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from parties.models import Delegation, Party, User
from parties.roles import Purpose
from parties.workflow import people, register
from parties.workflow.people import Given
from zvh.actor import Actor

Line = Mapping[str, Any]
DATES = ("until_date", "secrecy_on")


@transaction.atomic
def import_parties(lines: Iterable[tuple[Party | None, Line]], *, by: Actor) -> None:
    """Per line the party that it is about, None for a new one, and what it says."""
    for party, given in lines:
        if party is None:
            party = register.add_party(given, given["kinds"], by=by)
        elif _differs(party, given):
            kept = {name: getattr(party, name) for name in register.PARTY}
            register.change_party(party, {**kept, **given}, given["kinds"], version=None, by=by)
        if (
            given["from_date"]
            and not party.memberships.filter(from_date=given["from_date"], houses__in=by.house_ids).exists()
        ):
            register.join(party, given, given["protocols"], by=by)


@transaction.atomic
def import_delegates(lines: Iterable[tuple[Delegation | None, Line]], *, by: Actor) -> None:
    """Per line the place that is there already, which gets the dates of the file, or None: who is new is invited."""
    for place, given in lines:
        user = _placed(place, given, by)
        if given.get("kind"):
            paper = {name: given[name] for name in ("kind", "issued_on", "valid_until")}
            if not user.vettings.filter(**paper).exists():
                people.record_vetting(user, **paper, by=by)


def _differs(party: Party, given: Line) -> bool:
    same = all(getattr(party, name) == given[name] for name in register.PARTY if name in given)
    return not same or party.kind_ids != sorted(kind.pk for kind in given["kinds"])


def _placed(place: Delegation | None, given: Line, by: Actor) -> User:
    dates = {name: given[name] for name in DATES if name in given}
    if place is None:
        made = Given(given["from_date"], **dates, membership=given["party"], purpose=Purpose(given["purpose"]))
        return people.invite(given["email"], given["name"], made, by=by)
    stored = {name: getattr(place, name) for name in DATES}
    wanted = {**stored, **dates}
    if wanted != stored:
        people.change_capacity(place, wanted["until_date"], wanted["secrecy_on"], by=by)
    user: User = place.user
    return user
