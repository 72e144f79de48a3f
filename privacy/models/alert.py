"""What the house notices in its own access log, for a supervisor to judge (09, S36 and 2.4)."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.formats import date_format

from privacy.models.accesslog import SUPERVISORS
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField

HOUR = timedelta(hours=1)


class AlertKind(TextChoices):
    """What was noticed. Break-glass has a register and verdicts of its own."""

    MUCH = "veel", "veel dossiers bekeken"
    RELATION = "relatie", "dossier geopend zonder band met de casus"
    CLOSED = "gesloten", "dossier geopend na de afschaling"
    NAME = "naam", "dossier geopend van een naamgenoot of een collega"
    NIGHT = "nacht", "'s nachts of op een vrije dag dossiers geopend"
    DENIED = "geweigerd", "vaak geweigerd"
    EXPORT = "uitvoer", "gegevens van mensen uitgevoerd"
    SAMPLE = "steekproef", "steekproef van de maand"


class ReadingAlertQuerySet(models.QuerySet["ReadingAlert"]):
    def visible_to(self, actor: Actor) -> "ReadingAlertQuerySet":
        """Who reads the log of the house (03, R9)."""
        if actor.is_system:
            return self
        return self.filter(house_id__in=actor.house_ids) if actor.role in SUPERVISORS else self.none()

    def to_judge(self) -> "ReadingAlertQuerySet":
        return self.filter(judged_at=None)

    def overdue(self, today: date) -> "ReadingAlertQuerySet":
        """Not judged in time, and not told to the FG yet."""
        return self.to_judge().filter(judge_by__lt=today, escalated_on=None)


class ReadingAlert(SealedModel):
    """Something in the log of this house that somebody must look at. Much reading is counted in a clock hour and has the numbers of its
    worst moment; a sample is of a month, of one file and of everybody who opened it; all else is of one person on one day.

    What a supervisor remarks may name somebody, so it is sealed; a dossier of its own, for it is of no case.
    """

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    kind = models.CharField("wat", max_length=12, choices=AlertKind.choices, default=AlertKind.MUCH)
    user = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="wie")
    sampled_id = models.UUIDField("dossier uit de steekproef", null=True)  # no foreign key: the log outlives the file
    hour = models.DateTimeField("vanaf")
    files = models.PositiveIntegerField("dossiers van dit huis")
    total = models.PositiveIntegerField("dossiers van alle huizen")
    judge_by = models.DateField("beoordelen voor")
    escalated_on = models.DateField("gemeld aan de FG op", null=True)
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
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "user", "house", "hour", "sampled_id"], nulls_distinct=False, name="one_alert_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="steekproef", user=None, sampled_id__isnull=False)
                | ~Q(kind="steekproef") & Q(user__isnull=False, sampled_id=None),
                name="alert_of_a_person_or_a_file",
            ),
        ]

    @property
    def until(self) -> datetime:
        """When what it is about was over."""
        if self.kind == AlertKind.MUCH:
            return self.hour + HOUR
        day = timezone.localdate(self.hour)
        if self.kind == AlertKind.SAMPLE:
            return midnight((day + timedelta(days=31)).replace(day=1))  # it begins on the first of a month
        return midnight(day + timedelta(days=1))

    @property
    def when(self) -> str:
        """As somebody reads it."""
        begin = timezone.localtime(self.hour)
        if self.kind == AlertKind.SAMPLE:
            return date_format(begin, "F Y")
        if self.kind != AlertKind.MUCH:
            return date_format(begin, "j F Y")
        return f"{date_format(begin, 'j F Y')}, {begin:%H:%M} tot {timezone.localtime(self.until):%H:%M} uur"


def midnight(day: date) -> datetime:
    """The moment at which this day begins, in Amsterdam."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


class LogWatch(models.Model):
    """Up to when the log was looked through: what was read while the workers were away is noticed when they are back.

    `days_until` is the last whole day that was held against the rules of a day.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    until = models.DateTimeField("bekeken tot")
    days_until = models.DateField("dagen bekeken tot en met", null=True)

    class Meta:
        verbose_name = "stand van de controle"
        verbose_name_plural = "standen van de controle"

    def __str__(self) -> str:
        return f"LogWatch {self.pk}"
