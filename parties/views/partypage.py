"""The page of a party: who it is, in what it takes part, who speaks for it, and where it answers; with what an administrator may do."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from parties import policy
from parties.choices import DeskFor
from parties.models import Desk, Mandate, Membership, Party, Protocol, Seat
from parties.roles import Role
from parties.views.catalogue import for_staff
from zvh.components import Column, Link
from zvh.http import Request

MEMBERSHIP_COLUMNS = [
    Column("Convenant"),
    Column("Huizen"),
    Column("Protocollen"),
    Column("Vanaf"),
    Column("Bron"),
]
SHOWN = (
    "kinds__grounds",
    "units",
    Prefetch(
        "memberships",
        Membership.objects.in_use().select_related("covenant").prefetch_related("houses", "participations__protocol"),
    ),
    "desks",
    Prefetch("mandates_given", Mandate.objects.select_related("holder", "body")),
    Prefetch("mandates_held", Mandate.objects.select_related("giver", "body")),
    Prefetch("seats", Seat.objects.filter(body__covenant__in_preparation=False).select_related("body__covenant")),
)


@for_staff
def party(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/"""
    shown = get_object_or_404(Party.objects.prefetch_related(*SHOWN), slug=slug)
    context = {
        "party": shown,
        "facts": _facts(shown),
        "memberships": shown.memberships.all(),
        "desks": _desks(shown),
        "mandates": _mandates(shown),
        "columns": MEMBERSHIP_COLUMNS,
        "way_back": [Link("Partijen", reverse("partijen"))],
        **_keeping(request, shown),
    }
    return render(request, "parties/catalogue/party.html", context)


def _facts(party: Party) -> list[tuple[str, str]]:
    found = [
        ("Zetel", party.seat or "staat niet in de bron"),
        ("Kantoor", party.address),
        ("Regio", party.region),
        ("Tekent", party.office or "staat niet in de bron"),
        ("Bron", party.source),
    ]
    return [(name, value) for name, value in found if value]


def _desks(party: Party) -> list[tuple[str, str, Desk | None]]:
    """Per purpose the desk of the party."""
    held = {desk.kind: desk for desk in party.desks.all()}
    return [(kind, label, held.get(kind)) for kind, label in DeskFor.choices]


def _mandates(party: Party) -> list[tuple[Mandate, bool]]:
    """With whether this party gave it."""
    return [(one, True) for one in party.mandates_given.all()] + [(one, False) for one in party.mandates_held.all()]


def _keeping(request: Request, party: Party) -> dict[str, Any]:
    """What an administrator may do with what this page shows."""
    if request.actor.role != Role.ADMINISTRATOR:
        return {}
    house = policy.own_house(request.actor)
    held = list(party.memberships.all())
    of_house = [one for one in held if house in one.houses.all()]
    protocols = list(Protocol.objects.filter(covenant=house.covenant_id)) if of_house else []
    in_covenant = [one for one in held if one.covenant_id == house.covenant_id]
    elsewhere = [one for one in in_covenant if one.is_in_force(request.actor.today) and one not in of_house]
    may_keep = bool(of_house) or not held
    return {
        "may_keep": may_keep,
        "own_covenant_id": house.covenant_id,
        "own_memberships": [(one, protocols) for one in of_house],
        "may_join": may_keep and all(one.until_date for one in in_covenant),
        "joins_house": elsewhere[0] if elsewhere else None,
        "may_mandate": any(one.is_in_force(request.actor.today) for one in of_house),
    }
