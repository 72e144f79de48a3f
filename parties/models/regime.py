from dataclasses import dataclass
from datetime import date

from django.db import models

from parties.choices import CeilingStart
from parties.dates import add_months
from parties.models.party import PartyKind

COVENANT_ONLY = "convenant"


@dataclass(frozen=True)
class LastDate:
    """A date with the rule that sets it."""

    date: date
    source: str


class Regime(models.Model):
    """A legal regime next to covenant and protocol (WGS, RAD), with its own ceiling on retention."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=150)
    in_force_from = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    ceiling_months = models.PositiveSmallIntegerField(null=True, blank=True)
    ceiling_starts_at = models.CharField(max_length=20, choices=CeilingStart, blank=True, default="")
    ceiling_source = models.CharField(max_length=200, blank=True)
    rejected_at_once = models.BooleanField()
    rejected_source = models.CharField(max_length=200)
    incidental_without_account = models.BooleanField()
    deciding_kinds = models.ManyToManyField(PartyKind, blank=True, related_name="decides_under")
    decides_unanimously = models.BooleanField(default=False)
    other_houses_source = models.CharField(max_length=200, blank=True, default="")  # empty: no other house is asked
    # A legal last date may move, so many months at a time, if every supplier agrees (BGS 1.16 lid 2 and 3). 0: it may not.
    renewal_months = models.PositiveSmallIntegerField("verlenging, in maanden", default=0)
    renewal_source = models.CharField(max_length=200, blank=True, default="")
    third_parties_source = models.CharField(max_length=200, blank=True, default="")  # empty: participants have no say

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ceiling_months=None, ceiling_starts_at="")
                | (models.Q(ceiling_months__gt=0) & ~models.Q(ceiling_starts_at="")),
                name="ceiling_has_a_start",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_force(self, day: date) -> bool:
        return self.in_force_from is None or self.in_force_from <= day

    def ceiling(self, first_processed_on: date | None, last_processed_on: date) -> LastDate | None:
        """The legal last date. ValueError if the regime counts from a first day that is not given."""
        if self.ceiling_months is None:
            return None
        start: date | None = last_processed_on
        if self.ceiling_starts_at == CeilingStart.FIRST_PROCESSING:
            start = first_processed_on
        if start is None:
            raise ValueError(f"regime {self.code} counts from the first processing: give first_processed_on")
        return LastDate(add_months(start, self.ceiling_months), self.ceiling_source)
