"""The fact that a case leaves in the statistics: written when it is over, taken back when it is reopened (00, items 21 and 28)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from cases.models import Case, DomainScore, StatisticsFact
from cases.models.statistics import AgeBand
from cases.phases import OPEN_PHASES, Phase
from zvh.jobs import later, work

POINTS = {DomainScore.Level.GREEN: 1, DomainScore.Level.ORANGE: 2, DomainScore.Level.RED: 3}
OVER = (Phase.AFSCHALING, Phase.ENDED)


def keep_statistics(case: Case) -> None:
    """Have the fact brought up to date where the case ended, or is taken up again. A job does it: people read no facts."""
    if case.phase in OVER or case.fact_id:
        later("update_fact", case_id=case.pk)


@work("update_fact")
def update_fact(case_id: str) -> None:
    """A case that is over has one fact, an open case none."""
    case = Case.objects.select_for_update().filter(pk=UUID(case_id)).first()
    if case is None:
        return
    if case.fact_id:
        StatisticsFact.objects.filter(pk=case.fact_id).delete()
    fact = None if case.phase in OPEN_PHASES else fact_of(case)
    if fact:
        fact.save(force_insert=True)
    Case.objects.filter(pk=case.pk).update(fact_id=fact and fact.pk)


def fact_of(case: Case) -> StatisticsFact:
    """What reports may know of this case, not saved."""
    ended = case.closed_on or case.phase_since or timezone.localdate()
    began, scores = _beginnings(case), _mean_scores(case)
    return StatisticsFact(
        house_id=case.house_id,
        approach_id=case.approach_id,
        half_year=f"{ended.year}-{1 if ended.month <= 6 else 2}",
        age_band=age_band(_born_on(case), ended),
        outcome_id=case.outcome_id,
        closing_reason_id=case.closing_reason_id,
        successful=case.successful,
        weeks_in_triage=_weeks(began.get(Phase.TRIAGE), began.get(Phase.CASUSOVERLEG, ended)),
        weeks_at_table=_weeks(began.get(Phase.CASUSOVERLEG), ended),
        score_at_start=scores[0] if scores else None,
        score_at_end=scores[-1] if scores else None,
    )


def age_band(born_on: date | None, on: date) -> AgeBand:
    if born_on is None:
        return AgeBand.UNKNOWN
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return AgeBand.CHILD if age < 18 else AgeBand.YOUNG if age < 27 else AgeBand.ADULT if age < 50 else AgeBand.OLDER


def _born_on(case: Case) -> date | None:
    """Of the first person: in a case about several, that is the one it began with."""
    subject = case.subjects.first()
    return subject.born_on if subject else None


def _beginnings(case: Case) -> dict[str, date]:
    """The day each phase began for the first time."""
    began: dict[str, date] = {}
    for step in case.transitions.order_by("at"):
        began.setdefault(step.target, timezone.localdate(step.at))
    return began


def _mean_scores(case: Case) -> list[Decimal]:
    """Per meeting in which life domains were scored the mean, first meeting first: 1 is green, 3 is red."""
    points: dict[UUID, list[int]] = {}
    for item, level in case.domainscores.order_by("item__started_at").values_list("item_id", "level"):
        points.setdefault(item, []).append(POINTS[DomainScore.Level(level)])
    return [round(Decimal(sum(each)) / len(each), 1) for each in points.values()]


def _weeks(start: date | None, end: date) -> int | None:
    return (end - start).days // 7 if start else None
