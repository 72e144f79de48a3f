"""Who may be registered in a seat: staff, delegates for that table, and a member that holds a mandate of another party."""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.models import Holder
from governance.reach import HAS_SEATS, LEVELS
from parties.inforce import appointments_in_force, delegations_in_force
from parties.models import Mandate, Party, Seat, User
from zvh.actor import Actor


@dataclass(frozen=True)
class Sitter:
    """Who takes a seat: a user, or a contact who is reached by mail; with the party for whom that person speaks."""

    user: User | None = None
    name: str = ""
    mail: str = ""
    party: Party | None = None
    mandate: Mandate | None = None  # by which the member of another party speaks for this one


def candidates(seat: Seat, actor: Actor) -> dict[str, tuple[str, Sitter]]:
    """Everybody with an account who may sit here, by a key: as the page says it. Nobody seats himself."""
    found = [*_staff(seat, actor), *_delegates(seat, actor), *_mandated(seat, actor)]
    return {key: (words, one) for key, words, one in found if one.user and one.user.pk != actor.user_id}


Found = Iterator[tuple[str, str, Sitter]]


def _staff(seat: Seat, actor: Actor) -> Found:
    """Where the seat is of no party."""
    if seat.party_id or seat.every_party:
        return
    for one in appointments_in_force(actor.today).filter(house=seat.body.house_id, role__in=HAS_SEATS):
        yield str(one.pk), f"{one.user.name}, {one.label}", Sitter(user=one.user)


def _delegates(seat: Seat, actor: Actor) -> Found:
    """Of the party of the seat, or of any where it is of none; only in a seat with a vote."""
    if not seat.votes:
        return
    tables = [purpose for purpose, levels in LEVELS.items() if seat.body.level in levels]
    found = delegations_in_force(actor.today).filter(membership__houses=seat.body.house_id, purpose__in=tables)
    for one in found.filter(membership__party=seat.party_id) if seat.party_id else found:
        party = one.membership.party
        yield str(one.pk), f"{one.user.name}, {one.label}", Sitter(user=one.user, party=party)


def _mandated(seat: Seat, actor: Actor) -> Found:
    """Who sits in this body for the party that holds the mandate (annex on mandate; 02-domain, Mandate)."""
    if not seat.votes or not (seat.party_id or seat.every_party):
        return
    given = Mandate.objects.in_force(actor.today).for_body(seat.body).select_related("giver", "holder")
    members = Holder.objects.visible_to(actor).in_force(actor.today).filter(seat__body=seat.body_id, mandate=None)
    sitting = list(members.exclude(user=None).select_related("user"))
    for mandate in given.filter(giver=seat.party_id) if seat.party_id else given:
        for one in sitting:
            if one.party_id == mandate.holder_id:
                words = f"{one.name}, {mandate.holder}, namens {mandate.giver}"
                yield f"{mandate.pk}.{one.pk}", words, Sitter(user=one.user, party=mandate.giver, mandate=mandate)
