"""What the queue runs: one task for every job, and the sweep."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import connection
from django.utils import timezone

from privacy import accesslog
from zvh import jobs
from zvh.actor import Actor, acting_as, acting_as_system
from zvh.models import Job
from zvh.opening import when_open
from zvh.sealing import open_keyring

MAX_ATTEMPTS = 12  # with the growing wait between them: almost three days


@shared_task(acks_late=True, reject_on_worker_lost=True)
@when_open
def run_job(job_id: str) -> None:
    """Do a job in the job role (queue `system`), once."""
    _run(UUID(job_id), acting_as_system())


@shared_task(acks_late=True, reject_on_worker_lost=True)
@when_open
def run_job_for_person(job_id: str) -> None:
    """Do a job in the name of who started it (queue `people`), once; rights are judged now."""
    capacity = _ask("select app.job_capacity(%s)", job_id)
    _run(UUID(job_id), acting_as(capacity))


def _run(job_id: UUID, identity: AbstractContextManager[Actor]) -> None:
    try:
        with open_keyring(), accesslog.collecting(accesslog.Book(request_id=job_id)) as book, identity:
            _do(job_id)
            accesslog.flush(book)
    except Exception as error:  # only the class is kept: the text may hold personal data (S54)
        _ask("select app.job_failed(%s, %s)", str(job_id), type(error).__name__)


def _do(job_id: UUID) -> None:
    job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id, finished_at=None).first()
    if job is None:
        return
    jobs.WORK[job.name](**job.arguments)
    job.finished_at, job.failed_with = timezone.now(), ""
    job.save()
    accesslog.event(accesslog.EventKind.JOB, "E", job, rule=job.name)


def _ask(sql: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


@shared_task
@when_open
def sweep_jobs() -> None:
    """Publish again what was not done: the message was lost, the worker died, or an attempt failed."""
    now = timezone.now()
    with acting_as_system():
        left = list(Job.objects.unfinished().filter(attempts__lt=MAX_ATTEMPTS))
    for job in left:
        if job.is_due(now):
            jobs.publish(job)
