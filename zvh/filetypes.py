"""Files that somebody sends: what they are by their name and by what is in them, and what may not be in them (S45, S46).

Nothing is unpacked before its size is known, nothing is drawn or run. What is wrong is said in Dutch, for the field.
"""

import logging
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.db.models import TextChoices
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from zvh.zips import BROKEN, is_bomb

MOST_BYTES = 20_000_000
MOST_UNPACKED, MOST_OF_A_PART = 100_000_000, 2_000_000
MOST_PIXELS = 50_000_000
MOST_NAME = 120
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # kinds of characters that deceive, or that no disk takes
logging.getLogger("pypdf").setLevel(
    logging.CRITICAL
)  # what it says of a broken file is no news, and may quote the file


class Format(TextChoices):
    """What is taken; which of these goes with which kind of file is covenant data."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    ODT = "odt", "ODT"
    XLSX = "xlsx", "Excel"
    ODS = "ods", "ODS"
    JPG = "jpg", "JPG"
    PNG = "png", "PNG"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: f"{OFFICE}wordprocessingml.document",
    Format.ODT: f"{OPEN}text",
    Format.XLSX: f"{OFFICE}spreadsheetml.sheet",
    Format.ODS: f"{OPEN}spreadsheet",
    Format.JPG: "image/jpeg",
    Format.PNG: "image/png",
}
ENDINGS = {**{one.value: one for one in Format}, "jpeg": Format.JPG}


@dataclass(frozen=True)
class Sent:
    """A file as it came in, known for what it is."""

    name: str
    form: Format
    content: bytes


class Refused(Exception):
    """This file is not taken; the text says in Dutch why, and what to do."""


def recognise(name: str, content: bytes) -> Format:
    """What this file is, by its name and its content alike. Raises Refused."""
    found = ENDINGS.get(PurePosixPath(name).suffix.lstrip(".").lower())
    if found is None:
        raise Refused("dit soort bestand kan hier niet. Bewaar het als PDF en kies het opnieuw")
    if not content:
        raise Refused("het bestand is leeg")
    if len(content) > MOST_BYTES:
        raise Refused(f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Maak een kleiner bestand")
    LOOK_INTO[found](content, found)
    return found


def safe_name(name: str, form: Format) -> str:
    """The last part of what the browser calls it, without what a disk or a header could stumble over."""
    stem = re.split(r"[\\/]", name)[-1].rpartition(".")[0]
    shown = "".join(char for char in stem if unicodedata.category(char) not in UNSEEN and char not in '<>:"|?*')
    stem = unicodedata.normalize("NFC", shown)[:MOST_NAME].strip(" .")
    return f"{stem or 'bestand'}.{form.value}"


def _other(form: Format) -> Refused:
    return Refused(f"dit is geen {form.label}-bestand, al heet het zo. Open het, bewaar het opnieuw en kies het dan")


# --- PDF and pictures ----------------------------------------------------------------------------------------------------


def _pdf(content: bytes, form: Format) -> None:
    if not content.startswith(b"%PDF-"):
        raise _other(form)
    try:
        reader = PdfReader(BytesIO(content))
        is_locked, root = reader.is_encrypted, None if reader.is_encrypted else reader.root_object
        acts = root is not None and _acts(root)
    except Exception:  # a hostile file can break the library in every way
        raise Refused("deze PDF is niet te lezen. Open hem, bewaar hem opnieuw als PDF en kies hem dan") from None
    if is_locked:
        raise Refused("deze PDF is met een wachtwoord gesloten. Bewaar hem zonder wachtwoord")
    if acts:
        raise Refused("in deze PDF zit een programma of een ander bestand. Druk hem af naar een nieuwe PDF en kies die")


def _acts(root: DictionaryObject) -> bool:
    """Whether something runs when it is opened, or a file travels along."""
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    runs = isinstance(opening, DictionaryObject) and opening.get("/S") in ("/JavaScript", "/Launch")
    names = root.get("/Names")
    names = names.get_object() if names is not None else {}
    return runs or "/AA" in root or any(key in names for key in ("/JavaScript", "/EmbeddedFiles"))


def _png(content: bytes, form: Format) -> None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        raise _other(form)
    _refuse_large(int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))


def _jpg(content: bytes, form: Format) -> None:
    """The size stands in the first frame; parts before it are passed over by their length."""
    place = 2
    if not content.startswith(b"\xff\xd8\xff"):
        raise _other(form)
    while content[place : place + 1] == b"\xff":
        marker = content[place + 1 : place + 2]
        if marker >= b"\xc0" and marker <= b"\xcf" and marker not in (b"\xc4", b"\xc8", b"\xcc"):
            frame = content[place + 5 : place + 9]
            return _refuse_large(int.from_bytes(frame[2:]), int.from_bytes(frame[:2]))
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    raise _other(form)


def _refuse_large(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refused("deze afbeelding is te groot om te openen. Maak haar kleiner")


# --- documents that are a zip -------------------------------------------------------------------------------------------


def _zip(content: bytes, form: Format) -> None:
    locked = "met een wachtwoord gesloten, of stuk. Bewaar het opnieuw zonder wachtwoord"
    if not content.startswith(b"PK\x03\x04"):
        old = content.startswith(b"\xd0\xcf\x11\xe0")  # a container of older Office, and of what has a password
        raise Refused(f"dit bestand is {locked}") if old else _other(form)
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _refuse_bomb(packed.infolist(), len(content))
            (_open_document if form in (Format.ODT, Format.ODS) else _office)(packed, form)
    except BROKEN:
        raise Refused(f"dit bestand is {locked}") from None


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int) -> None:
    """By what the parts say of themselves, before one of them is unpacked; of a part no more is read than it said."""
    if is_bomb(parts, packed=packed, most=MOST_UNPACKED):
        raise Refused("dit bestand is uitgepakt te groot. Bewaar het als PDF en kies het opnieuw")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("dit bestand is met een wachtwoord gesloten. Bewaar het zonder wachtwoord")


def _office(packed: zipfile.ZipFile, form: Format) -> None:
    """The list of parts says what it is; macros and embedded programs stand in it too."""
    said = _part(packed, "[Content_Types].xml", form)
    if f'"{form.content_type}.main+xml"'.encode() not in said:
        raise _macros() if b"macroEnabled" in said else _other(form)
    names = [name.lower() for name in packed.namelist()]
    if b"vbaProject" in said or any(name.endswith(".bin") and "vba" in name or "/activex/" in name for name in names):
        raise _macros()
    if any("/embeddings/" in name for name in names):
        raise Refused("in dit bestand zit een ander bestand. Bewaar het als PDF en kies die")
    for name in packed.namelist():
        if name.endswith("settings.xml.rels") and b'"External"' in _part(packed, name, form):
            raise Refused("dit bestand haalt een sjabloon van elders. Bewaar het als PDF en kies die")


def _open_document(packed: zipfile.ZipFile, form: Format) -> None:
    if _part(packed, "mimetype", form).strip() != form.content_type.encode():
        raise _other(form)
    if b"encryption-data" in _part(packed, "META-INF/manifest.xml", form):
        raise Refused("dit bestand is met een wachtwoord gesloten. Bewaar het zonder wachtwoord")
    if any(name.startswith(("Basic/", "Scripts/")) for name in packed.namelist()):
        raise _macros()
    if any(name.startswith(("Object ", "ObjectReplacements/")) for name in packed.namelist()):
        raise Refused("in dit bestand zit een ander bestand. Bewaar het als PDF en kies die")


def _macros() -> Refused:
    return Refused("in dit bestand zitten macro's. Bewaar het zonder macro's, of als PDF")


def _part(packed: zipfile.ZipFile, name: str, form: Format) -> bytes:
    try:
        with packed.open(name) as part:
            return part.read(MOST_OF_A_PART)
    except KeyError:
        raise _other(form) from None


LOOK_INTO: dict[Format, Callable[[bytes, Format], None]] = {
    Format.PDF: _pdf, Format.PNG: _png, Format.JPG: _jpg,
    Format.DOCX: _zip, Format.XLSX: _zip, Format.ODT: _zip, Format.ODS: _zip,
}  # fmt: skip
