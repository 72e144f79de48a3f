"""What further use of contributions puts in "Mijn werk": for the supplier, the participants, who asked, and the procesregisseur."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from cases.models import Case, FurtherUse
from cases.models.furtheruse import FurtherUseQuerySet
from cases.phases import OPEN_PHASES
from cases.work import MOST, Item, Work
from parties.roles import Role
from zvh.components import Link

TO_ANSWER = ("Verzoek om verder gebruik", "Zonder antwoord is het nee", "Antwoorden")
TO_OBJECT = ("Bezwaar tegen verder gebruik", "Zonder antwoord is er geen bezwaar", "Antwoorden")
TO_WAIT = ("Uw verzoek om verder gebruik", "Wacht op de leverancier", "Bekijken")
TO_GIVE = ("Verder gebruik: geven en vastleggen", "De leverancier zei ja", "Bekijken")
WAITS = ("Verzoek om verder gebruik", "Wacht op de leverancier", "Bekijken")


def asked(work: Work) -> Iterable[Item]:
    """For a delegate: what its party must answer, may object to, and waits for."""
    if not work.actor.is_delegate:
        return ()
    party, today = work.actor.party_id, work.actor.today
    mine = _of(work).unanswered(today).filter(Q(supplier_id=party) | Q(party_id=party))
    return [
        *(_item(work, one, TO_ANSWER if one.supplier_id == party else TO_WAIT) for one in _first(mine)),
        *(_item(work, one, TO_OBJECT) for one in _first(_of(work).to_object(party, today))),
    ]


def to_give(work: Work) -> Iterable[Item]:
    """For the procesregisseur: what may be given, and what still waits for its supplier."""
    if work.actor.role != Role.PROCESREGISSEUR:
        return ()
    rows = _of(work).filter(case__in=Case.objects.filter(work.mine)).waiting(work.actor.today)
    return [_item(work, one, TO_GIVE if one.may_be_given else WAITS) for one in _first(rows)]


def _of(work: Work) -> FurtherUseQuerySet:
    return FurtherUse.objects.visible_to(work.seer).filter(case__phase__in=OPEN_PHASES)


def _first(rows: "QuerySet[FurtherUse]") -> Any:
    return rows.select_related("case").order_by("due_on", "pk")[:MOST]


def _item(work: Work, one: FurtherUse, words: tuple[str, str, str]) -> Item:
    title, note, action = words
    link = Link(action, reverse("verder-gebruik", args=[one.case.number, one.pk]))
    return Item(f"{title}: {one.case.number}", link, note, work.deadline(one.due_on, one.due_source), one)
