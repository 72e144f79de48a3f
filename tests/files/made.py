"""Files of every kind, made here: real ones by the libraries that write them, and hostile ones by hand."""

import struct
import zipfile
import zlib
from io import BytesIO

import docx
import odfdo
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

# The test string of the scanners (eicar.org), in two halves: whole, it would make this repository itself suspect.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + r"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


def pdf(
    text: str = "Proef", *, password: str = "", script: bool = False, file: bytes = b"", launch: bool = False
) -> bytes:
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Title": text})
    if file:
        writer.add_attachment("los.exe", file)
    for wanted, kind, key in ((launch, "/Launch", "/F"), (script, "/JavaScript", "/JS")):
        if not wanted:
            continue
        action = {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject("cmd.exe")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def word(text: str = "Proef") -> bytes:
    document, made = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def excel() -> bytes:
    made = BytesIO()
    Workbook().save(made)
    return made.getvalue()


def open_document(kind: str = "text") -> bytes:
    made = BytesIO()
    odfdo.Document(kind).save(made)
    return made.getvalue()


def png(width: int = 8, height: int = 8) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 9 * 8)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def jpg(width: int = 8, height: int = 8) -> bytes:
    exif = b"\xff\xe1" + (20).to_bytes(2) + b"Exif\0\0" + bytes(12)
    frame = b"\xff\xc0" + (11).to_bytes(2) + b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + exif + frame + b"\xff\xd9"


def damaged(content: bytes) -> bytes:
    """The same zip, of which the packed bytes of every part begin with what no packer writes."""
    hurt = bytearray(content)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        for part in packed.infolist():
            start = part.header_offset + 30 + sum(struct.unpack_from("<HH", content, part.header_offset + 26))
            hurt[start : start + 8] = b"\xff" * min(8, part.compress_size)
    return bytes(hurt)


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The same zip with one part more, or another one of that name."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return made.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return with_part(content, name, packed.read(name).replace(old, new))


def locked_zip(content: bytes) -> bytes:
    """Says of every part that it is encrypted."""
    found = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := found.find(mark, at + 1)) >= 0:
            found[at + place] |= 1
    return bytes(found)
