from django.db import models

from parties.choices import ProtocolStatus, Word, validate_words
from parties.criteria import validate_expression


class Covenant(models.Model):
    """An agreement between parties about working together in one or more houses."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    in_force_from = models.DateField(help_text="Waar de bron geen dag noemt, zegt de toelichting dat.")
    in_force_note = models.CharField(max_length=300, blank=True)
    first_term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(null=True, blank=True)
    evaluation_months = models.PositiveSmallIntegerField(null=True, blank=True)
    term_source = models.CharField(max_length=200)
    criteria_expression = models.CharField(max_length=100, validators=[validate_expression])
    criteria_source = models.CharField(max_length=200)
    words = models.JSONField(default=dict, validators=[validate_words])

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def word(self, code: str) -> str:
        """The word this covenant uses; a code outside `Word` is a programming error (ValueError)."""
        return str(self.words.get(Word(code).value, Word(code).label))


class Protocol(models.Model):
    """A version of a privacy protocol, per purpose."""

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="protocols")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    status = models.CharField(max_length=20, choices=ProtocolStatus)
    in_force_from = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["covenant", "code", "version"]
        constraints = [models.UniqueConstraint(fields=["covenant", "code", "version"], name="protocol_version_once")]

    @property
    def is_adopted(self) -> bool:
        """Whether its articles may be cited; a model is not yet a source."""
        return self.status == ProtocolStatus.ADOPTED

    def __str__(self) -> str:
        return f"{self.name} ({self.get_status_display().lower()})"


class Rule(models.Model):
    """What a covenant says about one subject (accession, plan, money ...), in our own words."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="rules")
    code = models.SlugField()
    subject = models.CharField(max_length=100)
    text = models.TextField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["covenant", "code"], name="rule_once_per_covenant")]

    def __str__(self) -> str:
        return self.subject
