"""What came in as a file waits for the scanner, and is opened to people once that found nothing in it (S47; BIO2 8.7)."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from zvh.filetypes import Format

Row = TypeVar("Row", bound=models.Model)


class ScanState(models.TextChoices):
    """What the scanner said; until it did nobody opens the file (S47)."""

    WAITING = "wacht", "wacht op de virusscan"
    CLEAN = "schoon", "gecontroleerd"
    REFUSED = "geweigerd", "geweigerd"


class ScannedQuerySet(models.QuerySet[Row]):
    def clean(self) -> Self:
        return self.filter(state=ScanState.CLEAN)

    def waiting(self) -> Self:
        return self.filter(state=ScanState.WAITING)


class Scanned(models.Model):
    """That there is a file, and what the scanner said of it. What is in it is a row of its own, found as `file`."""

    format = models.CharField("vorm", max_length=5, choices=Format)
    size = models.PositiveIntegerField("grootte in bytes")
    state = models.CharField("virusscan", max_length=10, choices=ScanState, default=ScanState.WAITING)
    found = models.CharField("gevonden door de virusscan", max_length=100, blank=True)
    scanned_at = models.DateTimeField("gescand op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="toegevoegd door")
    at = models.DateTimeField("toegevoegd op")
    file: Any

    class Meta:
        abstract = True
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ScanState.WAITING, scanned_at=None)
                | ~Q(state=ScanState.WAITING) & Q(scanned_at__isnull=False),
                name="%(class)s_scanned",
            )
        ]
        indexes = [models.Index("at", name="%(class)s_waiting", condition=Q(state=ScanState.WAITING))]

    @property
    def is_clean(self) -> bool:
        return self.state == ScanState.CLEAN

    @property
    def is_waiting(self) -> bool:
        return self.state == ScanState.WAITING

    @property
    def is_refused(self) -> bool:
        return self.state == ScanState.REFUSED

    @property
    def content_type(self) -> str:
        return Format(self.format).content_type

    @property
    def supplied_by(self) -> int | None:
        """The party that brought it; None: the house."""
        return None

    @property
    def told(self) -> Iterable[int | None]:
        """Who hears that the scanner refused it."""
        return [self.by_id]
