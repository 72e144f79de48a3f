from django.db import models

from parties.choices import TrainingTopic


class Training(models.Model):
    """A person was trained in a subject (protocol annex 3, on awareness)."""

    user = models.ForeignKey("parties.User", models.CASCADE, related_name="trainings")
    topic = models.CharField("onderwerp", max_length=20, choices=TrainingTopic)
    followed_on = models.DateField("gevolgd op")

    class Meta:
        verbose_name = "scholing"
        verbose_name_plural = "scholingen"
        ordering = ["topic", "-followed_on"]
        constraints = [
            models.UniqueConstraint(fields=["user", "topic", "followed_on"], name="training_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"Training {self.pk}"
