"""A case, its phases and who may see it."""

from typing import Any, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.phases import OPEN_PHASES, Phase
from cases.reach import Seer, reach
from cases.visibility import visible_cases
from zvh.actor import Actor
from zvh.fields import SealedModel


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """The cases of which this actor may see the file or, for who filed it, the registration (03, R1, R2, R7)."""
        return visible_cases(self, actor)

    def open(self) -> "CaseQuerySet":
        return self.filter(phase__in=OPEN_PHASES)

    def newest_first(self) -> "CaseQuerySet":
        return self.order_by(F("opened_at").desc(nulls_first=True), "-id")


NUMBER = "[A-Z]{2}-[0-9]{4}-[0-9]{4,6}"  # what can be a case number, such as RU-2026-0042


class Case(SealedModel):
    """A casus: what may stand in the open about it. Everything personal is sealed in rows of its own."""

    number = models.CharField("casusnummer", max_length=16, null=True, unique=True)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="cases", verbose_name="huis")
    approach = models.ForeignKey("parties.Approach", models.PROTECT, related_name="+", verbose_name="aanpak")
    phase = models.CharField("fase", max_length=20, choices=Phase.choices, default=Phase.CONCEPT)
    filed_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="aangemeld door")
    filed_by_party = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="aanmeldende partij"
    )
    on_behalf_of = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="namens partij"
    )  # the party that phoned, where the house filed it (04, phase 1)
    procesregisseur = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="procesregisseur"
    )
    casusregisseur = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="casusregisseur"
    )
    casusregisseur_party = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="partij van de casusregisseur"
    )  # fmt: skip
    opened_at = models.DateTimeField("aangemeld op", null=True)
    phase_since = models.DateField("in deze fase sinds", null=True)
    due_on = models.DateField("termijn", null=True, editable=False)  # written by the database: sql/deadlines.sql
    follow_up_on = models.DateField(
        "vervolg van de ondersteuning", null=True, blank=True
    )  # only without a casusoverleg
    outcome = models.ForeignKey(
        "parties.TriageOutcome", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="uitkomst"
    )
    closing_reason = models.ForeignKey(
        "parties.ClosingReason", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="reden van afschaling"
    )  # fmt: skip
    successful = models.BooleanField("met succes afgesloten", null=True)
    closed_on = models.DateField("afgeschaald op", null=True)
    archive_on = models.DateField("gearchiveerd vanaf", null=True)
    archive_readers = ArrayField(models.CharField(max_length=20), default=list)
    destroy_on = models.DateField("vernietigen op", null=True)
    destroy_source = models.CharField("bron van de bewaartermijn", max_length=300, blank=True)
    blocked_at = models.DateTimeField("gesloten wegens een ontbrekende sleutel", null=True, editable=False)
    legal_until = models.DateField(
        "wettelijke termijn verlengd tot en met", null=True, editable=False
    )  # BGS 1.16 lid 2
    restricted_on = models.DateField(
        "gebruik beperkt sinds", null=True, editable=False
    )  # on request of a subject (AVG 18)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "casus"
        verbose_name_plural = "casussen"
        permissions = [("read_case", "Mag deze casus lezen")]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(phase=Phase.CONCEPT) ^ Q(number__isnull=False), name="case_number_once_filed"),
            models.CheckConstraint(condition=Q(filed_by_party=None) | Q(on_behalf_of=None), name="case_one_reporting_party"),
        ]  # fmt: skip
        indexes = [
            models.Index("house", F("opened_at").desc(), F("id").desc(), name="case_newest", include=["phase"]),
            models.Index("house", "phase", F("opened_at").desc(), F("id").desc(), name="case_phase_newest"),
            models.Index("house", "phase", "due_on", "opened_at", "id", name="case_due"),
            models.Index("filed_by", name="case_filed_by", condition=Q(phase__in=(Phase.CONCEPT, Phase.AANMELDING))),
            models.Index("destroy_on", name="case_destroy_on", condition=Q(destroy_on__isnull=False)),
        ]  # fmt: skip

    @property
    def reporting_party(self) -> Any:
        """The party whose registration this is, who ever typed it; in its name the procesregisseur works (conv. 12.3)."""
        return self.filed_by_party or self.on_behalf_of

    @property
    def work_names(self) -> str:
        """Whom the case is about, as lists say it: initials and years of birth only (10, pattern 18)."""
        return ", ".join(subject.work_name for subject in self.subjects.all())

    @property
    def is_open(self) -> bool:
        return self.phase in OPEN_PHASES

    @property
    def is_supported(self) -> bool:
        """The house helps without a casusoverleg (000, annex 3)."""
        return self.follow_up_on is not None

    @property
    def is_concept(self) -> bool:
        return self.phase == Phase.CONCEPT


class CaseNumber(models.Model):
    """The counter behind RU-2026-0042: one row per house and year (00, item 26)."""

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "year"], name="one_counter_per_house_and_year")]

    def __str__(self) -> str:
        return f"CaseNumber {self.pk}"


Row = TypeVar("Row", bound=models.Model)


class CaseRowQuerySet(models.QuerySet[Row]):
    def visible_to(self, seer: Seer) -> "CaseRowQuerySet[Row]":
        """Rows of the cases whose file this actor may read."""
        return self.filter(reach(seer).readable)


class StaffRowQuerySet(models.QuerySet[Row]):
    def visible_to(self, seer: Seer) -> Self:
        """Rows that the house keeps to itself: delegates see none of them, whatever case they are in."""
        within = reach(seer)
        return self.none() if within.actor.is_delegate else self.filter(within.readable)


class RegistrationRowQuerySet(models.QuerySet[Row]):
    def visible_to(self, seer: Seer) -> "RegistrationRowQuerySet[Row]":
        """Rows of the registration: also for who filed it, until it is decided."""
        return self.filter(reach(seer).known)


class CaseRow(SealedModel):
    """A sealed row in the dossier of a case."""

    DOSSIER = "case_id"
    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def house_id(self) -> int:
        return self.case.house_id


class PhaseTransition(models.Model):
    """Every step of a case: who, when, with which verb (04)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="transitions")
    verb = models.CharField(max_length=40)
    source = models.CharField(max_length=20, choices=Phase.choices)
    target = models.CharField(max_length=20, choices=Phase.choices)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RegistrationRowQuerySet.as_manager()

    class Meta:
        verbose_name = "faseovergang"
        verbose_name_plural = "faseovergangen"
        ordering = ["at"]

    def __str__(self) -> str:
        return f"PhaseTransition {self.pk}"
