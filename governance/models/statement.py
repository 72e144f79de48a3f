"""Speaking to the outside about the house: only with the consent of the other parties (conv. 19; 003 art. 18)."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q, TextChoices

from governance.reach import LEVELS, houses_watched
from zvh.actor import Actor


class Consent(TextChoices):
    AGREES = "ja", "Stemt in"
    OBJECTS = "nee", "Stemt niet in"


def may_answer(actor: Actor) -> bool:
    """Delegates to a body: they speak for their party (conv. 10)."""
    return actor.is_delegate and actor.purpose in LEVELS


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, actor: Actor) -> "StatementQuerySet":
        """Who keeps or supervises the duties of the house, and a delegate to a body whose party is asked."""
        if actor.is_system:
            return self
        if may_answer(actor):
            asked = StatementAnswer.objects.filter(statement=OuterRef("pk"), party=actor.party_id)
            return self.filter(Exists(asked) | Q(house__in=houses_watched(actor)))
        return self.filter(house__in=houses_watched(actor))


class Statement(models.Model):
    """What the house wants to say, and until when parties may answer; silence is no consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    subject = models.CharField("onderwerp", max_length=200)
    text = models.TextField("tekst")
    answer_by = models.DateField("antwoord uiterlijk")
    source = models.CharField("bron", max_length=200)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gevraagd door")
    at = models.DateTimeField("gevraagd op")
    said_on = models.DateField("naar buiten gebracht op", null=True)
    dropped_on = models.DateField("gaat niet door sinds", null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht naar buiten"
        verbose_name_plural = "berichten naar buiten"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(said_on=None) | Q(dropped_on=None), name="statement_said_or_dropped")
        ]

    def __str__(self) -> str:
        return f"Statement {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.said_on is None and self.dropped_on is None


class StatementAnswerQuerySet(models.QuerySet["StatementAnswer"]):
    def visible_to(self, actor: Actor) -> "StatementAnswerQuerySet":
        """All of them for the house; a delegate those of the own party."""
        if actor.is_system:
            return self
        mine = Q(party=actor.party_id) if may_answer(actor) else Q(pk__in=[])
        return self.filter(mine | Q(statement__house__in=houses_watched(actor)))

    def waiting(self) -> "StatementAnswerQuerySet":
        return self.filter(choice="", statement__said_on=None, statement__dropped_on=None)


class StatementAnswer(models.Model):
    """A party that is asked, and what it answered: once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="answers", verbose_name="bericht")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="partij")
    choice = models.CharField("antwoord", max_length=5, choices=Consent.choices, blank=True)
    remark = models.TextField("toelichting", blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="beantwoord door")
    at = models.DateTimeField("beantwoord op", null=True)

    objects = StatementAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "instemming met een bericht"
        verbose_name_plural = "instemmingen met berichten"
        ordering = ["party__name"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "party"], name="statement_asked_once"),
            models.CheckConstraint(
                condition=Q(choice="", by=None, at=None) | ~Q(choice="") & Q(by__isnull=False, at__isnull=False),
                name="statement_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"StatementAnswer {self.pk}"
