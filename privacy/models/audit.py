"""Audit of changes by django-auditlog: which field changed, never the value of a personal field (00, item 24)."""

import uuid
from typing import Any

from auditlog.models import AbstractLogEntry
from django.conf import settings
from django.db import models

from zvh.actor import current_actor


class AuditEntry(AbstractLogEntry):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(
        "contenttypes.ContentType", models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    capacity_id = models.UUIDField(null=True)

    class Meta(AbstractLogEntry.Meta):
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"

    def __str__(self) -> str:
        return f"AuditEntry {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The actor of the transaction is the author; the object is named by class and id only."""
        actor = current_actor()
        if actor and not actor.is_nobody and not actor.is_system:
            self.actor_id, self.capacity_id = actor.user_id, actor.capacity_id
        self.object_repr = f"{self.content_type.model} {self.object_pk}"
        self.actor_email = self.remote_addr = None
        super().save(*args, **kwargs)
