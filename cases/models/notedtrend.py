"""What stands out in a case, chosen from the list of the house: counted over time, to advise the bodies (06, trends)."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow, StaffRowQuerySet
from cases.phases import Phase


class NotedTrendQuerySet(StaffRowQuerySet["NotedTrend"]):
    def standing(self) -> "NotedTrendQuerySet":
        return self.filter(undone_at=None)


class NotedTrend(CaseRow):
    """A trend noted on a case, in the phase it was in. No words of its own; a fact without the case outlives it."""

    trend = models.ForeignKey("parties.Trend", models.PROTECT, related_name="+", verbose_name="trend")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="genoteerd door")
    at = models.DateTimeField("genoteerd op")
    undone_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField("teruggenomen op", null=True)

    objects = NotedTrendQuerySet.as_manager()

    class Meta:
        verbose_name = "genoteerde trend"
        verbose_name_plural = "genoteerde trends"
        ordering = ["trend__kind", "trend__order", "trend__name"]
        constraints = [
            models.UniqueConstraint(fields=["case", "trend"], condition=Q(undone_at=None), name="trend_noted_once"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="trend_undone_by_somebody",
            ),
        ]
