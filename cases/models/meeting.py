"""Casusoverleg (ICO): a meeting with cases on its agenda, who is invited and present, and the minutes per case (conv. 8, 12.2 d-h).

A meeting holds no personal text: what is said stands with the case (00, item 17).
"""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone

from cases.models.case import CaseRow, Row
from cases.reach import Seer, visible_agenda, visible_minutes, visible_seats
from zvh.actor import Actor
from zvh.fields import SealedTextField
from zvh.versions import LastSaved


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, actor: Actor) -> "MeetingQuerySet":
        """House staff those of the house; a delegate those with a case to which the acting party is invited."""
        if actor.is_system:
            return self
        if actor.reads_cases:
            return self.filter(house_id__in=actor.house_ids)
        return self.filter(pk__in=AgendaItem.objects.visible_to(actor).values("meeting"))


class Meeting(LastSaved):
    """A casusoverleg on a day and place. Its id is random: it stands in mails."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    on = models.DateField("datum")
    starts_at = models.TimeField("begin")
    place = models.CharField("plaats", max_length=100)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField("volgnummer in agenda's", default=0)  # RFC 5545, 3.8.7.4
    cancelled_at = models.DateTimeField("afgelast op", null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ["on", "starts_at", "id"]
        indexes = [models.Index("house", "on", name="meeting_house_on")]

    def __str__(self) -> str:
        return f"Meeting {self.pk}"

    @property
    def can_change(self) -> bool:
        """It was neither cancelled nor begun."""
        return self.cancelled_at is None and not self.items.filter(started_at__isnull=False).exists()

    @property
    def begins(self) -> datetime:
        """The start, in the time of the Netherlands."""
        return timezone.make_aware(datetime.combine(self.on, self.starts_at))


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, seer: Seer) -> "AgendaItemQuerySet":
        return visible_agenda(self, seer)


class AgendaItem(CaseRow):
    """A case on the agenda of a meeting: with which purpose, which decisions are asked, which themes (12.2 d)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="overleg")
    order = models.PositiveSmallIntegerField("volgorde")
    minutes_long = models.PositiveSmallIntegerField("duur in minuten", default=20)
    purpose = SealedTextField("doel")
    asked = SealedTextField("welke besluiten worden gevraagd", blank=True)
    themes = SealedTextField("thema's", blank=True)
    started_at = models.DateTimeField("begonnen op", null=True)
    finished_at = models.DateTimeField("afgerond op", null=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="case_once_per_meeting")]

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.finished_at is None


class SeatQuerySet(models.QuerySet[Row]):
    """Who sits at the table: the own party, and everybody where delegates read the common file."""

    def visible_to(self, seer: Seer) -> "SeatQuerySet[Row]":
        return visible_seats(self, seer)


class Invitation(CaseRow):
    """A delegate is invited for one case of a meeting, on behalf of a party."""

    class Answer(models.TextChoices):
        OPEN = "open", "nog geen antwoord"
        YES = "ja", "komt"
        NO = "nee", "komt niet"
        REPLACEMENT = "vervanger", "stuurt een vervanger"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="invitations")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    user = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gedelegeerde")
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField("beantwoord op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField("uitgenodigd op")

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["party__name", "user__name"]
        constraints = [models.UniqueConstraint(fields=["item", "user", "party"], name="invited_once")]
        indexes = [models.Index("party", "item", name="invitation_party_item")]


class Attendance(CaseRow):
    """Whether an invited delegate was there when the case was discussed, and declared to keep secret what is said."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="attendances")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    user = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gedelegeerde")
    is_present = models.BooleanField("aanwezig")
    secrecy_declared_at = models.DateTimeField("geheimhouding verklaard op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheid"
        ordering = ["party__name", "user__name"]
        constraints = [models.UniqueConstraint(fields=["item", "user", "party"], name="attendance_once")]


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, seer: Seer) -> "MinutesQuerySet":
        return visible_minutes(self, seer)


class Minutes(CaseRow):
    """The minutes of one case in one meeting: beeldvorming, oordeelsvorming, besluitvorming (000, annex 3)."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="minutes")
    picture = SealedTextField("beeldvorming", blank=True)
    judgement = SealedTextField("oordeelsvorming", blank=True)
    decision = SealedTextField("besluitvorming", blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"
