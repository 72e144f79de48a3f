"""What an administrator has to arrange soon: papers and capacities that end, invitations that were not
answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Max, Q, QuerySet

from parties.models import Appointment, Delegation, Mandate, Membership, Party, User

AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Ending:
    """Something on file about a person that ends, or an invitation that waits; `on` is its last day."""

    person: User
    what: str
    on: date | None
    source: str


def endings(house_ids: Iterable[int], today: date) -> list[Ending]:
    """Everything in these houses that an administrator should look at, in the coming two months or already
    late.
    """
    houses = list(house_ids)
    return [*_papers(houses, today), *_capacities(houses, today), *_invitations(houses)]


def people_of(houses: list[int], today: date) -> "QuerySet[User]":
    """Active people with a running capacity in these houses."""
    staff = Appointment.objects.running(today).filter(house__in=houses).values("user")
    delegates = Delegation.objects.running(today).filter(membership__houses__in=houses).values("user")
    return User.objects.filter(Q(pk__in=staff) | Q(pk__in=delegates), is_active=True).order_by("name")


def _papers(houses: list[int], today: date) -> list[Ending]:
    people = people_of(houses, today).annotate(valid_until=Max("vettings__valid_until"))
    soon = people.filter(Q(valid_until=None) | Q(valid_until__lte=today + AHEAD))
    return [Ending(one, "VOG of screening loopt af", one.valid_until, "protocol art. 13.3") for one in soon]


def _capacities(houses: list[int], today: date) -> list[Ending]:
    staff = Appointment.objects.running(today).filter(house__in=houses, until_date__lte=today + AHEAD)
    delegates = Delegation.objects.running(today).filter(membership__houses__in=houses, until_date__lte=today + AHEAD)
    found = [*staff.select_related("user"), *delegates.select_related("user").distinct()]
    return [Ending(one.user, "Rol loopt af", one.until_date, "einddatum van de aanwijzing") for one in found]


def _invitations(houses: list[int]) -> list[Ending]:
    waiting = User.objects.filter(
        invited_at__isnull=False, password__startswith=UNUSABLE_PASSWORD_PREFIX, is_active=True
    )
    of_house = Q(appointments__house__in=houses) | Q(delegations__membership__houses__in=houses)
    found = waiting.filter(of_house).distinct().order_by("invited_at")
    return [Ending(one, "Uitnodiging nog niet gebruikt", None, "") for one in found]


@dataclass(frozen=True)
class PartyEnding:
    """Something a party has that ends; `on` is its last day."""

    party: Party
    what: str
    on: date
    source: str


def party_endings(house_ids: Iterable[int], today: date) -> list[PartyEnding]:
    """The memberships in these houses, and the mandates of their parties, that end in the coming two months."""
    soon = {"until_date__gte": today, "until_date__lte": today + AHEAD}
    here = Membership.objects.filter(houses__in=list(house_ids)).distinct()
    ending = here.filter(**soon).select_related("party", "covenant")
    givers = Mandate.objects.filter(giver__in=here.values("party"), **soon).select_related("giver", "holder")
    found = [PartyEnding(one.party, "Deelname eindigt", _last(one), str(one.covenant)) for one in ending]
    for mandate in givers:
        words = f"Mandaat van {mandate.holder} eindigt"
        found.append(PartyEnding(mandate.giver, words, _last(mandate), mandate.consent_reference))
    return found


def _last(one: Membership | Mandate) -> date:
    assert one.until_date is not None
    return one.until_date
