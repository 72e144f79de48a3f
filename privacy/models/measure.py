"""What was done with a request that was granted: corrected, restricted, removed (protocol 19 and 20; AVG 16-18 and 21)."""

import uuid

from django.db import models
from django.db.models import F, Q

from privacy.models.request import SubjectRequest
from zvh.actor import Actor


class RequestMeasureQuerySet(models.QuerySet["RequestMeasure"]):
    def visible_to(self, actor: Actor) -> "RequestMeasureQuerySet":
        """With the request; a removal also for the record manager, who confirms it."""
        if actor.is_system:
            return self
        with_request = Q(request__in=SubjectRequest.objects.visible_to(actor))
        to_confirm = Q(kind=RequestMeasure.Kind.REMOVAL, house__in=actor.house_ids)
        return self.filter(to_confirm if actor.role == "recordmanager" else with_request)

    def to_remove(self) -> "RequestMeasureQuerySet":
        """Removals that two people want and that were not carried out yet."""
        return self.filter(kind=RequestMeasure.Kind.REMOVAL, done_on=None).exclude(confirmed_at=None)


class RequestMeasure(models.Model):
    """One measure about one case. It stays with the request when the case is gone, under the random id that the certificate has too."""

    class Kind(models.TextChoices):
        CORRECTION = "correctie", "gevraagd om te verbeteren"
        RESTRICTION = "beperking", "gebruik beperkt"
        REMOVAL = "verwijdering", "casus verwijderen"

    class Result(models.TextChoices):
        ALL = "ja", "verbeterd"
        PART = "deels", "voor een deel verbeterd"
        NONE = "nee", "niet verbeterd"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="measures")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    dossier_id = models.UUIDField("dossier")
    number = models.CharField("casusnummer", max_length=16, blank=True)  # empty once the case is gone
    kind = models.CharField("wat er gebeurt", max_length=20, choices=Kind.choices)
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", verbose_name="leverancier")
    result = models.CharField("uitkomst", max_length=10, choices=Result.choices, blank=True)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="door")
    at = models.DateTimeField("vastgelegd op")
    confirmed_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="bevestigd door"
    )
    confirmed_at = models.DateTimeField("bevestigd op", null=True)
    done_on = models.DateField("uitgevoerd op", null=True)
    lifted_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="opgeheven door"
    )
    lifted_on = models.DateField("opgeheven op", null=True)

    objects = RequestMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "maatregel na een verzoek"
        verbose_name_plural = "maatregelen na een verzoek"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "dossier_id", "kind"], condition=~Q(kind="correctie") & Q(lifted_on=None),
                name="measure_once_per_case",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("by")), name="removal_by_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(kind="verwijdering") | Q(done_on=None) | Q(confirmed_at__isnull=False),
                name="removed_after_confirmation",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"RequestMeasure {self.pk}"

    @property
    def is_running(self) -> bool:
        """A restriction that was not lifted."""
        return self.kind == self.Kind.RESTRICTION and self.lifted_on is None

    @property
    def waits(self) -> bool:
        """A removal that nobody confirmed yet."""
        return self.kind == self.Kind.REMOVAL and self.confirmed_at is None

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.kind == self.Kind.CORRECTION:
            return str(self.Result(self.result).label)
        if self.kind == self.Kind.RESTRICTION:
            return "opgeheven" if self.lifted_on else "het gebruik is beperkt"
        if self.done_on:
            return "verwijderd"
        return "wacht op bevestiging door de recordmanager" if self.waits else "wordt de komende nacht verwijderd"
