"""The queue: `people` works in the web role for somebody, `system` in the job role for nobody (00, item 10)."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zvh.settings")
app = Celery("zvh")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# The database says what is due; the clock only makes it look. Twice is harmless, a missed time is made up for at the next.
app.conf.beat_schedule = {
    "sweep jobs": {"task": "zvh.tasks.sweep_jobs", "schedule": 60.0, "options": {"queue": "system", "expires": 60}},
    "open again": {"task": "privacy.tasks.open_again", "schedule": 20.0, "options": {"queue": "system", "expires": 20}},
    "nightly": {
        "task": "privacy.tasks.run_nightly",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "system", "expires": 900},
    },
    "watch the runs": {
        "task": "privacy.tasks.watch_runs",
        "schedule": crontab(minute="*/5"),
        "options": {"queue": "system", "expires": 300},
    },
    "scan what waits": {
        "task": "privacy.tasks.scan_waiting",
        "schedule": 60.0,
        "options": {"queue": "system", "expires": 60},
    },
    "daily digests": {
        "task": "cases.tasks.start_daily_digests",
        "schedule": crontab(minute="*/15", hour="7-9", day_of_week="1-5"),
        "options": {"queue": "system", "expires": 900},
    },
    "seal the log": {
        "task": "privacy.tasks.seal_log",
        "schedule": 30.0,
        "options": {"queue": "system", "expires": 30},
    },
    "watch the log": {
        "task": "privacy.tasks.watch_log",
        "schedule": 120.0,
        "options": {"queue": "system", "expires": 120},
    },
}

LOOKS_EVERY = 120.0  # seconds


def watch_the_clock(sender: Any, **kwargs: object) -> None:
    """A clock that stands still can not say so: the worker that it wakes asks by itself."""
    if "system" in app.amqp.queues.consume_from:
        sender.timer.call_repeatedly(LOOKS_EVERY, ask_for_the_clock)


worker_ready.connect(watch_the_clock)


def ask_for_the_clock() -> None:
    app.send_task("privacy.tasks.watch_clock", queue="system", expires=LOOKS_EVERY, retry=False, ignore_result=True)
