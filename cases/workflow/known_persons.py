"""Is this person known in another case of the house? A job compares, so that the reporter's answer does not change (00, item 23)."""

from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Case, KnownMatch, Subject
from cases.phases import Phase
from zvh.blindindex import normalised_given_name, normalised_surname
from zvh.jobs import work

ALIKE = 0.75  # share of equal letters from which two given names may be one name
STRONGEST_FIRST = list(KnownMatch.Basis)


@work("find_known_persons")
def find_known_persons(case_id: str) -> None:
    """Note for the house in which of its cases the subjects of this one are. Doing it twice changes nothing."""
    case = Case.objects.select_related("house").filter(pk=UUID(case_id)).first()
    if case is None:
        return
    found: dict[UUID, KnownMatch.Basis] = {}
    for subject in case.subjects.all():
        for other in candidates(subject):
            if basis := compare(subject, other):
                found[other.case_id] = strongest(basis, found.get(other.case_id))
    for other_id, basis in found.items():
        KnownMatch.objects.update_or_create(
            case=case, other_id=other_id, defaults={"basis": basis}, create_defaults={"basis": basis, "found_at": timezone.now()}
        )  # fmt: skip
    KnownMatch.objects.filter(case=case).exclude(other_id__in=found).delete()


def candidates(subject: Subject) -> "QuerySet[Subject]":
    """Persons of other filed cases of the same house with an equal blind index."""
    equal = Q()
    for name in ("bsn_index", "name_birth_index", "name_year_index"):
        if (digest := getattr(subject, name)) is not None:
            equal |= Q(**{name: digest})
    if not equal:
        return Subject.objects.none()
    others = Subject.objects.filter(equal, case__house=subject.case.house_id).exclude(case=subject.case_id)
    return others.exclude(case__phase=Phase.CONCEPT)


def compare(one: Subject, other: Subject) -> KnownMatch.Basis | None:
    """Why these two rows may be one person, judged on the opened values; None where they are not."""
    if one.bsn and one.bsn == other.bsn:
        return KnownMatch.Basis.BSN
    if not (one.born_on and other.born_on) or normalised_surname(one.surname) != normalised_surname(other.surname):
        return None
    if one.born_on == other.born_on:
        return KnownMatch.Basis.NAME_AND_DATE
    if one.born_on.year == other.born_on.year and given_names_alike(one, other):
        return KnownMatch.Basis.NAME_AND_YEAR
    return None


def given_names_alike(one: Subject, other: Subject) -> bool:
    """Equal or nearly so; an initial agrees with a name that begins with it. Unknown names are not alike."""
    return any(_alike(mine, theirs) for mine in _given_names(one) for theirs in _given_names(other))


def _given_names(subject: Subject) -> set[str]:
    names = (subject.nickname, *subject.first_names.split()[:1], subject.initials[:1])
    return {normal for name in names if (normal := normalised_given_name(name))}


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def strongest(one: KnownMatch.Basis, other: KnownMatch.Basis | None) -> KnownMatch.Basis:
    """Of two reasons to think that it is the same person."""
    return min((basis for basis in (one, other) if basis), key=STRONGEST_FIRST.index)
