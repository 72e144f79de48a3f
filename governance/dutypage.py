"""What the page of a duty shows: what was written down, and of which parties nothing."""

from dataclasses import dataclass

from governance.models import Decision, Fulfilment
from governance.reach import houses_kept
from parties.dutychoices import DutyKind
from parties.models import Duty, House, Membership, Party
from zvh.actor import Actor


@dataclass(frozen=True)
class DoneLine:
    """`may_read` is whether who reads may open the decision that goes with it."""

    fulfilment: Fulfilment
    may_read: bool
    may_withdraw: bool


def done_of(duty: Duty, house: House, actor: Actor) -> list[DoneLine]:
    """Newest first, what was taken back too."""
    rows = list(
        Fulfilment.objects.visible_to(actor)
        .filter(duty=duty, house=house)
        .select_related("party", "by", "withdrawn_by", "decision")
    )
    decisions = [one.decision_id for one in rows if one.decision_id]
    readable = set(Decision.objects.visible_to(actor).filter(pk__in=decisions).values_list("pk", flat=True))
    keeps = houses_kept(actor).filter(pk=house.pk).exists()
    return [DoneLine(one, one.decision_id in readable, keeps and one.withdrawn_at is None) for one in rows]


def missing_parties(duty: Duty, house: House, actor: Actor) -> list[Party]:
    """Parties that take part in the house, of which nothing was written down."""
    if duty.kind != DutyKind.PER_PARTY:
        return []
    members = Membership.objects.in_force(actor.today).filter(houses=house)
    done = Fulfilment.objects.visible_to(actor).standing().filter(duty=duty, house=house)
    return list(
        Party.objects.filter(pk__in=members.values("party")).exclude(pk__in=done.values("party")).order_by("name")
    )
