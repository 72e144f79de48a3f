"""Whether this installation may be used: it was made here, or every erasure was replayed since it was put back (09, 3.6)."""

from django.db import models
from django.utils import timezone


class Opening(models.Model):
    """Made when a database is new, and after a replay. A dump leaves it out, so that what is put back from one is closed.

    A database that was put back from a base backup with its WAL has another timeline, and is closed for that reason.
    """

    at = models.DateTimeField("open sinds", default=timezone.now)
    timeline = models.CharField("tijdlijn van de databank", max_length=8)
    destroyed_again = models.PositiveIntegerField("opnieuw vernietigd", default=0)
    keys_lost = models.PositiveIntegerField("zonder sleutel", default=0)

    class Meta:
        verbose_name = "openstelling"
        verbose_name_plural = "openstellingen"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Opening {self.pk}"
