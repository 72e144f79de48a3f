"""Who is asked to be at a vergadering without a seat in the body: members, secretary and invited parties (000 5.7; 001 6.4; 003 6.6)."""

import uuid

from django.db import models
from django.db.models import Q

from governance.models.agenda import AgendaPoint
from governance.models.meeting import BodyMeeting
from governance.models.members import OfMeetingQuerySet
from zvh.actor import Actor


class VisitorQuerySet(OfMeetingQuerySet["Visitor"]):
    def visible_to(self, actor: Actor) -> "VisitorQuerySet":
        found = super().visible_to(actor)
        assert isinstance(found, VisitorQuerySet)
        return found

    def invited(self) -> "VisitorQuerySet":
        """Whose invitation stands."""
        return self.filter(withdrawn_at=None)


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

    withdrawn_at = models.DateTimeField("uitnodiging ingetrokken op", null=True)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        verbose_name = "gast bij een vergadering"
        verbose_name_plural = "gasten bij vergaderingen"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "mail"], condition=Q(withdrawn_at=None), name="visitor_once")
        ]

    def __str__(self) -> str:
        return f"Visitor {self.pk}"
