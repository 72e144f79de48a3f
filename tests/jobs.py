"""Deferred work: done now and in this process, or sent to a broker of the test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import caches
from django.test import override_settings

from zvh.celery import app
from zvh.models import Job
from zvh.tasks import run_job


def do_jobs(name: str) -> None:
    """Everything of this name that waits."""
    for job in Job.objects.unfinished().filter(name=name):
        run_job(str(job.pk))


@contextmanager
def broker(url: str) -> Iterator[None]:
    """The application has this server for its queue and its cache."""
    before = app.conf.broker_url
    _queue_at(url)
    try:
        with override_settings(CACHES={"default": {**settings.CACHES["default"], "LOCATION": url}}):
            yield
    finally:
        caches["default"].close()
        _queue_at(before)


def _queue_at(url: str) -> None:
    """Connections are kept, and would go on to the server of before."""
    app.conf.broker_url = url
    app._pool = app.amqp._producer_pool = None
