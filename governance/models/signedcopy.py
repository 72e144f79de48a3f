"""Annex 1 as it came back, signed: for the covenant or for one of its protocols (annex 1 of both)."""

from typing import Any

from django.db import models
from django.db.models import Q

from cases.models import Scanned, ScannedQuerySet
from governance.models.accession import Accession
from governance.reach import KNOWS_BODIES
from zvh.actor import Actor
from zvh.fields import SealedFileField, SealedModel


class SignedCopyQuerySet(ScannedQuerySet["SignedCopy"]):
    def visible_to(self, actor: Actor) -> "SignedCopyQuerySet":
        """Administrator and manager of the house, and the secretary who takes the accession further; no other party."""
        if actor.is_system:
            return self
        kept = Q(accession__in=Accession.objects.kept_by(actor).values("pk"))
        of_house = Q(accession__house__in=actor.house_ids) if actor.role in KNOWS_BODIES else Q(pk__in=[])
        return self.filter(kept | of_house)


class SignedCopy(SealedModel, Scanned):
    """That there is a signed copy, and of what. A dossier of its own: names and signatures of people stand on it."""

    accession = models.ForeignKey(Accession, models.PROTECT, related_name="copies", verbose_name="toetreding")
    protocol = models.ForeignKey(
        "parties.Protocol", models.PROTECT, null=True, related_name="+", verbose_name="privacyprotocol"
    )  # without: the covenant

    objects = SignedCopyQuerySet.as_manager()

    class Meta(Scanned.Meta):
        verbose_name = "getekende bijlage"
        verbose_name_plural = "getekende bijlagen"

    @property
    def house_id(self) -> int:
        return self.accession.house_id

    @property
    def about(self) -> str:
        return self.protocol.name if self.protocol else self.accession.house.covenant.name

    @property
    def file_name(self) -> str:
        return f"bijlage-1-{self.protocol.code if self.protocol else 'convenant'}-getekend.{self.format}"


class SignedCopyFileQuerySet(models.QuerySet["SignedCopyFile"]):
    def visible_to(self, actor: Actor) -> "SignedCopyFileQuerySet":
        """With what is told of it, once the scanner found it clean."""
        return self.filter(copy__in=SignedCopy.objects.visible_to(actor).clean())


class SignedCopyFile(SealedModel):
    """What is in it (00, item 12). Gone when the scanner refused it."""

    DOSSIER = "copy_id"
    copy: Any = models.OneToOneField(SignedCopy, models.CASCADE, related_name="file")
    content = SealedFileField("inhoud")

    objects = SignedCopyFileQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand van een getekende bijlage"
        verbose_name_plural = "bestanden van getekende bijlagen"
