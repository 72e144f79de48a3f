from django.db import models
from django.db.models import Q

from parties.choices import BodyLevel, DecisionKind, DisputeAbout, VotingRule
from parties.models.covenant import Covenant
from parties.models.house import House
from parties.models.party import Party
from zvh.versions import LastSaved


class Body(LastSaved):
    """A body that governs: of one house, of the whole covenant, or outside it."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="bodies", verbose_name="convenant")
    house = models.ForeignKey(
        House,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name="van welk huis",
        help_text="Leeg: van het hele convenant, of van buiten.",
    )
    code = models.SlugField("code")
    name = models.CharField("naam", max_length=100)
    level = models.CharField("niveau", max_length=20, choices=BodyLevel)
    tasks = models.TextField("taken", blank=True)
    voting = models.CharField("hoe het besluit", max_length=20, choices=VotingRule)
    is_public = models.BooleanField("vergadert in het openbaar", default=False)
    stuck_goes_to = models.ManyToManyField(
        "self", symmetrical=False, blank=True, verbose_name="als het geen besluit kan nemen, naar"
    )
    stuck_source = models.CharField("bron van waar het dan heen gaat", max_length=200, blank=True)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "orgaan"
        verbose_name_plural = "organen"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["covenant", "code"], name="body_once_per_covenant")]

    def __str__(self) -> str:
        return self.name

    def rule_for(self, kind: str) -> tuple[str, str]:
        """(how it decides about this, where that stands)."""
        other = self.voting_exceptions.filter(kind=kind).first()
        return (other.voting, other.source) if other else (self.voting, self.source)


class Seat(LastSaved):
    """A seat in a body: an office, never a person. A party may hold several; its weight is data."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    order = models.PositiveSmallIntegerField("volgorde")
    organisation = models.CharField("organisatie zoals de bron die noemt", max_length=200, blank=True)
    office = models.CharField("ambt", max_length=200)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="partij"
    )
    every_party = models.BooleanField("een zetel per partij", default=False)
    speaks_for = models.CharField("spreekt ook namens", max_length=200, blank=True)
    votes = models.PositiveSmallIntegerField("stemmen", default=1)
    is_chair = models.BooleanField("voorzitter", default=False)
    is_secretary = models.BooleanField("secretaris", default=False)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "zetel"
        verbose_name_plural = "zetels"
        ordering = ["body", "order"]
        constraints = [models.UniqueConstraint(fields=["body", "order"], name="seat_order_once_per_body")]

    def __str__(self) -> str:
        return f"{self.office} in {self.body}"


class VotingException(LastSaved):
    """A kind of decision that a body takes otherwise than its other ones."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="voting_exceptions")
    kind = models.CharField("soort besluit", max_length=20, choices=DecisionKind)
    voting = models.CharField("hoe daarover wordt besloten", max_length=20, choices=VotingRule)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "uitzondering bij stemmen"
        verbose_name_plural = "uitzonderingen bij stemmen"
        ordering = ["body", "kind"]
        constraints = [models.UniqueConstraint(fields=["body", "kind"], name="voting_exception_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_voting_display()}"


class MeetingDuty(LastSaved):
    """How often a body meets at least, and with whom."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meeting_duties")
    code = models.SlugField("code")
    times_a_year = models.PositiveSmallIntegerField(
        "keer per jaar", null=True, blank=True, help_text="Vul dit in, of hieronder om de hoeveel weken."
    )
    every_weeks = models.PositiveSmallIntegerField("elke zoveel weken", null=True, blank=True)
    on_request = models.BooleanField("ook als een partij daarom vraagt", default=False)
    with_whom = models.CharField("met wie", max_length=200, blank=True)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "vergaderplicht"
        verbose_name_plural = "vergaderplichten"
        ordering = ["body", "code"]
        constraints = [
            models.UniqueConstraint(fields=["body", "code"], name="meeting_duty_once"),
            models.CheckConstraint(
                condition=Q(times_a_year=None, every_weeks__isnull=False, every_weeks__gt=0)
                | Q(times_a_year__isnull=False, times_a_year__gt=0, every_weeks=None),
                name="meeting_duty_one_frequency",
                violation_error_message="Vul in hoe vaak per jaar, of om de hoeveel weken: een van de twee",
            ),
        ]

    def __str__(self) -> str:
        if self.every_weeks:
            return f"elke {self.every_weeks} weken"
        return f"{self.times_a_year} keer per jaar"


class InformationDuty(LastSaved):
    """Who must be told of the decisions of a body."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="information_duties")
    tells = models.CharField("wie wordt ingelicht", max_length=200)
    about = models.CharField("waarover", max_length=200)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "informatieplicht"
        verbose_name_plural = "informatieplichten"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["body", "tells"], name="information_duty_once")]

    def __str__(self) -> str:
        return f"{self.body}: {self.tells}"


class DisputeStep(LastSaved):
    """A step of the ladder that a dispute about somebody's work climbs."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="dispute_steps")
    about = models.CharField("waarover", max_length=20, choices=DisputeAbout)
    order = models.PositiveSmallIntegerField("stap")
    goes_to = models.CharField("naar wie", max_length=200)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "stap bij een geschil"
        verbose_name_plural = "stappen bij een geschil"
        ordering = ["covenant", "about", "order"]
        constraints = [models.UniqueConstraint(fields=["covenant", "about", "order"], name="dispute_step_once")]

    def __str__(self) -> str:
        return f"{self.get_about_display()} -> {self.goes_to}"
