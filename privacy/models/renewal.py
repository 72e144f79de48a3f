"""The question to a supplier whether its data may stay longer than the law gives by itself (BGS 1.16 lid 2 and 3)."""

import uuid
from typing import Any

from django.db import models

from zvh.actor import Actor


class RenewalQuestionQuerySet(models.QuerySet["RenewalQuestion"]):
    def visible_to(self, actor: Actor) -> "RenewalQuestionQuerySet":
        """A party what it is asked, also of a case that it reads no more: a number and a day. The house with the case."""
        if actor.is_system:
            return self
        if actor.is_delegate:
            return self.filter(party_id=actor.party_id)
        cases: Any = self.model._meta.get_field("case").related_model  # the door of the log may not import casework
        return self.filter(case__in=cases.objects.visible_to(actor))

    def open(self) -> "RenewalQuestionQuerySet":
        return self.filter(at=None)


class RenewalQuestion(models.Model):
    """May what this party supplied to this case stay until that day? Answered once."""

    class Answer(models.TextChoices):
        YES = "ja", "ja, de gegevens mogen langer blijven"
        NO = "nee", "nee"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", verbose_name="casus")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    number = models.CharField("casusnummer", max_length=16)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="leverancier")
    last_on = models.DateField("anders vernietigd op")
    until = models.DateField("bewaren tot en met")
    source = models.CharField("grond", max_length=300)
    asked_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="gevraagd door")
    asked_at = models.DateTimeField("gevraagd op")
    answer = models.CharField("antwoord", max_length=5, choices=Answer.choices, blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="geantwoord door")
    at = models.DateTimeField("geantwoord op", null=True)

    objects = RenewalQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag om langer te bewaren"
        verbose_name_plural = "vragen om langer te bewaren"
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "party", "until"], name="renewal_asked_once")]

    def __str__(self) -> str:
        return f"RenewalQuestion {self.pk}"
