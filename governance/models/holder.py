"""Who holds a seat in a body (002 annex 6 names offices; the person behind an office is registered here)."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from governance.reach import bodies_known, own_seats
from parties.models import Mandate, Membership
from zvh.actor import Actor
from zvh.versions import LastSaved


class HolderQuerySet(models.QuerySet["Holder"]):
    def in_force(self, today: date) -> "HolderQuerySet":
        """Those that count on this date; `until_date` is the last day. With the membership of a party, and with a mandate
        that ended, its seat is empty (conv. 23 and the annex on mandate)."""
        members = Membership.objects.in_force(today).filter(
            party=OuterRef("party"), covenant=OuterRef("seat__body__covenant")
        )
        mandates = Mandate.objects.in_force(today).filter(pk=OuterRef("mandate"))
        held = self.filter(Q(until_date=None) | Q(until_date__gte=today), from_date__lte=today)
        return held.filter(Q(party=None) | Exists(members), Q(mandate=None) | Exists(mandates))

    def visible_to(self, actor: Actor) -> "HolderQuerySet":
        """Manager and administrator of the house, and who holds a seat in the same body."""
        return self if actor.is_system else self.filter(seat__body__in=bodies_known(actor))

    def own(self, actor: Actor) -> "HolderQuerySet":
        """The seats that the acting person holds, in this capacity."""
        return self.filter(own_seats(actor))


class Holder(LastSaved):
    """A user, or a named contact who is reached by mail, in a seat. `party` is for whom a delegate or contact speaks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey("parties.Seat", models.PROTECT, related_name="holders", verbose_name="zetel")
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij")
    user = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="persoon")
    contact_name = models.CharField("naam", max_length=150, blank=True)
    contact_mail = models.EmailField("e-mailadres", blank=True)
    mandate = models.ForeignKey(
        "parties.Mandate", models.PROTECT, null=True, related_name="+", verbose_name="bij mandaat van een andere partij"
    )
    from_date = models.DateField("vanaf")
    until_date = models.DateField("tot en met", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")

    objects = HolderQuerySet.as_manager()

    class Meta:
        verbose_name = "bezetting van een zetel"
        verbose_name_plural = "bezetting van zetels"
        ordering = ["seat__order", "from_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="holder_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(contact_name="", contact_mail=""), name="holder_user_or_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"Holder {self.pk}"

    @property
    def name(self) -> str:
        return self.user.name if self.user else self.contact_name

    @property
    def mail(self) -> str:
        return self.user.email if self.user else self.contact_mail
