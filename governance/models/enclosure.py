"""Files of governing: the papers of a point on the agenda, and the text of a version of what was agreed (conv. 4, 6 and 11)."""

from typing import Any

from django.db import models
from django.db.models import Q

from cases.models import Scanned, ScannedQuerySet
from governance.models.agenda import AgendaPoint
from governance.models.agreed import AgreedVersion
from zvh.actor import Actor
from zvh.fields import SealedFileField, SealedModel, SealedTextField


class EnclosureQuerySet(ScannedQuerySet["Enclosure"]):
    def visible_to(self, actor: Actor) -> "EnclosureQuerySet":
        """With the point or the version that it belongs to."""
        if actor.is_system:
            return self
        points = AgendaPoint.objects.visible_to(actor).values("pk")
        versions = AgreedVersion.objects.visible_to(actor).values("pk")
        return self.filter(Q(point__in=points) | Q(agreed__in=versions))


class Enclosure(SealedModel, Scanned):
    """That there is a file, and with what. A dossier of its own: what is in a paper is for who reads the point."""

    point = models.ForeignKey(
        AgendaPoint, models.PROTECT, null=True, related_name="enclosures", verbose_name="punt van een vergadering"
    )
    agreed = models.ForeignKey(
        AgreedVersion, models.PROTECT, null=True, related_name="enclosures", verbose_name="versie van een afspraak"
    )
    name = SealedTextField("naam van het bestand")

    objects = EnclosureQuerySet.as_manager()

    class Meta(Scanned.Meta):
        verbose_name = "bijlage bij een punt of een afspraak"
        verbose_name_plural = "bijlagen bij punten en afspraken"
        ordering = ["at", "id"]
        constraints = [
            *Scanned.Meta.constraints,
            models.CheckConstraint(condition=Q(point=None) ^ Q(agreed=None), name="enclosure_of_one_thing"),
        ]

    @property
    def house_id(self) -> int | None:
        return self.point.body.house_id if self.point else self.agreed.house_id  # type: ignore[union-attr]


class EnclosureFileQuerySet(models.QuerySet["EnclosureFile"]):
    def visible_to(self, actor: Actor) -> "EnclosureFileQuerySet":
        """With what is told of it, once the scanner found it clean."""
        return self.filter(enclosure__in=Enclosure.objects.visible_to(actor).clean())


class EnclosureFile(SealedModel):
    """What is in it (00, item 12). Gone when the scanner refused it."""

    DOSSIER = "enclosure_id"
    enclosure: Any = models.OneToOneField(Enclosure, models.CASCADE, related_name="file")
    content = SealedFileField("inhoud")

    objects = EnclosureFileQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand van een bijlage"
        verbose_name_plural = "bestanden van bijlagen"
