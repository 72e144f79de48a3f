"""What the clock starts in the queue `system`."""

from celery import shared_task
from django.utils import timezone

from cases.workflow.digest import start_digests
from zvh.actor import acting_as_system
from zvh.opening import when_open


@shared_task
@when_open
def start_daily_digests() -> None:
    """In the morning; called more often than once, so that a time that was missed is made up for."""
    with acting_as_system():
        start_digests(timezone.now())
