from datetime import date

from django.db import models
from django.db.models import Q

from parties.choices import DecisionKind, TermUnit
from parties.dates import add_term
from parties.dutychoices import DutyKind
from parties.models.covenant import Covenant
from parties.models.house import House
from parties.models.term import ONE
from zvh.versions import LastSaved

WITHIN = (DutyKind.AFTER_DECISION, DutyKind.COPIED, DutyKind.CONSENT)  # counted from something that happens
EVERY = {"1 dagen": "elke dag", "1 weken": "elke week", "1 maanden": "elke maand", "1 jaren": "elk jaar"}


class Duty(LastSaved):
    """Something that must be done again and again, or once, with its source or "keuze van het huis" (06, naleving).

    How often bodies meet stands in `MeetingDuty`, how long casework may take in `Term`.
    """

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="duties")
    house = models.ForeignKey(
        House,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name="huis",
        help_text="Leeg: voor alle huizen van het convenant.",
    )
    code = models.SlugField("code")
    name = models.CharField("naam", max_length=150)
    explanation = models.CharField("toelichting", max_length=300, blank=True)
    kind = models.CharField("hoe blijkt dat het is gedaan", max_length=20, choices=DutyKind)
    decision_kind = models.CharField(
        "soort besluit",
        max_length=20,
        choices=DecisionKind,
        blank=True,
        help_text="Nodig als de plicht bij een besluit hoort; laat anders leeg.",
    )
    amount = models.PositiveSmallIntegerField(
        "aantal", null=True, blank=True, help_text="Leeg: de bron noemt geen termijn."
    )
    unit = models.CharField("eenheid", max_length=10, choices=TermUnit, blank=True)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        ordering = ["id"]
        verbose_name = "plicht"
        verbose_name_plural = "plichten"
        constraints = [
            models.UniqueConstraint(fields=["covenant", "house", "code"], nulls_distinct=False, name="duty_once"),
            models.CheckConstraint(
                condition=Q(amount=None, unit="") | Q(amount__isnull=False, amount__gt=0) & ~Q(unit=""),
                name="duty_amount_with_unit",
                violation_error_message="Vul aantal en eenheid allebei in, of geen van beide",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("besluit", "na-besluit")) & ~Q(decision_kind="")
                | ~Q(kind__in=("besluit", "na-besluit")) & Q(decision_kind=""),
                name="duty_decision_named",
                violation_error_message="Kies het soort besluit als de plicht bij een besluit hoort, en anders niet",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_recorded(self) -> bool:
        """Somebody writes down that it was done."""
        return self.kind in (DutyKind.RECORDED, DutyKind.PER_PARTY, DutyKind.AFTER_DECISION)

    @property
    def how_often(self) -> str:
        """In words: "elk jaar", "elke 2 jaar"; after something happened "binnen 4 weken"; empty where the source gives no term."""
        if not self.amount:
            return ""
        length = f"{self.amount} {self.unit}"
        if self.kind in WITHIN:
            return f"binnen {f'1 {ONE[self.unit]}' if self.amount == 1 else length}"
        return EVERY.get(length) or f"elke {length}".replace("jaren", "jaar")

    def after(self, day: date) -> date | None:
        """When it is due again, after it was done on `day`; None where the source gives no term."""
        return add_term(day, self.amount, self.unit) if self.amount else None
