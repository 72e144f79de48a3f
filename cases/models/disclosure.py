"""The register of what left the house (protocol 9.2, 23.1): it outlives the case and names no person (07)."""

from django.db import models
from django.db.models import Q

from zvh.actor import Actor


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, actor: Actor) -> "DisclosureQuerySet":
        """Staff with a content role and supervisors of the house; a party what it supplied itself, with the case."""
        from cases.models.case import Case
        from cases.visibility import readable_cases
        from parties.roles import Role

        if actor.is_system:
            return self
        if actor.is_delegate:
            numbers = readable_cases(Case.objects.all(), actor).values("number")
            return self.filter(supplier_id=actor.party_id, number__in=numbers)
        reads = actor.reads_cases or actor.role in (Role.FG, Role.PRIVACY_ADVISER)
        return self.filter(house_id__in=actor.house_ids) if reads else self.none()


class Disclosure(models.Model):
    """Data of a case went to somebody outside it: what, to whom, on what ground, of which supplier. No text: no personal data."""

    class What(models.TextChoices):
        HAND_OVER = "overdracht-lokaal", "overdracht van de aanmelding aan de lokale aanpak"
        GUEST = "incidentele-deelnemer", "wat een deelnemer zonder account na het overleg nodig had"
        OTHER_HOUSE = "ander-huis", "gegevens aan een ander huis"
        GUEST_HOUSE = "gast", "bij het laatste overleg, aan een ander huis als gast"
        TRANSFER = "overdracht-huis", "overdracht van de casus aan een ander huis"
        FURTHER_USE = "verder-gebruik", "een bijdrage voor verder gebruik"

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+")
    number = models.CharField("casusnummer", max_length=16)
    party = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ontvanger"
    )
    to_house = models.ForeignKey(
        "parties.House", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ontvangend huis"
    )
    receiver = models.CharField("ontvanger buiten de samenwerking", max_length=200, blank=True)
    supplier = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="leverancier"
    )
    what = models.CharField("wat", max_length=30, choices=What.choices)
    source = models.CharField("grond", max_length=200)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = "verstrekking"
        verbose_name_plural = "verstrekkingen"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, to_house=None, receiver="")
                | Q(party=None, to_house__isnull=False, receiver="")
                | (Q(party=None, to_house=None) & ~Q(receiver="")),
                name="disclosure_has_one_receiver",
            )
        ]

    def __str__(self) -> str:
        return f"Disclosure {self.pk}"
