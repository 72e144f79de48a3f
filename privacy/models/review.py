"""The access review: twice a year every authorisation of a house is looked at, special rights each quarter (03, R12; 09, S09).

What was found and what was decided is written once and stays: it is the proof that it was done (conv. Kennemerland, annex 4).
"""

import uuid
from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from privacy.models.accesslog import SUPERVISORS
from zvh.actor import Actor

Row = TypeVar("Row", bound=models.Model)

# Who goes through the rights of a house (annex 4), and who reads that it was done.
REVIEWERS = ("manager", "administrator")
READERS = (*REVIEWERS, *SUPERVISORS)


class ReviewQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        """Manager and administrator of the house, and its supervisors."""
        if actor.is_system:
            return self
        return self.filter(house_id__in=actor.house_ids) if actor.role in READERS else self.none()


class AccessReview(models.Model):
    """One time that the rights of a house are gone through."""

    class Kind(models.TextChoices):
        ALL = "alle", "Alle rechten"
        SPECIAL = "bijzonder", "Bijzondere rechten"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    kind = models.CharField("wat wordt nagelopen", max_length=10, choices=Kind.choices)
    opened_on = models.DateField("begonnen op")
    due_on = models.DateField("klaar op")
    source = models.CharField("bron", max_length=200)
    due_source = models.CharField("bron van de termijn", max_length=200)
    reminded_on = models.DateField("herinnerd op", null=True)
    escalated_on = models.DateField("voorgelegd aan de FG op", null=True)
    settled_on = models.DateField("afgerond op", null=True)
    keep_until = models.DateField("bewaren tot en met", null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "controle van de toegang"
        verbose_name_plural = "controles van de toegang"
        ordering = ["-opened_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["house", "kind", "opened_on"], name="access_review_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opened_on")), name="access_review_dates_in_order"),
            models.CheckConstraint(
                condition=Q(keep_until=None) | Q(settled_on__isnull=False, keep_until__gte=F("settled_on")),
                name="access_review_kept_after",
            ),
        ]

    def __str__(self) -> str:
        return f"AccessReview {self.pk}"

    @property
    def page_title(self) -> str:
        return f"{self.get_kind_display()} nalopen"


class ReviewItemQuerySet(ReviewQuerySet["ReviewItem"]):
    def undecided(self) -> "ReviewItemQuerySet":
        return self.filter(~Exists(ReviewStep.objects.filter(item=OuterRef("pk"))))

    def suspended(self) -> "ReviewItemQuerySet":
        """Suspended by the clock, and nobody of this house decided since."""
        steps = ReviewStep.objects.filter(item=OuterRef("pk"))
        return self.filter(Exists(steps.filter(kind=ReviewStep.Kind.SUSPENDED)), ~Exists(steps.filter(order=2)))


class ReviewItem(models.Model):
    """One authorisation as it was when the review began. Of cases only how many: administrators read none of them (03, R9)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(AccessReview, models.PROTECT, related_name="items")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    capacity_id = models.UUIDField()
    user = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="wie")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="voor partij")
    role = models.CharField(
        "rol", max_length=20
    )  # "delegate", the role of house staff, or a kind of `privacy/rights.py`
    is_of_manager = models.BooleanField("van een manager", default=False)
    label = models.CharField("recht", max_length=300)
    from_date = models.DateField("vanaf")
    until_date = models.DateField("tot en met", null=True)
    cases = models.PositiveIntegerField("casussen", default=0)

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        verbose_name = "recht dat is nagelopen"
        verbose_name_plural = "rechten die zijn nagelopen"
        ordering = ["user__name", "label"]
        constraints = [
            models.UniqueConstraint(fields=["review", "capacity_id"], name="review_item_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(party__isnull=False), name="review_item_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"ReviewItem {self.pk}"

    @property
    def who(self) -> str:
        """The person; of what a party holds, the party."""
        return self.user.name if self.user else str(self.party)


class ReviewStep(models.Model):
    """What was decided about it: by whom, when and why. The clock decides where nobody did; then `by` is empty."""

    class Kind(models.TextChoices):
        KEPT = "behouden", "behouden"
        ENDED = "beeindigd", "beëindigd"
        SUSPENDED = "opgeschort", "opgeschort"
        RESUMED = "hervat", "weer ingegaan"
        ELSEWHERE = "elders", "bevestigd door een ander huis"
        OVER = "afgelopen", "was al afgelopen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="steps")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    order = models.PositiveSmallIntegerField("volgnummer")  # 2: after it was suspended
    kind = models.CharField("besluit", max_length=12, choices=Kind.choices)
    reason = models.CharField("reden", max_length=300, blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="door")
    by_role = models.CharField("rol van wie besliste", max_length=20, blank=True)
    at = models.DateTimeField("wanneer")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit over een recht"
        verbose_name_plural = "besluiten over rechten"
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="review_step_once"),
            models.CheckConstraint(condition=Q(order__in=(1, 2)), name="review_step_first_or_second"),
            models.CheckConstraint(condition=~Q(kind="hervat", reason=""), name="review_resumed_with_reason"),
        ]

    def __str__(self) -> str:
        return f"ReviewStep {self.pk}"
