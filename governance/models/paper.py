"""Plan, budget and accounts of a house: written, input asked, adopted by the body that the covenant names, sent round (conv. 4 and 6)."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, TextChoices

from governance.reach import houses_governed, kept_houses, open_houses
from zvh.actor import Actor
from zvh.versions import LastSaved


class PaperState(TextChoices):
    DRAFT = "concept", "concept"
    PUT_FORWARD = "voorgelegd", "ligt ter vaststelling voor"
    ADOPTED = "vastgesteld", "vastgesteld"


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, actor: Actor) -> "PaperQuerySet":
        """Who writes it and who sits in a body of the house; a party that is asked; what is adopted everybody who governs there."""
        if actor.is_system:
            return self
        asked = PaperInput.objects.filter(paper=OuterRef("pk"), party=actor.party_id)
        works_on_it = Q(house__in=kept_houses(actor)) | Q(house__in=houses_governed(actor))
        is_open = Q(state=PaperState.ADOPTED) | Exists(asked)
        return self.filter(works_on_it | Q(is_open, house__in=open_houses(actor)))

    def kept_by(self, actor: Actor) -> "PaperQuerySet":
        return self.filter(house__in=kept_houses(actor))


class Paper(LastSaved):
    """A plan, budget or account for a period. What is adopted stays; a later edition takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="papers", verbose_name="huis")
    rule = models.ForeignKey("parties.PaperRule", models.PROTECT, related_name="+", verbose_name="soort stuk")
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    edition = models.PositiveSmallIntegerField("uitgave", default=1)
    state = models.CharField("stand", max_length=15, choices=PaperState.choices, default=PaperState.DRAFT)
    input_due_on = models.DateField("inbreng uiterlijk", null=True)
    input_source = models.CharField("bron van de inbreng", max_length=200, blank=True)
    shown_on = models.DateField("voorgelegd voor de vaststelling op", null=True)
    put_forward_at = models.DateTimeField("ter vaststelling voorgelegd op", null=True)
    adopted_on = models.DateField("vastgesteld op", null=True)
    sent_due_on = models.DateField("rondsturen uiterlijk", null=True)
    sent_source = models.CharField("bron van het rondsturen", max_length=200, blank=True)
    sent_on = models.DateField("rondgestuurd op", null=True)
    sent_to = models.CharField("rondgestuurd aan", max_length=300, blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "plan, begroting of rekening"
        verbose_name_plural = "plannen, begrotingen en rekeningen"
        ordering = ["-first_year", "rule", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["house", "rule", "first_year", "edition"], name="paper_once"),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="paper_years_in_order"),
            models.CheckConstraint(
                condition=Q(state="vastgesteld", adopted_on__isnull=False)
                | ~Q(state="vastgesteld") & Q(adopted_on=None),
                name="paper_adopted_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(state="vastgesteld", sent_on__gte=F("adopted_on")),
                name="paper_sent_after",
            ),
        ]

    def __str__(self) -> str:
        return f"Paper {self.pk}"

    @property
    def period(self) -> str:
        return f"{self.first_year}" if self.first_year == self.last_year else f"{self.first_year} en {self.last_year}"

    @property
    def title(self) -> str:
        again = f", uitgave {self.edition}" if self.edition > 1 else ""
        return f"{self.rule.name} {self.period}{again}"

    @property
    def is_draft(self) -> bool:
        return self.state == PaperState.DRAFT

    @property
    def is_adopted(self) -> bool:
        return self.state == PaperState.ADOPTED


class OfPaperQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> "OfPaperQuerySet":
        return self if actor.is_system else self.filter(paper__in=Paper.objects.visible_to(actor))


class Chapter(LastSaved):
    """A part of a plan or report. Those that the covenant names are there from the start; `is_needed` where it may not stay empty.

    With `part` it is the remark of the writer with that part of the figures of a report (governance/figures/figures.toml).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="chapters", verbose_name="plan")
    order = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("hoofdstuk", max_length=200)
    source = models.CharField("bron", max_length=200, blank=True)
    is_needed = models.BooleanField("verplicht", default=True)
    part = models.SlugField("bij dit deel van de cijfers", max_length=30, blank=True, db_index=False)
    text = models.TextField("tekst", blank=True)
    version = models.PositiveIntegerField("versie", default=0)

    objects = OfPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "hoofdstuk van een plan"
        verbose_name_plural = "hoofdstukken van plannen"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["paper", "order"], name="chapter_once")]

    def __str__(self) -> str:
        return f"Chapter {self.pk}"


class ReportFigures(models.Model):
    """The figures of a report as they were published on a day, with the words they had then. From when it is put forward they stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.OneToOneField(Paper, models.CASCADE, related_name="figures", verbose_name="jaarverslag")
    content = models.JSONField("cijfers")
    taken_on = models.DateField("opgenomen op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfers van een jaarverslag"
        verbose_name_plural = "cijfers van jaarverslagen"

    def __str__(self) -> str:
        return f"ReportFigures {self.pk}"


class PaperInputQuerySet(models.QuerySet["PaperInput"]):
    def visible_to(self, actor: Actor) -> "PaperInputQuerySet":
        """Who writes the plan, who sits in a body of the house, and who speaks for the party itself."""
        if actor.is_system:
            return self
        works_on_it = Q(paper__house__in=kept_houses(actor)) | Q(paper__house__in=houses_governed(actor))
        own = Q(party=actor.party_id, paper__house__in=open_houses(actor))
        return self.filter(works_on_it | own if actor.is_delegate else works_on_it)


class PaperInput(models.Model):
    """What a party is asked about a draft, before a date, and what it brought in (conv. 5.2; 000 5.3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="inputs", verbose_name="plan")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    due_on = models.DateField("inbreng uiterlijk")
    source = models.CharField("bron van de termijn", max_length=200)
    text = models.TextField("inbreng", blank=True)
    given_on = models.DateField("inbreng gegeven op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PaperInputQuerySet.as_manager()

    class Meta:
        verbose_name = "inbreng op een plan"
        verbose_name_plural = "inbreng op plannen"
        ordering = ["party__name"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "party"], name="paper_input_once"),
            models.CheckConstraint(
                condition=Q(given_on=None, text="") | Q(given_on__isnull=False) & ~Q(text=""),
                name="paper_input_given_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"PaperInput {self.pk}"
