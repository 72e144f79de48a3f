"""Breaches (datalekken): what was reported, to whom it was told, what was decided and done (protocol 14; AVG 33 and 34).

Every text is sealed with a key of the breach itself: it may name people, and it outlives the cases that it is about.
"""

import uuid
from datetime import timedelta
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField
from zvh.versions import LastSaved

Row = TypeVar("Row", bound=models.Model)

KEEPERS = ("manager", "privacyadviseur")
READERS = (*KEEPERS, "fg", "procesregisseur")  # manager and procesregisseur are told (14.3), the FG too (14.11)
TO_HOUSE = timedelta(
    hours=2
)  # of the clock on the wall as well as of UTC: hours that pass, whatever the wall says (S64)
TO_AUTHORITY = timedelta(hours=72)


class Unreadable(models.TextChoices):
    """Whether who has the data can read them (protocol 14.8 d)."""

    NO = "nee", "nee, de gegevens zijn te lezen"
    PARTLY = "deels", "een deel is versleuteld of niet te herleiden"
    YES = "ja", "ja, alles is versleuteld of niet te herleiden"


class SubjectsTold(models.TextChoices):
    """What becomes of telling the subjects, in our own words (protocol 14.6, 14.9 a-c and 14.10)."""

    TOLD = "inlichten", "De betrokkenen worden ingelicht (14.6)"
    NO_RISK = "geen-hoog-risico", "Er is waarschijnlijk geen hoog risico (14.6)"
    PROTECTED = "beschermd", "De gegevens bleven beschermd (14.9 a)"
    TAKEN_AWAY = "risico-weg", "Maatregelen achteraf namen het risico weg (14.9 b)"
    EFFORT = "onevenredig", "Het vraagt onevenredig veel inspanning (14.9 c)"
    PROSECUTION = "om", "Alleen gegevens van het OM, en nu inlichten schaadt (14.10)"


class BreachQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        """Who is told of a breach in the house (protocol 14.3, 14.11)."""
        if actor.is_system:
            return self
        return self.filter(house_id__in=actor.house_ids) if actor.role in READERS else self.none()

    def running(self) -> Self:
        return self.filter(closed_at=None)


class Breach(SealedModel, LastSaved):
    """One breach. Who reported it was told that it arrived, and reads no register."""

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    reported_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gemeld door")
    party = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="namens partij"
    )
    noticed_at = models.DateTimeField("ontdekt")
    reported_at = models.DateTimeField("gemeld")
    report_by = models.DateTimeField("melden aan het huis voor")
    authority_by = models.DateTimeField("melden aan de Autoriteit Persoonsgegevens voor")
    # 14.3 a-e
    nature = SealedTextField("aard en omvang")
    contact = SealedTextField("wie er meer van weet")
    limiting = SealedTextField("wat de gevolgen kan beperken")
    risks = SealedTextField("mogelijke gevolgen en risico's")
    done = SealedTextField("wat al is of wordt gedaan")
    # whether the authority is told (14.5), and what (14.8 a-f)
    to_authority = models.BooleanField("melden aan de Autoriteit Persoonsgegevens", null=True)
    authority_reason = SealedTextField("waarom wel of niet", blank=True)
    reported_nature = SealedTextField("aard van de inbreuk", blank=True)
    people = SealedTextField("van welke groepen mensen", blank=True)
    data = SealedTextField("welke soorten gegevens", blank=True)
    unreadable = models.CharField("onleesbaar gemaakt", max_length=10, choices=Unreadable, blank=True)
    advice = SealedTextField("wat de gevolgen kan beperken, als advies", blank=True)
    consequences = SealedTextField("gevolgen, en wat ertegen is of wordt gedaan", blank=True)
    sent_at = models.DateTimeField("gemeld aan de Autoriteit Persoonsgegevens", null=True)
    # telling the subjects (14.6, 14.9-14.11)
    subjects = models.CharField("betrokkenen inlichten", max_length=20, choices=SubjectsTold, blank=True)
    subjects_reason = SealedTextField("waarom", blank=True)
    subjects_decided_on = models.DateField("besluit over de betrokkenen", null=True)
    mandated = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij die de tekst schrijft"
    )
    subjects_text = SealedTextField("tekst aan de betrokkenen", blank=True)
    subjects_told_on = models.DateField("betrokkenen ingelicht op", null=True)
    # what came of it (14.11)
    measures = SealedTextField("maatregelen", blank=True)
    lessons = SealedTextField("wat wij ervan leren", blank=True)
    closed_at = models.DateTimeField("afgesloten", null=True)
    closed_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="afgesloten door"
    )
    ends_on = models.DateField("bewaren tot en met", null=True)

    objects = BreachQuerySet["Breach"].as_manager()

    class Meta:
        verbose_name = "datalek"
        verbose_name_plural = "datalekken"
        ordering = ["-noticed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(reported_at__gte=F("noticed_at")), name="breach_noticed_before"),
            models.CheckConstraint(
                condition=Q(closed_at=None, ends_on=None) | Q(closed_at__isnull=False, ends_on__isnull=False),
                name="breach_closed_with_end",
            ),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(to_authority=True), name="breach_sent_where_decided"),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class OfBreachQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.is_system else self.filter(breach__in=Breach.objects.visible_to(actor))


class BreachTold(models.Model):
    """That somebody was told, on which day. Written down once."""

    class Whom(models.TextChoices):
        PARTIES = "partneroverleg", "de partijen, schriftelijk (14.4)"
        COPY_PARTIES = "afschrift-partneroverleg", "afschrift van de melding aan de AP, voor de partijen (14.5)"
        COPY_STEERING = "afschrift-stuurgroep", "afschrift van de melding aan de AP, voor de bestuurders (14.5)"
        FG = "fg", "de FG van de beheersorganisatie (14.11)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, models.CASCADE, related_name="told")
    whom = models.CharField("wie", max_length=30, choices=Whom)
    on = models.DateField("op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    at = models.DateTimeField("vastgelegd")

    objects = OfBreachQuerySet["BreachTold"].as_manager()

    class Meta:
        verbose_name = "mededeling van een datalek"
        verbose_name_plural = "mededelingen van datalekken"
        ordering = ["on", "at"]

    def __str__(self) -> str:
        return f"BreachTold {self.pk}"


class BreachCase(models.Model):
    """A case that the breach is about: while the breach runs it is not destroyed (05). Goes with the case, or with the breach."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(Breach, models.CASCADE, related_name="cases")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    number = models.CharField("casusnummer", max_length=16)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gekoppeld door")
    at = models.DateTimeField("gekoppeld")

    objects = OfBreachQuerySet["BreachCase"].as_manager()

    class Meta:
        verbose_name = "casus bij een datalek"
        verbose_name_plural = "casussen bij datalekken"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["breach", "case"], name="breach_case_once")]

    def __str__(self) -> str:
        return f"BreachCase {self.pk}"
