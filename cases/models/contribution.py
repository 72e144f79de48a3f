"""Contributions: what one party supplies to one case (conv. 12.2 f; protocol 5.2.3, 9.5)."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.models.case import CaseRow, Row
from cases.phases import OPEN_PHASES, Phase
from cases.reach import Seer, reach, visible_contributions, visible_requests
from parties.choices import DataClass
from zvh.fields import SealedTextField
from zvh.versions import LastSaved


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


class WayOut(models.TextChoices):
    """What allows a professional with a duty of secrecy to tell (2.29, second paragraph, WGS; protocol 7.2)."""

    CONSENT = "toestemming", "de betrokkene heeft uitdrukkelijk toestemming gegeven"
    DUTY = "plicht", "een wet verplicht ons om dit te geven"
    PERMISSION = "bevoegdheid", "een wet staat ons toe om dit te geven"
    GOOD_CARE = "goede-zorg", "goede hulp vraagt het, of er is een conflict van plichten"


class Task(models.TextChoices):
    """Whose task gives the ground for supplying (protocol 5.2.3)."""

    OWN = "eigen", "onze eigen taak"
    THEIRS = "ander", "de taak van de partij voor wie de casus wordt behandeld"


class RequestQuerySet(models.QuerySet["ContributionRequest"]):
    def visible_to(self, seer: Seer) -> "RequestQuerySet":
        return visible_requests(self, seer)

    def with_answer(self) -> "models.QuerySet[Any]":
        """Each with `is_answered`: the party delivered, or said that it has nothing or refuses."""
        answers = Contribution.objects.filter(request=OuterRef("pk")).exclude(state=State.DRAFT)
        return self.annotate(is_answered=Exists(answers))

    def without_answer(self) -> "RequestQuerySet":
        """While nothing but a draft answers it."""
        answers = Contribution.objects.filter(request=OuterRef("pk")).exclude(state=State.DRAFT)
        return self.filter(~Exists(answers))

    def to_remind(self, today: date) -> "models.QuerySet[Any]":
        """Of open cases, not answered, and the day of the next reminder came."""
        return self.with_answer().filter(is_answered=False, remind_on__lte=today, case__phase__in=OPEN_PHASES)


class ContributionRequest(CaseRow):
    """The house asks a party for a contribution: question, purpose and date."""

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    question = SealedTextField("vraag")
    purpose = SealedTextField("doel")
    due_on = models.DateField("uiterlijk op")
    due_source = models.CharField("bron van de termijn", max_length=200, blank=True)
    remind_on = models.DateField("herinneren op")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "gevraagde bijdrage"
        verbose_name_plural = "gevraagde bijdragen"
        ordering = ["due_on", "at"]
        indexes = [models.Index("remind_on", name="request_remind_on")]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, seer: Seer) -> "ContributionQuerySet":
        return visible_contributions(self, seer)

    def sharable(self) -> "ContributionQuerySet":
        """Delivered, released beyond the house, and not waiting for its supplier after a phase change (03, R3, R4)."""
        waiting = Reassessment.objects.filter(contribution=OuterRef("pk"), answer=Reassessment.Answer.OPEN)
        levels = (ReleaseLevel.TABLE, ReleaseLevel.PARTIES)
        return self.filter(~Exists(waiting), state=State.DELIVERED, release_level__in=levels)


class Contribution(CaseRow, LastSaved):
    """What one party supplies. It stays that party's (03, R3): it decides who reads it, and may correct or withdraw it.

    `release_level` and `chosen_party_ids` are the supplier's standing yes; who reads it now stands in ContributionRelease.
    """

    request = models.ForeignKey(
        ContributionRequest, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    supplier = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    kind = models.ForeignKey(
        "parties.ContributionKind",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="soort",
    )
    data_class = models.CharField(
        "soort gegevens", max_length=20, choices=DataClass.choices, default=DataClass.ORDINARY
    )
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    state = models.CharField("stand", max_length=20, choices=State.choices, default=State.DRAFT)
    facts = SealedTextField("feiten", blank=True)
    opinion = SealedTextField("professioneel oordeel", blank=True)
    registrations = SealedTextField("registraties als verdachte", blank=True)  # lines: cases/registrations.py
    registrations_of = models.ForeignKey(
        "cases.Subject", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="over wie de registraties gaan"
    )  # fmt: skip
    conditions = SealedTextField("voorwaarden bij het gebruik", blank=True)
    refusal = SealedTextField("reden", blank=True)
    task = models.CharField("taak", max_length=10, choices=Task.choices, default=Task.OWN)
    ground = models.ForeignKey(
        "parties.LegalGround",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="grondslag",
    )
    way_out = models.CharField(
        "waarom u uw geheimhouding mag doorbreken", max_length=20, choices=WayOut.choices, blank=True
    )
    way_out_reason = SealedTextField("uitleg bij de geheimhouding", blank=True)
    release_level = models.CharField(
        "vrijgave", max_length=20, choices=ReleaseLevel.choices, default=ReleaseLevel.HOUSE
    )
    chosen_party_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    unnamed_ground = SealedTextField("grond om te geven aan een partij die artikel 6.4 niet noemt", blank=True)
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
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.DELIVERED) | Q(kind__isnull=False), name="delivered_has_kind"
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_delivered(self) -> bool:
        return self.state == State.DELIVERED

    @property
    def has_content(self) -> bool:
        return self.state in (State.DRAFT, State.DELIVERED)

    def remove_content(self, state: State) -> None:
        """Only a stub stays: that there was a contribution, of whom, and what became of it."""
        self.registrations, self.registrations_of = "", None
        self.facts = self.opinion = self.conditions = self.way_out_reason = self.unnamed_ground = ""
        self.chosen_party_ids, self.release_level, self.state = [], ReleaseLevel.HOUSE, state


class OwnContributionQuerySet(models.QuerySet[Row]):
    """What belongs to a contribution and is its supplier's and the house's alone."""

    def visible_to(self, seer: Seer) -> Self:
        actor = reach(seer).actor
        mine = Q(contribution__supplier_id=actor.party_id) if actor.is_delegate else Q()
        return self.filter(mine, contribution__in=Contribution.objects.visible_to(seer))


class ContributionVersion(CaseRow):
    """An earlier text of a contribution, kept when it is corrected (protocol 9.5); read by its supplier and the house."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    facts = SealedTextField("feiten", blank=True)
    opinion = SealedTextField("professioneel oordeel", blank=True)
    registrations = SealedTextField("registraties als verdachte", blank=True)
    reason = SealedTextField("reden van de verbetering", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OwnContributionQuerySet["ContributionVersion"].as_manager()

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
        HOUSE_ONLY = "huis", "nodig, alleen voor het huis"
        NOT_NEEDED = "niet-nodig", "niet meer nodig"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reassessments")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    due_on = models.DateField("uiterlijk op")
    due_source = models.CharField("bron van de termijn", max_length=200, blank=True)
    answer = models.CharField("antwoord", max_length=20, choices=Answer.choices, default=Answer.OPEN)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class ReassessmentQuerySet(OwnContributionQuerySet["Reassessment"]):
        def open(self) -> "Reassessment.ReassessmentQuerySet":
            return self.filter(answer=Reassessment.Answer.OPEN)

    objects = ReassessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "herbeoordeling van een bijdrage"
        verbose_name_plural = "herbeoordelingen van bijdragen"
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["contribution"], condition=Q(answer="open"), name="one_open_reassessment")
        ]
