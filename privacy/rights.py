"""What an access review goes through besides roles: mandates, and what other apps add (seats in bodies)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from parties.models import House, Mandate, Party, User
from parties.roles import Role
from parties.workflow.mandate import end_mandate
from privacy.models.review import REVIEWERS
from zvh.actor import Actor


@dataclass(frozen=True)
class Held:
    """One such right as it is today, of a person or of a party."""

    pk: UUID
    label: str
    from_date: date
    until_date: date | None = None
    user: User | None = None
    party: Party | None = None
    is_of_manager: bool = False


@dataclass(frozen=True)
class RightKind:
    """How rights of this kind are found in a house, how one ends, and who may end it. The clock suspends none of them."""

    held: Callable[[House, date], Iterable[Held]]
    end: Callable[[UUID, Actor], object]
    ended_by: tuple[str, ...] = REVIEWERS


def _mandates(house: House, today: date) -> Iterable[Held]:
    """Of parties that take part in this house; in one of its bodies, or in all of the covenant."""
    found = Mandate.objects.in_force(today).filter(covenant=house.covenant_id, giver__memberships__houses=house)
    for one in (
        found.exclude(body__house__in=House.objects.exclude(pk=house.pk)).select_related("giver", "holder").distinct()
    ):
        label = f"{one.get_kind_display()} namens {one.giver}"
        yield Held(one.pk, label[:300], one.from_date, one.until_date, party=one.holder)


def _end_mandate(pk: UUID, by: Actor) -> None:
    found = Mandate.objects.get(pk=pk)
    end_mandate(found, max(by.today - timedelta(days=1), found.from_date), version=None, by=by)


MANDATE = "mandaat"
KINDS: dict[str, RightKind] = {MANDATE: RightKind(_mandates, _end_mandate, (Role.ADMINISTRATOR,))}


def others(house: House, today: date) -> list[tuple[str, Held]]:
    """Every such right in this house, with its kind."""
    return [(name, one) for name, kind in KINDS.items() for one in kind.held(house, today)]
