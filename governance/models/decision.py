"""Besluiten of a body: proposed, affected parties heard, voted on, closed, told to who must know, or sent up when stuck (conv. 5 and 7)."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q, TextChoices

from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting
from governance.models.members import MembersQuerySet, Row
from governance.models.paper import Paper
from governance.reach import seats_in
from governance.tally import STUCK, Choice, Outcome
from parties.choices import DecisionKind
from zvh.actor import Actor
from zvh.versions import LastSaved


class State(TextChoices):
    PREPARED = "voorbereiding", "in voorbereiding"
    VOTING = "stemming", "in stemming"
    CLOSED = "gesloten", "gesloten"
    WITHDRAWN = "ingetrokken", "ingetrokken"


OPEN = (State.PREPARED, State.VOTING)


class DecisionQuerySet(MembersQuerySet["Decision"]):
    def visible_to(self, actor: Actor) -> "DecisionQuerySet":
        """Members of the body that keeps it; and of the body that sent it up, who read what became of it."""
        if actor.is_system:
            return self
        return self.filter(Q(keeper__in=seats_in(actor)) | Q(came_from__keeper__in=seats_in(actor)))


class Decision(LastSaved):
    """`body` decides; `keeper` is the body of this house whose secretary keeps it: the same one, or the one that sent it outside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("parties.Body", models.PROTECT, related_name="decisions", verbose_name="orgaan")
    keeper = models.ForeignKey("parties.Body", models.PROTECT, related_name="+", verbose_name="bijgehouden door")
    year = models.PositiveSmallIntegerField("jaar")
    place = models.PositiveSmallIntegerField("volgnummer")
    kind = models.CharField("soort", max_length=20, choices=DecisionKind.choices)
    subject = models.CharField("onderwerp", max_length=200)
    text = models.TextField("voorstel")
    meeting = models.ForeignKey(
        BodyMeeting, models.PROTECT, null=True, related_name="decisions", verbose_name="vergadering"
    )
    came_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="sent_to", verbose_name="komt van")
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, related_name="decisions", verbose_name="plan, begroting of rekening"
    )
    state = models.CharField("stand", max_length=15, choices=State.choices, default=State.PREPARED)
    none_affected = models.BooleanField("er zijn geen partijen die dit sterk raakt", default=False)
    rule = models.CharField("wijze van stemmen", max_length=20, blank=True)
    outcome = models.CharField("uitkomst", max_length=20, choices=Outcome.choices, blank=True)
    votes_for = models.PositiveIntegerField("voor", default=0)
    votes_against = models.PositiveIntegerField("tegen", default=0)
    abstained = models.PositiveIntegerField("onthoudingen", default=0)
    is_consensus = models.BooleanField("in overeenstemming", default=False)
    decided_on = models.DateField("besloten op", null=True)
    remark = models.TextField("toelichting op de uitkomst", blank=True)  # or why it was withdrawn
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["-year", "-place"]
        constraints = [
            models.UniqueConstraint(fields=["keeper", "year", "place"], name="decision_numbered_once"),
            models.CheckConstraint(
                condition=Q(state="gesloten", decided_on__isnull=False) & ~Q(outcome="")
                | ~Q(state="gesloten") & Q(outcome="", decided_on=None),
                name="decision_closed_with_outcome",
            ),
            models.CheckConstraint(condition=~Q(state="ingetrokken", remark=""), name="decision_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return f"Decision {self.pk}"

    @property
    def number(self) -> str:
        return f"{self.year}-{self.place}"

    @property
    def stand(self) -> str:
        """In a word: the outcome, or how far it is."""
        return self.get_outcome_display() if self.outcome else self.get_state_display()

    @property
    def is_outside(self) -> bool:
        """Another body decides; here it is only followed."""
        return self.body_id != self.keeper_id

    @property
    def is_stuck(self) -> bool:
        return self.outcome in STUCK


class OfDecisionQuerySet(MembersQuerySet[Row]):
    BODY = "decision__keeper"


class Affected(models.Model):
    """A party that a decision touches to an important degree: without hearing it or its written input no decision (conv. 5.5, 7.2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="affected", verbose_name="besluit")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    due_on = models.DateField("inbreng uiterlijk")
    source = models.CharField("bron van de termijn", max_length=200)
    heard_on = models.DateField("gehoord op", null=True)
    text = models.TextField("wat de partij inbrengt", blank=True)
    is_written = models.BooleanField("schriftelijk", default=False)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "geraakte partij"
        verbose_name_plural = "geraakte partijen"
        ordering = ["party__name"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "party"], name="affected_once"),
            models.CheckConstraint(
                condition=Q(heard_on=None, text="") | Q(heard_on__isnull=False), name="affected_heard_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Affected {self.pk}"


class Vote(models.Model):
    """The vote of a seat: by who holds it, by the secretary as it was said in the meeting, or by mandate through another holder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="votes", verbose_name="besluit")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="+", verbose_name="zetel")
    choice = models.CharField("stem", max_length=15, choices=Choice.choices)
    weight = models.PositiveSmallIntegerField("gewicht")
    by_mandate = models.ForeignKey(
        Holder, models.PROTECT, null=True, related_name="+", verbose_name="bij volmacht door"
    )
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        ordering = ["holder__seat__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "holder"], name="vote_once_per_seat"),
            models.CheckConstraint(condition=~Q(by_mandate=models.F("holder")), name="no_mandate_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"Vote {self.pk}"


class Informing(models.Model):
    """Who must be told of a decision, before which day, and that it was done (conv. 5.6, 5.7, 5.9, 7.4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="informings", verbose_name="besluit")
    tells = models.CharField("wie", max_length=200)
    source = models.CharField("bron", max_length=200)
    due_on = models.DateField("uiterlijk")
    done_on = models.DateField("gedaan op", null=True)
    done_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="gedaan door")

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "mededeling van een besluit"
        verbose_name_plural = "mededelingen van besluiten"
        ordering = ["due_on", "tells"]
        constraints = [models.UniqueConstraint(fields=["decision", "tells"], name="told_once")]

    def __str__(self) -> str:
        return f"Informing {self.pk}"

    def is_late(self, today: date) -> bool:
        return self.done_on is None and self.due_on < today
