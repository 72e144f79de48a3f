"""What somebody was writing when the session locked or ended (00, item 14)."""

from datetime import datetime, timedelta

from django.db import models

from cases.models.case import Case
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField

LASTS = timedelta(hours=24)


class KeptDraftQuerySet(models.QuerySet["KeptDraft"]):
    def visible_to(self, actor: Actor) -> "KeptDraftQuerySet":
        """One's own, in the capacity in which it was written."""
        if actor.is_system:
            return self
        if actor.capacity_id is None:
            return self.none()
        return self.filter(user_id=actor.user_id, capacity_id=actor.capacity_id)

    def fresh(self, now: datetime) -> "KeptDraftQuerySet":
        return self.filter(kept_at__gt=now - LASTS)


class KeptDraft(SealedModel):
    """A form that was sent into a lapsed session. A dossier of its own, that goes with the case it was about."""

    user = models.ForeignKey("parties.User", models.CASCADE, related_name="+")
    capacity_id = models.UUIDField()
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    address = SealedTextField("adres van het formulier")
    fields = SealedTextField("ingevulde velden")
    kept_at = models.DateTimeField("bewaard op")

    objects = KeptDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaarde tekst"
        verbose_name_plural = "bewaarde teksten"
        ordering = ["-kept_at"]
        indexes = [models.Index("user", "capacity_id", name="keptdraft_own")]
