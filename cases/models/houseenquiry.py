"""Known at another house? Only on request and in two steps: known or not, and after that data (WGS 2.28; 07)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cases.models.case import Case
from cases.visibility import CASEWORK
from parties.choices import DataClass
from zvh.actor import Actor
from zvh.fields import SealedDateField, SealedModel, SealedTextField

NEEDS_CONSENT = (DataClass.SPECIAL, DataClass.CRIMINAL)


class HouseEnquiryQuerySet(models.QuerySet["HouseEnquiry"]):
    def visible_to(self, actor: Actor) -> "HouseEnquiryQuerySet":
        """House staff with the case; casework staff of the asked house until it says "niet bekend" or it is closed."""
        from cases.visibility import readable_cases

        if not (actor.reads_cases or actor.is_system):
            return self.none()
        own = Q(case__in=readable_cases(Case.objects.all(), actor))
        return self.filter(own | _asked_of(actor))

    def asked_of(self, actor: Actor) -> "HouseEnquiryQuerySet":
        """What the house of this actor was asked and may still read."""
        return self.filter(_asked_of(actor))

    def waiting(self) -> "HouseEnquiryQuerySet":
        """Open, and not answered in the step that it is in."""
        known = Q(answer=None) | Q(answer__is_known=True, data_asked_at__isnull=False, supply=None)
        return self.filter(known, closed_at=None)


def _asked_of(actor: Actor) -> Q:
    if actor.role not in CASEWORK:
        return Q(pk__in=[])
    denied = HouseAnswer.objects.filter(enquiry=OuterRef("pk"), is_known=False)
    return Q(~Exists(denied), asked_id__in=actor.house_ids, closed_at=None)


class HouseEnquiry(SealedModel):
    """One question to one house about one person. A dossier of its own: it opens no case and shows no number."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="houseenquiries")
    subject = models.ForeignKey("cases.Subject", models.CASCADE, related_name="+")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis dat vraagt")
    asked = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="gevraagd huis")
    source = models.CharField("grond", max_length=200)
    first_names = SealedTextField("voornamen", blank=True)
    infix = SealedTextField("tussenvoegsel", blank=True)
    surname = SealedTextField("achternaam", blank=True)
    born_on = SealedDateField("geboortedatum", null=True, blank=True)
    question = SealedTextField("gevraagde gegevens", blank=True)
    purpose = SealedTextField("doel", blank=True)
    data_asked_at = models.DateTimeField("gegevens gevraagd op", null=True)
    due_on = models.DateField("uiterlijk op")
    due_source = models.CharField("bron van de termijn", max_length=200)
    remind_on = models.DateField("herinneren op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField("gesloten op", null=True)

    objects = HouseEnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan een ander huis"
        verbose_name_plural = "vragen aan andere huizen"
        ordering = ["due_on", "asked__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "asked"], name="house_asked_once_per_person"),
            models.CheckConstraint(condition=~Q(asked=F("house")), name="another_house_is_asked"),
        ]
        indexes = [
            models.Index("asked", "due_on", name="houseenquiry_open", condition=Q(closed_at=None)),
            models.Index("remind_on", name="houseenquiry_remind_on", condition=Q(closed_at=None)),
        ]

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first_names, self.infix, self.surname) if part)

    @property
    def known(self) -> bool | None:
        """What the asked house answered; None while it did not."""
        return self.answer.is_known if hasattr(self, "answer") else None

    @property
    def is_open(self) -> bool:
        """Whether the asked house still has to do something."""
        if self.closed_at:
            return False
        return self.known is None or bool(self.known and self.data_asked_at and not hasattr(self, "supply"))

    @property
    def state(self) -> str:
        """In words, for the house that asks."""
        if self.known is None:
            return "gesloten zonder antwoord" if self.closed_at else "wacht op antwoord"
        if not self.known:
            return "niet bekend"
        if hasattr(self, "supply"):
            return "bekend, gegevens geweigerd" if self.supply.refusal else "bekend, gegevens gekregen"
        return "bekend, gegevens gevraagd" if self.data_asked_at else "bekend"


class OfEnquiryQuerySet(models.QuerySet[models.Model]):
    def visible_to(self, actor: Actor) -> "OfEnquiryQuerySet":
        """With its question."""
        return self.filter(enquiry__in=HouseEnquiry.objects.visible_to(actor))


class HouseAnswer(SealedModel):
    """Step 1: known or not. A row of its own: only the asked house writes it, once."""

    DOSSIER = "enquiry_id"
    enquiry = models.OneToOneField(HouseEnquiry, models.CASCADE, related_name="answer")
    is_known = models.BooleanField("bekend")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfEnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord van een ander huis"
        verbose_name_plural = "antwoorden van andere huizen"


class HouseSupply(SealedModel):
    """Step 2: the data, or why not. Special and criminal data only with the yes of the party that supplied them (WGS 2.28)."""

    DOSSIER = "enquiry_id"
    enquiry = models.OneToOneField(HouseEnquiry, models.CASCADE, related_name="supply")
    text = SealedTextField("gegevens", blank=True)
    refusal = SealedTextField("reden om niet te geven", blank=True)
    data_class = models.CharField("soort gegevens", max_length=20, choices=DataClass.choices, blank=True)
    supplier = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij die de gegevens leverde"
    )
    agreed_on = models.DateField("akkoord van die partij op", null=True)
    agreed_by = SealedTextField("wie akkoord gaf", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfEnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "gegevens voor een ander huis"
        verbose_name_plural = "gegevens voor andere huizen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(data_class__in=NEEDS_CONSENT) | Q(supplier__isnull=False, agreed_on__isnull=False),
                name="house_gets_special_data_with_consent",
            )
        ]
