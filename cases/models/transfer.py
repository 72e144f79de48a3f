"""A case goes to another house (04): offered with no name in it, and only what its suppliers let go goes over (03, R1 and R5)."""

from django.db import models
from django.db.models import F, Q

from cases.models.case import Case, CaseRow, StaffRowQuerySet
from cases.models.contribution import Contribution
from cases.models.subject import Subject
from parties.choices import DataClass
from parties.roles import Role
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField


class TransferQuerySet(models.QuerySet["Transfer"]):
    def visible_to(self, actor: Actor) -> "TransferQuerySet":
        """House staff with the case; the procesregisseur of the other house as long as the offer stands."""
        from cases.visibility import readable_cases

        if not (actor.reads_cases or actor.is_system):
            return self.none()
        return self.filter(Q(case__in=readable_cases(Case.objects.all(), actor)) | _offered_to(actor))

    def offered_to(self, actor: Actor) -> "TransferQuerySet":
        """What the house of this actor may take over, and still answers."""
        return self.filter(_offered_to(actor))

    def open(self) -> "TransferQuerySet":
        return self.filter(closed_at=None)


def _offered_to(actor: Actor) -> Q:
    if actor.role != Role.PROCESREGISSEUR:
        return Q(pk__in=[])
    return Q(to_house_id__in=actor.house_ids, closed_at=None, due_on__gte=actor.today)


class Transfer(SealedModel):
    """The offer to another house. A dossier of its own: it opens no case, and shows no number and no name."""

    class End(models.TextChoices):
        ACCEPTED = "aangenomen", "aangenomen"
        REFUSED = "geweigerd", "geweigerd"
        WITHDRAWN = "ingetrokken", "ingetrokken"
        EXPIRED = "verlopen", "geen antwoord, dus verlopen"

    case = models.ForeignKey(Case, models.CASCADE, related_name="transfers")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis dat aanbiedt")
    to_house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="ander huis")
    reason = SealedTextField("reden van de overdracht", blank=True)
    description = SealedTextField("korte omschrijving zonder namen", blank=True)
    ground = models.CharField("grond", max_length=200)
    due_on = models.DateField("uiterlijk op")
    due_source = models.CharField("bron van de termijn", max_length=200)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_as = models.CharField("afloop", max_length=20, choices=End.choices, blank=True)
    closed_at = models.DateTimeField("gesloten op", null=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "overdracht naar een ander huis"
        verbose_name_plural = "overdrachten naar een ander huis"
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="one_open_transfer_per_case"),
            models.UniqueConstraint(fields=["case"], condition=Q(ended_as="aangenomen"), name="case_goes_over_once"),
            models.CheckConstraint(condition=~Q(to_house=F("house")), name="transfer_to_another_house"),
            models.CheckConstraint(
                condition=Q(closed_at=None, ended_as="") | (Q(closed_at__isnull=False) & ~Q(ended_as="")),
                name="transfer_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(description=b"", reason=b""), name="closed_transfer_is_empty"
            ),
        ]  # fmt: skip
        indexes = [models.Index("to_house", "due_on", name="transfer_open", condition=Q(closed_at=None))]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def state(self) -> str:
        """In words, for the house that offers."""
        return "wacht op antwoord" if self.is_open else self.get_ended_as_display()


class TransferPart(CaseRow):
    """What goes over if the other house accepts: a person, a contribution, or the summary of the house itself."""

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="parts")
    subject = models.ForeignKey(Subject, models.CASCADE, null=True, related_name="+")
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, related_name="+")
    summary = SealedTextField("samenvatting", blank=True)

    objects = StaffRowQuerySet["TransferPart"].as_manager()

    class Meta:
        verbose_name = "deel van een overdracht"
        verbose_name_plural = "delen van een overdracht"
        constraints = [
            models.UniqueConstraint(fields=["transfer", "subject"], name="person_goes_over_once"),
            models.UniqueConstraint(fields=["transfer", "contribution"], name="contribution_goes_over_once"),
            models.CheckConstraint(
                condition=Q(subject__isnull=False, contribution=None, summary=b"")
                | Q(subject=None, contribution__isnull=False, summary=b"")
                | (Q(subject=None, contribution=None) & ~Q(summary=b"")),
                name="transfer_part_is_one_thing",
            ),
        ]  # fmt: skip


class TransferAnswerQuerySet(models.QuerySet["TransferAnswer"]):
    def visible_to(self, actor: Actor) -> "TransferAnswerQuerySet":
        """With the offer."""
        return self.filter(transfer__in=Transfer.objects.visible_to(actor))


class TransferAnswer(SealedModel):
    """Accepted or refused, once, by the other house; the database closes and empties the offer with it."""

    DOSSIER = "transfer_id"
    transfer = models.OneToOneField(Transfer, models.CASCADE, related_name="answer")
    is_accepted = models.BooleanField("aangenomen")
    refusal = SealedTextField("reden van de weigering", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TransferAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord op een overdracht"
        verbose_name_plural = "antwoorden op een overdracht"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=True, refusal=b"") | (Q(is_accepted=False) & ~Q(refusal=b"")),
                name="refused_with_reason",
            )
        ]


class Received(CaseRow):
    """Where this case came from. No link to the other case: each house keeps and destroys its own."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="received")
    from_house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="ontvangen van")
    offer_id = models.UUIDField(unique=True, editable=False)  # no foreign key: it outlives the offer
    ground = models.CharField("grond", max_length=200)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = StaffRowQuerySet["Received"].as_manager()

    class Meta:
        verbose_name = "ontvangen casus"
        verbose_name_plural = "ontvangen casussen"


class ReceivedContribution(CaseRow):
    """A copy of what a supplier let go. It has no releases: who else may read it is asked of the supplier anew."""

    from_house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="ontvangen van")
    supplier = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="leverancier")
    kind = models.ForeignKey("parties.ContributionKind", models.PROTECT, related_name="+", verbose_name="soort")
    data_class = models.CharField("soort gegevens", max_length=20, choices=DataClass.choices)
    facts = SealedTextField("feiten", blank=True)
    opinion = SealedTextField("professioneel oordeel", blank=True)
    registrations = SealedTextField("registraties als verdachte", blank=True)
    conditions = SealedTextField("voorwaarden bij het gebruik", blank=True)
    delivered_at = models.DateTimeField("geleverd op", null=True)
    at = models.DateTimeField("ontvangen op")

    objects = StaffRowQuerySet["ReceivedContribution"].as_manager()

    class Meta:
        verbose_name = "ontvangen bijdrage"
        verbose_name_plural = "ontvangen bijdragen"
        ordering = ["-delivered_at", "id"]
