"""Interventions: what is done for a goal in a life domain, by whom, and how it goes (02-domain; conv. 12.2 h, 13)."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow
from cases.reach import Seer, visible_interventions, visible_progress
from zvh.fields import SealedTextField
from zvh.versions import LastSaved


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, seer: Seer) -> "InterventionQuerySet":
        return visible_interventions(self, seer)

    def running(self) -> "InterventionQuerySet":
        return self.filter(state=Intervention.State.RUNNING)


class Intervention(CaseRow, LastSaved):
    """What a party, or the house, does during some time for a goal in one life domain."""

    class State(models.TextChoices):
        RUNNING = "loopt", "loopt"
        DONE = "afgerond", "afgerond"
        STOPPED = "gestopt", "eerder gestopt"

    domain = models.ForeignKey("parties.LifeDomain", models.PROTECT, related_name="+", verbose_name="leefgebied")
    problem = SealedTextField("probleem", blank=True)
    goal = SealedTextField("doel")
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
    from_date = models.DateField("sinds")
    until_date = models.DateField("loopt naar verwachting tot en met", null=True, blank=True)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.RUNNING)
    result = SealedTextField("resultaat", blank=True)
    ended_on = models.DateField("geëindigd op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = "interventie"
        verbose_name_plural = "interventies"
        ordering = ["domain__order", "from_date", "id"]
        indexes = [models.Index("party", "until_date", name="intervention_running", condition=Q(state="loopt"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="loopt", ended_on=None) | (~Q(state="loopt") & Q(ended_on__isnull=False)),
                name="intervention_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=models.F("from_date")), name="intervention_in_order"
            ),
        ]

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING


class ProgressQuerySet(models.QuerySet["Progress"]):
    def visible_to(self, seer: Seer) -> "ProgressQuerySet":
        return visible_progress(self, seer)


class Progress(CaseRow):
    """How an intervention went so far, by who carries it out; written once, and read as a history."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="progress")
    text = SealedTextField("voortgang")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij")
    at = models.DateTimeField()

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "voortgang van een interventie"
        verbose_name_plural = "voortgang van interventies"
        ordering = ["-at", "-id"]
