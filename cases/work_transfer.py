"""What an offer of another house puts in "Mijn werk"."""

from collections.abc import Iterable

from django.urls import reverse

from cases.models import Transfer
from cases.work import MOST, Item, Work
from parties.roles import Role
from zvh.components import Link


def offered(work: Work) -> Iterable[Item]:
    """For the procesregisseur of the other house: that there is one; what it is about stands on its own page."""
    if work.actor.role != Role.PROCESREGISSEUR:
        return ()
    waiting = Transfer.objects.visible_to(work.actor).offered_to(work.actor).select_related("house")
    return [_item(work, one) for one in waiting.filter(to_house__allows_digital_transfer=True)[:MOST]]


def _item(work: Work, one: Transfer) -> Item:
    link = Link("Beantwoorden", reverse("overdracht", args=[one.pk]))
    return Item(f"{one.house} biedt een casus aan", link, deadline=work.deadline(one.due_on, one.due_source), row=one)
