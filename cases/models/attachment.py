"""Files in a case, of the few kinds that its approach allows (DPIA 1): with the contribution of a party, or of the house itself."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow
from cases.models.contribution import Contribution
from cases.reach import Seer, visible_attachments
from zvh.fields import SealedFileField, SealedTextField
from zvh.filetypes import Format


class ScanState(models.TextChoices):
    """What the scanner said; until it did nobody opens the file (S47)."""

    WAITING = "wacht", "wacht op de virusscan"
    CLEAN = "schoon", "gecontroleerd"
    REFUSED = "geweigerd", "geweigerd"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, seer: Seer) -> "AttachmentQuerySet":
        return visible_attachments(self, seer)

    def clean(self) -> "AttachmentQuerySet":
        return self.filter(state=ScanState.CLEAN)

    def waiting(self) -> "AttachmentQuerySet":
        return self.filter(state=ScanState.WAITING)


class Attachment(CaseRow):
    """That there is a file, and what it is. With a contribution it is its supplier's, and who reads that reads the file."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, related_name="attachments")
    supplier = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij"
    )  # without: the house
    kind = models.ForeignKey("parties.AttachmentKind", models.PROTECT, related_name="+", verbose_name="soort")
    name = SealedTextField("naam van het bestand")
    description = SealedTextField("toelichting", blank=True)
    format = models.CharField("vorm", max_length=5, choices=Format)
    size = models.PositiveIntegerField("grootte in bytes")
    state = models.CharField("virusscan", max_length=10, choices=ScanState, default=ScanState.WAITING)
    found = models.CharField("gevonden door de virusscan", max_length=100, blank=True)
    scanned_at = models.DateTimeField("gescand op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="toegevoegd door")
    at = models.DateTimeField("toegevoegd op")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution=None, supplier=None) | Q(contribution__isnull=False, supplier__isnull=False),
                name="attachment_of_supplier",
            ),
            models.CheckConstraint(
                condition=Q(state=ScanState.WAITING, scanned_at=None)
                | ~Q(state=ScanState.WAITING) & Q(scanned_at__isnull=False),
                name="attachment_scanned",
            ),
        ]
        indexes = [models.Index("at", name="attachment_waiting", condition=Q(state=ScanState.WAITING))]

    @property
    def is_clean(self) -> bool:
        return self.state == ScanState.CLEAN

    @property
    def is_waiting(self) -> bool:
        return self.state == ScanState.WAITING

    @property
    def is_refused(self) -> bool:
        return self.state == ScanState.REFUSED


class AttachmentFileQuerySet(models.QuerySet["AttachmentFile"]):
    def visible_to(self, seer: Seer) -> "AttachmentFileQuerySet":
        """With what is told of it, once the scanner found it clean."""
        return self.filter(attachment__in=Attachment.objects.visible_to(seer).clean())


class AttachmentFile(CaseRow):
    """What is in the file (00, item 12). Gone when the scanner refused it."""

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="file")
    content = SealedFileField("inhoud")

    objects = AttachmentFileQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
