"""Support without a casusoverleg: whom the house spoke with to help the reporter on (000, annex 3)."""

from django.db import models

from cases.models.case import CaseRow
from cases.models.triage import TriageRowQuerySet
from zvh.fields import SealedTextField


class SupportContact(CaseRow):
    """One contact of the house, with what came of it; a mistake is corrected by another contact."""

    on = models.DateField("op")
    with_whom = SealedTextField("met wie")
    result = SealedTextField("wat is besproken")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TriageRowQuerySet.as_manager()

    class Meta:
        verbose_name = "contact bij de ondersteuning"
        verbose_name_plural = "contacten bij de ondersteuning"
        ordering = ["-on", "-at"]
