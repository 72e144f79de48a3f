"""What holds the destruction of a case back, with the word for it (05). The record manager opens neither: the list says the word."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.models import Dispute
from privacy.models import BreachCase, RequestCase


def _in_dispute() -> "QuerySet[Any, UUID]":
    return Dispute.objects.open().values_list("case_id", flat=True)


def _in_breach() -> "QuerySet[Any, UUID]":
    return BreachCase.objects.filter(breach__closed_at=None).values_list("case_id", flat=True)


def _in_request() -> "QuerySet[Any, UUID]":
    return RequestCase.objects.filter(request__ended_on=None).values_list("case_id", flat=True)


HOLDS: dict[str, Callable[[], "QuerySet[Any, UUID]"]] = {
    "er loopt een geschil": _in_dispute,
    "er loopt een verzoek van een betrokkene": _in_request,
    "er loopt een onderzoek naar een datalek": _in_breach,
}


def held() -> dict[UUID, str]:
    """Per case that is held back why, in words."""
    found: dict[UUID, list[str]] = {}
    for words, cases in HOLDS.items():
        for case_id in set(cases()):
            found.setdefault(case_id, []).append(words)
    return {case_id: " en ".join(words) for case_id, words in found.items()}


def is_held(case_id: UUID, beside: UUID | None = None) -> bool:
    """Whether something holds it back; `beside` is the request that wants it removed, which does not."""
    found = [cases().filter(case_id=case_id) for cases in HOLDS.values()]
    if beside:
        others = RequestCase.objects.filter(request__ended_on=None, case_id=case_id).exclude(request=beside)
        found = [
            _in_dispute().filter(case_id=case_id),
            _in_breach().filter(case_id=case_id),
            others.values_list("case_id", flat=True),
        ]
    return any(one.exists() for one in found)
