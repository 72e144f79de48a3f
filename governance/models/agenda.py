"""What is discussed in a vergadering, who is asked and who was there, what an absent member wrote, and the minutes."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting
from governance.models.members import MembersQuerySet, OfMeetingQuerySet
from governance.reach import seats_in
from zvh.actor import Actor


class AgendaPointQuerySet(MembersQuerySet["AgendaPoint"]):
    def visible_to(self, actor: Actor) -> "AgendaPointQuerySet":
        """Members, and who handed it in from another body."""
        if actor.is_system:
            return self
        return self.filter(Q(body__in=seats_in(actor)) | Q(by=actor.user_id, from_body__in=seats_in(actor)))


class AgendaPoint(models.Model):
    """Handed in by a member or by the other body; on the agenda once the secretary put it there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("parties.Body", models.PROTECT, related_name="points", verbose_name="orgaan")
    meeting = models.ForeignKey(
        BodyMeeting, models.PROTECT, null=True, related_name="points", verbose_name="vergadering"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    subject = models.CharField("onderwerp", max_length=200)
    text = models.TextField("toelichting", blank=True)
    asks_decision = models.BooleanField("er wordt een besluit gevraagd", default=False)
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij")
    from_body = models.ForeignKey(
        "parties.Body", models.PROTECT, null=True, related_name="+", verbose_name="ander orgaan"
    )
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AgendaPointQuerySet.as_manager()

    class Meta:
        verbose_name = "punt van een vergadering"
        verbose_name_plural = "punten van vergaderingen"
        ordering = ["order", "at", "id"]

    def __str__(self) -> str:
        return f"AgendaPoint {self.pk}"

    @property
    def referred_dispute(self) -> Any:
        """The dispute for which it stands on the agenda, if it does."""
        return getattr(self, "referral", None)


class Attendee(models.Model):
    """Who was invited in which seat, and whether he was there; an absent member is asked for written input, with a date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(BodyMeeting, models.PROTECT, related_name="attendees", verbose_name="vergadering")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="+", verbose_name="zetel")
    is_present = models.BooleanField("aanwezig", null=True)
    input_due_on = models.DateField("schriftelijke inbreng uiterlijk", null=True)
    input_source = models.CharField("bron van de termijn", max_length=200, blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField("uitgenodigd op")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "genodigde"
        verbose_name_plural = "genodigden"
        ordering = ["holder__seat__order", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "holder"], name="attendee_once")]

    def __str__(self) -> str:
        return f"Attendee {self.pk}"


class WrittenInputQuerySet(MembersQuerySet["WrittenInput"]):
    BODY = "attendee__meeting__body"


class WrittenInput(models.Model):
    """What a member wrote who was not there, or the secretary wrote down from his letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attendee = models.OneToOneField(Attendee, models.PROTECT, related_name="written_input", verbose_name="genodigde")
    text = models.TextField("inbreng")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WrittenInputQuerySet.as_manager()

    class Meta:
        verbose_name = "schriftelijke inbreng"
        verbose_name_plural = "schriftelijke inbreng"

    def __str__(self) -> str:
        return f"WrittenInput {self.pk}"


class BodyMinutesQuerySet(MembersQuerySet["BodyMinutes"]):
    def visible_to(self, actor: Actor) -> "BodyMinutesQuerySet":
        """The secretary from the first word; the other members once they are sent round."""
        if actor.is_system:
            return self
        sent_round = Q(meeting__body__in=seats_in(actor), distributed_on__isnull=False)
        return self.filter(sent_round | Q(meeting__body__in=seats_in(actor, as_secretary=True)))


class BodyMinutes(models.Model):
    """The minutes of a vergadering. What was sent round does not change any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(BodyMeeting, models.PROTECT, related_name="minutes", verbose_name="vergadering")
    text = models.TextField("verslag", blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    distributed_on = models.DateField("rondgestuurd op", null=True)
    distributed_to = models.CharField("rondgestuurd aan", max_length=300, blank=True)

    objects = BodyMinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "verslag van een vergadering"
        verbose_name_plural = "verslagen van vergaderingen"

    def __str__(self) -> str:
        return f"BodyMinutes {self.pk}"
