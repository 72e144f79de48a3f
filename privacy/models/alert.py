"""What the house notices in its own access log: that somebody read many files (09, S36 and 2.4)."""

from datetime import datetime, timedelta

from django.db import models

from privacy.models.accesslog import SUPERVISORS
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField

HOUR = timedelta(hours=1)


class ReadingAlertQuerySet(models.QuerySet["ReadingAlert"]):
    def visible_to(self, actor: Actor) -> "ReadingAlertQuerySet":
        """Who reads the log of the house (03, R9)."""
        if actor.is_system:
            return self
        return self.filter(house_id__in=actor.house_ids) if actor.role in SUPERVISORS else self.none()

    def to_judge(self) -> "ReadingAlertQuerySet":
        return self.filter(judged_at=None)


class ReadingAlert(SealedModel):
    """Within one hour this person read many files, some of them of this house. One for each clock hour; the numbers are of its worst
    moment. What a supervisor remarks may name somebody, so it is sealed; a dossier of its own, for it is of no case.
    """

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    user = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="wie")
    hour = models.DateTimeField("uur")
    files = models.PositiveIntegerField("dossiers van dit huis")
    total = models.PositiveIntegerField("dossiers van alle huizen")
    judge_by = models.DateField("beoordelen voor")
    ends_on = models.DateField("bewaren tot en met")
    is_justified = models.BooleanField("terecht", null=True)
    remark = SealedTextField("opmerking", blank=True, default="")
    judged_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="beoordeeld door"
    )
    judged_at = models.DateTimeField("beoordeeld op", null=True)

    objects = ReadingAlertQuerySet.as_manager()

    class Meta:
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        ordering = ["-hour"]
        constraints = [models.UniqueConstraint(fields=["user", "house", "hour"], name="one_alert_for_each_hour")]

    @property
    def until(self) -> datetime:
        return self.hour + HOUR


class LogWatch(models.Model):
    """Up to when the log was looked through: what was read while the workers were away is noticed when they are back."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    until = models.DateTimeField("bekeken tot")

    class Meta:
        verbose_name = "stand van de controle"
        verbose_name_plural = "standen van de controle"

    def __str__(self) -> str:
        return f"LogWatch {self.pk}"
