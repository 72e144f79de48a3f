import uuid

from django.db import models
from django.db.models import Q

from parties.choices import ClosingDecider, HouseRole, Phase, TriageDecider, Word, validate_words
from parties.models.covenant import Covenant, InUse
from parties.roles import Role
from zvh.versions import LastSaved


class House(LastSaved):
    """A zorg- en veiligheidshuis, with the settings in which houses differ."""

    code = models.CharField(
        "code", max_length=2, unique=True, help_text="Twee hoofdletters. Staat voor de nummers van casussen."
    )
    slug = models.SlugField(
        "adres", unique=True, help_text="Kleine letters en streepjes. Staat in het adres van de pagina van het huis."
    )
    name = models.CharField("naam", max_length=100)
    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="houses")
    managing_organisation = models.CharField("organisatie die het huis beheert", max_length=200)
    managing_source = models.CharField("bron van het beheer", max_length=200)
    manager_contact = models.EmailField(
        "e-mailadres van het huis", blank=True, help_text="Hier komen betrokkenen met hun vragen terecht."
    )
    index_key_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.JSONField("woorden", default=dict, blank=True, validators=[validate_words])

    triage_decided_by = models.CharField("wie het besluit van de triage neemt", max_length=20, choices=TriageDecider)
    triage_table_weekly = models.BooleanField("elke week een tafel voor de triage", default=False)
    triage_source = models.CharField("bron van de triage", max_length=200)
    enquiry_phase = models.CharField("fase waarin wordt gevraagd of iemand bekend is", max_length=20, choices=Phase)
    enquiry_sent_by = models.CharField("wie die vraag stuurt", max_length=20, choices=HouseRole)
    enquiry_source = models.CharField("bron van de vraag of iemand bekend is", max_length=200)
    consultation_opens_in = models.CharField(
        "fase waarin het overleg met de melder begint", max_length=20, choices=Phase, default=Phase.AANMELDING
    )
    consultation_source = models.CharField("bron van het overleg met de melder", max_length=200)
    closing_decided_by = models.CharField("wie besluit om af te schalen", max_length=20, choices=ClosingDecider)
    casusregisseur_starts_closing = models.BooleanField(
        "casusregisseur begint het besluit om af te schalen", default=False
    )
    closing_source = models.CharField("bron van het afschalen", max_length=200)
    requires_casusregisseur = models.BooleanField("elke casus heeft een casusregisseur", default=False)
    casusregisseur_source = models.CharField("bron van de casusregisseur", max_length=200)
    delegates_read_case = models.BooleanField(
        "partijen lezen het hele dossier van hun casus",
        default=True,
        help_text="Niet aangevinkt: alleen de eigen bijdragen, vragen en acties.",
    )
    delegates_read_source = models.CharField("bron van het lezen door partijen", max_length=200)
    gives_zsm_advice = models.BooleanField("het huis adviseert ZSM bij het plan", default=False)
    zsm_advice_source = models.CharField("bron van het advies aan ZSM", max_length=200)
    allows_digital_transfer = models.BooleanField("casussen gaan digitaal naar een ander huis", default=False)
    transfer_source = models.CharField("bron van de digitale overdracht", max_length=200)
    break_glass_hours = models.PositiveSmallIntegerField("noodtoegang duurt hoogstens, in uren", default=12)
    break_glass_judged_in = models.PositiveSmallIntegerField("noodtoegang beoordelen binnen, in werkdagen", default=5)
    break_glass_kept_years = models.PositiveSmallIntegerField("register van noodtoegang bewaren, in jaren", default=5)
    break_glass_source = models.CharField("bron van de noodtoegang", max_length=200, default="keuze van het huis")

    everything = models.Manager["House"]()  # of covenants in preparation too
    objects = InUse["House"]("covenant__")

    class Meta:
        verbose_name = "huis"
        verbose_name_plural = "huizen"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex="^[A-Z]{2}$"),
                name="house_code_two_capitals",
                violation_error_message="Gebruik voor de code twee hoofdletters, zoals RU",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def word(self, code: str) -> str:
        """The house's own word, else its covenant's."""
        return str(self.words.get(Word(code).value) or self.covenant.word(code))

    def role_word(self, role: str) -> str:
        """What a role is called here; the general word where the house has no own."""
        return self.word(role) if role in Word.values else Role(role).label
