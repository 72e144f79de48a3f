"""What the register keeps about a party beside its signature: its desks, and who changed what (02-domain; protocol art. 17.5-17.6)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from parties.choices import DeskFor
from parties.models.party import Party
from zvh.versions import LastSaved


class Desk(LastSaved):
    """Where a party answers for its data: a desk with an address of its own, not a person."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="desks")
    kind = models.CharField("waarvoor", max_length=20, choices=DeskFor)
    name = models.CharField("naam van het loket", max_length=200)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=30, blank=True)
    note = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        verbose_name = "loket"
        verbose_name_plural = "loketten"
        ordering = ["party", "kind"]
        constraints = [models.UniqueConstraint(fields=["party", "kind"], name="desk_once_per_party")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"


class RegisterChange(models.Model):
    """One thing in the register that somebody changed: what stood there and what stands there now. Only ever added to."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField("wat", max_length=300)
    was = models.TextField("was", blank=True)
    became = models.TextField("werd", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("wanneer", default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.what} van {self.party_id}"
