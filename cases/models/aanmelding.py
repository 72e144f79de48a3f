"""The registration of a case: what the reporter tells, and the consultation with the house about it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.models.case import Case, CaseRow, CaseRowQuerySet, RegistrationRowQuerySet
from cases.visibility import filed_in, readable_cases
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField


class Aanmelding(CaseRow):
    """What the intake needs (conv. 1.7; protocol 5.2, 9.2)."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="aanmelding")
    problem = SealedTextField("wat is er aan de hand", blank=True)
    tried = SealedTextField("wat is al geprobeerd", blank=True)
    urgency = SealedTextField("waarom nu", blank=True)
    involved = SealedTextField("welke organisaties zijn betrokken", blank=True)
    life_domains = ArrayField(models.SlugField(), default=list, blank=True, verbose_name="leefgebieden")
    declared_correct_at = models.DateTimeField("juistheid verklaard op", null=True)

    objects = RegistrationRowQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"


class CriterionMark(CaseRow):
    """Whether one criterion is met in this case, and why (annex 2)."""

    criterion = models.ForeignKey("parties.Criterion", models.PROTECT, related_name="+")
    is_met = models.BooleanField("van toepassing")
    explanation = SealedTextField("toelichting", blank=True)

    objects = RegistrationRowQuerySet.as_manager()

    class Meta:
        verbose_name = "criterium bij een casus"
        verbose_name_plural = "criteria bij een casus"
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["case", "criterion"], name="criterion_once_per_case")]


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, actor: Actor) -> "ConsultationQuerySet":
        """House staff, and of the parties only who filed the registration; not who was assigned later."""
        rows = self.filter(case__in=Case.objects.visible_to(actor))
        mine = Q(case__filed_by_id=actor.user_id, case__filed_by_party_id=actor.party_id)
        return rows.filter(mine) if actor.is_delegate else rows


class Consultation(CaseRow):
    """A question or answer between house and reporter about the registration (conv. 12.2 a)."""

    text = SealedTextField("bericht")
    from_house = models.BooleanField()
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "overleg over de aanmelding"
        verbose_name_plural = "overleg over de aanmelding"
        ordering = ["at"]


class KnownMatchQuerySet(models.QuerySet["KnownMatch"]):
    def visible_to(self, actor: Actor) -> "KnownMatchQuerySet":
        """House staff only, where they may read both cases."""
        if not (actor.reads_cases or actor.is_system):
            return self.none()
        readable = readable_cases(Case.objects.all(), actor)
        return self.filter(case__in=readable, other__in=readable)


class KnownMatch(CaseRow):
    """This person may be known in another case of the same house; for house staff only, found by a job."""

    class Basis(models.TextChoices):
        BSN = "bsn", "zelfde BSN"
        NAME_AND_DATE = "naam-datum", "zelfde naam en geboortedatum"
        NAME_AND_YEAR = "naam-jaar", "zelfde naam en geboortejaar"

    other = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    basis = models.CharField("grond", max_length=20, choices=Basis.choices)
    found_at = models.DateTimeField()

    objects = KnownMatchQuerySet.as_manager()

    class Meta:
        verbose_name = "bekende persoon"
        verbose_name_plural = "bekende personen"
        constraints = [models.UniqueConstraint(fields=["case", "other"], name="known_match_once")]


class Assessment(CaseRow):
    """The first assessment of a registration: taken into triage or not (protocol 9.2)."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="assessment")
    accepted = models.BooleanField("in behandeling genomen")
    explanation = SealedTextField("toelichting", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CaseRowQuerySet.as_manager()

    class Meta:
        verbose_name = "eerste beoordeling"
        verbose_name_plural = "eerste beoordelingen"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, actor: Actor) -> "FeedbackQuerySet":
        """Only for who filed, in the capacity in which it was filed, until its end date (00, item 22)."""
        if actor.is_system:
            return self
        return self.filter(filed_in(actor), ends_on__gte=actor.today)


class Feedback(SealedModel):
    """The answer to a reporter. A dossier of its own, because it outlives a rejected case (00, item 22)."""

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    number = models.CharField("casusnummer", max_length=16)
    filed_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    filed_by_party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+")
    text = SealedTextField("terugkoppeling")
    at = models.DateTimeField()
    ends_on = models.DateField("leesbaar tot en met")

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "terugkoppeling"
        verbose_name_plural = "terugkoppelingen"
        ordering = ["-at"]
