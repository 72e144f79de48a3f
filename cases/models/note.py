"""Notes (notities) of the house about a case: work in progress, read by its staff only (02-domain; DPIA 1, step 5, annex 1)."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow
from cases.reach import Seer, reach
from zvh.fields import SealedTextField
from zvh.versions import LastSaved


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, seer: Seer) -> "NoteQuerySet":
        """House staff; a draft its author only."""
        within = reach(seer)
        if within.actor.is_system:
            return self
        if within.actor.is_delegate:
            return self.none()
        return self.filter(Q(placed_at__isnull=False) | Q(by_id=within.actor.user_id), within.readable)

    def placed(self) -> "NoteQuerySet":
        return self.filter(placed_at__isnull=False)


class Note(CaseRow, LastSaved):
    """A draft that saves itself until `placed_at` is set; from then on the staff of the house read and improve it."""

    text = SealedTextField("notitie", blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="geschreven door")
    at = models.DateTimeField("geschreven op")
    placed_at = models.DateTimeField("geplaatst op", null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "notitie"
        verbose_name_plural = "notities"
        ordering = ["-placed_at", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "by"], condition=Q(placed_at=None), name="one_draft_note_per_author"
            )
        ]
