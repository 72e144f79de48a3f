"""What was agreed, in versions: covenant, protocol, work process, security policy and plan; and which party signed or received it (06)."""

import uuid

from django.db import models
from django.db.models import Q, TextChoices

from governance.models.decision import Decision
from governance.reach import houses_watched
from zvh.actor import Actor


class AgreedKind(TextChoices):
    COVENANT = "convenant", "Convenant"
    PROTOCOL = "protocol", "Privacy Protocol"
    WORK_PROCESS = "werkproces", "Werkproces"
    SECURITY_POLICY = "beleid", "Beleid voor informatiebeveiliging"
    SECURITY_PLAN = "plan", "Plan voor informatiebeveiliging"


SIGNED = (AgreedKind.COVENANT, AgreedKind.PROTOCOL)  # the others are sent to the parties


class AgreedQuerySet(models.QuerySet["AgreedVersion"]):
    def visible_to(self, actor: Actor) -> "AgreedQuerySet":
        return self if actor.is_system else self.filter(house__in=houses_watched(actor))


class AgreedVersion(models.Model):
    """A version as it counts in a house. Written down once: what changes is a next version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    kind = models.CharField("wat", max_length=20, choices=AgreedKind.choices)
    protocol = models.ForeignKey(
        "parties.Protocol", models.PROTECT, null=True, related_name="+", verbose_name="welk protocol"
    )
    version = models.CharField("versie", max_length=40)
    from_date = models.DateField("geldt vanaf")
    changes = models.TextField("wat er verandert")
    place = models.CharField("waar de tekst staat", max_length=300, blank=True)  # or as a file: Enclosure
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+", verbose_name="besluit")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    at = models.DateTimeField("vastgelegd op")

    objects = AgreedQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een afspraak"
        verbose_name_plural = "versies van afspraken"
        ordering = ["kind", "protocol", "-from_date", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["house", "kind", "protocol", "version"], nulls_distinct=False, name="agreed_version_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="protocol", protocol__isnull=False) | ~Q(kind="protocol") & Q(protocol=None),
                name="agreed_protocol_named",
            ),
        ]

    def __str__(self) -> str:
        return f"AgreedVersion {self.pk}"

    @property
    def name(self) -> str:
        """As it stands in a list: "Werkproces, versie 2"."""
        what = self.protocol.name if self.protocol else AgreedKind(self.kind).label
        return f"{what}, versie {self.version}"

    @property
    def is_signed(self) -> bool:
        """Parties sign it; what they do not sign is sent to them."""
        return self.kind in SIGNED


class ReceivedQuerySet(models.QuerySet["Received"]):
    def visible_to(self, actor: Actor) -> "ReceivedQuerySet":
        return self if actor.is_system else self.filter(agreed__house__in=houses_watched(actor))


class Received(models.Model):
    """A party signed this version, or received it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreed = models.ForeignKey(AgreedVersion, models.PROTECT, related_name="received", verbose_name="versie")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    on = models.DateField("op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    at = models.DateTimeField("vastgelegd op")

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        verbose_name = "ondertekening of ontvangst"
        verbose_name_plural = "ondertekeningen en ontvangsten"
        ordering = ["party__name"]
        constraints = [models.UniqueConstraint(fields=["agreed", "party"], name="received_once")]

    def __str__(self) -> str:
        return f"Received {self.pk}"
