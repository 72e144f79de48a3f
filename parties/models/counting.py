"""How often somebody was a suspect before a criterion of an approach is met, counted from registrations of the police (004, last page)."""

from django.db import models

from parties.models.approach import Approach
from zvh.versions import LastSaved


class OffenceKind(models.Model):
    """A kind of offence by the code under which the police register it (maatschappelijke klasse)."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CountingRule(LastSaved):
    """One cell of the table: a theme and an age, how many times, and of which kinds. It counts; a person decides."""

    approach = models.ForeignKey(Approach, on_delete=models.CASCADE, related_name="counting_rules")
    code = models.SlugField("code")
    order = models.PositiveSmallIntegerField("volgorde")
    theme = models.CharField("onderwerp", max_length=50)
    age_from = models.PositiveSmallIntegerField("leeftijd vanaf")
    age_to = models.PositiveSmallIntegerField("leeftijd tot en met")
    times = models.PositiveSmallIntegerField("zo vaak verdachte", null=True, blank=True)
    all_within_year = models.BooleanField("alle in het afgelopen jaar; anders minstens een", default=False)
    any_kind = models.BooleanField("elk soort feit telt", default=False)
    kinds = models.ManyToManyField(OffenceKind, blank=True, related_name="+", verbose_name="soorten feiten")
    note = models.CharField("waarom er niets te tellen is", max_length=200, blank=True)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "telregel"
        verbose_name_plural = "telregels"
        ordering = ["approach", "order"]
        constraints = [models.UniqueConstraint(fields=["approach", "code"], name="counting_rule_once")]

    def __str__(self) -> str:
        return f"{self.theme}, {self.age_from} tot en met {self.age_to} jaar"

    @property
    def can_count(self) -> bool:
        """False where the source names no kinds, or the criterion is a label that a person gives."""
        return not self.note

    @property
    def needed(self) -> str:
        """What it asks for, in words."""
        if not self.can_count:
            return self.note
        when = "in het afgelopen jaar" if self.all_within_year else "waarvan minstens 1 in het afgelopen jaar"
        return f"{self.times} keer verdachte, {when}" if self.times != 1 else "1 keer verdachte, in het afgelopen jaar"

    def of_age(self, age: int) -> bool:
        return self.age_from <= age <= self.age_to
