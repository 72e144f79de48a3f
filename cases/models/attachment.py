"""Files in a case, of the few kinds that its approach allows (DPIA 1): with the contribution of a party, or of the house itself."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow
from cases.models.contribution import Contribution
from cases.models.scanned import Scanned, ScannedQuerySet
from cases.reach import Seer, visible_attachments
from zvh.fields import SealedFileField, SealedTextField


class AttachmentQuerySet(ScannedQuerySet["Attachment"]):
    def visible_to(self, seer: Seer) -> "AttachmentQuerySet":
        return visible_attachments(self, seer)


class Attachment(CaseRow, Scanned):
    """That there is a file, and what it is. With a contribution it is its supplier's, and who reads that reads the file."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, related_name="attachments")
    supplier = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij"
    )  # without: the house
    kind = models.ForeignKey("parties.AttachmentKind", models.PROTECT, related_name="+", verbose_name="soort")
    name = SealedTextField("naam van het bestand")
    description = SealedTextField("toelichting", blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta(Scanned.Meta):
        verbose_name = "document"
        verbose_name_plural = "documenten"
        constraints = [
            *Scanned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(contribution=None, supplier=None) | Q(contribution__isnull=False, supplier__isnull=False),
                name="attachment_of_supplier",
            ),
        ]

    @property
    def supplied_by(self) -> int | None:
        return self.supplier_id

    @property
    def told(self) -> Iterable[int | None]:
        return [self.by_id, self.case.procesregisseur_id]


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
