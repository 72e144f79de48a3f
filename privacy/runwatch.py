"""A run that dies, and a clock that starts none, are noticed by somebody else, within a quarter of an hour (09, section 4, I6)."""

import logging
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy import accesslog
from privacy.models import NightlyRun
from privacy.nightly import day_to_run, is_running
from zvh.actor import acting_as_system

log = logging.getLogger("zvh")
TOLD = (Role.MANAGER, Role.RECORD_MANAGER, Role.ADMINISTRATOR)
LATE = timedelta(minutes=10)  # what looks does so every five minutes at least: told before a quarter of an hour is over
# In the cache: where the broker was emptied, looking begins anew.
TICKED, DOUBTED, SILENCE_TOLD = "clock-ticked", "clock-doubted", "clock-silence-told"
DOUBT = timedelta(minutes=1)
TOLD_AGAIN_AFTER = timedelta(hours=6)


def watch_runs(now: datetime) -> bool:
    """Whether people were told now: the run of the last evening began, is not at work and did not come to its end. Once a night."""
    day = day_to_run(now)
    if is_running():
        return False
    with acting_as_system(day):
        found = NightlyRun.objects.select_for_update().filter(day=day).first()
        if found is None or found.finished_at or found.told_at or found.started_at is None:
            return False
        if found.failed_at is None and now - found.started_at < LATE:
            return False  # it may have been killed a moment ago; the next look says
        found.told_at = now
        found.save(update_fields=["told_at"])
        log.critical("the nightly run of %s did not come to its end", day)
        people = appointments_in_force(day).filter(role__in=TOLD)
        write_to(set(people.values_list("user_id", flat=True)), "nacht-mislukt")
        accesslog.event(accesslog.EventKind.JOB, "E", rule="nightly", outcome=accesslog.Outcome.ERROR)
        return True


def _since(key: str, now: datetime) -> datetime:
    """The moment that is kept here; now, where none was."""
    return cache.get_or_set(key, now, None) or now


def note_tick(now: datetime) -> None:
    """The clock started something."""
    cache.set(TICKED, now, None)
    cache.delete_many([DOUBTED, SILENCE_TOLD])


def watch_clock(now: datetime) -> bool:
    """Whether people were told now that the clock starts nothing any more. A silence is told once in six hours, however many workers look.

    Two looks have to find it: a worker that was long at work may look before it hears the ticks that wait.
    """
    since = _since(TICKED, now)
    if now - since < LATE or now - _since(DOUBTED, now) < DOUBT:
        return False
    if not cache.add(SILENCE_TOLD, now, TOLD_AGAIN_AFTER.total_seconds()):
        return False
    log.critical("the clock has started nothing since %s", since)
    day = timezone.localdate(now)
    with acting_as_system(day):
        people = appointments_in_force(day).filter(role__in=TOLD)
        write_to(set(people.values_list("user_id", flat=True)), "klok-stil")
        accesslog.event(accesslog.EventKind.JOB, "E", rule="clock", outcome=accesslog.Outcome.ERROR)
    return True
