from django.db import models

from parties.models.house import House
from parties.models.party import Party
from zvh.versions import LastSaved


class TriageSeat(LastSaved):
    """A party with a fixed seat at the triage table of a house (000, annex 3)."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="triage_seats", verbose_name="huis")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="triage_seats", verbose_name="partij")
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "vaste plaats bij de triage"
        verbose_name_plural = "vaste plaatsen bij de triage"
        ordering = ["house", "party__name"]
        constraints = [models.UniqueConstraint(fields=["house", "party"], name="one_triage_seat_per_party")]

    def __str__(self) -> str:
        return f"{self.party} in de triage van {self.house}"
