"""What the log calls the pages and steps of breaches and registers."""

REGISTER_PAGES = {
    "datalek": "Datalek",
    "datalek-afsluiten": "Datalek afsluiten",
    "datalek-autoriteit": "Melding van een datalek aan de Autoriteit Persoonsgegevens",
    "datalek-betrokkenen": "Betrokkenen van een datalek inlichten",
    "datalek-casussen": "Casussen bij een datalek",
    "datalek-maatregelen": "Maatregelen na een datalek",
    "datalek-melden": "Datalek melden",
    "datalekken": "Datalekken",
    "datalekken-downloaden": "Overzicht van datalekken gedownload",
    "overzicht": "Overzicht over de casussen",
    "overzicht-downloaden": "Overzicht over de casussen gedownload",
    "register": "Register van het huis",
    "register-downloaden": "Register van het huis gedownload",
    "register-rij": "Rij van een register van het huis",
    "register-toevoegen": "Rij aan een register van het huis toevoegen",
    "register-wijzigen": "Rij van een register van het huis wijzigen",
    "registers": "Registers van het huis",
}
REGISTER_STEPS = {
    "add_register_row": "Rij aan een register van het huis toegevoegd",
    "change_register_row": "Rij van een register van het huis gewijzigd",
    "close_breach": "Datalek afgesloten",
    "link_case": "Casus aan een datalek gekoppeld",
    "note_told": "Vastgelegd wie over een datalek is ingelicht",
    "report_breach": "Datalek gemeld",
    "save_breach": "Gegevens van een datalek bewaard",
    "unlink_case": "Casus van een datalek losgemaakt",
}
