"""What may be chosen about duties, plans and budgets (06)."""

from django.db.models import TextChoices


class PaperKind(TextChoices):
    """What a body adopts for a period (conv. 4 and 6)."""

    PLAN = "plan", "Plan"
    BUDGET = "begroting", "Begroting"
    ACCOUNTS = "rekening", "Jaarrekening"


class CostKey(TextChoices):
    """How the contribution of the payers is divided."""

    FREE = "", "Het huis kiest"
    INHABITANTS = "inwoners", "Naar het aantal inwoners"


class DutyKind(TextChoices):
    """How it is known whether a duty was done. What bodies and casework do counts by itself; the rest somebody records."""

    RECORDED = "vastleggen", "Wordt hier vastgelegd"
    PER_PARTY = "per-partij", "Wordt hier per partij vastgelegd"
    DECISION = "besluit", "Er is een besluit over genomen"
    AFTER_DECISION = "na-besluit", "Wordt hier vastgelegd, na een besluit"
    VETTED = "vog", "Iedereen heeft een VOG of screening die geldt"
    SECRECY = "geheimhouding", "Van iedereen is de geheimhouding vastgelegd"
    TRAINED = "scholing", "Iedereen is geschoold"
    SIGNED = "ondertekening", "Iedere partij heeft het convenant getekend"
    PROTOCOL_SIGNED = "protocol", "Iedere partij heeft haar protocollen getekend"
    COPIED = "kopie", "Iedere partij heeft het werkproces ontvangen"
    CONSENT = "instemming", "Partijen stemmen in met een bericht naar buiten"
    EXPIRY = "looptijd", "De looptijd van het convenant"
    RETENTION = "bewaartermijn", "Er wordt op tijd vernietigd"
    NIGHTLY = "nachtwerk", "De nachtelijke verwerking loopt"
