import uuid

from django.db import models
from django.db.models import Q

from parties.choices import ClosingDecider, HouseRole, Phase, TriageDecider, Word, validate_words
from parties.models.covenant import Covenant
from parties.roles import Role


class House(models.Model):
    """A zorg- en veiligheidshuis, with the settings in which houses differ."""

    code = models.CharField(max_length=2, unique=True)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="houses")
    managing_organisation = models.CharField(max_length=200)
    managing_source = models.CharField(max_length=200)
    manager_contact = models.EmailField(blank=True)
    index_key_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.JSONField(default=dict, blank=True, validators=[validate_words])

    triage_decided_by = models.CharField(max_length=20, choices=TriageDecider)
    triage_table_weekly = models.BooleanField(default=False)
    triage_source = models.CharField(max_length=200)
    enquiry_phase = models.CharField(max_length=20, choices=Phase)
    enquiry_sent_by = models.CharField(max_length=20, choices=HouseRole)
    enquiry_source = models.CharField(max_length=200)
    consultation_opens_in = models.CharField(max_length=20, choices=Phase, default=Phase.AANMELDING)
    consultation_source = models.CharField(max_length=200)
    closing_decided_by = models.CharField(max_length=20, choices=ClosingDecider)
    casusregisseur_starts_closing = models.BooleanField(
        "casusregisseur begint het besluit om af te schalen", default=False
    )
    closing_source = models.CharField(max_length=200)
    requires_casusregisseur = models.BooleanField(default=False)
    casusregisseur_source = models.CharField(max_length=200)
    delegates_read_case = models.BooleanField(default=True)
    delegates_read_source = models.CharField(max_length=200)
    gives_zsm_advice = models.BooleanField(default=False)
    zsm_advice_source = models.CharField(max_length=200)
    allows_digital_transfer = models.BooleanField(default=False)
    transfer_source = models.CharField(max_length=200)
    break_glass_hours = models.PositiveSmallIntegerField("noodtoegang duurt hoogstens, in uren", default=12)
    break_glass_judged_in = models.PositiveSmallIntegerField("noodtoegang beoordelen binnen, in werkdagen", default=5)
    break_glass_kept_years = models.PositiveSmallIntegerField("register van noodtoegang bewaren, in jaren", default=5)
    break_glass_source = models.CharField(max_length=200, default="keuze van het huis")

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(code__regex="^[A-Z]{2}$"), name="house_code_two_capitals")]

    def __str__(self) -> str:
        return self.name

    def word(self, code: str) -> str:
        """The house's own word, else its covenant's."""
        return str(self.words.get(Word(code).value) or self.covenant.word(code))

    def role_word(self, role: str) -> str:
        """What a role is called here; the general word where the house has no own."""
        return self.word(role) if role in Word.values else Role(role).label
