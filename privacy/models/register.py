"""What the registers of the house have in common: rows that are written down, changed with a version, and looked at again (05).

Every text is sealed with a key of the row: a complaint names people, and in the others somebody may by mistake.
"""

from typing import ClassVar, Self, TypeVar

from django.db import models

from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField

Row = TypeVar("Row", bound=models.Model)

KEEPERS: tuple[str, ...] = ("manager", "privacyadviseur")
READERS: tuple[str, ...] = (*KEEPERS, "fg")
INSTRUCTION = "instruction"  # the register that more people read
GIVERS = ("fg", "procesregisseur")  # of instructions, beside the manager (protocol 12.4, 24.6, 26.1)


class RegisterQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        """Manager, privacy adviser and FG of the house; of some registers others too."""
        if actor.is_system:
            return self
        readers = getattr(self.model, "READERS", READERS)
        return self.filter(house_id__in=actor.house_ids) if actor.role in readers else self.none()


class RegisterRow(SealedModel):
    """One row of a register. `SHOWN` are the fields that a person fills in, in order; `LISTED` those that the list shows."""

    READERS: ClassVar[tuple[str, ...]] = READERS
    KEEPERS: ClassVar[tuple[str, ...]] = KEEPERS
    SHOWN: ClassVar[tuple[str, ...]] = ()
    LISTED: ClassVar[tuple[str, ...]] = ()
    DONE: ClassVar[str] = ""  # the field whose day ends it: after that it is not looked at again

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    review_on = models.DateField(
        "opnieuw bekijken op", null=True, blank=True, help_text="Leeg: de laatste dag die mag, als er een termijn is."
    )
    version = models.PositiveIntegerField("versie", default=1)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="laatst bewaard door")
    at = models.DateTimeField("laatst bewaard")

    class Meta:
        abstract = True
        ordering = ["-at", "pk"]

    @property
    def is_done(self) -> bool:
        return bool(self.DONE and getattr(self, self.DONE))


class RegisterVersionQuerySet(models.QuerySet["RegisterVersion"]):
    def visible_to(self, actor: Actor) -> "RegisterVersionQuerySet":
        """Who reads the register that it is of."""
        if actor.is_system:
            return self
        found = self.filter(house_id__in=actor.house_ids)
        if actor.role in READERS:
            return found
        return found.filter(kind=INSTRUCTION) if actor.role in GIVERS else found.none()


class RegisterVersion(SealedModel):
    """What a row of a register said in one version: written once, sealed with the key of the row, and gone with it."""

    DOSSIER = "row_id"

    row_id = models.UUIDField("rij")
    kind = models.CharField("register", max_length=30)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    version = models.PositiveIntegerField("versie")
    values = SealedTextField("wat er stond")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="bewaard door")
    at = models.DateTimeField("bewaard")

    objects = RegisterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een rij in een register"
        verbose_name_plural = "versies van rijen in registers"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["row_id", "version"], name="register_version_once")]
