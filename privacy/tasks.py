"""What the clock starts in the queue `system`."""

from celery import shared_task
from django.utils import timezone

from privacy import attachments, logcopy, logseal, nightly, replay, runwatch, verifylog, watch
from zvh.actor import acting_as_system
from zvh.opening import is_open, when_open
from zvh.today import today


@shared_task
def open_again() -> None:
    """A database that was put back by hand, failed over or was upgraded: destroy again what must be, and open.

    It comes most often and always, so it is what tells that the clock ticks (runwatch).
    """
    runwatch.note_tick(timezone.now())
    if is_open():
        return
    try:
        replay.replay(today())
    except nightly.AlreadyRunning:
        return


@shared_task
@when_open
def run_nightly() -> None:
    """Look whether the run of the last evening is done, and do it if not; called far more often than once a day."""
    day = nightly.day_to_run(timezone.now())
    if nightly.is_done(day):
        return
    try:
        nightly.run(day)
    except nightly.AlreadyRunning:
        return


@shared_task
@when_open
def watch_runs() -> None:
    """Look whether a run died: people hear of it within a quarter of an hour."""
    runwatch.watch_runs(timezone.now())


@shared_task
@when_open
def watch_clock() -> None:
    """Look whether the clock still starts work; asked by the worker itself (zvh/celery.py)."""
    runwatch.watch_clock(timezone.now())


@shared_task
@when_open
def watch_log() -> None:
    """Look for who read many files; what was read while nobody looked is found now."""
    watch.notice_much_reading(timezone.now())


@shared_task
@when_open
def scan_waiting() -> None:
    """Files that wait for the scanner: it was away, or the job was lost."""
    attachments.scan_waiting()


@shared_task
@when_open
def seal_log() -> None:
    """Seal what was written to the log and copy it out of the database; what could not be copied is tried again the next time."""
    with acting_as_system():
        logseal.seal_all()
    if (copy := logcopy.directory()) is None:
        return
    with acting_as_system():
        try:
            logcopy.copy_new(copy)
        except logcopy.CopyDiffers:
            verifylog.complain(verifylog.OTHER_COPY)
        except OSError:
            if logcopy.overdue(timezone.now()):
                verifylog.complain(verifylog.NOT_COPIED)
