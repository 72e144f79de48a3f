"""Deferred work: written with the change that causes it, published after the commit, swept when that failed (00, item 16)."""

import logging
from collections.abc import Callable
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from zvh.actor import current_actor
from zvh.models import Job

log = logging.getLogger("zvh")
WORK: dict[str, Callable[..., None]] = {}
TASKS = {"system": "zvh.tasks.run_job", "people": "zvh.tasks.run_job_for_person"}


def work(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the work that jobs of this name do. It may run twice: it must be idempotent."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        WORK[name] = function
        return function

    return register


def later(name: str, *, queue: str = "system", total: int = 0, capacity: Any = None, **ids: Any) -> Job:
    """Have this done after the commit, in the name of who acts or of this capacity. Arguments are ids; rights are judged then."""
    actor = current_actor()
    job = Job(name=name, queue=queue, total=total, arguments={key: str(value) for key, value in ids.items()})
    if capacity is not None:
        job.capacity_id, job.started_by = capacity.pk, capacity.user_id
    elif actor and actor.capacity_id:
        job.capacity_id, job.started_by = actor.capacity_id, actor.user_id
    job.save(force_insert=True)
    transaction.on_commit(lambda: publish(job), robust=True)
    return job


def publish(job: Job) -> None:
    """Hand the id to the queue. A broker that is away is no error: the sweep finds the row."""
    try:
        current_app.send_task(TASKS[job.queue], [str(job.pk)], queue=job.queue, retry=False, ignore_result=True)
    except OperationalError:
        log.warning("the broker is away; job %s waits for the sweep", job.pk)
