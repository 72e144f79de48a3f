"""What the log calls the pages about bodies, their meetings and decisions."""

BODIES = {
    "besluit": "Besluit van een orgaan",
    "besluit-voorstellen": "Besluit voorstellen",
    "besluiten": "Besluitenregister van een orgaan",
    "besluitenlijst": "Besluitenlijst gedownload",
    "besluitenlijst-odt": "Besluitenlijst als ODT-bestand gedownload",
    "besluitenlijst-pdf": "Besluitenlijst als PDF gedownload",
    "bestuur": "Organen van het huis",
    "orgaan": "Orgaan: zetels en wie erin zitten",
    "partij-horen": "Inbreng van een partij die een besluit raakt",
    "punt-inbrengen": "Punt voor een vergadering inbrengen",
    "schriftelijke-inbreng": "Schriftelijke inbreng bij een vergadering",
    "stemmen": "Stemmen over een besluit",
    "vergadering": "Vergadering van een orgaan",
    "vergadering-afgelasten": "Vergadering van een orgaan afgelasten",
    "vergadering-houden": "Vergadering houden: aanwezigheid en verslag",
    "vergadering-nieuw": "Vergadering plannen",
    "vergadering-vragen": "Vergadering vragen",
    "vergadering-wijzigen": "Vergadering van een orgaan wijzigen",
    "zetel-beeindigen": "Bezetting van een zetel beëindigen",
    "zetel-bezetten": "Zetel bezetten",
}
