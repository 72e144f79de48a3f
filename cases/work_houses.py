"""What a question of another house puts in "Mijn werk"."""

from collections.abc import Iterable

from django.urls import reverse

from cases.models import HouseEnquiry
from cases.work import CASEWORK, MOST, Item, Work
from parties.roles import Role
from zvh.components import Link


def asked_by_houses(work: Work) -> Iterable[Item]:
    """For the asked house: whether it knows somebody, and for its procesregisseur which data it gives. No name is in it."""
    if work.actor.role not in CASEWORK:
        return ()
    waiting = HouseEnquiry.objects.asked_of(work.actor).waiting().select_related("house", "answer")
    if work.actor.role != Role.PROCESREGISSEUR:
        waiting = waiting.filter(answer=None)
    return [_item(work, one) for one in waiting[:MOST]]


def _item(work: Work, one: HouseEnquiry) -> Item:
    title = f"Gegevens gevraagd door {one.house}" if one.known else f"Bekendheidsvraag van {one.house}"
    link = Link("Beantwoorden", reverse("huisvraag", args=[one.pk]))
    return Item(title, link, deadline=work.deadline(one.due_on, one.due_source), row=one)
