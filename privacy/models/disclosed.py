"""What is left of the register of disclosures when a case is gone: who gave what to whom, under a random file id (Wpg 32; Wjsg 39j; 07)."""

import uuid

from django.db import models

from zvh.actor import Actor


class KeptDisclosureQuerySet(models.QuerySet["KeptDisclosure"]):
    def visible_to(self, actor: Actor) -> "KeptDisclosureQuerySet":
        """Who reads the cases of the house, and its supervisors; as the register of cases that are there."""
        if actor.is_system:
            return self
        reads = actor.reads_cases or actor.role in ("fg", "privacyadviseur")
        return self.filter(house_id__in=actor.house_ids) if reads else self.none()


class KeptDisclosure(models.Model):
    """A disclosure of a case that was destroyed: no number, no person, no member of staff. It has an end of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    file_id = models.UUIDField("dossier")  # the same for what one case gave; nothing leads from it to the case
    supplier = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="leverancier"
    )
    receiver = models.CharField("ontvanger", max_length=200)
    what = models.CharField("wat", max_length=30)
    source = models.CharField("grond", max_length=200)
    on = models.DateField("dag")
    ends_on = models.DateField("bewaard tot en met")
    ends_source = models.CharField("bron van de termijn", max_length=200)
    until_audit = models.BooleanField("tot de audit is geweest", default=False)

    objects = KeptDisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = "verstrekking van een vernietigde casus"
        verbose_name_plural = "verstrekkingen van vernietigde casussen"
        ordering = ["-on", "id"]

    def __str__(self) -> str:
        return f"KeptDisclosure {self.pk}"
