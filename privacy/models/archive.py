"""Transfer of a closed case to the regional archive: what was chosen and done, and the package that goes there (DPIA 10; Archiefwet)."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from privacy.models.destruction import ACCOUNTS
from zvh.actor import Actor
from zvh.fields import SealedFileField, SealedModel, SealedTextField


class ArchiveTransferQuerySet(models.QuerySet["ArchiveTransfer"]):
    def visible_to(self, actor: Actor) -> "ArchiveTransferQuerySet":
        """Who accounts for destruction in the house, and who reads the case."""
        if actor.is_system:
            return self
        cases: Any = self.model._meta.get_field("case").related_model  # the door of the log may not import casework
        here = Q(house__in=actor.house_ids) if actor.role in ACCOUNTS else Q(pk=None)
        readable = Q(pk=None) if actor.is_delegate else Q(case__in=cases.objects.visible_to(actor))
        return self.filter(here | readable)

    def running(self) -> "ArchiveTransferQuerySet":
        return self.filter(withdrawn_at=None)


class ArchiveTransfer(SealedModel):
    """The house chose to give this case to an archive; the record manager makes the package and hands it over. Goes with the case."""

    DOSSIER = "case_id"
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", verbose_name="casus")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    number = models.CharField("casusnummer", max_length=16)
    archive = models.CharField("archief", max_length=120)
    reason = SealedTextField("reden")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gekozen door")
    at = models.DateTimeField("gekozen op")
    withdrawn_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="ingetrokken door"
    )
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    wanted_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="pakket gevraagd door"
    )
    wanted_at = models.DateTimeField("pakket gevraagd op", null=True)
    made_at = models.DateTimeField("pakket gemaakt op", null=True)
    kept_until = models.DateField("pakket bewaard tot en met", null=True)
    files = models.PositiveIntegerField("bestanden", default=0)
    checksum = models.CharField("controlegetal van de lijst", max_length=64, blank=True)
    handed_over_on = models.DateField("overgebracht op", null=True)
    handed_over_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="overgebracht door"
    )
    receipt = models.CharField("kenmerk van het archief", max_length=60, blank=True)

    objects = ArchiveTransferQuerySet.as_manager()

    class Meta:
        verbose_name = "overbrenging naar een archief"
        verbose_name_plural = "overbrengingen naar een archief"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(withdrawn_at=None), name="one_archive_transfer"),
            models.CheckConstraint(
                condition=Q(handed_over_on=None) | (Q(made_at__isnull=False) & ~Q(handed_over_by=F("by"))),
                name="archive_transfer_by_two_people",
            ),
        ]

    @property
    def is_asked(self) -> bool:
        """The package is being made."""
        return self.wanted_at is not None and (self.made_at is None or self.made_at < self.wanted_at)

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.withdrawn_at:
            return "Ingetrokken"
        if self.handed_over_on:
            return "Overgebracht"
        if self.is_asked:
            return "Het pakket wordt gemaakt"
        return "Het pakket is klaar" if self.made_at else "Wacht op de recordmanager"


class ArchivePartQuerySet(models.QuerySet["ArchivePart"]):
    def visible_to(self, actor: Actor) -> "ArchivePartQuerySet":
        """The record manager of the house: he opens no case, and takes this one file along."""
        if actor.is_system:
            return self
        return self.filter(house__in=actor.house_ids) if actor.role == "recordmanager" else self.none()


class ArchivePart(SealedModel):
    """A part of the package, a zip file that is opened whole (00, item 12). A key of its own: it ends before the case, or with it."""

    transfer = models.ForeignKey(ArchiveTransfer, models.CASCADE, related_name="parts")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    number = models.PositiveSmallIntegerField("deel")
    size = models.PositiveIntegerField("grootte in bytes")
    checksum = models.CharField("controlegetal", max_length=64)
    ends_on = models.DateField("bewaard tot en met")
    content = SealedFileField("inhoud")

    objects = ArchivePartQuerySet.as_manager()

    class Meta:
        verbose_name = "deel van een archiefpakket"
        verbose_name_plural = "delen van archiefpakketten"
        ordering = ["transfer", "number"]
        constraints = [models.UniqueConstraint(fields=["transfer", "number"], name="archive_part_once")]
