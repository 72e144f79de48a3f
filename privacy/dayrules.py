"""What is looked for in the log of one whole day (09, 2.4). The figures are a choice of the Casusportaal; break-glass has its own verdicts.

Every rule gives hits: who, in which house, how often. Whether there was a good reason, a supervisor says.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cases.models import Case, CaseGrant, GrantHistory, Subject
from cases.phases import OPEN_PHASES
from parties.dates import is_working_day
from parties.models import Appointment, Delegation, Membership, User
from privacy.models import AccessLogLine, EventKind, Outcome
from privacy.models.alert import AlertKind, midnight
from zvh.blindindex import normalised_given_name, normalised_surname

OPENED = (EventKind.DOSSIER_VIEW, EventKind.PRINT, EventKind.EXPORT)
NIGHT_ENDS, NIGHT_BEGINS = time(6), time(22)
MOST_DENIED = 5
WITHOUT_PEOPLE = (  # files without persons in them
    "naleving-downloaden", "begroting-uitvoer", "rapportage-downloaden", "landelijk-downloaden", "stuk-cijfers", "stuk-publicatie",
    "make_export", "rapportage-bestand-downloaden",
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    user_id: int
    house_id: int
    number: int


@dataclass(frozen=True)
class Opening:
    """Somebody opened this case on the day."""

    user_id: int
    role: str
    case: Case


def _lines(day: date) -> "QuerySet[AccessLogLine]":
    found = AccessLogLine.objects.filter(
        event_time__gte=midnight(day), event_time__lt=midnight(day + timedelta(days=1))
    )
    return found.filter(is_person=True).exclude(actor_id=0).order_by()


def opened(day: date) -> "QuerySet[AccessLogLine]":
    return _lines(day).filter(event_kind__in=OPENED, action="R", outcome=Outcome.OK, dossier_id__isnull=False)


def openings(day: date) -> list[Opening]:
    """Once for each person and case; what has no case (an enquiry, an alert) is not asked about."""
    found = set(opened(day).values_list("actor_id", "actor_role", "dossier_id"))
    cases = Case.objects.select_related("house").in_bulk({dossier_id for *_, dossier_id in found})
    return [Opening(user_id, role, cases[pk]) for user_id, role, pk in sorted(found) if pk in cases]


def _hits(found: Iterable[Opening]) -> Iterator[Hit]:
    counted = Counter((one.user_id, one.case.house_id) for one in found)
    return (Hit(user_id, house_id, number) for (user_id, house_id), number in counted.items())


# --- the rules -------------------------------------------------------------------------------------------------------------


def without_relation(day: date) -> Iterator[Hit]:
    """Opened without being assigned to the case, or without a role in its house, on that day. Nobody should be able to."""
    found = openings(day)
    assigned, working = _assigned(found, day), _working(day)

    def is_related(one: Opening) -> bool:
        if one.role == "delegate":
            return (one.user_id, one.case.pk) in assigned or one.case.filed_by_id == one.user_id
        return (one.user_id, one.case.house_id) in working

    return _hits(one for one in found if not is_related(one))


def _assigned(found: list[Opening], day: date) -> set[tuple[int, UUID]]:
    """Grants as they are, and those that were withdrawn on the day or later."""
    cases, end = [one.case.pk for one in found], midnight(day + timedelta(days=1))
    now = CaseGrant.objects.filter(content_object__in=cases).values_list("user_id", "content_object_id")
    before = GrantHistory.objects.filter(kind="casegrant", given=True, at__lt=end, case_id__in=cases)
    gone = GrantHistory.objects.filter(kind="casegrant", given=False, at__gte=midnight(day), case_id__in=cases)
    ended = set(gone.values_list("user_id", "case_id"))
    had = set(before.values_list("user_id", "case_id")) & ended
    return set(now) | {(user_id or 0, case_id) for user_id, case_id in had}


def _working(day: date) -> set[tuple[int, int]]:
    had = Appointment.objects.filter(Q(until_date=None) | Q(until_date__gte=day), from_date__lte=day)
    return set(had.values_list("user_id", "house_id"))


def after_closing(day: date) -> Iterator[Hit]:
    """A closed case, opened by somebody else than who goes on with it."""
    return _hits(
        one for one in openings(day)
        if one.case.phase not in OPEN_PHASES and one.case.closed_on and one.case.closed_on < day
        and one.user_id not in (one.case.procesregisseur_id, one.case.casusregisseur_id)
    )  # fmt: skip


def of_namesakes(day: date) -> Iterator[Hit]:
    """Somebody in the case has the surname of who opened it, or the whole name of somebody who works with him."""
    found = openings(day)
    subjects: dict[UUID, list[Subject]] = defaultdict(list)
    for subject in Subject.objects.filter(case__in={one.case.pk for one in found}):
        subjects[subject.case_id].append(subject)
    people = {user.pk: user.name for user in User.objects.filter(pk__in={one.user_id for one in found})}
    colleagues = _colleagues({one.case.house_id for one in found})
    return _hits(
        one for one in found
        if any(
            is_surname_of(subject, people.get(one.user_id, "")) or _name(subject) in colleagues[one.case.house_id]
            for subject in subjects[one.case.pk]
        )
    )  # fmt: skip


def is_surname_of(subject: Subject, name: str) -> bool:
    """Whether this person's name ends with the surname of the subject."""
    _, _, surname = name.partition(" ")
    whole = " ".join(part for part in (subject.infix, subject.surname) if part)
    return bool(surname) and normalised_surname(surname) in (
        normalised_surname(whole),
        normalised_surname(subject.surname),
    )


