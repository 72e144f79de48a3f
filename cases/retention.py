"""Until when the data of a case stay, who reads them after closing, and by which rule (protocol 11; 01; 07)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.models import Case
from parties.dates import add_months
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
    return case.approach.regime_on(began).ceiling(began, closed_on)


def last_dates(case: Case, closed_on: date) -> LastDates:
    """The dates of a case that closes on this day: by the policy, or by the legal ceiling where that comes first (07)."""
    policy = policy_of(case)
    stage = policy.archive_stage() or policy.stage_on(closed_on, closed_on)
    assert case.opened_at is not None
    began = timezone.localdate(case.opened_at)
    destroy = policy.destroy_on(
        closed_on, regime=case.approach.regime_on(began), first_processed_on=began, last_processed_on=closed_on
    )
    return LastDates(add_months(closed_on, stage.after_months), list(stage.reader_roles), stage.source, destroy)
