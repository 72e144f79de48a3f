"""Postponing the destruction of a closed case (stuiten): asked by one, confirmed by another (DPIA 10; BGS 1.16; 09, S32)."""

from django.db import models
from django.db.models import F, Q

from cases.models.case import CaseRow
from cases.models.closing import ClosingRowQuerySet
from zvh.fields import SealedTextField


class PostponementQuerySet(ClosingRowQuerySet["Postponement"]):
    def waiting(self) -> "PostponementQuerySet":
        """Asked, and neither confirmed nor withdrawn."""
        return self.filter(confirmed_at=None, ended_at=None)

    def in_force(self) -> "PostponementQuerySet":
        """Confirmed, and not ended early."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class Postponement(CaseRow):
    """The data stay until a later day. What they would have been destroyed on stays readable beside it, and can be gone back to."""

    from_on = models.DateField("zou vernietigd zijn op")
    from_source = models.CharField("bewaarregel", max_length=300)
    until = models.DateField("nu te vernietigen op")
    source = models.CharField("grond van het uitstel", max_length=300)
    reason = SealedTextField("reden")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gevraagd door")
    at = models.DateTimeField("gevraagd op")
    confirmed_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="bevestigd door"
    )
    confirmed_at = models.DateTimeField("bevestigd op", null=True)
    ended_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="beëindigd door"
    )
    ended_at = models.DateTimeField("beëindigd op", null=True)

    objects = PostponementQuerySet.as_manager()

    class Meta:
        verbose_name = "uitstel van de vernietiging"
        verbose_name_plural = "uitstel van de vernietiging"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(confirmed_at=None, ended_at=None), name="one_postponement_asked"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("from_on")), name="postponed_to_a_later_day"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("by")), name="postponement_by_two_people"
            ),
        ]

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.ended_at:
            return "Beëindigd" if self.confirmed_at else "Ingetrokken"
        return "Bevestigd" if self.confirmed_at else "Wacht op bevestiging"


class PostponementConsent(CaseRow):
    """A party that supplied data agreed in writing that they stay (BGS 1.16 lid 3). The letter lies with the party and the house."""

    postponement = models.ForeignKey(Postponement, models.CASCADE, related_name="consents")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    agreed_on = models.DateField("ingestemd op")

    objects = ClosingRowQuerySet.as_manager()

    class Meta:
        verbose_name = "instemming met uitstel"
        verbose_name_plural = "instemmingen met uitstel"
        constraints = [models.UniqueConstraint(fields=["postponement", "party"], name="postponement_consent_once")]
