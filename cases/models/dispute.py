"""Disputes on the covenant's ladder, and questions to a body or the mayor (01-covenants; 04, phase 3; 06)."""

from typing import TypeVar

from django.db import models
from django.db.models import Q

from cases.models.case import Case, CaseRow
from cases.models.closing import ClosingRowQuerySet
from parties.choices import DisputeAbout
from parties.roles import Purpose, Role
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField

Row = TypeVar("Row", bound=models.Model)
HANDLERS = (Role.PROCESREGISSEUR, Role.MANAGER)


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, actor: Actor) -> "DisputeQuerySet":
        """Who raised it and whom it is about; procesregisseur and manager of the house. Also when the case is closed to them."""
        if actor.is_system:
            return self
        if actor.is_delegate:
            raised = Q(raised_by=actor.user_id, party=actor.party_id)
            about = Q(about_user=actor.user_id, about_party=actor.party_id)
            return self.filter(raised | about) if actor.purpose == Purpose.CASUSOVERLEG else self.none()
        if actor.role not in HANDLERS:
            return self.none()
        found = self.filter(house__in=actor.house_ids)
        return found.filter(approach__in=actor.approach_ids) if actor.approach_ids else found

    def open(self) -> "DisputeQuerySet":
        return self.filter(ended_on=None)


class Dispute(SealedModel):
    """A disagreement about somebody's work, a decision or supplying data. While it is open the case is not destroyed (05)."""

    DOSSIER = "case_id"
    case = models.ForeignKey(Case, models.CASCADE, related_name="disputes")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    approach = models.ForeignKey("parties.Approach", models.PROTECT, related_name="+")
    number = models.CharField("casusnummer", max_length=16)
    about = models.CharField("waarover", max_length=20, choices=DisputeAbout.choices)
    about_user = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    about_party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+")
    raised_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="ingediend door")
    party = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="namens partij"
    )
    text = SealedTextField("het geschil")
    description = SealedTextField("omschrijving zonder namen, voor een orgaan", blank=True)
    at = models.DateTimeField()
    ended_on = models.DateField("beëindigd op", null=True)
    is_solved = models.BooleanField("opgelost", null=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = "geschil"
        verbose_name_plural = "geschillen"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, is_solved=None) | Q(ended_on__isnull=False, is_solved__isnull=False),
                name="dispute_ends_with_an_outcome",
            )
        ]

    @property
    def state(self) -> str:
        if self.ended_on is None:
            return "loopt"
        return "opgelost" if self.is_solved else "beëindigd, niet opgelost"


class OfDisputeQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> "OfDisputeQuerySet[Row]":
        """With the dispute."""
        return self.filter(dispute__in=Dispute.objects.visible_to(actor))


class DisputeTurn(SealedModel):
    """A step of the ladder that a dispute took: to whom, since when, and what came of it. The words are those of that day."""

    DOSSIER = "case_id"
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="turns")
    order = models.PositiveSmallIntegerField("stap")
    goes_to = models.CharField("voorgelegd aan", max_length=200)
    source = models.CharField("bron", max_length=200)
    on = models.DateField("voorgelegd op")
    outcome = SealedTextField("uitkomst", blank=True)
    decided_on = models.DateField("uitkomst op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")

    objects = OfDisputeQuerySet.as_manager()

    class Meta:
        verbose_name = "stap van een geschil"
        verbose_name_plural = "stappen van geschillen"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["dispute", "order"], name="dispute_turn_once")]


class Escalation(CaseRow):
    """A question about a case to a body of the house or to a mayor (opschaling), with the answer."""

    body = models.ForeignKey("parties.Body", models.PROTECT, null=True, related_name="+", verbose_name="orgaan")
    gemeente = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="burgemeester van"
    )
    question = SealedTextField("vraag")
    asked_on = models.DateField("gevraagd op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = SealedTextField("antwoord", blank=True)
    answered_on = models.DateField("antwoord op", null=True)
    answered_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")

    objects = ClosingRowQuerySet["Escalation"].as_manager()

    class Meta:
        verbose_name = "opschaling"
        verbose_name_plural = "opschalingen"
        ordering = ["-asked_on", "-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, gemeente=None) | Q(body=None, gemeente__isnull=False),
                name="escalation_goes_to_one",
            )
        ]

    @property
    def goes_to(self) -> str:
        return str(self.body) if self.body else f"burgemeester, {self.gemeente}"
