"""Mijn werk: detentions that end, for which after-care is not arranged yet."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from cases.models import Case, Detention
from cases.phases import Phase
from cases.work import CASEWORK, MOST, Item, Work
from parties.choices import Deadline as Code
from parties.choices import TrackKind
from zvh.components import Link


def ending_detentions(work: Work) -> Iterable[Item]:
    """As long before the end as the term of the house says; until the after-care is arranged."""
    if work.actor.role not in CASEWORK:
        return ()
    near = Q(pk=None)
    for house in work.terms.houses:
        if house.pk in work.actor.house_ids and (term := work.terms.get(house, Code.DETENTION_END)):
            near |= Q(case__house=house, until_date__lte=term.due(work.actor.today))
    mine = Case.objects.filter(work.mine, phase=Phase.CASUSOVERLEG)
    found = Detention.objects.visible_to(work.seer).in_force().filter(near, case__in=mine, is_arranged=False)
    return [_of_detention(work, one) for one in found.select_related("case__house").order_by("until_date", "pk")[:MOST]]


def _of_detention(work: Work, row: Detention) -> Item:
    assert row.until_date
    term = work.terms.get(row.case.house, Code.DETENTION_END)
    link = Link("Naar de detentie", reverse("traject", args=[row.case.number, TrackKind.DETENTION, row.pk]))
    due = work.deadline(row.until_date, f"{term.name}: {term.source}" if term else "")
    return Item(f"Detentie eindigt: {row.case.number}", link, "De nazorg is nog niet geregeld", due, row)
