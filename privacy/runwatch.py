"""A whole run that dies is noticed by somebody else than itself, within a quarter of an hour (09, section 4, I6)."""

import logging
from datetime import datetime, timedelta

from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy import accesslog
from privacy.models import NightlyRun
from privacy.nightly import day_to_run, is_running
from zvh.actor import acting_as_system

log = logging.getLogger("zvh")
TOLD = (Role.MANAGER, Role.RECORD_MANAGER, Role.ADMINISTRATOR)
LATE = timedelta(minutes=10)  # the clock asks every five minutes: told before a quarter of an hour is over


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
