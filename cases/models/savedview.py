"""A set of filters of the worklist that somebody keeps under a name (10, pattern 2)."""

import uuid

from django.db import models
from django.db.models import Q

from cases.visibility import works_with_cases
from parties.roles import Role
from zvh.actor import Actor


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, actor: Actor) -> "SavedViewQuerySet":
        """One's own in this capacity, and what colleagues in the same role of the house share."""
        if actor.is_system:
            return self
        shared = Q(is_shared=True, house__in=actor.house_ids, role=actor.role)
        return self.filter(_own(actor) | shared) if works_with_cases(actor) else self.none()

    def own(self, actor: Actor) -> "SavedViewQuerySet":
        """What this person keeps, for the house or the party acted for."""
        return self.filter(_own(actor)) if works_with_cases(actor) else self.none()


def _own(actor: Actor) -> Q:
    place = Q(party=actor.party_id) if actor.is_delegate else Q(house__in=actor.house_ids)
    return place & Q(user=actor.user_id, role=actor.role)


class SavedView(models.Model):
    """An address under a name. It holds choices of the filters, never text that was looked for, and opens no case by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("parties.User", models.CASCADE, related_name="+")
    house = models.ForeignKey("parties.House", models.CASCADE, null=True, related_name="+")
    party = models.ForeignKey("parties.Party", models.CASCADE, null=True, related_name="+")
    role = models.CharField("rol", max_length=20, choices=[*Role.choices, ("delegate", "gedelegeerde")])
    name = models.CharField("naam", max_length=60)
    query = models.CharField("filters", max_length=500)
    is_shared = models.BooleanField("gedeeld", default=False)
    is_default = models.BooleanField("eerste weergave", default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "weergave"
        verbose_name_plural = "weergaven"
        ordering = ["name", "id"]
        indexes = [models.Index("user", "role", name="savedview_own")]
        constraints = [
            models.CheckConstraint(condition=Q(house=None) ^ Q(party=None), name="savedview_of_house_or_party"),
            models.CheckConstraint(condition=Q(is_shared=False) | Q(party=None), name="savedview_shared_in_house"),
        ]

    def __str__(self) -> str:
        return f"SavedView {self.pk}"
