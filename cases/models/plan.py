"""The plan of a case: its versions, the life domains scored over time, the actions (conv. 8.3, 13; 04, phase 3)."""

from datetime import date, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow
from cases.phases import Phase
from cases.reach import Seer, reach, visible_actions
from zvh.fields import SealedTextField
from zvh.versions import LastSaved

Row = TypeVar("Row", bound=models.Model)


class FramedQuerySet(models.QuerySet[Row]):
    def visible_to(self, seer: Seer) -> "FramedQuerySet[Row]":
        """House staff; delegates in the case, unless their covenant keeps the common file to the house (000, annex 4)."""
        return self.filter(reach(seer).framed)


class Plan(CaseRow):
    """One version of the plan. A draft until it is adopted; from then on a change is a new version."""

    number = models.PositiveSmallIntegerField("versie")
    goal = SealedTextField("doel", blank=True)
    criteria = SealedTextField("wanneer de casus kan worden afgeschaald", blank=True)
    zsm_advice = SealedTextField("advies aan ZSM", blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    adopted_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField("vastgesteld op", null=True)
    adopted_in = models.ForeignKey("cases.AgendaItem", models.SET_NULL, null=True, related_name="+")

    objects = FramedQuerySet.as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_number_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(adopted_at=None), name="one_draft_plan"),
        ]

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None

    @property
    def criteria_one_by_one(self) -> list[str]:
        """A line of the text is a criterion; what stands there twice is one."""
        lines = (line.strip(" \t-*•") for line in self.criteria.splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class PlanRole(CaseRow):
    """What one party does in this version of the plan, and what it must know for that (conv. 8.4)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="roles")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    role = SealedTextField("rol", blank=True)
    needs = SealedTextField("informatiebehoefte", blank=True)

    objects = FramedQuerySet.as_manager()

    class Meta:
        verbose_name = "rol en informatiebehoefte van een partij"
        verbose_name_plural = "rollen en informatiebehoeften van partijen"
        ordering = ["party__name", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "party"], name="plan_role_once_per_party")]


class DomainScore(CaseRow):
    """How it stood with one life domain in one meeting; every meeting leaves its own picture behind."""

    class Level(models.TextChoices):
        GREEN = "groen", "groen"
        ORANGE = "oranje", "oranje"
        RED = "rood", "rood"

    item = models.ForeignKey("cases.AgendaItem", models.CASCADE, related_name="scores")
    domain = models.ForeignKey("parties.LifeDomain", models.PROTECT, related_name="+", verbose_name="leefgebied")
    level = models.CharField("score", max_length=10, choices=Level.choices)
    explanation = SealedTextField("toelichting", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FramedQuerySet.as_manager()

    class Meta:
        verbose_name = "score van een leefgebied"
        verbose_name_plural = "scores van leefgebieden"
        ordering = [
            "domain__order",
            "at",
        ]  # not by the meeting: who was not invited can not read it, and would miss the score
        constraints = [models.UniqueConstraint(fields=["item", "domain"], name="domain_scored_once_per_meeting")]


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, seer: Seer) -> "ActionQuerySet":
        return visible_actions(self, seer)

    def open(self) -> "ActionQuerySet":
        return self.filter(state=Action.State.OPEN)

    def to_remind(self, today: date) -> "ActionQuerySet":
        """Open ones that are due tomorrow at the latest, or late, of which nobody was told yet."""
        soon = Q(due_on__gte=today, due_on__lte=today + timedelta(days=1), reminded_on=None)
        late = Q(due_on__lt=today, late_told_on=None)
        return self.open().filter(soon | late, case__phase=Phase.CASUSOVERLEG)


class Action(CaseRow, LastSaved):
    """Something a party, or the house, will do before a date."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "gedaan", "gedaan"
        NOT_DONE = "niet-gedaan", "niet gedaan"
        IMPOSSIBLE = "kan-niet", "kan niet meer"

    what = SealedTextField("wat")
    party = models.ForeignKey(
        "parties.Party",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="verantwoordelijke partij",
    )  # empty: the house
    user = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wie het doet"
    )
    item = models.ForeignKey("cases.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="actions")
    due_on = models.DateField("uiterlijk op")
    state = models.CharField("stand", max_length=12, choices=State.choices, default=State.OPEN)
    result = SealedTextField("resultaat", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reported_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField("gemeld op", null=True)

    reminded_on = models.DateField("herinnerd op", null=True)
    late_told_on = models.DateField("gemeld dat het te laat is op", null=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = ["due_on", "at", "id"]
        indexes = [models.Index("party", "due_on", name="action_open", condition=Q(state="open"))]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
