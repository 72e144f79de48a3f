from django.db import models

from parties.models.house import House
from parties.models.party import Party


class TriageSeat(models.Model):
    """A party with a fixed seat at the triage table of a house (000, annex 3)."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="triage_seats")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="triage_seats")
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["house", "party__name"]
        constraints = [models.UniqueConstraint(fields=["house", "party"], name="one_triage_seat_per_party")]

    def __str__(self) -> str:
        return f"{self.party} in de triage van {self.house}"
