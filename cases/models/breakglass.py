"""Break-glass (noodtoegang): a manager reads a case that is closed to him for some hours, with a reason, told to who took part and
judged by somebody else (00, item 3; 03, R13).

The row is the access fact and the register: it outlives the case, without person or text. Why it was opened is sealed with the key of
the case and goes with it; what was judged is sealed with a key of its own.
"""

import uuid
from datetime import date, datetime
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import CaseRow
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField

Row = TypeVar("Row", bound=models.Model)


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def visible_to(self, actor: Actor) -> "BreakGlassQuerySet":
        """Managers and supervisors of the house, and whoever reads the case (03, R13)."""
        from cases.breakglass import visible_break_glass

        return visible_break_glass(self, actor)

    def running(self, now: datetime) -> "BreakGlassQuerySet":
        return self.filter(closed_at=None, opened_at__lte=now, until_at__gt=now)

    def to_judge(self) -> "BreakGlassQuerySet":
        return self.filter(verdict=None)

    def late(self, today: date) -> "BreakGlassQuerySet":
        """Its last day to be judged is past."""
        return self.to_judge().filter(judge_by__lt=today)


class BreakGlass(SealedModel):
    """One time that somebody broke the glass. A dossier of its own, because it outlives the case (09, 2.4: all are reviewed)."""

    class Kind(models.TextChoices):
        SAFETY = "veiligheid", "er is acuut gevaar voor iemand"
        SUBJECT = "betrokkene", "een verzoek of klacht van de betrokkene"
        INCIDENT = "incident", "een datalek of ander incident"
        AUTHORITY = "gezag", "een vraag van rechter, OM of toezichthouder"
        DISPUTE = "geschil", "een geschil tussen partijen"
        OTHER = "anders", "iets anders"

    case_id = models.UUIDField(null=True, db_index=True)  # no foreign key: emptied when the case is destroyed
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    number = models.CharField("casusnummer", max_length=16)
    user = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="geopend door")
    capacity_id = models.UUIDField()
    kind = models.CharField("soort reden", max_length=20, choices=Kind.choices)
    opened_at = models.DateTimeField("geopend")
    until_at = models.DateTimeField("tot")
    closed_at = models.DateTimeField("eerder gesloten", null=True)
    judge_by = models.DateField("beoordelen voor")
    reminded_on = models.DateField("herinnerd op", null=True)
    ends_on = models.DateField("bewaren tot en met")

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = "noodtoegang"
        verbose_name_plural = "noodtoegangen"
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("opened_at")), name="break_glass_times_in_order"),
        ]
        indexes = [models.Index("user", "until_at", name="break_glass_open", condition=Q(closed_at=None))]

    @property
    def ended_at(self) -> datetime:
        """When it lapses, or was closed."""
        return self.closed_at or self.until_at

    @property
    def is_running(self) -> bool:
        return self.opened_at <= timezone.now() < self.ended_at


class BreakGlassPartQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> "BreakGlassPartQuerySet[Row]":
        """The texts: managers and supervisors of the house, not who reads along in the case."""
        from cases.breakglass import keeps_break_glass_register

        if actor.is_system:
            return self
        if not keeps_break_glass_register(actor):
            return self.none()
        return self.filter(break_glass__in=BreakGlass.objects.visible_to(actor))


class BreakGlassReason(CaseRow):
    """Why it had to be, in the opener's words: erased with the case (09, 2.3)."""

    break_glass = models.OneToOneField(BreakGlass, models.CASCADE, related_name="reason")
    text = SealedTextField("reden")

    objects = BreakGlassPartQuerySet.as_manager()

    class Meta:
        verbose_name = "reden van een noodtoegang"
        verbose_name_plural = "redenen van noodtoegangen"


class BreakGlassVerdict(SealedModel):
    """What somebody else judged of it. Written once (09, 2.4: every hit ends in a verdict with reason)."""

    DOSSIER = "break_glass_id"
    break_glass = models.OneToOneField(BreakGlass, models.CASCADE, related_name="verdict")
    is_justified = models.BooleanField("terecht")
    text = SealedTextField("toelichting")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = BreakGlassPartQuerySet.as_manager()

    class Meta:
        verbose_name = "oordeel over een noodtoegang"
        verbose_name_plural = "oordelen over noodtoegangen"

    @property
    def words(self) -> str:
        return "terecht" if self.is_justified else "niet terecht"


class BreakGlassNoticeQuerySet(models.QuerySet["BreakGlassNotice"]):
    def visible_to(self, actor: Actor) -> "BreakGlassNoticeQuerySet":
        """Who was told, in the capacity in which it concerns him; and who keeps the register."""
        from cases.breakglass import visible_break_glass_notices

        return visible_break_glass_notices(self, actor)


class BreakGlassNotice(models.Model):
    """Somebody who took part in the case was told. Without its number: who lost access may not learn more than that (03, R8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    break_glass = models.ForeignKey(BreakGlass, models.CASCADE, related_name="notices")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    user = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+")  # None: staff of the house
    opened_at = models.DateTimeField("geopend")
    until_at = models.DateTimeField("tot")

    objects = BreakGlassNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "melding van een noodtoegang"
        verbose_name_plural = "meldingen van noodtoegangen"
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["break_glass", "user", "party"], nulls_distinct=False, name="told_once_of_break_glass"
            )
        ]

    def __str__(self) -> str:
        return f"BreakGlassNotice {self.pk}"
