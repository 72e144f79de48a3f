"""Figures of some years as one file, made in the background: too long to wait for."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q, TextChoices

from governance.reach import houses_counted
from zvh.actor import Actor

KEPT = timedelta(days=1)


class ExportForm(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"
    ODS = "ods", "ODS"


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, actor: Actor) -> "ExportQuerySet":
        """Who asked it, as long as he reads the figures of the house."""
        if actor.is_system:
            return self
        return self.filter(by=actor.user_id, house__in=houses_counted(actor))

    def there(self, now: datetime) -> "ExportQuerySet":
        """Being made, or made less than a day ago."""
        return self.filter(Q(made_at=None) | Q(made_at__gt=now - KEPT))


class Export(models.Model):
    """One year is counted at a time, and kept: who takes it up again goes on where it was. The last step makes the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    form = models.CharField("vorm", max_length=5, choices=ExportForm)
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    counted = models.JSONField("geteld", default=list)
    content = models.BinaryField("inhoud", null=True)
    made_at = models.DateTimeField("gemaakt op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gevraagd door")
    at = models.DateTimeField("gevraagd op")

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand met cijfers"
        verbose_name_plural = "bestanden met cijfers"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="export_years_in_order"),
            models.CheckConstraint(
                condition=Q(made_at=None, content=None) | Q(made_at__isnull=False, content__isnull=False),
                name="export_made_with_content",
            ),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk}"

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def name(self) -> str:
        return (
            f"{self.first_year}"
            if self.first_year == self.last_year
            else f"{self.first_year} tot en met {self.last_year}"
        )

    @property
    def steps(self) -> int:
        """Every year, and the file."""
        return len(self.years) + 1

    @property
    def done(self) -> int:
        return len(self.counted) + (self.made_at is not None)

    @property
    def ends_at(self) -> datetime | None:
        return self.made_at + KEPT if self.made_at else None
