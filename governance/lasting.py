"""What goes on for a party that left, on paper: duties of the covenant, secrecy of its kinds, and what it gave (conv. 22.3, 23.3)."""

from django.utils.formats import date_format

from governance.models import Departure
from zvh.documents import Document, heading, items, paragraph


def what_lasts(departure: Departure) -> Document:
    house, party = departure.house, departure.party
    assert departure.leaves_on  # only for who goes
    duties = [f"{one.text} ({one.source})" for one in house.covenant.lasting_duties.all()]
    secrecy = [f"{kind.secrecy} ({kind.secrecy_source})" for kind in party.kinds.all() if kind.secrecy]
    facts = (
        ("Partij", party.name), ("Convenant", house.covenant.name),
        ("Neemt niet meer deel vanaf", str(date_format(departure.leaves_on))), ("Reden", departure.rule.get_why_display()),
    )  # fmt: skip
    blocks = [heading("Dit blijft gelden"), items(duties)]
    if secrecy:
        blocks += [heading("Geheimhouding volgens de eigen wet"), items(secrecy)]
    blocks += [
        heading("Gegevens"),
        paragraph(
            "Wat de partij in casussen gaf, blijft daar zolang de bewaartermijn van elke casus loopt. Gebruikers van de partij hebben"
            " vanaf de genoemde dag geen toegang meer tot persoonsgegevens van het huis."
        ),
    ]
    return Document(
        "Wat blijft gelden na het einde van de deelname", (house.name,), (party.name,), facts, tuple(blocks)
    )
