"""Finding a case: by its number, or for staff by the person whom it is about (10, pattern 27). Nothing of what was sought is kept."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from cases.models import Case, Subject
from cases.worklist import BY_DEADLINE, known_cases
from parties.models import House
from zvh import blindindex
from zvh.actor import Actor

if TYPE_CHECKING:
    from uuid import UUID

    from cases.models.case import CaseQuerySet

MOST = 25
WHOLE_NUMBER = re.compile(r"([A-Z]{2})-?([0-9]{4})-?([0-9]{1,6})")


@dataclass(frozen=True)
class Found:
    """The first cases that were found, and whether there are more."""

    cases: "list[Case]"
    has_more: bool = False


def by_number(actor: Actor, text: str) -> Found:
    """The case with this number; else those with this text in their number. Only cases that this actor may know of."""
    wanted = text.upper().replace(" ", "")
    if whole := WHOLE_NUMBER.fullmatch(wanted):
        exact = _first(known_cases(actor).filter(number__in=[wanted, _written(whole)]))
        if exact.cases:
            return exact
    return _first(known_cases(actor).filter(number__contains=wanted))


def _written(number: "re.Match[str]") -> str:
    """As the house writes it: RU-2026-42 is RU-2026-0042."""
    house, year, serial = number.groups()
    return f"{house}-{year}-{int(serial):04d}"


class Purpose(models.TextChoices):
    """Why somebody looks for a person; it stands in the access log."""

    QUESTION = "vraag-van-partij", "een partij stelt een vraag over deze persoon"
    SUBJECT = "vraag-van-betrokkene", "de persoon zelf stelt een vraag of dient een verzoek in"
    FILING = "nieuwe-aanmelding", "ik kijk of een nieuwe aanmelding bij een casus hoort"
    CASEWORK = "werk-aan-casus", "ik werk aan de casus en weet het nummer niet"


@dataclass(frozen=True)
class Person:
    """Whom somebody looks for: a BSN, or a surname with the date or the year of birth."""

    bsn: str = ""
    surname: str = ""
    born_on: date | None = None
    born_year: int | None = None

    def digests(self, index_key: "UUID") -> Q:
        """The rows of one house that are equal in one of these; spelling variants of a surname are (00, item 23)."""
        found = Q(pk=None)
        if self.bsn:
            found |= Q(bsn_index=blindindex.of_bsn(index_key, self.bsn))
        if self.surname and self.born_on:
            found |= Q(name_birth_index=blindindex.of_name_and_birth(index_key, self.surname, self.born_on))
        if self.surname and self.born_year:
            found |= Q(name_year_index=blindindex.of_name_and_year(index_key, self.surname, self.born_year))
        return found


def by_person(actor: Actor, person: Person) -> Found:
    """The cases of the own house about this person, for who reads the files of that house; nobody else finds anybody."""
    if not actor.reads_cases:
        return Found([])
    equal = Q(pk=None)
    for house in House.objects.filter(pk__in=actor.house_ids):
        equal |= Q(case__house=house) & person.digests(house.index_key_id)
    subjects = Subject.objects.visible_to(actor).filter(equal).order_by()
    return _first(known_cases(actor).filter(pk__in=subjects.values("case")))


def _first(cases: "CaseQuerySet") -> Found:
    found = list(cases.select_related("house__covenant", "procesregisseur").order_by(*BY_DEADLINE)[: MOST + 1])
    return Found(found[:MOST], len(found) > MOST)
