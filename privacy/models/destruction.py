"""What is left of a dossier that was destroyed: a certificate, the values a policy keeps, and what went wrong (05; 00, 20-22)."""

import hashlib
import json
import uuid
from datetime import date
from typing import TypeVar

from django.db import models

from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField

KINDS = {
    "case": "casus", "feedback": "terugkoppeling", "keptvalues": "bewaarde waarden", "enquiry": "bekendheidsvraag",
    "breakglass": "noodtoegang", "readingalert": "signaal",
    "transfer": "overdracht naar een ander huis",
    "houseenquiry": "vraag aan een ander huis",
    "candidatelist": "lijst met kandidaten",
    "breach": "datalek", "complaint": "klacht", "archivepart": "deel van een archiefpakket",
}  # fmt: skip
ACCOUNTS = ("manager", "recordmanager", "fg", "privacyadviseur")

Row = TypeVar("Row", bound=models.Model)


class OfHouseQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> "OfHouseQuerySet[Row]":
        """Who accounts for destruction in a house, or supervises it."""
        if actor.is_system:
            return self
        return self.filter(house_id__in=actor.house_ids) if actor.role in ACCOUNTS else self.none()


class DestructionRecord(models.Model):
    """The certificate: what, when, under which rule, by whom, how much. No personal data, no case number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier_id = models.UUIDField("dossier", unique=True)
    kind = models.CharField("soort", max_length=60)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    rule = models.CharField("bewaarregel", max_length=300)
    due_on = models.DateField("uiterlijk op")
    destroyed_on = models.DateField("vernietigd op")
    released_by = models.BigIntegerField("vrijgegeven door", default=0)  # 0: the clock
    rows = models.JSONField("rijen per soort", default=dict)
    fields = models.PositiveIntegerField("verzegelde velden")
    keeps_values = models.BooleanField(default=False)
    handed_over = models.CharField("overgebracht naar een archief", max_length=400, blank=True)
    key_destroyed_at = models.DateTimeField("sleutel vernietigd op", null=True)
    checksum = models.CharField("controlegetal", max_length=64, blank=True)

    objects = OfHouseQuerySet.as_manager()

    class Meta:
        verbose_name = "verklaring van vernietiging"
        verbose_name_plural = "verklaringen van vernietiging"
        ordering = ["-destroyed_on", "id"]

    def __str__(self) -> str:
        return f"DestructionRecord {self.pk}"

    @property
    def row_total(self) -> int:
        return sum(self.rows.values())

    @property
    def kind_name(self) -> str:
        """What it was, in Dutch."""
        return KINDS.get(self.kind, self.kind)

    def computed_checksum(self) -> str:
        """SHA-256 of everything the certificate says."""
        said = [
            str(self.dossier_id), self.kind, self.house_id, self.rule, self.due_on.isoformat(),
            self.destroyed_on.isoformat(), self.released_by, self.rows, self.fields, self.keeps_values,
            self.key_destroyed_at and self.key_destroyed_at.isoformat(),
            *([self.handed_over] if self.handed_over else []),  # certificates of before had no such line
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class KeptValuesQuerySet(models.QuerySet["KeptValues"]):
    def visible_to(self, actor: Actor) -> "KeptValuesQuerySet":
        """Nobody: not anonymous, so closed until its end date (09, section 0)."""
        return self if actor.is_system else self.none()

    def past(self, today: date) -> "KeptValuesQuerySet":
        return self.filter(ends_on__lt=today)


class KeptValues(SealedModel):
    """What the policy of the house keeps of a destroyed case, apart from it and without a link (00, item 21)."""

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    approach = models.ForeignKey("parties.Approach", models.PROTECT, related_name="+")
    values = SealedTextField("bewaarde waarden")
    ends_on = models.DateField("bewaard tot en met")

    objects = KeptValuesQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaarde waarden"
        verbose_name_plural = "bewaarde waarden"


class KeyIncident(models.Model):
    """A dossier whose key is gone while nobody destroyed it: closed to all, and a person is called (00, item 20)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier_id = models.UUIDField("dossier", unique=True)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    found_at = models.DateTimeField("gevonden op")
    settled_at = models.DateTimeField("hersteld op", null=True)

    objects = OfHouseQuerySet.as_manager()

    class Meta:
        verbose_name = "ontbrekende sleutel"
        verbose_name_plural = "ontbrekende sleutels"
        ordering = ["-found_at"]

    def __str__(self) -> str:
        return f"KeyIncident {self.pk}"


class MalwareIncident(models.Model):
    """A file that the scanner refused, and that was destroyed at once: where and when, and what it was (S47). No person, no case number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier_id = models.UUIDField("dossier")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij")
    found = models.CharField("wat de virusscan vond", max_length=100)
    found_at = models.DateTimeField("gevonden op")

    objects = OfHouseQuerySet.as_manager()

    class Meta:
        verbose_name = "geweigerd bestand"
        verbose_name_plural = "geweigerde bestanden"
        ordering = ["-found_at"]

    def __str__(self) -> str:
        return f"MalwareIncident {self.pk}"


class DestructionListing(models.Model):
    """A case on the destruction list: number and dates, for the record manager. Goes with the case."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="+")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    number = models.CharField("casusnummer", max_length=16)
    closed_on = models.DateField("afgeschaald op")
    destroy_on = models.DateField("uiterlijk vernietigen op")
    rule = models.CharField("bewaarregel", max_length=300)
    is_held = models.BooleanField("tegengehouden", default=False)
    held_because = models.CharField("waarom tegengehouden", max_length=200, blank=True)
    needs_release = models.BooleanField("wacht op vrijgave")
    closed_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="afgesloten door"
    )
    listed_on = models.DateField("op de lijst sinds")
    released_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="vrijgegeven door"
    )
    released_at = models.DateTimeField("vrijgegeven op", null=True)

    objects = OfHouseQuerySet.as_manager()

    class Meta:
        verbose_name = "casus op de vernietigingslijst"
        verbose_name_plural = "vernietigingslijst"
        ordering = ["destroy_on", "number"]

    def __str__(self) -> str:
        return f"DestructionListing {self.pk}"


class NightlyRun(models.Model):
    """The nightly run of a day, with what it did: found missing by a look in the database, so never skipped (05)."""

    day = models.DateField("dag", primary_key=True)
    started_at = models.DateTimeField("begonnen op", null=True)
    failed_at = models.DateTimeField("mislukt op", null=True)
    told_at = models.DateTimeField("gemeld op", null=True)
    finished_at = models.DateTimeField("klaar op", null=True)
    counts = models.JSONField("aantallen", default=dict)

    class Meta:
        verbose_name = "nachtelijke verwerking"
        verbose_name_plural = "nachtelijke verwerkingen"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"NightlyRun {self.pk}"
