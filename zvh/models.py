"""Work for later: one row per job; Celery carries only its id, beat sweeps what was left (00, item 16)."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from zvh.actor import Actor


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: Actor) -> "JobQuerySet":
        """Who started a job sees how it goes."""
        if actor.is_system:
            return self
        mine = self.filter(started_by=actor.user_id, capacity_id=actor.capacity_id)
        return self.none() if actor.is_nobody else mine

    def unfinished(self) -> "JobQuerySet":
        return self.filter(finished_at__isnull=True)


class Job(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)  # ids only
    queue = models.CharField(max_length=10, default="system")
    capacity_id = models.UUIDField(null=True)
    started_by = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_attempt_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_with = models.CharField(max_length=60, blank=True)  # class of the exception, never its text
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        db_table = "zvh_jobs"  # the table of its own name would be called as the login of the workers
        verbose_name = "taak"
        verbose_name_plural = "taken"
        indexes = [models.Index("created_at", name="job_unfinished", condition=Q(finished_at__isnull=True))]

    def __str__(self) -> str:
        return f"Job {self.pk}"

    def is_due(self, now: datetime) -> bool:
        """Whether it waited long enough for a next attempt: a minute, and twice as long after each that failed."""
        return (self.last_attempt_at or self.created_at) + timedelta(minutes=2**self.attempts) <= now
