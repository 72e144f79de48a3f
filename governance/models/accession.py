"""A party asks to join: the request, what was found about it, and what every other party answered (covenants, article on accession)."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q, TextChoices

from governance.models.decision import Decision
from governance.reach import GOVERNING, KNOWS_BODIES, seats_in
from governance.tally import Outcome
from zvh.actor import Actor
from zvh.versions import LastSaved


class Stage(TextChoices):
    CHECK = "toets", "wordt getoetst"
    CONSENT = "instemming", "ligt bij de partijen"
    DECISION = "besluit", "ligt ter besluit"
    JOINED = "toegetreden", "toegetreden"
    STOPPED = "gestopt", "gestopt"


OVER = (Stage.JOINED, Stage.STOPPED)


class Answer(TextChoices):
    NONE = "", "nog geen antwoord"
    YES = "akkoord", "stemt in"
    NO = "bezwaar", "heeft bezwaar"


class AccessionQuerySet(models.QuerySet["Accession"]):
    def open(self) -> "AccessionQuerySet":
        return self.exclude(stage__in=OVER)

    def kept_by(self, actor: Actor) -> "AccessionQuerySet":
        """Those that the secretary of the body that tells or decides takes further."""
        seats = seats_in(actor, as_secretary=True)
        return self.filter(Q(house__accession_rule__decided_by__in=seats) | Q(house__accession_rule__told_by__in=seats))

    def visible_to(self, actor: Actor) -> "AccessionQuerySet":
        """Administrator and manager of the house, the secretary who takes it further, and who answers for a party that is asked."""
        if actor.is_system:
            return self
        if actor.is_delegate and actor.purpose in GOVERNING:
            asked = AccessionConsent.objects.filter(party=actor.party_id).values("accession")
            return self.filter(Q(pk__in=asked) | Q(pk__in=self.kept_by(actor).values("pk")))
        of_house = Q(house__in=actor.house_ids) if actor.role in KNOWS_BODIES else Q(pk__in=[])
        return self.filter(of_house | Q(pk__in=self.kept_by(actor).values("pk")))


class Accession(LastSaved):
    """A request to join in a house; what happens to it is in `stage`.

    The outcome stands here too: the administrator, who lets the party begin, is no member of the body and does not read its decisions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="accessions", verbose_name="huis")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="accessions", verbose_name="partij")
    door = models.ForeignKey("parties.AccessionDoor", models.PROTECT, related_name="+", verbose_name="ingediend bij")
    received_on = models.DateField("ontvangen op")
    public_task = models.TextField("publieke of maatschappelijke taak")
    stage = models.CharField("stand", max_length=15, choices=Stage.choices, default=Stage.CHECK)
    checked_on = models.DateField("getoetst op", null=True)
    check_note = models.TextField("toelichting op de toets", blank=True)
    needs_analysis = models.BooleanField("juridische analyse nodig", default=False)
    analysis = models.TextField("uitkomst van de juridische analyse", blank=True)
    analysis_on = models.DateField("analyse af op", null=True)
    advice_done_on = models.DateField("aanbeveling uitgevoerd op", null=True)
    told_on = models.DateField("partijen ingelicht op", null=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="accession", verbose_name="besluit"
    )
    outcome = models.CharField("uitkomst", max_length=20, choices=Outcome.choices, blank=True)
    decided_on = models.DateField("besloten op", null=True)
    decided_words = models.CharField("welk besluit", max_length=200, blank=True)
    membership = models.OneToOneField(
        "parties.Membership", models.PROTECT, null=True, related_name="accession", verbose_name="deelname"
    )
    stopped_on = models.DateField("gestopt op", null=True)
    stopped_because = models.TextField("waarom gestopt", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "toetreding"
        verbose_name_plural = "toetredingen"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["house", "party"], condition=~Q(stage__in=OVER), name="one_open_accession"),
            models.CheckConstraint(
                condition=Q(stage="gestopt", stopped_on__isnull=False) & ~Q(stopped_because="")
                | ~Q(stage="gestopt") & Q(stopped_on=None, stopped_because=""),
                name="accession_stopped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["toets", "gestopt"]) | Q(checked_on__isnull=False),
                name="accession_checked_first",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["besluit", "toegetreden"]) | Q(decision__isnull=False),
                name="accession_decided_first",
            ),
            models.CheckConstraint(
                condition=Q(stage="toegetreden", membership__isnull=False)
                | ~Q(stage="toegetreden") & Q(membership=None),
                name="accession_joined_with_membership",
            ),
        ]

    def __str__(self) -> str:
        return f"Accession {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    @property
    def is_adopted(self) -> bool:
        """The body agreed: what remains is to sign and to begin."""
        return self.outcome == Outcome.ADOPTED

    @property
    def stand(self) -> str:
        """In a word how far it is."""
        is_signing = self.stage == Stage.DECISION and self.is_adopted
        return "wordt ondertekend" if is_signing else self.get_stage_display()

    @property
    def may_exchange(self) -> bool:
        """Whether data may be exchanged as far as the legal analysis goes: it gates that, not joining (protocol 28.2)."""
        return not self.needs_analysis or self.advice_done_on is not None


class AccessionConsentQuerySet(models.QuerySet["AccessionConsent"]):
    def visible_to(self, actor: Actor) -> "AccessionConsentQuerySet":
        """With the accession; of another party only who keeps it or knows the bodies of the house."""
        if actor.is_system:
            return self
        own = Q(party=actor.party_id) if actor.is_delegate and actor.purpose in GOVERNING else Q(pk__in=[])
        kept = Q(accession__in=Accession.objects.kept_by(actor).values("pk"))
        of_house = Q(accession__house__in=actor.house_ids) if actor.role in KNOWS_BODIES else Q(pk__in=[])
        return self.filter(own | kept | of_house)


class AccessionConsent(models.Model):
    """What a party answered. Without an answer it did not agree; it may answer otherwise until it goes to the body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    accession = models.ForeignKey(Accession, models.PROTECT, related_name="consents", verbose_name="toetreding")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    due_on = models.DateField("antwoord uiterlijk")
    source = models.CharField("bron van de termijn", max_length=200)
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices, blank=True)
    reason = models.TextField("toelichting", blank=True)
    answered_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="beantwoord door"
    )
    answered_at = models.DateTimeField("beantwoord op", null=True)
    reminded_on = models.DateField("herinnerd op", null=True)

    objects = AccessionConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "instemming met een toetreding"
        verbose_name_plural = "instemmingen met een toetreding"
        ordering = ["party__name"]
        constraints = [
            models.UniqueConstraint(fields=["accession", "party"], name="consent_asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="consent_answered_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(answer="bezwaar") | ~Q(reason=""), name="objection_with_reason"),
        ]

    def __str__(self) -> str:
        return f"AccessionConsent {self.pk}"

    def is_late(self, today: date) -> bool:
        return not self.answer and self.due_on < today
