"""In which capacities a person may act today and, where he may not, why not and whom to ask.

Says in words what `app.begin_as` judges in SQL; a test compares the two for every combination of conditions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import Appointment, Delegation, SecurityKey, User
from parties.roles import NEEDS_KEY, Purpose

Capacity = Appointment | Delegation


@dataclass(frozen=True)
class Standing:
    """A capacity with what stands in the way of acting in it."""

    capacity: Capacity
    obstacles: tuple[str, ...]
    ask: str

    @property
    def is_usable(self) -> bool:
        return not self.obstacles


def standings(user: User, today: date, with_key: bool | None = None) -> list[Standing]:
    """Everything this person is or will be today or later, appointments first.

    `with_key` says how this session was opened; None where it is about the person and not about a session.
    """
    appointments = user.appointments.select_related("house__covenant")
    delegations = user.delegations.select_related("membership__party", "membership__covenant")
    held: list[Capacity] = [*appointments.order_by("from_date"), *delegations.order_by("from_date")]
    return [standing(one, today, with_key) for one in held if one.until_date is None or one.until_date >= today]


def usable(user: User, today: date, with_key: bool | None = None) -> list[Capacity]:
    return [one.capacity for one in standings(user, today, with_key) if one.is_usable]


def find_usable(user: User, capacity_id: UUID, today: date, with_key: bool | None = None) -> Capacity | None:
    return next((one for one in usable(user, today, with_key) if one.pk == capacity_id), None)


def standing(capacity: Capacity, today: date, with_key: bool | None = None) -> Standing:
    found = [words for is_missing, words in CONDITIONS if is_missing(capacity, today)]
    if lacks_key(capacity, with_key):
        found.append(NO_KEY if with_key is None or not has_key(capacity.user) else NOT_WITH_KEY)
    return Standing(capacity, tuple(found), ask_whom(capacity))


def needs_key(role: str) -> bool:
    """Whether a code is not enough for this role (S01); in demo mode it always is (00, item 29)."""
    return role in NEEDS_KEY and not settings.DEMO


def lacks_key(capacity: Capacity, with_key: bool | None) -> bool:
    if not (isinstance(capacity, Appointment) and needs_key(capacity.role)):
        return False
    return not (has_key(capacity.user) if with_key is None else with_key)


def has_key(user: User) -> bool:
    return SecurityKey.objects.of(user.pk).exists()


def ask_whom(capacity: Capacity) -> str:
    """The office that can put it right."""
    if isinstance(capacity, Appointment):
        return f"de beheerder van {capacity.house.name}"
    houses = " of ".join(house.name for house in capacity.membership.houses.all())
    return f"de beheerder van {houses}"


def _not_begun(capacity: Capacity, today: date) -> bool:
    return capacity.from_date > today


def _ended(capacity: Capacity, today: date) -> bool:
    return capacity.until_date is not None and capacity.until_date < today


def _suspended(capacity: Capacity, today: date) -> bool:
    return capacity.suspended_on is not None and capacity.suspended_on <= today


def _no_secrecy(capacity: Capacity, today: date) -> bool:
    return capacity.secrecy_on is None or capacity.secrecy_on > today


def _no_vetting(capacity: Capacity, today: date) -> bool:
    return not capacity.user.vettings.filter(issued_on__lte=today, valid_until__gte=today).exists()


def _no_membership(capacity: Capacity, today: date) -> bool:
    return isinstance(capacity, Delegation) and not capacity.membership.is_in_force(today)


def _exchange_waits(capacity: Capacity, today: date) -> bool:
    """A new party that the Handvat does not name takes part, but gets no data yet (protocol 28.2)."""
    if not isinstance(capacity, Delegation):
        return False
    return capacity.purpose == Purpose.CASUSOVERLEG and capacity.membership.exchange_waits


def _no_factor(capacity: Capacity, today: date) -> bool:
    has_app = TOTPDevice.objects.filter(user=capacity.user, confirmed=True).exists()
    return not (has_app or has_key(capacity.user))


def _closed(capacity: Capacity, today: date) -> bool:
    return not capacity.user.is_active


NO_KEY = "Voor deze rol hebt u een beveiligingssleutel nodig"
NOT_WITH_KEY = "Voor deze rol gebruikt u uw beveiligingssleutel, niet alleen een code"
CONDITIONS: tuple[tuple[Callable[[Capacity, date], bool], str], ...] = (
    (_closed, "Uw account is gesloten"),
    (_no_factor, "U hebt nog geen tweede stap ingesteld"),
    (_not_begun, "Deze rol is nog niet begonnen"),
    (_ended, "Deze rol is afgelopen"),
    (_suspended, "Deze rol is opgeschort, omdat niemand haar op tijd bevestigde"),
    (_no_secrecy, "Uw verklaring van geheimhouding ontbreekt"),
    (_no_vetting, "Uw VOG of screening ontbreekt of is verlopen"),
    (_no_membership, "De deelname van uw organisatie is niet van kracht"),
    (_exchange_waits, "De juridische analyse over uw organisatie is nog niet uitgevoerd"),
)
