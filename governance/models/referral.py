"""A dispute that reached a body: what it reads, and what it said (conv. 11.4, 12.4, 13.4; 004, question 14)."""

from django.db import models
from django.db.models import Q

from cases.models import Case, DisputeTurn
from governance.models.agenda import AgendaPoint
from governance.reach import seats_in
from zvh.actor import Actor
from zvh.fields import SealedModel, SealedTextField


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, actor: Actor) -> "ReferralQuerySet":
        """Members of the body, and who has part in the dispute or handles it."""
        if actor.is_system:
            return self
        of_dispute = DisputeTurn.objects.visible_to(actor).values("pk")
        return self.filter(Q(body__in=seats_in(actor)) | Q(turn__in=of_dispute))


class Referral(SealedModel):
    """The text without names is all that the body sees; the file stays closed to it. It goes with the case, also after the ruling."""

    DOSSIER = "case_id"
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    turn = models.ForeignKey(DisputeTurn, models.CASCADE, related_name="referrals", verbose_name="stap van het geschil")
    body = models.ForeignKey("parties.Body", models.PROTECT, related_name="referrals", verbose_name="orgaan")
    about = models.CharField("waarover", max_length=200)
    source = models.CharField("bron", max_length=200)
    description = SealedTextField("omschrijving zonder namen")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="voorgelegd door")
    on = models.DateField("voorgelegd op")
    point = models.OneToOneField(
        AgendaPoint, models.PROTECT, null=True, related_name="referral", verbose_name="punt van een vergadering"
    )
    ruling = SealedTextField("uitspraak", blank=True)
    ruled_on = models.DateField("uitspraak op", null=True)
    ruled_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="uitspraak vastgelegd door"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "voorgelegd geschil"
        verbose_name_plural = "voorgelegde geschillen"
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "body"], name="referred_once"),
            models.CheckConstraint(
                condition=Q(ruled_on=None, ruled_by=None) | Q(ruled_on__isnull=False, ruled_by__isnull=False),
                name="ruling_has_a_day_and_a_writer",
            ),
        ]
