"""Afschaling: the decision that the house is no longer needed, who confirmed it, and its withdrawal (conv. 1.10; protocol 9.4)."""

from typing import TypeVar

from django.db import models
from django.db.models import Q

from cases.models.case import Case, CaseRow
from zvh.actor import Actor
from zvh.fields import SealedTextField
from zvh.versions import LastSaved

Row = TypeVar("Row", bound=models.Model)


class ClosingRowQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> "ClosingRowQuerySet[Row]":
        """House staff with the file; of the delegates only the casusregisseur, who goes on with it (annex 2)."""
        from cases.visibility import readable_cases

        found = readable_cases(Case.objects.all(), actor)
        if actor.is_delegate:
            found = found.filter(casusregisseur=actor.user_id, casusregisseur_party=actor.party_id)
        return self.filter(case__in=found)


class Closing(CaseRow, LastSaved):
    """A decision to scale down, prepared until `at` is set. A case that is reopened and closed again has several."""

    reason = models.ForeignKey(
        "parties.ClosingReason", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="reden"
    )
    successful = models.BooleanField("met succes afgesloten", null=True)
    decided_on = models.DateField("besloten op", null=True, blank=True)
    explanation = SealedTextField("toelichting", blank=True)
    minutes = SealedTextField("verslag van het besluit", blank=True)
    handover = SealedTextField("wat wie verdergaat nodig heeft", blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="afgesloten door")
    at = models.DateTimeField("afgesloten op", null=True)

    objects = ClosingRowQuerySet.as_manager()

    class Meta:
        verbose_name = "afschaling"
        verbose_name_plural = "afschalingen"
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(at=None), name="one_closing_prepared")]

    @property
    def is_decided(self) -> bool:
        return self.at is not None


class ClosingCriterion(CaseRow):
    """What the decision says of one criterion of the plan; the words are those that were judged (conv. 8.4)."""

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    text = SealedTextField("criterium")
    is_met = models.BooleanField("bereikt", null=True)
    explanation = SealedTextField("toelichting", blank=True)

    objects = ClosingRowQuerySet.as_manager()

    class Meta:
        verbose_name = "oordeel over een criterium om af te schalen"
        verbose_name_plural = "oordelen over criteria om af te schalen"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["closing", "order"], name="closing_criterion_once")]


class ClosingConfirmation(CaseRow):
    """One of the two who decide together says yes to the closing as it stands in this version (001, art. 1)."""

    class Part(models.TextChoices):
        PROCESREGISSEUR = "procesregisseur", "procesregisseur"
        CASUSREGISSEUR = "casusregisseur", "casusregisseur"

    closing = models.ForeignKey(Closing, models.CASCADE, related_name="confirmations")
    part = models.CharField("rol", max_length=20, choices=Part.choices)
    version = models.PositiveIntegerField()
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ClosingRowQuerySet.as_manager()

    class Meta:
        verbose_name = "bevestiging van een afschaling"
        verbose_name_plural = "bevestigingen van een afschaling"
        constraints = [
            models.UniqueConstraint(fields=["closing", "part", "version"], name="closing_confirmed_once"),
            models.UniqueConstraint(fields=["closing", "version", "by"], name="closing_confirmed_by_two_people"),
        ]


class Reopening(CaseRow):
    """A closed case is taken up again: a new decision, with a reason, while the data are there."""

    reason = SealedTextField("reden")
    decided_on = models.DateField("besloten op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ClosingRowQuerySet.as_manager()

    class Meta:
        verbose_name = "heropening"
        verbose_name_plural = "heropeningen"
        ordering = ["-at"]


class RetentionWarning(CaseRow):
    """The house was told that the data of this case go on this date; once per case and date (05; I4)."""

    destroy_on = models.DateField("vernietigen op")
    at = models.DateTimeField()

    objects = ClosingRowQuerySet.as_manager()

    class Meta:
        verbose_name = "waarschuwing over de bewaartermijn"
        verbose_name_plural = "waarschuwingen over de bewaartermijn"
        constraints = [models.UniqueConstraint(fields=["case", "destroy_on"], name="warned_once_per_date")]
