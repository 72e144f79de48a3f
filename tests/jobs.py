"""Deferred work, done now and in this process."""

from zvh.models import Job
from zvh.tasks import run_job


def do_jobs(name: str) -> None:
    """Everything of this name that waits."""
    for job in Job.objects.unfinished().filter(name=name):
        run_job(str(job.pk))
