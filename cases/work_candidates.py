"""What a list of candidates puts in "Mijn werk": a choice to make."""

from collections.abc import Iterable

from django.urls import reverse

from cases.models import CandidateList
from cases.work import MOST, Item, Work
from parties.roles import Role
from zvh.components import Link

SOURCE = "keuze van het huis: vier weken, en niet langer dan de periode"


def to_choose(work: Work) -> Iterable[Item]:
    """For the procesregisseur, who picks (04, phase 1)."""
    if work.actor.role != Role.PROCESREGISSEUR:
        return ()
    waiting = CandidateList.objects.visible_to(work.actor).waiting().select_related("party", "approach")
    return [
        Item(
            f"Kiezen uit kandidaten van {one.party}",
            Link("Naar de lijst", reverse("kandidaten", args=[one.pk])),
            one.approach.name,
            work.deadline(one.choose_by, SOURCE),
            one,
        )
        for one in waiting[:MOST]
    ]
