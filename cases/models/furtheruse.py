"""Use of a contribution beyond the case: asked, with the supplier's yes, and given (protocol 3.5 c-d, 5.3.1, 23.1; WGS 1.7)."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cases.models.case import CaseRow
from cases.models.contribution import Contribution, State
from cases.phases import OPEN_PHASES
from cases.reach import Seer, reach
from parties.choices import DataClass
from parties.dates import add_working_days
from zvh.fields import SealedTextField

REMIND_BEFORE = 2  # working days: after the term silence is no, so a reminder that comes later is of no use


def _of_party(party_id: int, to: str = "") -> Q:
    """This party asks, supplied or gets it."""
    return Q(**{f"{to}party": party_id}) | Q(**{f"{to}supplier": party_id}) | Q(**{f"{to}receiver_party": party_id})


class FurtherUseQuerySet(models.QuerySet["FurtherUse"]):
    def visible_to(self, seer: Seer) -> "FurtherUseQuerySet":
        """House staff; of the parties who asks, who supplied it, who gets it and, where the law gives them a say, the participants."""
        within = reach(seer)
        actor = within.actor
        if actor.is_system:
            return self
        found = self.filter(within.readable)
        if not actor.is_delegate:
            return found
        return found.filter(_of_party(actor.party_id) | Q(asks_participants=True))

    def waiting(self, today: date) -> "models.QuerySet[FurtherUse]":
        """For the supplier, or for the house to give it: `may_be_given` as far as parties spoke."""
        said = FurtherUseAnswer.objects.filter(further_use=OuterRef("pk"))
        of_supplier = said.filter(party_id=OuterRef("supplier_id"))
        still_says = Q(until=None) | Q(until__gte=today)
        agreed = Exists(of_supplier.filter(still_says, says="ja", stopped_at=None)) | Q(needs_yes=False)
        to_give = (
            agreed
            & Q(is_inside=False, receiver_house=None, contribution__state=State.DELIVERED)
            & ~Exists(said.filter(says="bezwaar"))
        )
        is_asked = ~Exists(of_supplier) & Q(needs_yes=True, due_on__gte=today)
        found = self.annotate(may_be_given=models.ExpressionWrapper(to_give, models.BooleanField()))
        return found.filter(Q(may_be_given=True) | is_asked, given_on=None)

    def to_object(self, party_id: int, today: date) -> "FurtherUseQuerySet":
        """This party may still object."""
        said = FurtherUseAnswer.objects.filter(further_use=OuterRef("pk"), party_id=party_id)
        others = self.exclude(supplier_id=party_id).exclude(party_id=party_id)
        return others.filter(~Exists(said), asks_participants=True, given_on=None, due_on__gte=today)

    def unanswered(self, today: date) -> "FurtherUseQuerySet":
        """The supplier still can say yes."""
        said = FurtherUseAnswer.objects.filter(further_use=OuterRef("pk"), party_id=OuterRef("supplier_id"))
        return self.filter(~Exists(said), needs_yes=True, due_on__gte=today)

    def to_remind(self, today: date) -> "FurtherUseQuerySet":
        """In open cases, nearly over, with a supplier or participants who can still answer; each once in its term."""
        said = FurtherUseAnswer.objects.filter(further_use=OuterRef("pk"), party_id=OuterRef("supplier_id"))
        waits = Q(needs_yes=True) & ~Exists(said)
        may_object = Q(asks_participants=True, given_on=None) & ~Exists(said.filter(says=FurtherUseAnswer.Says.NO))
        found = self.filter(waits | may_object, due_on__gte=today, due_on__lte=add_working_days(today, REMIND_BEFORE))
        return found.filter(reminded_on=None, case__phase__in=OPEN_PHASES)


class FurtherUse(CaseRow):
    """The question whether one contribution may be used or passed on for something beyond the case.

    Who has a say about it may not read the contribution: what he must know of it stands here too.
    """

    class Why(models.TextChoices):
        OWN_TASK = "eigen-taak", "een eigen taak van de ontvanger"
        ACTION = "actie", "een actie, de casusregie of een overgedragen casus"
        OTHER = "andere-aanpak", "een andere aanpak of een ander samenwerkingsverband"
        THIRD = "derde", "iets anders, bij een organisatie buiten de samenwerking"
        DUTY = "plicht", "een wettelijke plicht"
        TRANSFER = "overdracht", "overdracht van de casus aan een ander huis"

    class Way(models.TextChoices):
        MAIL = "mail", "met beveiligde mail"
        PAPER = "papier", "op papier"
        SPOKEN = "mondeling", "mondeling"
        HERE = "hier", "in deze applicatie"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="further_uses")
    kind = models.ForeignKey("parties.ContributionKind", models.PROTECT, related_name="+", verbose_name="soort")
    supplier = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="leverancier")
    party = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="partij die vraagt"
    )  # none: the house asks
    receiver_party = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="ontvanger"
    )
    receiver_house = models.ForeignKey(
        "parties.House", models.PROTECT, null=True, related_name="+", verbose_name="ontvangend huis"
    )
    receiver_name = models.CharField("ontvanger buiten de samenwerking", max_length=200, blank=True)
    is_inside = models.BooleanField("ontvanger hoort bij de casus")
    why = models.CharField("waarvoor", max_length=20, choices=Why.choices)
    purpose = SealedTextField("doel")
    ground = models.CharField("grond", max_length=200)
    compatible = SealedTextField("waarom het doel past bij dat van de casus", blank=True)
    data_class = models.CharField("soort gegevens", max_length=20, choices=DataClass.choices)
    needs_yes = models.BooleanField("leverancier moet ja zeggen")
    asks_participants = models.BooleanField("deelnemers kunnen bezwaar maken")
    due_on = models.DateField("uiterlijk op")
    due_source = models.CharField("bron van de termijn", max_length=200)
    reminded_on = models.DateField("herinnerd op", null=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    given_on = models.DateField("gegeven op", null=True)
    given_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    way = models.CharField("hoe gegeven", max_length=10, choices=Way.choices, blank=True)
    rac = SealedTextField("vraag aan de adviescommissie", blank=True)

    objects = FurtherUseQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek om verder gebruik"
        verbose_name_plural = "verzoeken om verder gebruik"
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(receiver_party__isnull=False, receiver_name="", receiver_house=None)
                | Q(receiver_party=None, receiver_name="", receiver_house__isnull=False, why="overdracht")
                | (Q(receiver_party=None, receiver_house=None) & ~Q(receiver_name="") & ~Q(why="overdracht")),
                name="further_use_has_one_receiver",
            ),
            models.CheckConstraint(condition=~Q(receiver_party=F("supplier")), name="further_use_of_somebody_else"),
            models.CheckConstraint(
                condition=Q(needs_yes=True) | Q(why="plicht", data_class=DataClass.ORDINARY, party=None),
                name="further_use_without_yes_is_a_duty",
            ),
        ]  # fmt: skip
        indexes = [models.Index("due_on", name="furtheruse_due", condition=Q(given_on=None))]

    @property
    def receiver(self) -> str:
        return self.receiver_name or str(self.receiver_party or self.receiver_house)

    @property
    def asker(self) -> str:
        return str(self.party or self.case.house)

    def said_by_supplier(self) -> "FurtherUseAnswer | None":
        return next((one for one in self.answers.all() if one.party_id == self.supplier_id), None)

    @property
    def has_objection(self) -> bool:
        return any(one.says == FurtherUseAnswer.Says.OBJECTS for one in self.answers.all())

    def allows(self, today: date) -> bool:
        """The supplier's yes holds, or none is needed; and no participant objects."""
        said = self.said_by_supplier()
        agreed = (
            said is not None and said.is_yes and said.stopped_at is None and (said.until is None or said.until >= today)
        )
        return (agreed or not self.needs_yes) and not self.has_objection

    def state(self, today: date) -> tuple[str, str]:
        """In words, with a tone. Silence is no (03, R5)."""
        said = self.said_by_supplier()
        if said and said.stopped_at:
            return "gestopt", "warn"
        if self.given_on:
            return "gegeven", "ok"
        if said and not said.is_yes:
            return "nee", "neutral"
        if self.has_objection:
            return "nee, een deelnemer maakt bezwaar", "neutral"
        if said or not self.needs_yes:
            return ("mag, nog niet gegeven", "info") if self.allows(today) else ("verlopen", "neutral")
        return ("geen antwoord, dus nee", "neutral") if self.due_on < today else ("wacht op antwoord", "info")


