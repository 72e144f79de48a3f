"""Contributions: what one party supplies to one case (conv. 12.2 f; protocol 5.2.3, 9.5)."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow
from cases.phases import Phase
from parties.choices import DataClass
from zvh.actor import Actor
from zvh.fields import SealedTextField


class ReleaseLevel(models.TextChoices):
    """To whom the supplier releases a contribution (03, R3)."""

    HOUSE = "huis", "alleen het huis"
    TABLE = "tafel", "de partijen aan het casusoverleg"
    PARTIES = "partijen", "de partijen die ik kies"


class State(models.TextChoices):
    DRAFT = "concept", "concept"
    DELIVERED = "geleverd", "geleverd"
    NOTHING = "niets", "niets te leveren"
    REFUSED = "geweigerd", "geweigerd, met reden"
    WITHDRAWN = "ingetrokken", "ingetrokken"
    NOT_NEEDED = "niet-nodig", "niet meer nodig"


class RequestQuerySet(models.QuerySet["ContributionRequest"]):
    def visible_to(self, actor: Actor) -> "RequestQuerySet":
        from cases.policy import visible_requests

        return visible_requests(self, actor)


class ContributionRequest(CaseRow):
    """The house asks a party for a contribution: question, purpose and date."""

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    question = SealedTextField("vraag")
    purpose = SealedTextField("doel")
    due_on = models.DateField("uiterlijk op")
    due_source = models.CharField("bron van de termijn", max_length=200, blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "gevraagde bijdrage"
        verbose_name_plural = "gevraagde bijdragen"
        ordering = ["due_on"]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, actor: Actor) -> "ContributionQuerySet":
        from cases.policy import visible_contributions

        return visible_contributions(self, actor)


class Contribution(CaseRow):
    """What one party supplies. It stays that party's (03, R3): it decides who reads it, and may correct or withdraw it."""

    request = models.ForeignKey(
        ContributionRequest, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    supplier = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    kind = models.ForeignKey("parties.ContributionKind", models.PROTECT, related_name="+", verbose_name="soort")
    data_class = models.CharField("soort gegevens", max_length=20, choices=DataClass.choices, default=DataClass.ORDINARY)
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    state = models.CharField("stand", max_length=20, choices=State.choices, default=State.DRAFT)
    facts = SealedTextField("feiten", blank=True)
    opinion = SealedTextField("professioneel oordeel", blank=True)
    conditions = SealedTextField("voorwaarden bij het gebruik", blank=True)
    refusal = SealedTextField("reden van weigering", blank=True)
    ground = models.ForeignKey("parties.LegalGround", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="grondslag")
    release_level = models.CharField("vrijgave", max_length=20, choices=ReleaseLevel.choices, default=ReleaseLevel.HOUSE)
    readable_before_meeting = models.BooleanField("al te lezen voor het overleg", default=False)
    author = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField("geleverd op", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"
        default_permissions = ()
        permissions = [("read_contribution", "Mag deze bijdrage lezen")]
        ordering = ["-delivered_at", "id"]
        indexes = [models.Index("case", "supplier", name="contribution_case_supplier")]

    @property
    def has_content(self) -> bool:
        return self.state in (State.DRAFT, State.DELIVERED)


class ContributionVersion(CaseRow):
    """An earlier text of a contribution, kept when it is corrected (protocol 9.5); read by its supplier and the house."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    facts = SealedTextField("feiten", blank=True)
    opinion = SealedTextField("professioneel oordeel", blank=True)
    reason = SealedTextField("reden van de verbetering", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class VersionQuerySet(models.QuerySet["ContributionVersion"]):
        def visible_to(self, actor: Actor) -> "ContributionVersion.VersionQuerySet":
            mine = Q(contribution__supplier_id=actor.party_id) if actor.is_delegate else Q()
            return self.filter(mine, contribution__in=Contribution.objects.visible_to(actor))

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "eerdere versie van een bijdrage"
        verbose_name_plural = "eerdere versies van een bijdrage"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["contribution", "number"], name="version_number_once")]


class Reassessment(CaseRow):
    """At a phase change the supplier says whether a contribution is still needed there (03, R4; protocol 3.5 a-b)."""

    class Answer(models.TextChoices):
        OPEN = "open", "nog te beantwoorden"
        SHARE = "delen", "nodig, en mag gedeeld worden"
        HOUSE_ONLY = "huis", "nodig, niet delen"
        NOT_NEEDED = "niet-nodig", "niet meer nodig"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reassessments")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    answer = models.CharField("antwoord", max_length=20, choices=Answer.choices, default=Answer.OPEN)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class ReassessmentQuerySet(models.QuerySet["Reassessment"]):
        def visible_to(self, actor: Actor) -> "Reassessment.ReassessmentQuerySet":
            mine = Q(contribution__supplier_id=actor.party_id) if actor.is_delegate else Q()
            return self.filter(mine, contribution__in=Contribution.objects.visible_to(actor))

    objects = ReassessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "herbeoordeling van een bijdrage"
        verbose_name_plural = "herbeoordelingen van bijdragen"
        constraints = [models.UniqueConstraint(fields=["contribution", "phase"], name="reassessed_once_per_phase")]
