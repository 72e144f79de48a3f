from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parties.dates import add_months
from parties.models.approach import Approach
from parties.models.house import House
from parties.models.regime import LastDate, Regime
from parties.roles import Role
from zvh.versions import LastSaved


class RetentionPolicy(LastSaved):
    """What happens to a closed case of one approach in one house (protocol art. 11)."""

    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="retention_policies", verbose_name="huis")
    approach = models.ForeignKey(
        Approach, on_delete=models.PROTECT, related_name="retention_policies", verbose_name="aanpak"
    )
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")
    deviates_note = models.CharField("wijkt af van het protocol", max_length=300, blank=True)
    release_by_record_manager = models.BooleanField("de recordmanager geeft vernietiging vrij", default=False)
    keeps_values = models.BooleanField("scores blijven bewaard, zonder persoon", default=False)
    may_postpone = models.BooleanField("vernietiging kan worden uitgesteld", default=False)
    may_move_to_archive = models.BooleanField("het dossier kan naar een archief", default=False)
    casusregisseur_keeps_access = models.BooleanField("de casusregisseur houdt toegang na afschalen", default=False)
    warning_months = models.PositiveSmallIntegerField("waarschuwing vooraf, in maanden", default=1)
    feedback_days = models.PositiveSmallIntegerField(
        "terugkoppeling aan de melder blijft leesbaar, in dagen", default=28
    )

    class Meta:
        verbose_name = "bewaartermijn"
        verbose_name_plural = "bewaartermijnen"
        ordering = ["house", "approach"]
        constraints = [models.UniqueConstraint(fields=["house", "approach"], name="one_retention_policy_per_approach")]

    def __str__(self) -> str:
        return f"{self.house}: {self.approach}"

    @property
    def destroyed_after_months(self) -> int:
        return max(stage.after_months for stage in self.stages.all())

    def archive_stage(self) -> "RetentionStage | None":
        """The stage between closing and destruction, where the policy has one (protocol art. 11.2 b)."""
        between = [s for s in self.stages.all() if 0 < s.after_months < self.destroyed_after_months]
        return min(between, key=lambda stage: stage.after_months, default=None)

    def stage_on(self, closed_on: date, today: date) -> "RetentionStage":
        """The stage a case closed on `closed_on` is in; a stage begins on its first day."""
        begun = [s for s in self.stages.all() if add_months(closed_on, s.after_months) <= today]
        return max(begun, key=lambda stage: stage.after_months)

    def destroy_on(
        self,
        closed_on: date,
        *,
        regime: Regime | None = None,
        first_processed_on: date | None = None,
        last_processed_on: date | None = None,
    ) -> LastDate:
        """The day a closed case is gone, by the policy or by an earlier legal ceiling, with its source."""
        by_policy = LastDate(add_months(closed_on, self.destroyed_after_months), self.source)
        regime = regime or self.approach.regime
        ceiling = regime.ceiling(first_processed_on, last_processed_on or closed_on)
        return by_policy if ceiling is None or by_policy.date <= ceiling.date else ceiling

    def warn_on(self, destroy_on: date) -> date:
        return add_months(destroy_on, -self.warning_months)


class RetentionStage(LastSaved):
    """A stage after closing; it begins `after_months` after the decision to scale down."""

    policy = models.ForeignKey(RetentionPolicy, on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField("volgorde")
    after_months = models.PositiveSmallIntegerField("begint zoveel maanden na afschalen")
    name = models.CharField("naam", max_length=100)
    readers = models.CharField("wie kan nog lezen", max_length=200)
    reader_roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices),
        default=list,
        blank=True,
        verbose_name="rollen die nog lezen",
    )
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "stap na afschalen"
        verbose_name_plural = "stappen na afschalen"
        ordering = ["policy", "order"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "order"], name="stage_order_once"),
            models.UniqueConstraint(fields=["policy", "after_months"], name="stage_start_once"),
        ]

    def __str__(self) -> str:
        return self.name
