"""Who is asked to be at a vergadering without a seat in the body: members, secretary and invited parties (000 5.7; 001 6.4; 003 6.6)."""

import uuid

from django.db import models

from governance.models.agenda import AgendaPoint
from governance.models.meeting import BodyMeeting
from governance.models.members import OfMeetingQuerySet


class Visitor(models.Model):
    """Somebody without account, by name and office. He is in attendance: he has no vote, and reads nothing here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(BodyMeeting, models.PROTECT, related_name="visitors", verbose_name="vergadering")
    name = models.CharField("naam", max_length=150)
    office = models.CharField("functie en organisatie", max_length=200)
    mail = models.EmailField("e-mailadres")
    points = models.ManyToManyField(AgendaPoint, related_name="+", verbose_name="bij welke punten")  # none: all of it
    is_present = models.BooleanField("aanwezig", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField("uitgenodigd op")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "gast bij een vergadering"
        verbose_name_plural = "gasten bij vergaderingen"
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "mail"], name="visitor_once")]

    def __str__(self) -> str:
        return f"Visitor {self.pk}"
