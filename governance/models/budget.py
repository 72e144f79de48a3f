"""Budget of a year: spending per category, who contributes what by which key, what was paid and spent (conv. 18; 003 17)."""

import uuid

from django.db import models
from django.db.models import Q

from governance.models.members import Row
from governance.models.paper import Paper
from governance.reach import houses_governed, kept_houses
from zvh.actor import Actor
from zvh.money import AmountField
from zvh.versions import LastSaved


class WithPaperQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> "WithPaperQuerySet[Row]":
        """With the budget itself."""
        return self if actor.is_system else self.filter(paper__in=Paper.objects.visible_to(actor))


class Budget(LastSaved):
    """How the contributions by key are divided, and until when they are paid ahead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.OneToOneField(Paper, models.CASCADE, related_name="budget", verbose_name="begroting")
    key_total = AmountField("te verdelen naar inwoners", null=True)
    counted_on = models.DateField("peildatum van de inwoners", null=True)
    file_name = models.CharField("bestand met inwoners", max_length=200, blank=True)
    prepaid_by = models.DateField("vooruit betaald uiterlijk", null=True)
    prepaid_source = models.CharField("bron van de betaaldatum", max_length=200, blank=True)
    version = models.PositiveIntegerField("versie", default=0)

    objects = WithPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "verdeling van een begroting"
        verbose_name_plural = "verdelingen van begrotingen"

    def __str__(self) -> str:
        return f"Budget {self.pk}"


class BudgetLine(LastSaved):
    """What may be spent on a category."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="lines", verbose_name="begroting")
    title = models.CharField("post", max_length=150)
    amount = AmountField("begroot")

    objects = WithPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "post van een begroting"
        verbose_name_plural = "posten van begrotingen"
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "title"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"BudgetLine {self.pk}"


class ShareQuerySet(models.QuerySet["Share"]):
    def visible_to(self, actor: Actor) -> "ShareQuerySet":
        """Who writes the budget and who sits in a body of the house; of the own party who reads the budget."""
        if actor.is_system:
            return self
        works_on_it = Q(paper__house__in=kept_houses(actor)) | Q(paper__house__in=houses_governed(actor))
        own = Q(party=actor.party_id, paper__in=Paper.objects.visible_to(actor))
        return self.filter(works_on_it | own if actor.is_delegate else works_on_it)


class Share(LastSaved):
    """What a party, or the Rijk, contributes: by number of inhabitants or a fixed amount; and when it was paid."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="shares", verbose_name="begroting")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij")
    payer = models.CharField("andere betaler", max_length=150, blank=True)
    code = models.CharField("gemeentecode", max_length=6, blank=True)
    inhabitants = models.PositiveIntegerField("inwoners", null=True)
    amount = AmountField("bijdrage")
    paid_on = models.DateField("betaald op", null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage aan een begroting"
        verbose_name_plural = "bijdragen aan begrotingen"
        ordering = ["party__name", "payer"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "party", "payer"], nulls_distinct=False, name="share_once"),
            models.CheckConstraint(condition=Q(party=None) ^ Q(payer=""), name="share_of_party_or_other"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="share_not_negative"),
        ]

    def __str__(self) -> str:
        return f"Share {self.pk}"

    @property
    def name(self) -> str:
        return str(self.party) if self.party else self.payer

    @property
    def is_by_key(self) -> bool:
        return self.inhabitants is not None


class SpendingQuerySet(models.QuerySet["Spending"]):
    def visible_to(self, actor: Actor) -> "SpendingQuerySet":
        """Who writes the budget, and who sits in a body of the house."""
        if actor.is_system:
            return self
        house = "line__paper__house__in"
        return self.filter(Q(**{house: kept_houses(actor)}) | Q(**{house: houses_governed(actor)}))


class Spending(models.Model):
    """Booked on a category of an adopted budget; a mistake is booked back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="spendings", verbose_name="post")
    on = models.DateField("datum")
    what = models.CharField("omschrijving", max_length=200)
    amount = AmountField("bedrag")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SpendingQuerySet.as_manager()

    class Meta:
        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        ordering = ["-on", "-at"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="spending_not_nothing")]

    def __str__(self) -> str:
        return f"Spending {self.pk}"
