"""Until when the data of a case stay, who reads them after closing, and by which rule (protocol 11; 01; 07)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from cases.models import Case
from cases.phases import OPEN_PHASES
from parties.choices import CeilingStart
from parties.dates import add_months, latest_start
from parties.models import LastDate, RetentionPolicy


@dataclass(frozen=True)
class LastDates:
    """From when fewer people read, and the last day, each with its source."""

    archive_on: date
    archive_readers: list[str]
    archive_source: str
    destroy: LastDate


def policy_of(case: Case) -> RetentionPolicy:
    return RetentionPolicy.objects.prefetch_related("stages").get(house=case.house_id, approach=case.approach_id)


def ceiling_of(case: Case, closed_on: date) -> LastDate | None:
    """The last date that the law gives, whatever the policy of the house says (07)."""
    assert case.opened_at is not None
    began = timezone.localdate(case.opened_at)
    return _renewed(case, case.approach.regime_on(began).ceiling(began, closed_on))


def _renewed(case: Case, ceiling: LastDate | None) -> LastDate | None:
    """The legal last date, or the later one that every supplier agreed to while the case was open (BGS 1.16 lid 2)."""
    if ceiling is None or case.legal_until is None or case.legal_until <= ceiling.date:
        return ceiling
    return LastDate(case.legal_until, f"verlengd: {ceiling.source}")


def legal_end_near(policy: RetentionPolicy, today: date) -> Q:
    """Open cases whose legal last date is within the warning time of this policy: the law counts on while people work (WGS 1.8 lid 7)."""
    regime = policy.approach.regime
    if regime.ceiling_months is None or regime.ceiling_starts_at != CeilingStart.FIRST_PROCESSING:
        return Q(pk=None)
    until = latest_start(add_months(today, policy.warning_months), regime.ceiling_months)
    since = regime.in_force_from or date.min
    return Q(
        house=policy.house_id, approach=policy.approach_id, phase__in=OPEN_PHASES, opened_at__date__range=(since, until)
    ) & ~Q(legal_until__gt=add_months(today, policy.warning_months))


def legal_end(case: Case, today: date) -> LastDate | None:
    """The legal last date of a case that is still open, as its approach says; None where the law counts from the last processing."""
    assert case.opened_at is not None
    return _renewed(case, case.approach.regime.ceiling(timezone.localdate(case.opened_at), today))


def last_dates(case: Case, closed_on: date) -> LastDates:
    """The dates of a case that closes on this day: by the policy, or by the legal ceiling where that comes first (07)."""
    policy = policy_of(case)
    stage = policy.archive_stage() or policy.stage_on(closed_on, closed_on)
    assert case.opened_at is not None
    began = timezone.localdate(case.opened_at)
    destroy = policy.destroy_on(
        closed_on, regime=case.approach.regime_on(began), first_processed_on=began, last_processed_on=closed_on
    )
    if case.legal_until and case.legal_until > destroy.date:
        by_policy = LastDate(add_months(closed_on, policy.destroyed_after_months), policy.source)
        destroy = min((by_policy, LastDate(case.legal_until, f"verlengd: {destroy.source}")), key=lambda one: one.date)
    return LastDates(add_months(closed_on, stage.after_months), list(stage.reader_roles), stage.source, destroy)
