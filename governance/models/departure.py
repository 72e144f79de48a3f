"""A party leaves: by its own notice, because of an amendment or an accession, or excluded (covenants, articles on amendment and term)."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q, TextChoices

from governance.models.decision import Decision
from governance.reach import GOVERNING, KNOWS_BODIES, seats_in
from governance.tally import Outcome
from parties.choices import Ended
from zvh.actor import Actor
from zvh.versions import LastSaved


class Leaving(TextChoices):
    REPAIR = "herstel", "krijgt tijd om te herstellen"
    DECISION = "besluit", "ligt ter besluit"
    FIXED = "vast", "staat vast"
    OUT = "uit", "neemt niet meer deel"
    WITHDRAWN = "ingetrokken", "ingetrokken"


class DepartureQuerySet(models.QuerySet["Departure"]):
    def open(self) -> "DepartureQuerySet":
        return self.exclude(stage__in=(Leaving.OUT, Leaving.WITHDRAWN))

    def visible_to(self, actor: Actor) -> "DepartureQuerySet":
        """Administrator and manager of the house, the secretary of the body that decides, and who speaks for the party itself."""
        if actor.is_system:
            return self
        seats = seats_in(actor, as_secretary=True)
        kept = Q(house__accession_rule__decided_by__in=seats) | Q(house__accession_rule__told_by__in=seats)
        own = Q(party=actor.party_id) if actor.is_delegate and actor.purpose in GOVERNING else Q(pk__in=[])
        of_house = Q(house__in=actor.house_ids) if actor.role in KNOWS_BODIES else Q(pk__in=[])
        return self.filter(kept | own | of_house)


class Departure(LastSaved):
    """`leaves_on` is the first day without the party; from that day on nobody of it has access, for its membership ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="departures", verbose_name="huis")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="departures", verbose_name="partij")
    membership = models.ForeignKey(
        "parties.Membership", models.PROTECT, related_name="departures", verbose_name="deelname"
    )
    rule = models.ForeignKey("parties.DepartureRule", models.PROTECT, related_name="+", verbose_name="manier")
    noticed_on = models.DateField("brief van")
    reason = models.TextField("reden")
    stage = models.CharField("stand", max_length=15, choices=Leaving.choices)
    repair_until = models.DateField("herstel uiterlijk", null=True)
    repair_source = models.CharField("bron van de hersteltermijn", max_length=200, blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="departure", verbose_name="besluit"
    )
    outcome = models.CharField("uitkomst", max_length=20, choices=Outcome.choices, blank=True)
    decided_words = models.CharField("welk besluit", max_length=200, blank=True)
    leaves_on = models.DateField("neemt niet meer deel vanaf", null=True)
    withdrawn_because = models.TextField("waarom ingetrokken", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = "uittreding"
        verbose_name_plural = "uittredingen"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=~Q(stage__in=["uit", "ingetrokken"]), name="one_open_departure"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["vast", "uit"]) | Q(leaves_on__isnull=False), name="departure_fixed_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["herstel", "besluit"]) | Q(repair_until__isnull=False),
                name="exclusion_after_repair",
            ),
            models.CheckConstraint(
                condition=Q(stage="ingetrokken") ^ Q(withdrawn_because=""), name="departure_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Departure {self.pk}"

    @property
    def is_exclusion(self) -> bool:
        return self.rule.why == Ended.EXCLUSION

    def may_be_decided(self, today: date) -> bool:
        """The time to repair is over."""
        return self.stage == Leaving.REPAIR and self.repair_until is not None and self.repair_until < today
