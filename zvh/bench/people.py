"""The invented people of the benchmark: staff and delegates of every house, and the five whose pages are measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import Appointment, Delegation, House, Membership, Party, User, Vetting
from parties.roles import Role

DOMAIN = "bench.invalid"
START = date(2020, 1, 1)
HOUSE = "RU"  # where the measured people work
PARTIES_PER_HOUSE, DELEGATES_PER_PARTY, REGISSEURS = 14, 2, 6
DELEGATES = ("licht", "gemiddeld", "zwaar")
STAFF = ("procesregisseur", "manager")


@dataclass(frozen=True)
class Person:
    """Somebody in one capacity; `party` is None for house staff."""

    user: User
    capacity: UUID
    house: House
    party: Party | None = None


@dataclass(frozen=True)
class Crew:
    """Who works in one house."""

    house: House
    regisseurs: list[Person]
    delegates: list[Person]
    approaches: list[Any]


@dataclass(frozen=True)
class People:
    """Everybody, by house; and the measured people by name."""

    crews: list[Crew]
    measured: dict[str, Person]

    @property
    def crew(self) -> Crew:
        """Of the house in which the measured people work."""
        return next(crew for crew in self.crews if crew.house.code == HOUSE)


def hire(today: date) -> People:
    """Everybody with VOG, secrecy and second factor in order. Who is there already stays."""
    crews = [_crew(house, today) for house in House.objects.order_by("code")]
    home = next(crew for crew in crews if crew.house.code == HOUSE)
    parties = _parties(home.house)
    measured = {
        name: _delegate(f"{name} gedelegeerde", party, home.house, today)
        for name, party in zip(DELEGATES, parties, strict=False)
    }
    measured["procesregisseur"] = home.regisseurs[0]
    measured["manager"] = _staff("manager", home.house, Role.MANAGER, today)
    return People(crews, measured)


def _crew(house: House, today: date) -> Crew:
    regisseurs = [
        _staff(f"procesregisseur {number} {house.code}", house, Role.PROCESREGISSEUR, today)
        for number in range(REGISSEURS)
    ]
    delegates = [
        _delegate(f"gedelegeerde {number} {party.slug}", party, house, today)
        for party in _parties(house)
        for number in range(DELEGATES_PER_PARTY)
    ]
    return Crew(house, regisseurs, delegates, list(house.approaches.order_by("pk")))


def _parties(house: House) -> list[Party]:
    """Parties of the house; first those of several houses, so that one delegate can have many cases."""
    found = Party.objects.in_house(house).order_by("pk")
    wide = {row.party_id for row in Membership.objects.prefetch_related("houses") if row.houses.count() > 1}
    return sorted(found, key=lambda party: (party.pk not in wide, party.pk))[:PARTIES_PER_HOUSE]


def _user(name: str, today: date) -> User:
    email = f"{name.replace(' ', '.')}@{DOMAIN}".lower()
    user, _ = User.objects.get_or_create(email=email, defaults={"name": name.capitalize(), "password": "!"})
    until = today + timedelta(days=365)
    Vetting.objects.get_or_create(user=user, kind=Vetting.Kind.VOG, issued_on=START, defaults={"valid_until": until})
    TOTPDevice.objects.get_or_create(user=user, name="app", defaults={"confirmed": True})
    return user


def _staff(name: str, house: House, role: Role, today: date) -> Person:
    user = _user(name, today)
    held, _ = Appointment.objects.get_or_create(
        user=user, house=house, role=role, defaults={"from_date": START, "secrecy_on": START}
    )
    return Person(user, held.pk, house)


def _delegate(name: str, party: Party, house: House, today: date) -> Person:
    user = _user(name, today)
    membership = Membership.objects.get(party=party, covenant=house.covenant, until_date=None)
    held, _ = Delegation.objects.get_or_create(
        user=user, membership=membership, defaults={"from_date": START, "secrecy_on": START}
    )
    return Person(user, held.pk, house, party)


def some(rng: Random, people: Iterable[Person], number: int) -> list[Person]:
    """So many of them, each once."""
    pool = list(people)
    return rng.sample(pool, min(number, len(pool)))
