"""The invented people of demo mode: every role in every house, and delegates where the story plays."""

from dataclasses import dataclass

from parties.roles import Purpose, Role


@dataclass(frozen=True)
class Place:
    """What somebody is: a role in a house, or a delegate of the first party of a kind there."""

    house: str
    role: Role | None = None
    party_kind: str = ""
    purpose: Purpose = Purpose.CASUSOVERLEG
    has_secrecy: bool = True
    approaches: tuple[str, ...] = ()  # of a manager, by code; none is all of the house


ROLES = (
    Role.PROCESREGISSEUR, Role.PROCESONDERSTEUNER, Role.MANAGER, Role.ADMINISTRATOR,
    Role.RECORD_MANAGER, Role.FG, Role.PRIVACY_ADVISER,
)  # fmt: skip
STAFF = {
    "RU": ("Rosa", "Otto", "Mara", "Abel", "Rik", "Fatima", "Petra"),
    "KL": ("Karin", "Koen", "Kees", "Kiki", "Kasper", "Kaoutar", "Klaas"),
    "HG": ("Zoë", "Hugo", "Hanna", "Hakim", "Heleen", "Hidde", "Huda"),
    "FL": ("Femke", "Floris", "Fenna", "Farid", "Frits", "Floor", "Faisal"),
    "GV": ("Gusta", "Guus", "Gwen", "Gerben", "Ghita", "Gina", "Goran"),
    "BN": ("Bente", "Bas", "Britt", "Bilal", "Bo", "Berber", "Bram"),
}
DELEGATES = {
    "RU": {
        "politie": "Piet",
        "om": "Olga",
        "gemeente": "Gea",
        "reclassering": "Rens",
        "ggz": "Gijs",
        "wijkteam": "Wil",
    },
    "KL": {"politie": "Pam", "om": "Oscar", "gemeente": "Gerda", "reclassering": "Ruben", "ggz": "Greet"},
    "HG": {"politie": "Harm", "gemeente": "Henk"},
    "FL": {"politie": "Fred", "gemeente": "Fons"},
    "GV": {"politie": "Gerrit", "gemeente": "Gaby"},
    "BN": {"politie": "Bart", "gemeente": "Boris"},
}
NAMED = {"Mona": Place("RU", Role.MANAGER, approaches=("top-x",))}  # a manager for one approach
ALSO = {
    "Rosa": (Place("FL", Role.PROCESREGISSEUR, has_secrecy=False),),
    "Fenna": (Place("GV", Role.MANAGER),),
    "Piet": (Place("RU", party_kind="politie", purpose=Purpose.PARTNEROVERLEG),),
    "Karin": (Place("KL", Role.PROCESONDERSTEUNER),),
    "Gerda": (Place("KL", party_kind="gemeente", purpose=Purpose.STUURGROEP),),
}


def everybody() -> list[tuple[str, list[Place]]]:
    """Name and places of each person."""
    staff = [
        (name, Place(house, role))
        for house, names in STAFF.items()
        for name, role in zip(names, ROLES, strict=True)
    ]  # fmt: skip
    delegates = [
        (name, Place(house, party_kind=kind)) for house, kinds in DELEGATES.items() for kind, name in kinds.items()
    ]
    return [(name, [first, *ALSO.get(name, ())]) for name, first in [*staff, *NAMED.items(), *delegates]]
