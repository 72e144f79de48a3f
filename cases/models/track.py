"""Tracks (trajecten) of a subject: detention, questions for help, conversations (02-domain; DPIA, annex 1).

Each row is written once. What was wrong, or is otherwise now, is a new row that `corrects` it: the chain is the history.
What should not have been there at all is followed by a row with the reason why (`withdrawal`), and nothing after that.
"""

from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.models.case import CaseRow
from cases.reach import Seer, visible_tracks
from parties.choices import DataClass
from zvh.fields import SealedTextField

Row = TypeVar("Row", bound=models.Model)


class TrackQuerySet(models.QuerySet[Row]):
    def visible_to(self, seer: Seer) -> Self:
        return visible_tracks(self, seer)

    def in_force(self) -> Self:
        """Those that no other corrects, and that were not withdrawn."""
        return self.filter(correction=None, withdrawal=b"")


class Track(CaseRow):
    """What every track has: of whom, who supplied it, and which parties the supplier lets read it."""

    DATA_CLASS: ClassVar[DataClass]  # the heaviest that may stand in it (DPIA 2)
    OUTLINE: ClassVar[tuple[str, ...]]  # by which it is still known once it is withdrawn

    subject = models.ForeignKey("cases.Subject", models.CASCADE, related_name="+", verbose_name="betrokkene")
    supplier = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="geleverd door"
    )  # empty: what the house heard or did itself
    from_house = models.BooleanField("opgeschreven door het huis")
    reader_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    released_on = models.DateField("vrijgegeven op", null=True)
    corrects = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="correction", verbose_name="verbetert"
    )
    withdrawal = SealedTextField("waarom ingetrokken", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(reader_ids=[]) | Q(from_house=False, supplier__isnull=False, released_on__isnull=False),
                name="%(class)s_released_by_supplier",
            ),
            models.CheckConstraint(
                condition=Q(withdrawal=b"") | Q(corrects__isnull=False, reader_ids=[]),
                name="%(class)s_withdrawn_for_all",
            ),
        ]

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawal)


class Detention(Track):
    """A period in which the subject is detained, with who sees to it there and to the return (DPIA, annex 1)."""

    DATA_CLASS = DataClass.CRIMINAL
    OUTLINE = ("kind", "from_date", "until_date")

    kind = models.ForeignKey("parties.DetentionKind", models.PROTECT, related_name="+", verbose_name="soort")
    from_date = models.DateField("sinds")
    until_date = models.DateField("tot en met, naar verwachting", null=True, blank=True)
    place = SealedTextField("inrichting")
    casemanager = SealedTextField("casemanager van de inrichting", blank=True)
    aftercare = SealedTextField("nazorg", blank=True)
    is_arranged = models.BooleanField("nazorg geregeld", default=False)

    objects = TrackQuerySet["Detention"].as_manager()

    class Meta(Track.Meta):
        verbose_name = "detentieperiode"
        verbose_name_plural = "detentieperiodes"
        ordering = ["-from_date", "-at"]
        indexes = [models.Index("until_date", name="detention_ends", condition=Q(is_arranged=False))]
        constraints = [
            *Track.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="detention_in_order"
            ),
        ]


class HelpQuestion(Track):
    """Whether the subject wants help in a life domain, and may be helped there (DPIA, annex 1: hulpvraag)."""

    class Answer(models.TextChoices):
        YES = "ja", "ja"
        NO = "nee", "nee"
        NO_CONSENT = "geen-toestemming", "geen toestemming"

    DATA_CLASS = DataClass.ORDINARY  # as the nature of the problem per life domain (DPIA 2)
    OUTLINE = ("domain", "answer", "since")

    domain = models.ForeignKey("parties.LifeDomain", models.PROTECT, related_name="+", verbose_name="leefgebied")
    answer = models.CharField("wil hulp", max_length=20, choices=Answer.choices)
    since = models.DateField("sinds")
    explanation = SealedTextField("welke hulp, of waarom niet", blank=True)

    objects = TrackQuerySet["HelpQuestion"].as_manager()

    class Meta(Track.Meta):
        verbose_name = "hulpvraag"
        verbose_name_plural = "hulpvragen"
        ordering = ["domain__order", "-since", "-at"]


class Conversation(Track):
    """A conversation with the subject: what for, who was there, the impression and the report (DPIA, annex 1)."""

    DATA_CLASS = DataClass.SPECIAL
    OUTLINE = ("on",)

    on = models.DateField("dag")
    goals = SealedTextField("doelen")
    present = SealedTextField("wie erbij waren")
    impression = SealedTextField("algemene indruk", blank=True)
    report = SealedTextField("verslag", blank=True)

    objects = TrackQuerySet["Conversation"].as_manager()

    class Meta(Track.Meta):
        verbose_name = "gesprek met de betrokkene"
        verbose_name_plural = "gesprekken met de betrokkene"
        ordering = ["-on", "-at"]
