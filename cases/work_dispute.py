"""What disputes put in "Mijn werk"."""

from collections.abc import Iterable

from django.urls import reverse

from cases.models import Dispute
from cases.models.dispute import HANDLERS
from cases.rowpolicy import may_handle_dispute
from cases.work import MOST, Item, Work
from zvh.components import Link


def to_handle(work: Work) -> Iterable[Item]:
    """Open disputes of which this member of staff writes the outcome; the covenants name no term."""
    if work.actor.role not in HANDLERS:
        return ()
    rows = Dispute.objects.visible_to(work.actor).open().order_by("at")[:MOST]
    return [_item(one) for one in rows if may_handle_dispute(work.actor, one)]


def _item(one: Dispute) -> Item:
    link = Link("Bekijken", reverse("geschil", args=[one.pk]))
    return Item(f"Geschil: {one.number}", link, one.get_about_display(), row=one)