def _name(subject: Subject) -> tuple[str, str]:
    whole = " ".join(part for part in (subject.infix, subject.surname) if part)
    given = (subject.nickname or subject.first_names).split(" ")[0]
    return normalised_given_name(given), normalised_surname(whole)


def _colleagues(houses: set[int]) -> dict[int, set[tuple[str, str]]]:
    """Per house the names of its staff and of the delegates of its parties."""
    staff = Appointment.objects.filter(house__in=houses).values_list("house_id", "user__name")
    delegates = Delegation.objects.filter(membership__houses__in=houses).values_list("membership__houses", "user__name")
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for house_id, name in {*staff, *delegates}:
        given, _, surname = name.partition(" ")
        if surname:
            found[house_id].add((normalised_given_name(given), normalised_surname(surname)))
    return found


def at_night(day: date) -> Iterator[Hit]:
    """Files opened between ten at night and six in the morning, in a weekend or on a day off."""
    lines = opened(day)
    if is_working_day(day):
        night, evening = (_at(day, one) for one in (NIGHT_ENDS, NIGHT_BEGINS))
        lines = lines.filter(Q(event_time__lt=night) | Q(event_time__gte=evening))
    return _counted(lines, Count("dossier_id", distinct=True))


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def often_denied(day: date) -> Iterator[Hit]:
    """Five times or more. Of a delegate who asked for nothing of one house, in every house in which his party takes part."""
    lines = _lines(day).filter(outcome=Outcome.DENIED)
    counted: Counter[tuple[int, int]] = Counter()
    for user_id, house_id, party_id in lines.values_list("actor_id", "house_id", "actor_party_id"):
        for one in [house_id] if house_id else _houses_of(party_id):
            counted[user_id, one] += 1
    return (Hit(*who, number) for who, number in counted.items() if number >= MOST_DENIED)


def _houses_of(party_id: int) -> list[int]:
    if not party_id:
        return []
    return list(Membership.objects.filter(party=party_id).values_list("houses", flat=True))


def exported(day: date) -> Iterator[Hit]:
    """A file with data of people, or lines of the log, was taken along."""
    lines = _lines(day).filter(event_kind=EventKind.EXPORT, outcome=Outcome.OK)
    return _counted(lines.exclude(rule__in=WITHOUT_PEOPLE), Count("id"))


def _counted(lines: "QuerySet[AccessLogLine]", number: Count) -> Iterator[Hit]:
    found = lines.exclude(house_id=0).values("actor_id", "house_id").annotate(number=number)
    return (Hit(one["actor_id"], one["house_id"], one["number"]) for one in found)


RULES: dict[AlertKind, Callable[[date], Iterable[Hit]]] = {
    AlertKind.RELATION: without_relation, AlertKind.CLOSED: after_closing, AlertKind.NAME: of_namesakes, AlertKind.NIGHT: at_night,
    AlertKind.DENIED: often_denied, AlertKind.EXPORT: exported,
}  # fmt: skip
