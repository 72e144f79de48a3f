from datetime import date

from django.db import models

from parties.choices import TermUnit
from parties.dates import add_term
from parties.models.covenant import Covenant
from parties.models.house import House
from zvh.versions import LastSaved

ONE: dict[str, str] = {TermUnit.DAYS: "dag", TermUnit.WEEKS: "week", TermUnit.MONTHS: "maand", TermUnit.YEARS: "jaar"}


class TermQuerySet(models.QuerySet["Term"]):
    def of_house(self, house: House, code: str) -> "Term":
        """The house's own term, else its covenant's. Raises Term.DoesNotExist when neither has one."""
        own = self.filter(house=house, code=code).first()
        return own or self.get(covenant=house.covenant_id, house=None, code=code)


class Term(LastSaved):
    """A term within which something must be done, with its source or "keuze van het huis"."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="terms")
    house = models.ForeignKey(
        House,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name="huis",
        help_text="Leeg: voor alle huizen van het convenant.",
    )
    code = models.SlugField("welke termijn")
    name = models.CharField("naam", max_length=150)
    amount = models.PositiveSmallIntegerField("aantal")
    unit = models.CharField("eenheid", max_length=10, choices=TermUnit)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["covenant", "house", "code"], nulls_distinct=False, name="term_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.length}"

    @property
    def length(self) -> str:
        """The length in words: "1 week", "14 dagen"."""
        return f"1 {ONE[self.unit]}" if self.amount == 1 else f"{self.amount} {self.unit}"

    def due(self, start: date) -> date:
        """The last day of the term that begins on `start`."""
        return add_term(start, self.amount, self.unit)
