"""Who may know of a list of candidates, and who may do what with it (03, R1 and R2; 04, phase 1)."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from cases.visibility import may_file
from parties.models import House, Membership, Party
from parties.roles import Role
from zvh.actor import Actor
from zvh.today import today

Rows = TypeVar("Rows", bound="QuerySet[Any]")
SENDERS = "politie"  # the kind of party that names candidates (04, phase 1; DPIA 1)


def may_send(actor: Actor) -> bool:
    """Delegates of politie for the casusoverleg; the procesregisseur for a politie that gave the list in another way."""
    if not actor.is_delegate:
        return actor.role == Role.PROCESREGISSEUR
    return may_file(actor) and Party.objects.filter(pk=actor.party_id, kinds__code=SENDERS).exists()


def senders(houses: "QuerySet[House]") -> "QuerySet[Party]":
    """For whom the house may send a list."""
    members = Membership.objects.in_force(today()).filter(houses__in=houses)
    return Party.objects.filter(memberships__in=members, kinds__code=SENDERS).distinct()


def of_actor(actor: Actor) -> Q:
    """The lists of the own house, for a manager of his approaches; and what this person sent in this capacity."""
    if actor.reads_cases:
        return Q(house_id__in=actor.house_ids) & (Q(approach_id__in=actor.approach_ids) if actor.approach_ids else Q())
    if actor.is_delegate and may_file(actor):
        return Q(sent_by_id=actor.user_id, party_id=actor.party_id, is_from_house=False)
    return Q(pk__in=[])


def visible_lists(lists: Rows, actor: Actor) -> Rows:
    """Those of this actor until their last day; after it they are closed to everybody while they are being destroyed."""
    return lists if actor.is_system else lists.filter(of_actor(actor), choose_by__gte=actor.today)


def sees_lists(actor: Actor) -> bool:
    return actor.reads_cases or may_send(actor)


def may_choose(actor: Actor, house_id: int) -> bool:
    """The procesregisseur of the house picks (04, phase 1)."""
    return actor.role == Role.PROCESREGISSEUR and house_id in actor.house_ids


def has_sent(actor: Actor, row: Any) -> bool:
    """Who sent it may take it back."""
    return actor.is_delegate and may_file(actor) and (row.sent_by_id, row.party_id) == (actor.user_id, actor.party_id)
