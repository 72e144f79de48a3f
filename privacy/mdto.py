"""The metadata of an archive package as MDTO XML, checked against `schemas/mdto.xsd` before it leaves the house.

MDTO is the norm of the Nationaal Archief for metadata of government information; the elements follow MDTO-XML 1.0.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
SCHEMA = Path(__file__).parent / "schemas" / "mdto.xsd"
OWN_SOURCE = "Casusportaal"
Said = str | Sequence[tuple[str, "Said"]]


class NotMdto(Exception):
    """What was written does not have the structure; the text of it is not told, it may hold data."""


@dataclass(frozen=True)
class Record:
    """The dossier as a whole: what MDTO calls an informatieobject."""

    pk: str
    name: str
    began_on: date
    closed_on: date
    destroy_on: date
    rule: str
    house: str
    approach: str
    at: datetime
    by: str
    files: Sequence[str]


@dataclass(frozen=True)
class FileSaid:
    """A file of the package: what MDTO calls a bestand."""

    path: str
    size: int
    format: str
    checksum: str
    at: datetime


def record_xml(record: Record) -> bytes:
    """The dossier. Kept on paper of the law no longer than the house may: valued as to be kept, because an archive takes it."""
    return _checked([("informatieobject", [
        ("identificatie", _identity(record.pk)),
        ("naam", record.name),
        ("aggregatieniveau", _term("Dossier", "Begrippenlijst Aggregatieniveau MDTO")),
        ("dekkingInTijd", [
            ("dekkingInTijdType", _term("Looptijd van de casus", "eigen lijst van het huis")),
            ("dekkingInTijdBegindatum", record.began_on.isoformat()),
            ("dekkingInTijdEinddatum", record.closed_on.isoformat()),
        ]),
        ("taal", "nl"),
        ("event", [
            ("eventType", _term("Uitplaatsing", "Begrippenlijst Eventtype MDTO")),
            ("eventTijd", _moment(record.at)),
            ("eventVerantwoordelijkeActor", [("verwijzingNaam", record.by)]),
        ]),
        ("waardering", _term("Blijvend te bewaren", "Begrippenlijst Waardering MDTO", "B")),
        ("bewaartermijn", [
            ("termijnStartdatumLooptijd", record.closed_on.isoformat()), ("termijnEinddatum", record.destroy_on.isoformat()),
        ]),
        ("informatiecategorie", _term(record.rule, "bewaarbeleid van het huis")),
        *(("heeftRepresentatie", [("verwijzingNaam", path)]) for path in record.files),
        ("archiefvormer", [("verwijzingNaam", record.house)]),
        ("activiteit", [("verwijzingNaam", record.approach)]),
        ("beperkingGebruik", [
            ("beperkingGebruikType", _term("Beperkt openbaar: persoonlijke levenssfeer", "Archiefwet 1995, artikel 15")),
            ("beperkingGebruikNadereBeschrijving", "Bevat bijzondere persoonsgegevens en gegevens van strafrechtelijke aard."),
        ]),
    ])])  # fmt: skip


def file_xml(file: FileSaid, record: Record) -> bytes:
    return _checked([("bestand", [
        ("identificatie", _identity(f"{record.pk}/{file.path}")),
        ("naam", file.path),
        ("omvang", str(file.size)),
        ("bestandsformaat", _term(file.format, "IANA media types")),
        ("checksum", [
            ("checksumAlgoritme", _term("SHA-256", "Begrippenlijst ChecksumAlgoritme MDTO")),
            ("checksumWaarde", file.checksum),
            ("checksumDatum", _moment(file.at)),
        ]),
        ("isRepresentatieVan", [("verwijzingNaam", record.name), ("verwijzingIdentificatie", _identity(record.pk))]),
    ])])  # fmt: skip


def _identity(mark: str) -> Said:
    return [("identificatieKenmerk", mark), ("identificatieBron", OWN_SOURCE)]


def _term(label: str, words: str, code: str = "") -> Said:
    return [
        ("begripLabel", label),
        *([("begripCode", code)] if code else []),
        ("begripBegrippenlijst", [("verwijzingNaam", words)]),
    ]


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _checked(said: Said) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}MDTO", nsmap={None: NAMESPACE})
    _write(root, said)
    if not _schema().validate(root):
        raise NotMdto
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _write(parent: Any, said: Said) -> None:
    if isinstance(said, str):
        parent.text = said
        return
    for name, value in said:
        _write(etree.SubElement(parent, f"{{{NAMESPACE}}}{name}"), value)


@cache
def _schema() -> Any:
    return etree.XMLSchema(etree.parse(str(SCHEMA), etree.XMLParser(no_network=True, resolve_entities=False)))


def fits(xml: bytes) -> bool:
    """Whether these bytes have the structure; also of somebody else's hand."""
    return bool(_schema().validate(etree.fromstring(xml, etree.XMLParser(no_network=True, resolve_entities=False))))
