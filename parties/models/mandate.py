import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from parties.choices import MandateKind
from parties.models.body import Body
from parties.models.covenant import Covenant
from parties.models.membership import Membership
from parties.models.party import Party
from zvh.versions import LastSaved


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, today: date) -> "MandateQuerySet":
        """Those that hold on `today`: consented to in writing, and both parties take part in the covenant."""
        running = Q(until_date=None) | Q(until_date__gte=today)
        members = Membership.objects.in_force(today)
        giver = Q(models.Exists(members.filter(party=models.OuterRef("giver"), covenant=models.OuterRef("covenant"))))
        holder = Q(models.Exists(members.filter(party=models.OuterRef("holder"), covenant=models.OuterRef("covenant"))))
        return self.filter(running, giver, holder, from_date__lte=today, consent_on__lte=today)

    def for_body(self, body: Body) -> "MandateQuerySet":
        """Those that count in this body; one without a body counts in every body of its covenant."""
        return self.filter(Q(body=None) | Q(body=body), covenant=body.covenant_id)


class Mandate(LastSaved):
    """A party speaks for another in the bodies of a covenant; never about who is responsible for personal data (annex on mandate)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=20, choices=MandateKind)
    giver = models.ForeignKey(Party, models.PROTECT, related_name="mandates_given", verbose_name="namens wie")
    holder = models.ForeignKey(Party, models.PROTECT, related_name="mandates_held", verbose_name="wie spreekt")
    covenant = models.ForeignKey(Covenant, models.PROTECT, related_name="mandates")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name="orgaan"
    )
    scope = models.TextField("waarover")
    consent_on = models.DateField("schriftelijk ingestemd op")
    consent_reference = models.CharField("brief of besluit", max_length=300)
    from_date = models.DateField("vanaf")
    until_date = models.DateField("tot en met", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandaat"
        verbose_name_plural = "mandaten"
        ordering = ["covenant", "giver", "-from_date"]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="mandate_of_another_party"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="mandate_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(from_date__gte=F("consent_on")), name="mandate_after_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} namens {self.giver}"
