"""Counts registrations by the rules of an approach, and says of every line why it counts or not (004, last page). A person decides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from cases.models import Case, Contribution, State, Subject, Triage
from cases.registrations import Registration, kept
from parties.dates import add_months
from parties.models import CountingRule, OffenceKind
from zvh.actor import Actor

TWICE = "staat al in een andere bijdrage"


@dataclass(frozen=True)
class Line:
    """A registration, of whom it came, and whether it counts for a rule."""

    registration: Registration
    supplier: str
    why_not: str = ""
    kind: str = ""  # in words, where the table knows it

    @property
    def counts(self) -> bool:
        return not self.why_not


@dataclass(frozen=True)
class Tally:
    """A rule, counted: met, not met, or (None) not to be counted."""

    rule: CountingRule
    lines: list[Line] = field(default_factory=list)
    is_met: bool | None = None
    recent: int = 0

    @property
    def times(self) -> int:
        return sum(line.counts for line in self.lines)


@dataclass(frozen=True)
class Count:
    """Everything that was counted of one person, on which day and by which age."""

    subject: Subject
    on: date
    since: date
    age: int | None
    tallies: list[Tally]


def year_before(day: date) -> date:
    """The first day of the year that ends on this day; of 29 February the 28th."""
    return add_months(day, -12)


def counts_for(case: Case, actor: Actor) -> tuple[list[Count], list[Contribution]]:
    """Per person of the case the rules of its age, counted from what this actor may read; and what was read for it."""
    rules = list(CountingRule.objects.filter(approach=case.approach_id).prefetch_related("kinds"))
    if not rules:
        return [], []
    given = Contribution.objects.visible_to(actor).filter(case=case, state=State.DELIVERED)
    contributions = list(given.filter(registrations_of__isnull=False).select_related("supplier"))
    day = _day_of(case, actor)
    subjects = Subject.objects.visible_to(actor).filter(case=case)
    lines = _lines(contributions) if contributions else {}
    return [_count(one, rules, lines.get(one.pk, []), day) for one in subjects], contributions


def _day_of(case: Case, actor: Actor) -> date:
    """Today, or the day on which the triage was decided."""
    triage = Triage.objects.visible_to(actor).filter(case=case).first()
    return timezone.localdate(triage.at) if triage and triage.at else actor.today


def _count(subject: Subject, rules: Iterable[CountingRule], lines: Sequence[Line], day: date) -> Count:
    age = subject.age_on(day)
    tallies = [] if age is None else [tally(rule, lines, day) for rule in rules if rule.of_age(age)]
    return Count(subject, day, year_before(day), age, tallies)


def tally(rule: CountingRule, given: Iterable[Line], day: date) -> Tally:
    """One rule over the registrations of one person."""
    if not rule.can_count or rule.times is None:
        return Tally(rule)
    lines = [replace(line, why_not=line.why_not or _why_not(line.registration, rule, day)) for line in given]
    counted = [line.registration.on for line in lines if line.counts]
    recent = sum(on >= year_before(day) for on in counted)
    return Tally(rule, lines, len(counted) >= rule.times and recent > 0, recent)


def _lines(given: Iterable[Contribution]) -> dict[UUID, list[Line]]:
    """Per person, newest first. What an earlier contribution already said is named once more, and does not count again."""
    kinds = dict(OffenceKind.objects.values_list("code", "name"))
    seen: dict[UUID, Counter[Registration]] = {}
    found: dict[UUID, list[Line]] = {}
    for one in sorted(given, key=lambda row: (row.delivered_at, row.pk)):
        assert one.registrations_of_id
        before, mine = seen.setdefault(one.registrations_of_id, Counter()), Counter[Registration]()
        for row in kept(one.registrations):
            mine[row] += 1
            why_not = TWICE if mine[row] <= before[row] else ""
            line = Line(row, one.supplier.name, why_not, kinds.get(row.code, ""))
            found.setdefault(one.registrations_of_id, []).append(line)
        before |= mine
    return {pk: sorted(lines, key=lambda line: line.registration, reverse=True) for pk, lines in found.items()}


def _why_not(row: Registration, rule: CountingRule, day: date) -> str:
    if row.on > day:
        return "na de dag waarop is geteld"
    if not rule.any_kind and row.code not in {kind.code for kind in rule.kinds.all()}:
        return "een ander soort feit"
    if rule.all_within_year and row.on < year_before(day):
        return "langer dan een jaar geleden"
    return ""
