"""Until when somebody read the news, in one capacity. What happened itself is nowhere written twice: `cases/news.py`."""

import uuid

from django.db import models

from zvh.actor import Actor


class LastVisitQuerySet(models.QuerySet["LastVisit"]):
    def visible_to(self, actor: Actor) -> "LastVisitQuerySet":
        """One's own, in the capacity acted in."""
        if actor.is_system:
            return self
        if actor.capacity_id is None:
            return self.none()
        return self.filter(user=actor.user_id, capacity_id=actor.capacity_id)


class LastVisit(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("parties.User", models.CASCADE, related_name="+")
    capacity_id = models.UUIDField(unique=True)
    read_until = models.DateTimeField("gelezen tot")

    objects = LastVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "laatste bezoek"
        verbose_name_plural = "laatste bezoeken"

    def __str__(self) -> str:
        return f"LastVisit {self.pk}"
