"""What reports may know: coarse facts of what happened, without a person, and no way back to a case (00, item 28; 09, 3.5)."""

import uuid
from datetime import date

from django.db import models

from zvh.actor import Actor


class AgeBand(models.TextChoices):
    CHILD = "0-17", "jonger dan 18"
    YOUNG = "18-26", "18 tot en met 26"
    ADULT = "27-49", "27 tot en met 49"
    OLDER = "50+", "50 en ouder"
    UNKNOWN = "onbekend", "onbekend"


def age_band(age: int | None) -> AgeBand:
    """The band of an age in whole years."""
    if age is None:
        return AgeBand.UNKNOWN
    return AgeBand.CHILD if age < 18 else AgeBand.YOUNG if age < 27 else AgeBand.ADULT if age < 50 else AgeBand.OLDER


def quarter_of(day: date) -> int:
    """Quarters counted on, so that the difference of two is a number of quarters; `app.quarter_of` in SQL says the same."""
    return day.year * 4 + (day.month - 1) // 3


class StatisticsFactQuerySet(models.QuerySet["StatisticsFact"]):
    def visible_to(self, actor: Actor) -> "StatisticsFactQuerySet":
        """Nobody: one row can point at one person (09, 3.5). Figures come from `app.figure_...`, which count."""
        return self.none()


class StatisticsFact(models.Model):
    """One thing that happened, written by the database in the same transaction (`cases/sql/figures.sql`).

    No day finer than a quarter, no text, no case, no person, and nothing that ties facts of one case together.
    `key` is drawn at random: the sum over a cell decides which way its number is rounded, always the same (zvh/smallcells.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    quarter = models.PositiveSmallIntegerField("kwartaal")
    kind = models.SlugField("wat", max_length=30, db_index=False)
    value = models.SlugField("soort", max_length=60, blank=True, db_index=False)
    detail = models.SlugField("nadere soort", max_length=60, blank=True, db_index=False)
    approach = models.ForeignKey("parties.Approach", models.PROTECT, null=True, related_name="+", db_index=False)
    gemeente = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", db_index=False)
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", db_index=False)
    age_band = models.CharField("leeftijd", max_length=10, choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    measure = models.PositiveSmallIntegerField("weken, uren of kwartalen", null=True)
    number = models.SmallIntegerField("aantal", default=1)  # -1 takes back what was undone at once
    key = models.PositiveSmallIntegerField("sleutel van de afronding")
    added_up = models.BooleanField("opgeteld", db_default=False)

    objects = StatisticsFactQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        indexes = [
            models.Index(fields=["house", "quarter"], name="fact_of_today", condition=models.Q(added_up=False)),
            models.Index("house", "kind", "quarter", name="fact_kind", include=["value", "approach", "number", "key"]),
        ]

    def __str__(self) -> str:
        return f"StatisticsFact {self.pk}"


class FigureCell(models.Model):
    """How many facts are alike, along one line of the page of figures (`cases/sql/figurecells.sql`); the line "" is none."""

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", db_index=False)
    line = models.SlugField("lijn", max_length=10, blank=True, db_index=False)
    quarter = models.PositiveSmallIntegerField("kwartaal")
    member = models.SlugField("plaats op de lijn", max_length=20, blank=True, db_index=False)
    kind = models.SlugField("wat", max_length=30, db_index=False)
    value = models.SlugField("soort", max_length=60, blank=True, db_index=False)
    detail = models.SlugField("nadere soort", max_length=60, blank=True, db_index=False)
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", db_index=False)
    measure = models.PositiveSmallIntegerField("weken, uren of kwartalen", null=True)
    number = models.IntegerField("aantal")
    keys = models.BigIntegerField("som van de sleutels")

    class Meta:
        verbose_name = "opgeteld cijfer"
        verbose_name_plural = "opgetelde cijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["house", "line", "quarter", "member", "kind", "value", "detail", "party", "measure"],
                name="cell_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"FigureCell {self.pk}"
