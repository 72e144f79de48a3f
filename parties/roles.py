"""The roles of house staff and the purposes of a delegation (02-domain, User)."""

from django.db import models


class Role(models.TextChoices):
    """What an Appointment makes somebody in a house."""

    PROCESREGISSEUR = "procesregisseur", "procesregisseur"
    PROCESONDERSTEUNER = "procesondersteuner", "procesondersteuner"
    MANAGER = "manager", "manager"
    ADMINISTRATOR = "administrator", "beheerder"
    RECORD_MANAGER = "recordmanager", "recordmanager"
    PRIVACY_ADVISER = "privacyadviseur", "privacyadviseur"
    FG = "fg", "functionaris gegevensbescherming"


# These manage rights or destruction, or read the log: for them a code is not enough, because a false page can ask for it too (S01).
NEEDS_KEY = (Role.ADMINISTRATOR, Role.RECORD_MANAGER, Role.PRIVACY_ADVISER, Role.FG)


class Purpose(models.TextChoices):
    """What a Delegation is for: the table at which somebody speaks for a party."""

    CASUSOVERLEG = "casusoverleg", "casusoverleg"
    PARTNEROVERLEG = "partneroverleg", "partneroverleg"
    STUURGROEP = "stuurgroep", "stuurgroep"
