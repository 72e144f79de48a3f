"""The invented people of the benchmark: staff and delegates of every house, and the five whose pages are measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Count
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import Appointment, Delegation, House, Membership, Party, User, Vetting
from parties.roles import Role
from zvh.bench.country import invent

DOMAIN = "bench.invalid"
START = date(2020, 1, 1)
HOUSE = "RU"  # where the measured people work
REGISSEURS = 6
DELEGATES = ("licht", "gemiddeld", "zwaar")
STAFF = ("procesregisseur", "manager")


@dataclass(frozen=True)
class Size:
    """How large the installation is: without a number of houses, those of the covenants that are loaded."""

    parties_per_house: int = 14
    delegates_per_party: int = 2
    houses: int | None = None
    parties: int | None = None


REAL, NATIONAL = Size(), Size(parties_per_house=33, delegates_per_party=5, houses=30, parties=1000)


def size_for(cases: int) -> Size:
    """So many cases are not of six houses any more."""
    return REAL if cases <= 20_000 else NATIONAL


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


def hire(today: date, size: Size = REAL) -> People:
    """Everybody with VOG, secrecy and second factor in order. Who is there already stays."""
    if size.houses and size.parties:
        invent(size.houses, size.parties)
    crews = [_crew(house, today, size) for house in House.objects.order_by("code")]
    home = next(crew for crew in crews if crew.house.code == HOUSE)
    parties = _parties(home.house, size)
    measured = {
        name: _delegate(f"{name} gedelegeerde", party, home.house, today)
        for name, party in zip(DELEGATES, parties, strict=False)
    }
    measured["procesregisseur"] = home.regisseurs[0]
    measured["manager"] = _staff("manager", home.house, Role.MANAGER, today)
    return People(crews, measured)


def _crew(house: House, today: date, size: Size) -> Crew:
    regisseurs = [
        _staff(f"procesregisseur {number} {house.code}", house, Role.PROCESREGISSEUR, today)
        for number in range(REGISSEURS)
    ]
    delegates = [
        _delegate(f"gedelegeerde {number} {party.slug}", party, house, today)
        for party in _parties(house, size)
        for number in range(size.delegates_per_party)
    ]
    return Crew(house, regisseurs, delegates, list(house.approaches.order_by("pk")))


def _parties(house: House, size: Size) -> list[Party]:
    """Parties of the house; first those of several houses, so that one delegate can have many cases."""
    found = Party.objects.in_house(house).order_by("pk")
    counted = Membership.objects.annotate(number=Count("houses")).filter(number__gt=1)
    wide = set(counted.values_list("party", flat=True))
    return sorted(found, key=lambda party: (party.pk not in wide, party.pk))[: size.parties_per_house]


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
