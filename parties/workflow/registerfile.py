"""Takes over a file of parties or of delegates: all of it, or nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from parties.models import Party, User
from parties.roles import Purpose
from parties.workflow import people, register
from parties.workflow.people import Given
from zvh.actor import Actor

Line = Mapping[str, Any]


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
def import_delegates(lines: Iterable[Line], *, by: Actor) -> None:
    """Who is new is invited; a place that is there already gets the dates of the file."""
    for given in lines:
        user = _placed(given, by)
        if given["kind"]:
            paper = {name: given[name] for name in ("kind", "issued_on", "valid_until")}
            if not user.vettings.filter(**paper).exists():
                people.record_vetting(user, **paper, by=by)


def _differs(party: Party, given: Line) -> bool:
    same = all(getattr(party, name) == given[name] for name in register.PARTY if name in given)
    return not same or party.kind_ids != sorted(kind.pk for kind in given["kinds"])


def _placed(given: Line, by: Actor) -> User:
    membership, purpose = given["party"], Purpose(given["purpose"])
    dates = {"until_date": given["until_date"], "secrecy_on": given["secrecy_on"]}
    held = membership.delegations.not_ended(by.today).filter(
        user__email=given["email"], user__is_active=True, purpose=purpose
    )
    if (place := held.select_related("user").first()) is None:
        made = Given(given["from_date"], **dates, membership=membership, purpose=purpose)
        return people.invite(given["email"], given["name"], made, by=by)
    if any(getattr(place, name) != day for name, day in dates.items()):
        people.change_capacity(place, dates["until_date"], dates["secrecy_on"], by=by)
    user: User = place.user
    return user
