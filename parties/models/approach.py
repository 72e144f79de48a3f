from collections.abc import Collection
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parties import criteria
from parties.choices import Consequence, DataClass, Phase, TrackKind
from parties.models.covenant import Covenant, Protocol
from parties.models.house import House
from parties.models.party import Party, PartyKind
from parties.models.regime import COVENANT_ONLY, Regime
from zvh.filetypes import Format
from zvh.versions import LastSaved


class ApproachQuerySet(models.QuerySet["Approach"]):
    def of_house(self, house: House) -> "ApproachQuerySet":
        return self.filter(houses=house)


class Approach(LastSaved):
    """An approach (aanpak) of a covenant, with who may sit at its table."""

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="approaches")
    houses = models.ManyToManyField(House, related_name="approaches", verbose_name="huizen")
    protocol = models.ForeignKey(
        Protocol, on_delete=models.PROTECT, null=True, blank=True, verbose_name="privacyprotocol"
    )
    code = models.SlugField("code")
    name = models.CharField("naam", max_length=150)
    regime = models.ForeignKey(
        Regime, on_delete=models.PROTECT, related_name="approaches", verbose_name="wettelijk regime"
    )
    criteria_expression = models.CharField(
        "formule van de criteria",
        max_length=100,
        blank=True,
        validators=[criteria.validate_expression],
        help_text="Leeg: de criteria van het convenant gelden.",
    )
    allowed_kinds = models.ManyToManyField(
        PartyKind,
        blank=True,
        related_name="approaches",
        verbose_name="alleen voor deze soorten partijen",
        help_text="Niets gekozen: voor alle soorten.",
    )
    minor_only_kinds = models.ManyToManyField(
        PartyKind, blank=True, related_name="+", verbose_name="in de triage alleen bij minderjarigen"
    )
    fixed_partners = models.ManyToManyField(Party, blank=True, related_name="fixed_in", verbose_name="vaste partners")
    fixed_partners_reason = models.CharField("waarom vaste partners", max_length=300, blank=True)
    attachment_kinds = models.ManyToManyField(
        "parties.AttachmentKind",
        blank=True,
        related_name="+",
        verbose_name="soorten documenten",
        help_text="Niets gekozen: de gewone soorten.",
    )
    attachment_source = models.CharField("bron van de soorten documenten", max_length=200, blank=True)
    tracks = ArrayField(
        models.CharField(max_length=20, choices=TrackKind), default=list, blank=True, verbose_name="trajecten"
    )
    tracks_source = models.CharField("bron van de trajecten", max_length=200, blank=True)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    objects = ApproachQuerySet.as_manager()

    class Meta:
        verbose_name = "aanpak"
        verbose_name_plural = "aanpakken"
        ordering = ["covenant", "id"]
        constraints = [models.UniqueConstraint(fields=["covenant", "code"], name="approach_once_per_covenant")]

    def __str__(self) -> str:
        return self.name

    def allows(self, party: Party) -> bool:
        """Whether the party lawfully belongs at this table; no listed kinds means every kind does."""
        allowed = {kind.pk for kind in self.allowed_kinds.all()}
        return not allowed or any(kind.pk in allowed for kind in party.kinds.all())

    def asks_in_triage(self, party: Party, *, minor: bool) -> bool:
        """Whether the party may be asked in triage; some kinds only where the subject is a minor."""
        only_minors = {kind.pk for kind in self.minor_only_kinds.all()}
        restricted = all(kind.pk in only_minors for kind in party.kinds.all())
        return self.allows(party) and (minor or not restricted)

    def regime_on(self, day: date) -> Regime:
        """The regime of a case that starts on `day`: before the law was in force, the covenant alone (07)."""
        if self.regime.is_in_force(day):
            return self.regime
        return Regime.objects.get(code=COVENANT_ONLY)

    def own_criteria(self) -> "models.QuerySet[Criterion]":
        """The approach's criteria, or those of the covenant if it has none."""
        if self.criteria_expression:
            return self.criteria.all()
        return self.covenant.criteria.all()

    def criteria_met(self, met: Collection[str]) -> bool:
        """Advice, never a decision: whether the met criteria satisfy the expression (annex 2)."""
        return criteria.is_met(self.criteria_expression or self.covenant.criteria_expression, met)


