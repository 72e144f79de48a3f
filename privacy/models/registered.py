"""The registers of the house, each with the facts that its source asks for (protocol 11.3, 15, 22.4, 24.3; BGS 1.18; Wpg 20)."""

from typing import ClassVar

from django.db import models

from privacy.models.register import GIVERS, KEEPERS, READERS, RegisterQuerySet, RegisterRow
from zvh.fields import SealedTextField


class Complaint(RegisterRow):
    """A complaint about what the house does with data, at the house, the authority or the ombudsman (protocol 16.5 f)."""

    class Place(models.TextChoices):
        HOUSE = "huis", "het huis"
        PARTY = "partij", "een partij"
        AUTHORITY = "ap", "de Autoriteit Persoonsgegevens"
        OMBUDSMAN = "ombudsman", "de ombudsman"

    SHOWN: ClassVar = (
        "received_on", "place", "subject", "complainant", "text", "handler", "answered_on", "answer", "review_on"
    )  # fmt: skip
    LISTED: ClassVar = ("subject", "received_on", "place", "answered_on")
    DONE: ClassVar = "answered_on"

    received_on = models.DateField("ontvangen op")
    place = models.CharField("waar is geklaagd", max_length=20, choices=Place)
    subject = SealedTextField("waar het over gaat, in een paar woorden")
    complainant = SealedTextField("wie er klaagt")
    text = SealedTextField("klacht")
    handler = SealedTextField("wie de klacht behandelt", help_text="De functie, geen naam.")
    answered_on = models.DateField("beantwoord op", null=True, blank=True)
    answer = SealedTextField("antwoord", blank=True)
    ends_on = models.DateField("bewaren tot en met", null=True, editable=False)

    objects = RegisterQuerySet["Complaint"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "klacht"
        verbose_name_plural = "klachten"


class Instruction(RegisterRow):
    """An instruction about handling personal data, by manager, procesregisseur or FG (protocol 12.4, 24.6, 26.1)."""

    class Giver(models.TextChoices):
        MANAGER = "manager", "de manager (protocol 12.4)"
        PROCESREGISSEUR = "procesregisseur", "de procesregisseur (protocol 26.1)"
        FG = "fg", "de FG (protocol 24.6)"

    READERS: ClassVar = (*READERS, "procesregisseur")
    KEEPERS: ClassVar = (*KEEPERS, *GIVERS)
    SHOWN: ClassVar = ("given_on", "giver", "to_whom", "subject", "text", "followed_on", "follow_up", "review_on")
    LISTED: ClassVar = ("subject", "given_on", "giver", "followed_on")
    DONE: ClassVar = "followed_on"

    given_on = models.DateField("gegeven op")
    giver = models.CharField("gegeven door", max_length=20, choices=Giver)
    to_whom = SealedTextField("aan wie", help_text="De partij of de functie, geen naam.")
    subject = SealedTextField("waar het over gaat, in een paar woorden")
    text = SealedTextField("aanwijzing")
    followed_on = models.DateField("opgevolgd op", null=True, blank=True)
    follow_up = SealedTextField("hoe het is opgevolgd", blank=True)

    objects = RegisterQuerySet["Instruction"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "aanwijzing"
        verbose_name_plural = "aanwijzingen"


class Research(RegisterRow):
    """Research with data of the house: commissioned jointly, after a year without personal data (protocol 11.3, 31)."""

    SHOWN: ClassVar = (
        "subject", "commissioned_by", "purpose", "decided_on", "decision", "started_on", "people_until", "results", "finished_on",
        "review_on",
    )  # fmt: skip
    LISTED: ClassVar = ("subject", "decided_on", "people_until", "finished_on")
    DONE: ClassVar = "finished_on"

    subject = SealedTextField("onderzoek")
    commissioned_by = SealedTextField("wie samen opdracht geven")
    purpose = SealedTextField("doel")
    decided_on = models.DateField("besloten op")
    decision = SealedTextField("besluit, en door wie")
    started_on = models.DateField("begonnen op")
    people_until = models.DateField(
        "persoonsgegevens tot en met",
        null=True,
        blank=True,
        help_text="Hoogstens een jaar. Leeg: zonder persoonsgegevens.",
    )
    results = SealedTextField("uitkomsten, zonder personen", blank=True)
    finished_on = models.DateField("afgerond op", null=True, blank=True)

    objects = RegisterQuerySet["Research"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "onderzoek"
        verbose_name_plural = "onderzoeken"


class ProcessingActivity(RegisterRow):
    """One line of the joint register of processing activities (protocol 24.2-24.3 a-f)."""

    SHOWN: ClassVar = (
        "subject", "controllers", "purposes", "data", "people", "receivers", "abroad", "checked_on", "review_on"
    )  # fmt: skip
    LISTED: ClassVar = ("subject", "checked_on")

    subject = SealedTextField("verwerking")
    controllers = SealedTextField("wie verantwoordelijk is, met contactgegevens", help_text="Organisaties en functies.")
    purposes = SealedTextField("doelen")
    data = SealedTextField("soorten persoonsgegevens")
    people = SealedTextField("groepen mensen")
    receivers = SealedTextField("soorten ontvangers")
    abroad = SealedTextField("doorgifte buiten de EU of aan internationale organisaties", blank=True)
    checked_on = models.DateField("nagekeken op")

    objects = RegisterQuerySet["ProcessingActivity"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "verwerking"
        verbose_name_plural = "verwerkingen"


class Processor(RegisterRow):
    """An agreement with a processor, allowed in writing by the managing organisation; looked at every year (protocol 22)."""

    SHOWN: ClassVar = (
        "subject", "service", "allowed_on", "agreed_on", "security", "checked_on", "ended_on", "review_on"
    )  # fmt: skip
    LISTED: ClassVar = ("subject", "agreed_on", "checked_on", "ended_on")
    DONE: ClassVar = "ended_on"

    subject = SealedTextField("verwerker")
    service = SealedTextField("wat de verwerker doet")
    allowed_on = models.DateField("toestemming van de beheersorganisatie op")
    agreed_on = models.DateField("overeenkomst van")
    security = SealedTextField("afspraken over beveiliging")
    checked_on = models.DateField("nagekeken op")
    ended_on = models.DateField("overeenkomst geëindigd op", null=True, blank=True)

    objects = RegisterQuerySet["Processor"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "verwerker"
        verbose_name_plural = "verwerkers"


class Dpia(RegisterRow):
    """A data protection impact assessment, with the advice that was asked (protocol 15)."""

    SHOWN: ClassVar = ("subject", "done_on", "outcome", "advice", "consulted_on", "decided_on", "review_on")
    LISTED: ClassVar = ("subject", "done_on", "decided_on")

    subject = SealedTextField("waar de DPIA over gaat")
    done_on = models.DateField("uitgevoerd op")
    outcome = SealedTextField("uitkomst en maatregelen")
    advice = SealedTextField("advies van de FG", blank=True)
    consulted_on = models.DateField("Autoriteit Persoonsgegevens geraadpleegd op", null=True, blank=True)
    decided_on = models.DateField("vastgesteld op", null=True, blank=True)

    objects = RegisterQuerySet["Dpia"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "DPIA"
        verbose_name_plural = "DPIA's"


class AuditFinding(RegisterRow):
    """A privacy audit, or a shortcoming that it found: again after four years, a shortcoming within a year (BGS 1.18)."""

    class Kind(models.TextChoices):
        AUDIT = "audit", "audit"
        SHORTCOMING = "tekortkoming", "tekortkoming"

    SHOWN: ClassVar = ("kind", "audited_on", "auditor", "subject", "text", "measures", "solved_on", "review_on")
    LISTED: ClassVar = ("subject", "kind", "audited_on", "solved_on")
    DONE: ClassVar = "solved_on"

    kind = models.CharField("soort", max_length=20, choices=Kind)
    audited_on = models.DateField("audit van")
    auditor = SealedTextField("wie de audit deed", help_text="De organisatie, geen naam.")
    subject = SealedTextField("waar het over gaat, in een paar woorden")
    text = SealedTextField("bevinding")
    measures = SealedTextField("maatregelen", blank=True)
    solved_on = models.DateField("tekortkoming verholpen, na nieuwe audit op", null=True, blank=True)

    objects = RegisterQuerySet["AuditFinding"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "bevinding van een audit"
        verbose_name_plural = "bevindingen van audits"


class PoliceDecision(RegisterRow):
    """A decision to give police data to a collaboration structurally (Wpg 20): for what, which data, to whom."""

    SHOWN: ClassVar = (
        "party",
        "decided_on",
        "subject",
        "purpose",
        "data",
        "receivers",
        "conditions",
        "until",
        "review_on",
    )
    LISTED: ClassVar = ("subject", "party", "decided_on", "until")

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="politie-eenheid")
    decided_on = models.DateField("besluit van")
    subject = SealedTextField("besluit, in een paar woorden")
    purpose = SealedTextField("doel van het samenwerkingsverband")
    data = SealedTextField("welke politiegegevens")
    receivers = SealedTextField("aan welke ontvangers")
    conditions = SealedTextField("voorwaarden", blank=True)
    until = models.DateField("geldt tot en met", null=True, blank=True)

    objects = RegisterQuerySet["PoliceDecision"].as_manager()

    class Meta(RegisterRow.Meta):
        verbose_name = "besluit op grond van artikel 20 Wpg"
        verbose_name_plural = "besluiten op grond van artikel 20 Wpg"
