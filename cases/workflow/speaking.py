"""Who can answer for a party today: in a house, and in a case. Asked wherever the house wants something of a party.

A party whose last delegate left is still a party of the house and of the case, and keeps what it supplied; but nobody there
reads a question, so none is put to it.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, CaseGrant
from parties.inforce import casework_delegations
from parties.models import Delegation, Party


def speakers(house_id: int, today: date) -> "QuerySet[Delegation]":
    """Delegates who may act in this house today."""
    return casework_delegations(today).filter(membership__houses=house_id)


def speaking_parties(house_id: int, today: date) -> set[int]:
    """Parties that somebody can answer for in this house."""
    return set(speakers(house_id, today).values_list("membership__party_id", flat=True))


def speaking_grants(today: date) -> "QuerySet[CaseGrant]":
    """Of delegates who read the case today, and may act for that party in its house."""
    mine = {"user": OuterRef("user"), "membership__party": OuterRef("party")}
    acting = casework_delegations(today).filter(**mine, membership__houses=OuterRef("content_object__house"))
    in_time = Q(until_date=None) | Q(until_date__gte=today)
    return CaseGrant.objects.filter(in_time, Exists(acting), from_date__lte=today)


def speaking_in(cases: Iterable[UUID], today: date) -> set[tuple[UUID, int, int]]:
    """(case, user, party) of each who reads one of these cases today."""
    found = speaking_grants(today).filter(content_object__in=list(cases))
    return set(found.values_list("content_object_id", "user_id", "party_id"))


def silent_parties(case: Case, today: date) -> list[Party]:
    """Parties in the case that nobody can answer for in it now."""
    speaking = speaking_grants(today).filter(content_object=case).values("party")
    return list(Party.objects.filter(pk__in=case.grants.values("party")).exclude(pk__in=speaking).order_by("name"))


def silent_words(parties: Iterable[Party]) -> str:
    """Why they can not be chosen, and what helps."""
    names = ", ".join(str(party) for party in parties)
    if not names:
        return ""
    return f"Niet te kiezen, want niemand kan nu voor deze partij antwoorden: {names}. Wijs eerst een gedelegeerde toe."
