"""That a duty of the house was done: on which day, for which party, with what result (06, naleving and covenant life)."""

import uuid

from django.db import models
from django.db.models import Q

from governance.models.decision import Decision
from governance.reach import houses_watched
from zvh.actor import Actor


class FulfilmentQuerySet(models.QuerySet["Fulfilment"]):
    def visible_to(self, actor: Actor) -> "FulfilmentQuerySet":
        """Who may read what a house must do and did."""
        return self if actor.is_system else self.filter(house__in=houses_watched(actor))

    def standing(self) -> "FulfilmentQuerySet":
        """What was not taken back."""
        return self.filter(withdrawn_at=None)


class Fulfilment(models.Model):
    """Written down once; who made a mistake takes it back with a reason, and it stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duty = models.ForeignKey("parties.Duty", models.PROTECT, related_name="fulfilments", verbose_name="plicht")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij")
    done_on = models.DateField("gedaan op")
    result = models.TextField("uitkomst")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+", verbose_name="besluit")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    at = models.DateTimeField("vastgelegd op")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    withdrawn_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="ingetrokken door"
    )
    withdrawn_because = models.CharField("waarom ingetrokken", max_length=300, blank=True)

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        verbose_name = "vastgelegde plicht"
        verbose_name_plural = "vastgelegde plichten"
        ordering = ["-done_on", "-at"]
        indexes = [models.Index("house", "duty", "done_on", name="fulfilment_done")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                name="fulfilment_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Fulfilment {self.pk}"
