"""The nightly run: warns, lists, destroys what is due, and checks the keys. It may be run again at any time (05)."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from time import monotonic, sleep
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cases.grants import drop_ended
from cases.models import Case, Closing
from cases.nightly import (
    add_up_facts,
    expire_transfers,
    forget_jobs,
    forget_kept_drafts,
    nearly_over,
    remind_houses,
    remind_judges,
    remind_of_actions,
    remind_of_further_uses,
    remind_parties,
    remind_suppliers,
    warn_of_destruction,
    warn_of_legal_end,
)
from cases.retention import policy_of
from parties.nightly import forget_sessions
from privacy import accesslog, destruction, dossiers, holds, incidents
from privacy.archiving import end_withdrawn_packages
from privacy.candidates import carry_out_left_choices
from privacy.disclosed import forget_disclosures, keep_left_disclosures
from privacy.failures import AWAY, destroy_or_tell
from privacy.logreview import escalate_alerts, review_days
from privacy.logseal import seal_all
from privacy.models import DestructionListing, NightlyRun
from privacy.reviewclock import forget_reviews, open_reviews, remind_reviewers, suspend_unconfirmed
from privacy.verifylog import check
from zvh import keydestruction
from zvh.actor import acting_as_system
from zvh.sealing import open_keyring

log = logging.getLogger("zvh")
T = TypeVar("T")
STARTS_AT = time(23, 15)  # late enough to keep a day whole, early enough to be gone by the end of it (protocol 11.2)
PACE = 0.3  # seconds for a dossier at least: 5,000 in half an hour leave 0.36 for each
LOCK = 20260111  # of the whole run, in the database


class AlreadyRunning(Exception):
    """Another process runs the nightly work now."""


def day_to_run(now: datetime) -> date:
    """The last day whose evening has begun: what was missed in the night is done in the morning, as of that day."""
    local = timezone.localtime(now)
    return local.date() if local.time() >= STARTS_AT else local.date() - timedelta(days=1)


def is_done(day: date) -> bool:
    with acting_as_system(day):
        return NightlyRun.objects.filter(day=day).exclude(finished_at=None).exists()


def run(today: date) -> dict[str, int]:
    """Do everything that this day asks for, and note how much it was. Raises AlreadyRunning."""
    with only_one():
        _note(today, started_at=timezone.now(), failed_at=None)
        try:
            return _run(today)
        except Exception:
            _note_failed(today)
            raise


def _note(day: date, **values: object) -> None:
    """Committed by itself: it stands there when the work is lost (`runwatch`)."""
    with acting_as_system(day):
        NightlyRun.objects.update_or_create(day=day, defaults=values)


def _note_failed(day: date) -> None:
    """Where the database is gone too, the next look finds a run that began and is not there."""
    try:
        _note(day, failed_at=timezone.now())
    except AWAY:
        log.critical("the nightly run of %s failed, and the database does not answer", day)


def is_running() -> bool:
    """Whether any process is at work on it, or on putting back what a backup brought."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from pg_locks where locktype = 'advisory' and granted and classid = 0 and objid = %s)",
            [LOCK],
        )
        found: bool = cursor.fetchone()[0]
        return found


