"""What the clock starts in the queue `system`."""

from celery import shared_task
from django.utils import timezone

from privacy import attachments, logcopy, logseal, nightly, verifylog, watch
from zvh.actor import acting_as_system


@shared_task
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
def watch_log() -> None:
    """Look for who read many files; what was read while nobody looked is found now."""
    watch.notice_much_reading(timezone.now())


@shared_task
def scan_waiting() -> None:
    """Files that wait for the scanner: it was away, or the job was lost."""
    attachments.scan_waiting()


@shared_task
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
