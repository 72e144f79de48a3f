"""How a party joins and leaves, as each covenant has it (covenants, articles on accession, amendment and term; protocol 28 and 29)."""

from django.db import models
from django.db.models import Q

from parties.choices import Ended, LeavesOn
from parties.models.body import Body
from parties.models.covenant import Covenant
from parties.models.house import House
from zvh.versions import LastSaved


class AccessionRule(LastSaved):
    """Who is told before a party joins in a house, who must agree, who decides and who signs."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="accession_rules")
    house = models.OneToOneField(House, on_delete=models.CASCADE, related_name="accession_rule", verbose_name="huis")
    told_by = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="wie de partijen inlicht",
        help_text="Leeg: niemand licht vooraf in.",
    )
    told_source = models.CharField("bron van het inlichten", max_length=200, blank=True)
    needs_consent = models.BooleanField("alle partijen stemmen in")
    consent_source = models.CharField("bron van de instemming", max_length=200, blank=True)
    decided_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name="wie besluit")
    source = models.CharField("bron van het besluit", max_length=200)
    signed_by = models.CharField("wie naast de partij tekent", max_length=200)
    signed_source = models.CharField("bron van het tekenen", max_length=200)
    analysis_source = models.CharField("bron van de juridische analyse", max_length=200)

    class Meta:
        verbose_name = "regel voor toetreding"
        verbose_name_plural = "regels voor toetreding"
        ordering = ["house"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_by=None, told_source="") | (Q(told_by__isnull=False) & ~Q(told_source="")),
                name="accession_told_with_source",
                violation_error_message="Geef bij wie de partijen inlicht ook de bron, of laat beide leeg",
            ),
            models.CheckConstraint(
                condition=Q(needs_consent=False) | ~Q(consent_source=""),
                name="accession_consent_with_source",
                violation_error_message="Geef de bron van de instemming",
            ),
        ]

    def __str__(self) -> str:
        return f"Toetreding in {self.house}"

    @property
    def keeper(self) -> Body:
        """The body whose secretary tells the parties and asks them."""
        return self.told_by or self.decided_by


class AccessionDoor(LastSaved):
    """Where a request may be handed in: at a body or its members, or (without a body) at any party."""

    rule = models.ForeignKey(AccessionRule, on_delete=models.CASCADE, related_name="doors")
    order = models.PositiveSmallIntegerField("volgorde")
    name = models.CharField("waar een aanvraag binnenkomt", max_length=150)
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="orgaan",
        help_text="Leeg: bij elke partij.",
    )
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "loket voor toetreding"
        verbose_name_plural = "loketten voor toetreding"
        ordering = ["rule", "order"]
        constraints = [models.UniqueConstraint(fields=["rule", "order"], name="accession_door_once")]

    def __str__(self) -> str:
        return self.name


class DepartureRule(LastSaved):
    """A way in which a party leaves: on which day at the earliest, and to whom or by whom."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="departure_rules")
    why = models.CharField("waarom", max_length=20, choices=Ended)
    leaves_on = models.CharField("op welke dag", max_length=20, choices=LeavesOn)
    notice_months = models.PositiveSmallIntegerField("opzegtermijn in maanden", default=0)
    addressed_to = models.CharField("aan wie, of door wie", max_length=200)
    note = models.CharField("toelichting", max_length=300, blank=True)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "manier van vertrek"
        verbose_name_plural = "manieren van vertrek"
        ordering = ["covenant", "id"]
        constraints = [models.UniqueConstraint(fields=["covenant", "why"], name="departure_rule_once")]

    def __str__(self) -> str:
        return f"{self.get_why_display()}: {self.get_leaves_on_display()}"


class LastingDuty(LastSaved):
    """What goes on for a party that left."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="lasting_duties")
    order = models.PositiveSmallIntegerField("volgorde")
    text = models.CharField("wat blijft gelden", max_length=300)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "blijvende plicht"
        verbose_name_plural = "blijvende plichten"
        ordering = ["covenant", "order"]
        constraints = [models.UniqueConstraint(fields=["covenant", "order"], name="lasting_duty_once")]

    def __str__(self) -> str:
        return self.text
