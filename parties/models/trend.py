"""From what a house chooses when it notes what stands out in its casework (signalering; conv. 2.2 c and 11.1 h-i)."""

from django.db import models
from django.db.models import Q

from parties.models.approach import CaseworkList
from parties.models.house import House


class TrendQuerySet(models.QuerySet["Trend"]):
    def of_house(self, house: House) -> "TrendQuerySet":
        """What every house has, and what its manager added."""
        return self.filter(Q(house=None) | Q(house=house))

    def in_use(self) -> "TrendQuerySet":
        return self.filter(ended_on=None)


class Trend(CaseworkList):
    """A theme, a bottleneck or a chance that can be noted on a case. Names no person; the code is what the figures keep."""

    class Kind(models.TextChoices):
        THEME = "thema", "thema"
        BOTTLENECK = "knelpunt", "knelpunt"
        CHANCE = "kans", "kans"

    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    house = models.ForeignKey(House, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="huis")
    ended_on = models.DateField("niet meer te kiezen sinds", null=True, editable=False)

    objects = TrendQuerySet.as_manager()

    class Meta:
        verbose_name = "trend"
        verbose_name_plural = "trends"
        ordering = ["kind", "order", "name"]