class FurtherUseAnswerQuerySet(models.QuerySet["FurtherUseAnswer"]):
    def visible_to(self, seer: Seer) -> "FurtherUseAnswerQuerySet":
        """The house, who said it, and who asked, supplied or gets it."""
        actor = reach(seer).actor
        found = self.filter(further_use__in=FurtherUse.objects.visible_to(seer))
        if not actor.is_delegate:
            return found
        return found.filter(Q(party_id=actor.party_id) | _of_party(actor.party_id, "further_use__"))


class FurtherUseAnswer(CaseRow):
    """What one party says of it, once: the supplier yes or no, a participant that it objects or not."""

    class Says(models.TextChoices):
        YES = "ja", "ja"
        NO = "nee", "nee"
        OBJECTS = "bezwaar", "bezwaar"
        NO_OBJECTION = "geen-bezwaar", "geen bezwaar"

    further_use = models.ForeignKey(FurtherUse, models.CASCADE, related_name="answers")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    says = models.CharField("antwoord", max_length=15, choices=Says.choices)
    conditions = SealedTextField("voorwaarden en grenzen", blank=True)
    until = models.DateField("geldt tot en met", null=True)
    reason = SealedTextField("reden", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    stopped_at = models.DateTimeField("gestopt op", null=True)
    stopped_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")

    objects = FurtherUseAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord op een verzoek om verder gebruik"
        verbose_name_plural = "antwoorden op verzoeken om verder gebruik"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["further_use", "party"], name="further_use_answered_once")]

    @property
    def is_yes(self) -> bool:
        return self.says == self.Says.YES
