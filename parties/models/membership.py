from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from parties.choices import Ended
from parties.models.covenant import Covenant, Protocol
from parties.models.house import House
from parties.models.party import Party
from zvh.versions import LastSaved


def takes_part(from_date: date, until_date: date | None, today: date) -> bool:
    """Whether something with these dates holds on `today`; the last day counts."""
    return from_date <= today and (until_date is None or today <= until_date)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_use(self) -> "MembershipQuerySet":
        """Without those in a covenant that is still in preparation: they give nobody anything."""
        return self.filter(covenant__in_preparation=False)

    def in_force(self, today: date) -> "MembershipQuerySet":
        """Memberships that hold on `today`; `until_date` is the last day that counts."""
        return self.in_use().filter(Q(until_date=None) | Q(until_date__gte=today), from_date__lte=today)


class Membership(LastSaved):
    """A party takes part in a covenant, in the houses and under the protocols that it names."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="memberships")
    houses = models.ManyToManyField(House, related_name="memberships", verbose_name="huizen")
    protocols = models.ManyToManyField(
        Protocol,
        related_name="memberships",
        blank=True,
        through="ProtocolParticipation",
        verbose_name="privacyprotocollen",
    )
    signed_on = models.DateField("ondertekend op", null=True, blank=True)
    from_date = models.DateField("vanaf")
    until_date = models.DateField("tot en met", null=True, blank=True)
    ended_because = models.CharField("waarom beëindigd", max_length=20, choices=Ended, blank=True)
    ended_note = models.CharField("besluit of brief", max_length=300, blank=True)
    exchange_waits = models.BooleanField("uitwisseling wacht op de juridische analyse", default=False)
    source = models.CharField("bron", max_length=200)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        ordering = ["covenant", "party", "-from_date"]
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
        return not self.covenant.in_preparation and takes_part(self.from_date, self.until_date, today)


class ParticipationQuerySet(models.QuerySet["ProtocolParticipation"]):
    def in_force(self, today: date) -> "ParticipationQuerySet":
        """Those that hold on `today`, of memberships that hold on it too."""
        begun = self.annotate(first_day=Coalesce("from_date", "membership__from_date")).filter(first_day__lte=today)
        member = Membership.objects.in_force(today).values("pk")
        return begun.filter(Q(until_date=None) | Q(until_date__gte=today), membership__in=member)


class ProtocolParticipation(LastSaved):
    """A member takes part in a privacy protocol; without a first day of its own, as long as it is a member."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="participations")
    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="participations")
    signed_on = models.DateField("ondertekend op", null=True, blank=True)
    from_date = models.DateField("vanaf", null=True, blank=True)
    until_date = models.DateField("tot en met", null=True, blank=True)
    ended_because = models.CharField("waarom beëindigd", max_length=20, choices=Ended, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        db_table = "parties_membership_protocols"
        ordering = ["membership", "protocol"]
        unique_together = [("membership", "protocol")]

    def __str__(self) -> str:
        return f"{self.membership} onder {self.protocol}"

    @property
    def begins(self) -> date:
        return self.from_date or self.membership.from_date
