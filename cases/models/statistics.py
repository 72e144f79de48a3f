"""What reports may know of a case that is over: coarse facts without a person, and no way back to the case (00, item 28)."""

import uuid
from collections.abc import Mapping

from django.db import models
from django.db.models import Count

from zvh.actor import Actor

SMALLEST = 10


class AgeBand(models.TextChoices):
    CHILD = "0-17", "jonger dan 18"
    YOUNG = "18-26", "18 tot en met 26"
    ADULT = "27-49", "27 tot en met 49"
    OLDER = "50+", "50 en ouder"
    UNKNOWN = "onbekend", "onbekend"


class StatisticsFactQuerySet(models.QuerySet["StatisticsFact"]):
    def visible_to(self, actor: Actor) -> "StatisticsFactQuerySet":
        """Rows are read by jobs only: one row can point at one person (09, 3.5)."""
        return self if actor.is_system else self.none()

    def counted(self, by: str) -> dict[object, int | None]:
        """Cases per value of one field; None where the number is too small to show (00, item 27)."""
        rows = self.order_by().values(by).annotate(total=Count("pk"))
        return without_small_cells({row[by]: row["total"] for row in rows})


def without_small_cells(counts: Mapping[object, int]) -> dict[object, int | None]:
    """1 to 9 become None, and with them the next smallest until the total tells none of them (00, item 27)."""
    hidden = {key for key, number in counts.items() if 0 < number < SMALLEST}
    others = sorted({counts[key] for key in counts.keys() - hidden}, key=lambda number: (number == 0, number))
    while others and hidden and _total_tells([counts[key] for key in hidden]):
        next_one = others.pop(0)
        hidden |= {key for key, number in counts.items() if number == next_one}  # all: which of them would tell
    return {key: None if key in hidden else number for key, number in counts.items()}


def _total_tells(numbers: list[int]) -> bool:
    """Whether these are so low that none of them can be ten, or so high that all are nine, for who knows their total."""
    most_in_one = sum(numbers) - (len(numbers) - 1)
    return most_in_one < SMALLEST or set(numbers) == {SMALLEST - 1}


class StatisticsFact(models.Model):
    """One case that is over. No date finer than half a year, no text, no case, no person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    approach = models.ForeignKey("parties.Approach", models.PROTECT, related_name="+")
    half_year = models.CharField("halfjaar", max_length=6)
    age_band = models.CharField("leeftijd", max_length=10, choices=AgeBand.choices)
    outcome = models.ForeignKey("parties.TriageOutcome", models.PROTECT, null=True, related_name="+")
    closing_reason = models.ForeignKey("parties.ClosingReason", models.PROTECT, null=True, related_name="+")
    successful = models.BooleanField(null=True)
    weeks_in_triage = models.PositiveSmallIntegerField(null=True)
    weeks_at_table = models.PositiveSmallIntegerField(null=True)
    score_at_start = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    score_at_end = models.DecimalField(max_digits=3, decimal_places=1, null=True)

    objects = StatisticsFactQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer over een afgesloten casus"
        verbose_name_plural = "cijfers over afgesloten casussen"

    def __str__(self) -> str:
        return f"StatisticsFact {self.pk}"
