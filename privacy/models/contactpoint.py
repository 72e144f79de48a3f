"""The office of a house that decides requests for all participants, where the law of a case has one (BGS 1.1-1.4)."""

from django.db import models
from django.db.models import F, Q

from zvh.actor import Actor


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def visible_to(self, actor: Actor) -> "ContactPointQuerySet":
        """An office of the house, no person: its staff read it."""
        return self if actor.is_system else self.filter(house_id__in=actor.house_ids)


class ContactPoint(models.Model):
    """The office that decides requests for all participants, where the law of a case has one (BGS 1.1-1.4). Data of the house."""

    house = models.ForeignKey("parties.House", models.CASCADE, related_name="+", verbose_name="huis")
    regime = models.ForeignKey("parties.Regime", models.CASCADE, related_name="+", verbose_name="wet")
    name = models.CharField("naam van het contactpunt", max_length=200)
    source = models.CharField("bron", max_length=200)
    from_date = models.DateField("vanaf")
    until_date = models.DateField("tot en met", null=True, blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = "contactpunt"
        verbose_name_plural = "contactpunten"
        ordering = ["house", "-from_date"]
        constraints = [
            models.UniqueConstraint(fields=["house", "regime", "from_date"], name="contact_point_once"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="contact_point_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name
