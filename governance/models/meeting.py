"""Vergadering of a body: when and where, and for which duty of the covenant it counts (conv. 4 and 6)."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone

from governance.models.members import MembersQuerySet
from governance.reach import bodies_known
from zvh.actor import Actor
from zvh.versions import LastSaved


class BodyMeetingQuerySet(models.QuerySet["BodyMeeting"]):
    def visible_to(self, actor: Actor) -> "BodyMeetingQuerySet":
        """That it is held, with the body itself; what is discussed stands in rows of its own."""
        return self if actor.is_system else self.filter(body__in=bodies_known(actor))

    def going_on(self) -> "BodyMeetingQuerySet":
        return self.filter(cancelled_at=None)


class BodyMeeting(LastSaved):
    """A meeting on a day and place. Its id is random: it stands in mails. `sequence` is that of calendar files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("parties.Body", models.PROTECT, related_name="meetings", verbose_name="orgaan")
    duty = models.ForeignKey(
        "parties.MeetingDuty", models.PROTECT, null=True, related_name="+", verbose_name="telt mee voor"
    )
    on = models.DateField("datum")
    starts_at = models.TimeField("begin")
    place = models.CharField("plaats", max_length=100)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField("volgnummer in agenda's", default=0)  # RFC 5545, 3.8.7.4
    cancelled_at = models.DateTimeField("afgelast op", null=True)

    objects = BodyMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        ordering = ["on", "starts_at", "id"]
        indexes = [models.Index("body", "on", name="body_meeting_on")]

    def __str__(self) -> str:
        return f"BodyMeeting {self.pk}"

    @property
    def can_change(self) -> bool:
        """It was neither called off nor held."""
        return self.cancelled_at is None and not self.was_held

    @property
    def was_held(self) -> bool:
        """It was noted who was there."""
        return any(people.exclude(is_present=None).exists() for people in (self.attendees, self.visitors))

    @property
    def begins(self) -> datetime:
        """The start, in the time of the Netherlands."""
        return timezone.make_aware(datetime.combine(self.on, self.starts_at))


class MeetingRequest(models.Model):
    """A party asks for a meeting, where the covenant lets it (conv. 6.2); `meeting` is the one that was planned for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("parties.Body", models.PROTECT, related_name="meeting_requests", verbose_name="orgaan")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    reason = models.TextField("waarover")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    meeting = models.ForeignKey(
        BodyMeeting, models.PROTECT, null=True, related_name="requests", verbose_name="vergadering"
    )

    objects = MembersQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek om een vergadering"
        verbose_name_plural = "verzoeken om een vergadering"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"MeetingRequest {self.pk}"
