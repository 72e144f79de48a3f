"""Triage (weging): the criteria judged, the outcome with its reasons, and who decided (conv. 1.8, 12.2 b-e)."""

from django.db import models

from cases.models.case import CaseRow, Row
from zvh.actor import Actor
from zvh.fields import SealedTextField
from zvh.versions import LastSaved


class TriageRowQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> "TriageRowQuerySet[Row]":
        """House staff only: the considerations of the triage are theirs until they stand in a plan or report."""
        from cases.models.case import Case
        from cases.visibility import readable_cases

        if actor.is_delegate:
            return self.none()
        return self.filter(case__in=readable_cases(Case.objects.all(), actor))


class Triage(CaseRow, LastSaved):
    """The decision of the triage, prepared until `at` is set. What it leads to is data of the outcome."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="triage")
    outcome = models.ForeignKey(
        "parties.TriageOutcome",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="uitkomst",
    )
    reasons = SealedTextField("redenen", blank=True)
    purpose = SealedTextField("doel van het overleg", blank=True)
    themes = SealedTextField("thema's van het overleg", blank=True)
    feedback = SealedTextField("terugkoppeling aan de melder", blank=True)
    forward_to = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gaat naar"
    )
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="besloten door")
    at = models.DateTimeField("besloten op", null=True)

    objects = TriageRowQuerySet.as_manager()

    class Meta:
        verbose_name = "triage"
        verbose_name_plural = "triages"

    @property
    def is_decided(self) -> bool:
        return self.at is not None


class TriageParty(CaseRow):
    """A party in the decision of the triage, with the part it has in it."""

    class Part(models.TextChoices):
        TOOK_PART = "besliste-mee", "besliste mee"
        AGREED = "stemde-in", "stemde in met toelating"
        RELEVANT = "in-overleg", "nodig in het overleg"

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    part = models.CharField("rol", max_length=20, choices=Part.choices)

    objects = TriageRowQuerySet.as_manager()

    class Meta:
        verbose_name = "partij bij de triage"
        verbose_name_plural = "partijen bij de triage"
        ordering = ["part", "party__name"]
        constraints = [models.UniqueConstraint(fields=["case", "party", "part"], name="triage_party_once")]


class CriterionJudgement(CaseRow):
    """Whether a criterion is met in the judgement of the triage; the reporter's own mark stays as it was (BGS 2.20)."""

    criterion = models.ForeignKey("parties.Criterion", models.PROTECT, related_name="+")
    is_met = models.BooleanField("van toepassing")
    explanation = SealedTextField("toelichting", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TriageRowQuerySet.as_manager()

    class Meta:
        verbose_name = "oordeel over een criterium"
        verbose_name_plural = "oordelen over criteria"
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["case", "criterion"], name="criterion_judged_once")]
