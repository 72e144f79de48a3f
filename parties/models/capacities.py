"""Capacities: in what a person acts, from when until when. A session acts in exactly one (00, item 1)."""

import uuid
from datetime import date
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q

from parties.roles import Purpose, Role
from zvh.actor import Actor
from zvh.versions import LastSaved

C = TypeVar("C", bound="Capacity")


class CapacityQuerySet(models.QuerySet[C]):
    def running(self, today: date) -> "CapacityQuerySet[C]":
        """Those whose dates include today; VOG, secrecy and membership are judged by `app.begin_as`."""
        runs = self.filter(Q(until_date=None) | Q(until_date__gte=today), from_date__lte=today, user__is_active=True)
        return runs.filter(Q(suspended_on=None) | Q(suspended_on__gt=today))

    def not_ended(self, today: date) -> "CapacityQuerySet[C]":
        """Those that run, or are still to begin."""
        return self.filter(Q(until_date=None) | Q(until_date__gte=today))

    def visible_to(self, actor: Actor) -> "CapacityQuerySet[C]":
        """An administrator sees those in his own houses; everybody sees his own."""
        own = Q(user_id=actor.user_id)
        if actor.role != Role.ADMINISTRATOR:
            return self.filter(own)
        ids = self.filter(Q(**{f"{self.model.HOUSE_PATH}__in": actor.house_ids})).values("pk")
        return self.filter(own | Q(pk__in=ids))


class Capacity(LastSaved):
    """What appointments and delegations share. The id is unique over both: it is what a session remembers."""

    HOUSE_PATH: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("parties.User", models.CASCADE, related_name="%(class)ss", verbose_name="persoon")
    from_date = models.DateField("vanaf")
    until_date = models.DateField("tot en met", null=True, blank=True)
    secrecy_on = models.DateField("geheimhouding getekend op", null=True, blank=True)
    suspended_on = models.DateField("opgeschort sinds", null=True, blank=True)  # nobody confirmed it (03, R12)
    given_by = models.ForeignKey("parties.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = CapacityQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def approach_ids(self) -> list[int]:
        """The approaches that it is named for; empty is all of them."""
        return []


class Appointment(Capacity):
    """House staff: a role in a house. It is the access fact itself; there are no groups per house (00, item 5).

    A manager may be named for some approaches of the house; the others are opened by break-glass only (00, item 3).
    """

    HOUSE_PATH = "house_id"

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="appointments", verbose_name="huis")
    role = models.CharField("rol", max_length=20, choices=Role.choices)
    approaches = models.ManyToManyField("parties.Approach", blank=True, related_name="+", verbose_name="aanpakken")

    class Meta:
        verbose_name = "aanstelling"
        verbose_name_plural = "aanstellingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="appointment_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Appointment {self.pk}"

    @property
    def approach_ids(self) -> list[int]:
        return sorted(approach.pk for approach in self.approaches.all())

    @property
    def label(self) -> str:
        """As the person reads it when choosing, in the words of the house."""
        word = self.house.role_word(self.role)
        return f"{word[:1].upper()}{word[1:]}, {self.house.name}"


class Delegation(Capacity):
    """A delegate of a party, for one purpose (conv. 9.6; protocol 13.2). It hangs on the membership."""

    HOUSE_PATH = "membership__houses"

    membership = models.ForeignKey(
        "parties.Membership", models.PROTECT, related_name="delegations", verbose_name="deelname"
    )
    purpose = models.CharField("doel", max_length=20, choices=Purpose.choices, default=Purpose.CASUSOVERLEG)

    class Meta:
        verbose_name = "afvaardiging"
        verbose_name_plural = "afvaardigingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="delegation_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Delegation {self.pk}"

    @property
    def party(self):  # type: ignore[no-untyped-def]
        """The party for which this delegate acts."""
        return self.membership.party

    @property
    def label(self) -> str:
        return f"{self.membership.party.name}, {self.get_purpose_display()}"
