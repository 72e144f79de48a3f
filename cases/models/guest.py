"""Incidental participants: at the table for one case, without an account (WGS 2.27; 07)."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow, Row
from cases.models.meeting import AgendaItem
from cases.reach import Seer, reach
from zvh.fields import SealedTextField


class GuestQuerySet(models.QuerySet[Row]):
    def visible_to(self, seer: Seer) -> "GuestQuerySet[Row]":
        """House staff, who let them in and answer for what they got."""
        within = reach(seer)
        return self.none() if within.actor.is_delegate else self.filter(within.readable)


class Guest(CaseRow):
    """Somebody of a party that the law gives no account, for one case of a meeting: declares secrecy before, gets afterwards
    what was decided to be needed. What is `given` stands in the register of disclosures as well, without the text.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="guests")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    name = SealedTextField("naam")
    secrecy_declared_at = models.DateTimeField("geheimhouding verklaard op", null=True)
    is_present = models.BooleanField("aanwezig", default=False)
    given = SealedTextField("wat is verstrekt", blank=True)
    given_at = models.DateTimeField("verstrekt op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = "incidentele deelnemer"
        verbose_name_plural = "incidentele deelnemers"
        ordering = ["party__name", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_present=False, given_at=None) | Q(secrecy_declared_at__isnull=False),
                name="guest_declares_secrecy_first",
            )
        ]
