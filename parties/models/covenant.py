from typing import TypeVar

from django.conf import settings
from django.db import models

from parties.choices import ProtocolStatus, Word, validate_words
from parties.criteria import validate_expression
from zvh.versions import LastSaved

M = TypeVar("M", bound=models.Model)


class InUse(models.Manager[M]):
    """Only what belongs to a covenant that is in use; until then its houses are nowhere."""

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self.path = path

    def get_queryset(self) -> "models.QuerySet[M]":
        return super().get_queryset().filter(**{f"{self.path}in_preparation": False})


class Covenant(LastSaved):
    """An agreement between parties about working together in one or more houses.

    One that an administrator enters is in preparation until he takes it into use. `prepared_in` is the house whose
    administrators enter it; empty for one that comes from a data file.
    """

    code = models.SlugField(
        "korte code",
        unique=True,
        help_text="Kleine letters en streepjes, zoals midden-nederland. Staat in adressen van pagina's.",
    )
    name = models.CharField("naam", max_length=200)
    in_force_from = models.DateField("geldt vanaf", help_text="Waar de bron geen dag noemt, zegt de toelichting dat.")
    in_force_note = models.CharField("toelichting op de dag", max_length=300, blank=True)
    first_term_months = models.PositiveSmallIntegerField(
        "eerste looptijd in maanden", null=True, blank=True, help_text="Leeg: onbepaalde tijd."
    )
    renewal_months = models.PositiveSmallIntegerField(
        "verlenging in maanden", null=True, blank=True, help_text="Leeg: het wordt niet verlengd."
    )
    notice_months = models.PositiveSmallIntegerField(
        "opzegtermijn in maanden", null=True, blank=True, help_text="Leeg: staat niet in de bron."
    )
    evaluation_months = models.PositiveSmallIntegerField(
        "evaluatie na zoveel maanden", null=True, blank=True, help_text="Leeg: staat niet in de bron."
    )
    term_source = models.CharField("bron van de looptijd", max_length=200)
    criteria_expression = models.CharField(
        "formule van de criteria",
        max_length=100,
        validators=[validate_expression],
        help_text="De codes van de criteria met and, or en haakjes, zoals A and B and (C or D).",
    )
    criteria_source = models.CharField("bron van de criteria", max_length=200)
    words = models.JSONField("woorden", default=dict, blank=True, validators=[validate_words])

    in_preparation = models.BooleanField("in voorbereiding", default=False, editable=False)
    prepared_in = models.ForeignKey(
        "parties.House", models.PROTECT, null=True, editable=False, related_name="+", verbose_name="ingericht door"
    )
    in_use_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="in gebruik genomen door",
    )  # fmt: skip
    in_use_at = models.DateTimeField("in gebruik genomen op", null=True, editable=False)
    in_use_because = models.CharField("waaruit dat blijkt", max_length=300, blank=True, editable=False)

    everything = models.Manager["Covenant"]()  # in preparation too: for the loader and the pages on which it is entered
    objects = InUse["Covenant"]()

    class Meta:
        verbose_name = "convenant"
        verbose_name_plural = "convenanten"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def word(self, code: str) -> str:
        """The word this covenant uses; a code outside `Word` is a programming error (ValueError)."""
        return str(self.words.get(Word(code).value, Word(code).label))


class Protocol(LastSaved):
    """A version of a privacy protocol, per purpose."""

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="protocols")
    code = models.SlugField("code")
    name = models.CharField("naam", max_length=200)
    purpose = models.CharField("waarvoor", max_length=200)
    version = models.CharField("versie", max_length=40, help_text="Zoals de bron die noemt, bijvoorbeeld 2024 of 1.0.")
    status = models.CharField("stand", max_length=20, choices=ProtocolStatus)
    in_force_from = models.DateField("geldt vanaf", null=True, blank=True)
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "privacyprotocol"
        verbose_name_plural = "privacyprotocollen"
        ordering = ["covenant", "code", "version"]
        constraints = [models.UniqueConstraint(fields=["covenant", "code", "version"], name="protocol_version_once")]

    @property
    def is_adopted(self) -> bool:
        """Whether its articles may be cited; a model is not yet a source."""
        return self.status == ProtocolStatus.ADOPTED

    def __str__(self) -> str:
        return f"{self.name} ({self.get_status_display().lower()})"


class Rule(LastSaved):
    """What a covenant says about one subject (accession, plan, money ...), in our own words."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="rules")
    code = models.SlugField("code")
    subject = models.CharField("onderwerp", max_length=100)
    text = models.TextField("wat is afgesproken")
    source = models.CharField("bron", max_length=200, help_text="Het artikel, of: keuze van het huis.")

    class Meta:
        verbose_name = "spelregel"
        verbose_name_plural = "spelregels"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["covenant", "code"], name="rule_once_per_covenant")]

    def __str__(self) -> str:
        return self.subject
