from datetime import date

from django.db import models
from django.db.models import F, Q

from parties.models.covenant import Covenant, Protocol
from parties.models.house import House
from parties.models.party import Party


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, today: date) -> "MembershipQuerySet":
        """Memberships that hold on `today`; `until_date` is the last day that counts."""
        return self.filter(Q(until_date=None) | Q(until_date__gte=today), from_date__lte=today)


class Membership(models.Model):
    """A party takes part in a covenant, in the houses and under the protocols that it names."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="memberships")
    houses = models.ManyToManyField(House, related_name="memberships")
    protocols = models.ManyToManyField(Protocol, related_name="memberships", blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["covenant", "party"]
        constraints = [
            models.UniqueConstraint(fields=["party", "covenant", "from_date"], name="membership_once"),
            models.UniqueConstraint(
                fields=["party", "covenant"], condition=Q(until_date=None), name="one_open_membership"
            ),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} in {self.covenant}"

    def is_in_force(self, today: date) -> bool:
        return self.from_date <= today and (self.until_date is None or today <= self.until_date)