class Criterion(LastSaved):
    """A criterion of a covenant (annex 2), of one approach, or of a legal regime (BGS 2.20)."""

    covenant = models.ForeignKey(Covenant, models.CASCADE, null=True, blank=True, related_name="criteria")
    approach = models.ForeignKey(Approach, models.CASCADE, null=True, blank=True, related_name="criteria")
    regime = models.ForeignKey(Regime, models.CASCADE, null=True, blank=True, related_name="criteria")
    code = models.CharField("code", max_length=10, help_text="Een letter, zoals die in de formule staat.")
    order = models.PositiveSmallIntegerField("volgorde")
    text = models.TextField("criterium")
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "criterium"
        verbose_name_plural = "criteria"
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(covenant__isnull=False, approach=None, regime=None)
                | Q(covenant=None, approach__isnull=False, regime=None)
                | Q(covenant=None, approach=None, regime__isnull=False),
                name="criterion_has_one_owner",
            ),
            models.UniqueConstraint(
                fields=["covenant", "approach", "regime", "code"], nulls_distinct=False, name="criterion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


class TriageOutcomeQuerySet(models.QuerySet["TriageOutcome"]):
    def of_house(self, house: House) -> "TriageOutcomeQuerySet":
        """The house's own outcomes, else those of its covenant."""
        own = self.filter(house=house)
        return own if own.exists() else self.filter(covenant=house.covenant_id, house=None)


class TriageOutcome(LastSaved):
    """A possible outcome of triage, and what follows from it."""

    covenant = models.ForeignKey(Covenant, models.CASCADE, related_name="triage_outcomes")
    house = models.ForeignKey(
        House,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="huis",
        help_text="Leeg: voor alle huizen van het convenant.",
    )
    code = models.SlugField("code")
    label = models.CharField("uitkomst", max_length=150)
    explanation = models.CharField("wat dat betekent", max_length=300)
    consequence = models.CharField("gevolg", max_length=20, choices=Consequence)
    forwards_locally = models.BooleanField("wordt overgedragen aan de lokale aanpak", default=False)
    order = models.PositiveSmallIntegerField("volgorde")
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    objects = TriageOutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = "uitkomst van de triage"
        verbose_name_plural = "uitkomsten van de triage"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["covenant", "house", "code"], nulls_distinct=False, name="triage_outcome_once"
            )
        ]

    def __str__(self) -> str:
        return self.label


class CaseworkList(models.Model):
    """A list from which casework chooses, with the source of each line."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=150)
    order = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class LifeDomain(CaseworkList):
    """A life domain (leefgebied)."""


class DetentionKind(CaseworkList):
    """A kind of detention."""


class ClosingReason(CaseworkList):
    """A reason for scaling down."""


class ContributionKind(CaseworkList):
    """A kind of contribution: from which phase it may be supplied, and its usual class of data."""

    opens_in = models.CharField(max_length=20, choices=Phase)
    data_class = models.CharField(max_length=20, choices=DataClass)


class AttachmentKindQuerySet(models.QuerySet["AttachmentKind"]):
    def of_approach(self, approach: Approach) -> "AttachmentKindQuerySet":
        """What this approach lists, else what every approach may have."""
        own = approach.attachment_kinds.order_by("order")
        return own if own.exists() else self.filter(is_usual=True)


class AttachmentKind(CaseworkList):
    """A kind of file that may stand in a case, and in which formats; `is_usual` where an approach lists no kinds of its own."""

    is_usual = models.BooleanField(default=False)
    formats = ArrayField(models.CharField(max_length=5, choices=Format))

    objects = AttachmentKindQuerySet.as_manager()