@contextmanager
def only_one() -> Iterator[None]:
    """Nobody else destroys meanwhile. Raises AlreadyRunning."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])


def _run(today: date) -> dict[str, int]:
    counts = {"finished": destruction.resume(today=today)}
    counts["destroyed_again"], counts["keys_lost"] = incidents.check_keys(today=today)
    counts["steps_failed"] = 0
    for name, step in STEPS.items():
        counts |= _carry_out(name, step, today, counts["steps_failed"])
    counts["destroyed"], counts["failed"] = _destroy_due(today)
    counts |= _clean_keys(today)
    is_whole = not (counts["steps_failed"] or counts["failed"])  # what is not, is tried again in a quarter of an hour
    with acting_as_system(today):
        finished_at = timezone.now() if is_whole else None
        NightlyRun.objects.update_or_create(day=today, defaults={"finished_at": finished_at, "counts": counts})
        accesslog.event(accesslog.EventKind.JOB, "E", rule="nightly", result_count=counts["destroyed"])
    return counts


def _carry_out(name: str, step: Callable[[date], int], today: date, failed: int) -> dict[str, int]:
    """A warning may fail, the destruction may not (09, section 0): what goes wrong here is told, and the run goes on."""
    try:
        with open_keyring(), acting_as_system(today):
            return {name: step(today)}
    except AWAY:
        raise
    except Exception as error:
        log.critical("a step of the nightly run failed: %s (%s)", name, type(error).__name__)
        return {name: 0, "steps_failed": failed + 1}


def list_for_destruction(today: date) -> int:
    """Put what was warned about on the list of the record manager; what was reopened or postponed goes off it."""
    with_dates = {case.pk: case for case in nearly_over(today).select_related("house", "approach")}
    listed = {row.case_id: row for row in DestructionListing.objects.filter(released_at=None)}
    for gone in listed.keys() - with_dates.keys():
        listed[gone].delete()
    for pk in with_dates.keys() - set(DestructionListing.objects.values_list("case_id", flat=True)):
        case = with_dates[pk]
        assert case.number and case.closed_on and case.destroy_on  # or it would not be nearly over
        DestructionListing.objects.create(
            case=case, house_id=case.house_id, number=case.number, closed_on=case.closed_on,
            closed_by_id=_closed_by(case), destroy_on=case.destroy_on, rule=case.destroy_source,
            needs_release=policy_of(case).release_by_record_manager, listed_on=today,
        )  # fmt: skip
    _note_held()
    return len(with_dates)


def _note_held() -> None:
    """The list says what holds a case back: the record manager opens neither (05)."""
    found = holds.held()
    for row in DestructionListing.objects.all():
        because = found.get(row.case_id, "")
        if row.held_because != because:
            row.is_held, row.held_because = bool(because), because
            row.save(update_fields=["is_held", "held_because"])


def _closed_by(case: Case) -> int | None:
    """Who took the decision that started the clock; somebody else releases the destruction (S32)."""
    return Closing.objects.filter(case=case).exclude(at=None).order_by("-at").values_list("by_id", flat=True).first()


def check_log(today: date) -> int:
    """Everything sealed, then the whole log checked. Gives the number of problems."""
    seal_all(everything=True)
    return check().problem_count


STEPS: dict[str, Callable[[date], int]] = {
    "reminded": remind_parties,
    "suppliers_reminded": remind_suppliers,
    "houses_reminded": remind_houses,
    "further_uses_reminded": remind_of_further_uses,
    "transfers_expired": expire_transfers,
    "actions_reminded": remind_of_actions,
    "judges_reminded": remind_judges,
    "rights_suspended": suspend_unconfirmed,
    "reviewers_reminded": remind_reviewers,
    "reviews_opened": open_reviews,
    "reviews_forgotten": forget_reviews,
    "warned": warn_of_destruction,
    "legal_ends_warned": warn_of_legal_end,
    "choices_carried_out": carry_out_left_choices,
    "listed": list_for_destruction,
    "jobs_forgotten": forget_jobs,
    "kept_drafts_forgotten": forget_kept_drafts,
    "sessions_forgotten": forget_sessions,
    "log_problems": check_log,
    "log_alerts": review_days,
    "alerts_escalated": escalate_alerts,
    "facts_added_up": add_up_facts,
    "grants_dropped": drop_ended,
    "packages_ended": end_withdrawn_packages,
    "disclosures_kept": keep_left_disclosures,
    "disclosures_forgotten": forget_disclosures,
}


def _destroy_due(today: date) -> tuple[int, int]:
    """How many were destroyed, and how many could not be."""
    with acting_as_system(today):
        found = destruction.due(today)
    done = [destroy_or_tell(model, pk, judge, today=today) for model, pk, judge in at_a_pace(found, PACE)]
    return sum(destroyed for destroyed, _ in done), sum(failed for _, failed in done)


def at_a_pace(found: Iterable[T], pace: float) -> Iterator[T]:
    """Each no sooner than so many seconds after the former: who works at night waits for a page no longer than by day (09, section 6)."""
    soonest = 0.0
    for one in found:
        sleep(max(0.0, soonest - monotonic()))
        soonest = monotonic() + pace
        yield one


def _clean_keys(today: date) -> dict[str, int]:
    """Orphans go, never during a restore; then what was deleted is made dead by a new wrapping key (00, items 19-20)."""
    swept = 0 if settings.RESTORING else keydestruction.sweep_orphans(lambda ids: _known(ids, today))
    rewrapped = keydestruction.replace_wrapping_key() if keydestruction.rotation_is_due() else 0
    return {"orphans": swept, "rewrapped": rewrapped}


def _known(ids: list[UUID], today: date) -> set[UUID]:
    with acting_as_system(today):
        return dossiers.known(ids)
