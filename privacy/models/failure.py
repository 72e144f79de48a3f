"""A dossier that could not be destroyed on its day: the rest goes on, and people are told (09, section 4, I3 and I6)."""

import uuid

from django.db import models

from privacy.models.destruction import KINDS, OfHouseQuerySet


class DestructionFailure(models.Model):
    """Which dossier, since when, how often it was tried, and the class of the error; its text may hold data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier_id = models.UUIDField("dossier", unique=True)
    kind = models.CharField("soort", max_length=60)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    failed_with = models.CharField("soort fout", max_length=60)
    tries = models.PositiveIntegerField("pogingen", default=1)
    first_at = models.DateTimeField("voor het eerst op")
    last_at = models.DateTimeField("het laatst op")
    settled_at = models.DateTimeField("toch gelukt op", null=True)

    objects = OfHouseQuerySet.as_manager()

    class Meta:
        verbose_name = "mislukte vernietiging"
        verbose_name_plural = "mislukte vernietigingen"
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return f"DestructionFailure {self.pk}"

    @property
    def kind_name(self) -> str:
        return KINDS.get(self.kind, self.kind)
