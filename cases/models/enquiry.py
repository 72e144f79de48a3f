"""Enquiries (bekendheidsvragen): is this person known to you? Known or not known, nothing more (conv. 1.8; WGS 2.28)."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.models.case import Case
from parties.roles import Purpose
from zvh.actor import Actor
from zvh.fields import SealedDateField, SealedModel, SealedTextField


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, actor: Actor) -> "EnquiryQuerySet":
        """House staff with the case; the asked party until it says "niet bekend" or the question is closed."""
        from cases.visibility import readable_cases

        if actor.is_delegate:
            return self.asked_of(actor)
        return self.filter(case__in=readable_cases(Case.objects.all(), actor))

    def asked_of(self, actor: Actor) -> "EnquiryQuerySet":
        """What this delegate's party was asked and may still read (00, item 7)."""
        if actor.purpose != Purpose.CASUSOVERLEG:
            return self.none()
        denied = EnquiryAnswer.objects.filter(enquiry=OuterRef("pk"), is_known=False)
        from cases.visibility import houses_of_party

        here = houses_of_party(actor)
        return self.filter(~Exists(denied), party_id=actor.party_id, closed_at=None, house_id__in=here)

    def waiting(self) -> "EnquiryQuerySet":
        """Open and without an answer."""
        return self.filter(closed_at=None, answer=None)


class Enquiry(SealedModel):
    """One question to one party about one person. A dossier of its own: it opens no case and shows no number."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="enquiries")
    subject = models.ForeignKey("cases.Subject", models.CASCADE, related_name="+")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    name = SealedTextField("naam", blank=True)
    born_on = SealedDateField("geboortedatum", null=True, blank=True)
    due_on = models.DateField("uiterlijk op")
    due_source = models.CharField("bron van de termijn", max_length=200)
    remind_on = models.DateField("herinneren op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField("gesloten op", null=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "bekendheidsvraag"
        verbose_name_plural = "bekendheidsvragen"
        ordering = ["due_on", "party__name", "id"]
        constraints = [models.UniqueConstraint(fields=["subject", "party"], name="asked_once_per_person")]
        indexes = [
            models.Index("party", "due_on", name="enquiry_open", condition=Q(closed_at=None)),
            models.Index("remind_on", name="enquiry_remind_on", condition=Q(closed_at=None)),
        ]

    @property
    def known(self) -> bool | None:
        """What the party answered; None while it did not."""
        return self.answer.is_known if hasattr(self, "answer") else None

    @property
    def state(self) -> str:
        """In words, for the house."""
        if self.known is not None:
            return "bekend" if self.known else "niet bekend"
        return "gesloten zonder antwoord" if self.closed_at else "wacht op antwoord"


class EnquiryAnswerQuerySet(models.QuerySet["EnquiryAnswer"]):
    def visible_to(self, actor: Actor) -> "EnquiryAnswerQuerySet":
        """With its enquiry."""
        return self.filter(enquiry__in=Enquiry.objects.visible_to(actor))


class EnquiryAnswer(SealedModel):
    """What the asked party said. A row of its own: only that party can write it, and nobody changes it."""

    DOSSIER = "enquiry_id"
    enquiry = models.OneToOneField(Enquiry, models.CASCADE, related_name="answer")
    is_known = models.BooleanField("bekend")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EnquiryAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord op een bekendheidsvraag"
        verbose_name_plural = "antwoorden op bekendheidsvragen"
