"""What the log calls the pages and steps with which a covenant is entered."""

SETUP_PAGES = {
    "inrichting": "Convenant inrichten",
    "inrichting-beheerder": "Eerste beheerder van een huis uitnodigen",
    "inrichting-in-gebruik": "Convenant in gebruik nemen",
    "inrichting-nieuw": "Convenant toevoegen",
    "inrichting-onder-nieuw": "Regel onder een onderdeel van een convenant toevoegen",
    "inrichting-rij": "Regel van een convenant",
    "inrichting-rij-nieuw": "Regel van een convenant toevoegen",
    "inrichting-rij-weghalen": "Regel van een convenant weghalen",
    "inrichting-rijen": "Onderdeel van een convenant",
    "inrichting-weggooien": "Convenant in voorbereiding weggooien",
    "inrichtingen": "Convenanten om in te richten",
}
SETUP_STEPS = {
    "add_row": "Regel van een convenant toegevoegd",
    "begin_covenant": "Convenant toegevoegd, in voorbereiding",
    "begin_like": "Afspraken van een ander huis overgenomen",
    "change_row": "Regel van een convenant gewijzigd",
    "remove_row": "Regel van een convenant weggehaald",
    "take_into_use": "Convenant in gebruik genomen",
    "throw_away": "Convenant in voorbereiding weggegooid",
}
