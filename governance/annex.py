"""Annex 1 on paper: the form by which an organisation joins the covenant, or one of its protocols (annex 1 of both)."""

from governance.models import Accession
from parties.models import Protocol
from zvh.documents import Block, Document, heading, items, paragraph

LINE = "." * 60


def annex_1(accession: Accession, protocol: Protocol | None = None) -> Document:
    """For the covenant, or for this protocol of it. What is signed by hand stands open."""
    party, covenant = accession.party, accession.house.covenant
    about = protocol.name if protocol else covenant.name
    facts = (
        ("Organisatie", party.name), ("Gevestigd te", party.seat or LINE), ("Kantoor", party.address or LINE),
        ("Vertegenwoordigd door", party.office or LINE), ("Treedt toe tot", about), ("In", accession.house.name),
        ("Besluit", accession.decided_words.removeprefix("besluit ")),
    )  # fmt: skip
    blocks = (*_declaration(accession, about, protocol is not None), *_signatures(accession))
    return Document(f"Bijlage 1: toetreding tot {about}", (accession.house.name,), (), facts, blocks)


def _declaration(accession: Accession, about: str, is_protocol: bool) -> tuple[Block, ...]:
    data = "persoonsgegevens" if is_protocol else "informatie"
    return (
        heading("Waarom de organisatie toetreedt"),
        items([
            f"Haar taak en verantwoordelijkheid dragen bij aan de doelen: {accession.public_task}",
            f"{accession.house.accession_rule.decided_by.name} besloot daartoe, nadat de andere partijen hadden ingestemd.",
        ]),
        heading("Wat de organisatie verklaart"),
        items([
            f"Zij staat achter de doelen van {about}.",
            "Zij houdt zich aan alle afspraken die erin staan.",
            f"Zij is bevoegd om {data} met de andere partijen uit te wisselen.",
        ]),
    )  # fmt: skip


def _signatures(accession: Accession) -> tuple[Block, ...]:
    who = (accession.party.name, f"De {accession.house.accession_rule.signed_by}")
    return tuple(block for name in who for block in _signature(name))


def _signature(who: str) -> tuple[Block, ...]:
    lines = ("Naam", "Functie", "Plaats en datum", "Handtekening")
    return (heading(who), *(paragraph(f"{line}: {LINE}") for line in lines))
