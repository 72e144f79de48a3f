"""What a postponed destruction puts in "Mijn werk"."""

from collections.abc import Iterable

from django.urls import reverse

from cases.models import Postponement
from cases.work import CASEWORK, MOST, Item, Work
from zvh.components import Link


def to_confirm(work: Work) -> Iterable[Item]:
    """For casework staff: what a colleague asked, before the day on which the data would go."""
    if work.actor.role not in CASEWORK:
        return ()
    waiting = Postponement.objects.waiting().visible_to(work.actor).exclude(by=work.actor.user_id)
    return [_item(work, one) for one in waiting.select_related("case").order_by("from_on", "pk")[:MOST]]


def _item(work: Work, one: Postponement) -> Item:
    link = Link("Beoordelen", reverse("uitstel-beoordelen", args=[one.case.number, one.pk]))
    title = f"Uitstel van de vernietiging bevestigen: {one.case.number}"
    return Item(title, link, deadline=work.deadline(one.from_on, one.from_source), row=one)
