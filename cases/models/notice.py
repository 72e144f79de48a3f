"""Informing the subject (inlichten betrokkene): who, when and how, or why not yet (protocol 16)."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.models.case import Case, CaseRow, CaseRowQuerySet
from zvh.actor import Actor
from zvh.fields import SealedTextField


class Notice(CaseRow):
    """The subject was informed. Every party in the case sees when and how (protocol 16.2)."""

    class Way(models.TextChoices):
        LETTER = "brief", "met een brief"
        CONVERSATION = "gesprek", "in een gesprek"
        PHONE = "telefoon", "per telefoon"
        REPRESENTATIVE = "vertegenwoordiger", "via de wettelijk vertegenwoordiger"

    subject = models.ForeignKey("cases.Subject", models.CASCADE, related_name="+", verbose_name="betrokkene")
    party = models.ForeignKey(
        "parties.Party",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ingelicht door",
    )
    way = models.CharField("manier", max_length=20, choices=Way.choices)
    on = models.DateField("ingelicht op")
    remark = SealedTextField("opmerking", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CaseRowQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht aan de betrokkene"
        verbose_name_plural = "berichten aan de betrokkene"
        ordering = ["-on", "-at"]

    @property
    def informer(self) -> str:
        """Who informed, by name of the party or the house."""
        return str(self.party or self.case.house)


class Ground(models.TextChoices):
    """Why a subject may stay uninformed, in our own words (protocol 16.6 a-e; UAVG 41 lid 1)."""

    STATE = "a", "De veiligheid van de staat"
    CRIME = "b", "Misdaad voorkomen, opsporen of vervolgen"
    FINANCE = "c", "Grote economische of financiële belangen van de overheid"
    SUPERVISION = "d", "Toezicht op regels die deze belangen beschermen"
    PROTECTION = "e", "Bescherming van de betrokkene of van de rechten en vrijheden van anderen"


UAVG_41 = {
    Ground.STATE: "a",
    Ground.CRIME: "d",
    Ground.FINANCE: "e",
    Ground.SUPERVISION: "h",
    Ground.PROTECTION: "i",
}  # the letters of UAVG 41 lid 1


class NoNoticeQuerySet(models.QuerySet["NoNotice"]):
    def visible_to(self, actor: Actor) -> "NoNoticeQuerySet":
        """House staff, and the party that gave the reason: it may be about an investigation of that party."""
        from cases.visibility import readable_cases

        mine = Q(party_id=actor.party_id) if actor.is_delegate else Q()
        return self.filter(mine, case__in=readable_cases(Case.objects.all(), actor))

    def holding(self) -> "NoNoticeQuerySet":
        """The latest reason per person, where the person was not informed since."""
        later = NoNotice.objects.filter(subject=OuterRef("subject"), at__gt=OuterRef("at"))
        informed = Notice.objects.filter(subject=OuterRef("subject"))
        return self.filter(~Exists(later), ~Exists(informed)).order_by("check_on", "pk")


class NoNotice(CaseRow):
    """Why the subject is not informed yet, on what that depends, and when it is judged again (protocol 16.6, 16.7)."""

    subject = models.ForeignKey("cases.Subject", models.CASCADE, related_name="+", verbose_name="betrokkene")
    party = models.ForeignKey(
        "parties.Party",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="reden gegeven door",
    )
    ground = models.CharField("grond", max_length=1, choices=Ground.choices)
    reasons = SealedTextField("waarom dit nodig is")
    circumstances = SealedTextField("waar dit van afhangt")
    later_how = SealedTextField("hoe de betrokkene later wordt ingelicht")
    expected_on = models.DateField("verwachte datum van inlichten")
    check_on = models.DateField("opnieuw beoordelen op")
    check_source = models.CharField("bron van de termijn", max_length=200)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NoNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "reden om niet in te lichten"
        verbose_name_plural = "redenen om niet in te lichten"
        ordering = ["-at"]
        indexes = [models.Index("check_on", name="no_notice_check_on")]

    @property
    def ground_words(self) -> str:
        """The ground with the articles it rests on; a protocol is cited only where it is in force."""
        protocol = self.case.approach.protocol
        article = f"protocol art. 16.6 {self.ground}; " if protocol and protocol.is_adopted else ""
        return f"{Ground(self.ground).label} ({article}UAVG 41 lid 1 {UAVG_41[Ground(self.ground)]})"
