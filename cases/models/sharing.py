"""What has to be said before a contribution reaches other parties: the table is open, the supplier's yes, consent."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow, CaseRowQuerySet
from cases.models.contribution import Contribution, OwnContributionQuerySet
from cases.phases import Phase
from zvh.actor import Actor
from zvh.fields import SealedTextField


class TableOpening(CaseRow):
    """In this phase a party sits at the table of this case: what is released to the table reaches it (00, item 8)."""

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CaseRowQuerySet.as_manager()

    class Meta:
        verbose_name = "partij aan tafel"
        verbose_name_plural = "partijen aan tafel"
        ordering = ["at"]


class ReleaseRequest(CaseRow):
    """The house asks the supplier's yes: to open a contribution before the meeting, or for a party invited later.

    Opening before the meeting also needs consultation with the reporting party or that of the casusregie (conv. 12.2 f).
    """

    class Why(models.TextChoices):
        BEFORE_MEETING = "vooraf", "al te lezen voor het overleg"
        INVITED_LATER = "later", "later uitgenodigd"

    class Answer(models.TextChoices):
        OPEN = "open", "nog te beantwoorden"
        YES = "ja", "ja, vrijgegeven"
        NO = "nee", "nee"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="release_requests")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    why = models.CharField("waarom", max_length=10, choices=Why.choices)
    consulted = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="overlegd met"
    )
    asked_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices, default=Answer.OPEN)
    answered_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class ReleaseRequestQuerySet(OwnContributionQuerySet["ReleaseRequest"]):
        def open(self) -> "ReleaseRequest.ReleaseRequestQuerySet":
            return self.filter(answer=ReleaseRequest.Answer.OPEN)

    objects = ReleaseRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag om vrijgave"
        verbose_name_plural = "vragen om vrijgave"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "party", "phase"], name="release_asked_once_per_phase")
        ]


class Consent(CaseRow):
    """Consent to break a duty of secrecy: asked, given, refused or withdrawn, kept by the party that asked (protocol 7.2)."""

    class State(models.TextChoices):
        ASKED = "gevraagd", "gevraagd, nog geen antwoord"
        GIVEN = "gegeven", "gegeven"
        REFUSED = "geweigerd", "geweigerd"
        WITHDRAWN = "ingetrokken", "ingetrokken"

    class Giver(models.TextChoices):
        SUBJECT = "betrokkene", "de betrokkene zelf"
        REPRESENTATIVE = "vertegenwoordiger", "de wettelijk vertegenwoordiger"

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    subject = models.ForeignKey("cases.Subject", models.CASCADE, related_name="consents", verbose_name="betrokkene")
    state = models.CharField("stand", max_length=20, choices=State.choices)
    giver = models.CharField("van wie", max_length=20, choices=Giver.choices, default=Giver.SUBJECT)
    representative = SealedTextField("naam en hoedanigheid van de vertegenwoordiger", blank=True)
    told_of_withdrawal = models.BooleanField("verteld dat intrekken altijd kan", default=False)
    on = models.DateField("op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class ConsentQuerySet(models.QuerySet["Consent"]):
        def visible_to(self, actor: Actor) -> "Consent.ConsentQuerySet":
            from cases.models.case import Case
            from cases.visibility import readable_cases

            mine = Q(party_id=actor.party_id) if actor.is_delegate else Q()
            return self.filter(mine, case__in=readable_cases(Case.objects.all(), actor))

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["-at"]
