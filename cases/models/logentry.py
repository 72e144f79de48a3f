"""The logbook of a case: what happened between the meetings, written down by the house (02-domain; DPIA 1, step 5)."""

from django.db import models

from cases.models.case import CaseRow, StaffRowQuerySet
from zvh.fields import SealedTextField


class LogEntry(CaseRow):
    """A contact, decision or event on a day. Nobody changes what stands there: what was wrong is followed by its correction."""

    class Kind(models.TextChoices):
        CONTACT = "contact", "contact"
        DECISION = "besluit", "besluit"
        EVENT = "gebeurtenis", "gebeurtenis"

    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    on = models.DateField("dag")
    text = SealedTextField("inhoud")
    corrects = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="correction", verbose_name="verbetert"
    )
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = StaffRowQuerySet["LogEntry"].as_manager()

    class Meta:
        verbose_name = "regel in het logboek van de casus"
        verbose_name_plural = "regels in het logboek van de casus"
        ordering = ["-on", "-at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(corrects=None) | ~models.Q(corrects=models.F("id")),
                name="log_entry_corrects_another",
            )
        ]
