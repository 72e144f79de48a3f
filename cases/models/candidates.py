"""Lists of candidates (bluelist): politie names persons for a planned period, the procesregisseur picks, the rest goes (04, phase 1)."""

from datetime import date

from django.db import models
from django.db.models import Count, F, Q

from zvh.actor import Actor
from zvh.fields import SealedDateField, SealedModel, SealedTextField


class CandidateListQuerySet(models.QuerySet["CandidateList"]):
    def visible_to(self, actor: Actor) -> "CandidateListQuerySet":
        """House staff and who sent it, until its term is over; of a decided list only that there was one."""
        from cases.candidates import visible_lists

        return visible_lists(self, actor)

    def with_totals(self) -> "CandidateListQuerySet":
        """Each with how many persons are on it."""
        return self.annotate(total=Count("candidates"))

    def waiting(self) -> "CandidateListQuerySet":
        """For a choice. What is decided is closed to everybody while it is being destroyed."""
        return self.filter(choice=None)

    def decided(self) -> "CandidateListQuerySet":
        return self.exclude(choice=None)

    def past(self, today: date) -> "CandidateListQuerySet":
        """Nobody chose in time."""
        return self.filter(choose_by__lt=today)


class CandidateList(SealedModel):
    """A dossier of its own: its key goes with the decision, and with it everybody who was not picked."""

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    approach = models.ForeignKey("parties.Approach", models.PROTECT, related_name="+", verbose_name="aanpak")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    is_from_house = models.BooleanField("door het huis ingelezen")  # for the party, that gave it in another way
    sent_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="aangeleverd door")
    sent_at = models.DateTimeField("aangeleverd op")
    period_from = models.DateField("periode vanaf")
    period_until = models.DateField("periode tot en met")
    choose_by = models.DateField("kiezen tot en met")

    objects = CandidateListQuerySet.as_manager()

    class Meta:
        verbose_name = "lijst met kandidaten"
        verbose_name_plural = "lijsten met kandidaten"
        ordering = ["choose_by", "sent_at"]
        constraints = [
            models.CheckConstraint(condition=Q(period_until__gte=F("period_from")), name="candidate_period_in_order"),
            models.CheckConstraint(condition=Q(choose_by__lte=F("period_until")), name="candidates_chosen_in_period"),
        ]
        indexes = [models.Index("house", "choose_by", name="candidatelist_of_house")]


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, actor: Actor) -> "CandidateQuerySet":
        """With their list, while it waits for a choice."""
        return self if actor.is_system else self.filter(list__in=CandidateList.objects.visible_to(actor).waiting())


class Candidate(SealedModel):
    """One person of the list: what is needed to know who it is (protocol annex 4, category 1), and why."""

    DOSSIER = "list_id"
    list = models.ForeignKey(CandidateList, models.CASCADE, related_name="candidates")
    line = models.PositiveIntegerField("regel")
    surname = SealedTextField("achternaam")
    infix = SealedTextField("tussenvoegsel", blank=True)
    initials = SealedTextField("voorletters", blank=True)
    first_names = SealedTextField("voornamen", blank=True)
    born_on = SealedDateField("geboortedatum", null=True, blank=True)
    bsn = SealedTextField("burgerservicenummer", blank=True)
    street = SealedTextField("straat", blank=True)
    house_number = SealedTextField("huisnummer", blank=True)
    postcode = SealedTextField("postcode", blank=True)
    place = SealedTextField("woonplaats", blank=True)
    reason = SealedTextField("toelichting", blank=True)
    is_chosen = models.BooleanField("gekozen", default=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "kandidaat"
        verbose_name_plural = "kandidaten"
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["list", "line"], name="one_candidate_per_line")]

    @property
    def full_name(self) -> str:
        given = self.first_names or self.initials
        return " ".join(part for part in (given, self.infix, self.surname) if part)

    @property
    def address(self) -> str:
        parts = (f"{self.street} {self.house_number}".strip(), f"{self.postcode} {self.place}".strip())
        return ", ".join(part for part in parts if part)


class CandidateChoiceQuerySet(models.QuerySet["CandidateChoice"]):
    def visible_to(self, actor: Actor) -> "CandidateChoiceQuerySet":
        """House staff and who sent the list: that it is decided, not who was on it."""
        return self.filter(list__in=CandidateList.objects.visible_to(actor))


class CandidateChoice(SealedModel):
    """The decision, once. A row of its own: from then on nobody reads the list, and a second decision can not be written."""

    DOSSIER = "list_id"
    list = models.OneToOneField(CandidateList, models.CASCADE, related_name="choice")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_withdrawn = models.BooleanField("ingetrokken", default=False)
    carried_out_at = models.DateTimeField(null=True)

    objects = CandidateChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "keuze uit een lijst met kandidaten"
        verbose_name_plural = "keuzes uit lijsten met kandidaten"
