"""What is taken and what is not, by name and by content (S45, S46; 09, section 5, "files")."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.files import made
from zvh.filetypes import MOST_BYTES, Format, Refused, recognise, safe_name

GOOD = {
    "a.pdf": (made.pdf(), Format.PDF),
    "A.PDF": (made.pdf(), Format.PDF),
    "a.docx": (made.word(), Format.DOCX),
    "a.xlsx": (made.excel(), Format.XLSX),
    "a.odt": (made.open_document(), Format.ODT),
    "a.ods": (made.open_document("spreadsheet"), Format.ODS),
    "a.png": (made.png(), Format.PNG),
    "a.jpg": (made.jpg(), Format.JPG),
    "a.JPEG": (made.jpg(), Format.JPG),
}
TYPES = "[Content_Types].xml"
MACRO = made.replaced(made.word(), TYPES, b"document.main+xml", b"document.macroEnabled.main+xml")
TEMPLATE = (
    b'<Relationships><Relationship Id="a" Type="t/attachedTemplate" '
    b'Target="http://kwaad.invalid/a.dotm" TargetMode="External"/></Relationships>'
)
ENCRYPTED = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"

BAD = {
    "exe": ("a.exe", b"MZ", "soort bestand"),
    "no ending": ("pdf", made.pdf(), "soort bestand"),
    "two endings": ("a.pdf.exe", made.pdf(), "soort bestand"),
    "svg": ("a.svg", b"<svg/>", "soort bestand"),
    "heic": ("a.heic", b"ftypheic", "soort bestand"),
    "empty": ("a.pdf", b"", "leeg"),
    "too large": ("a.pdf", b"%PDF-" + bytes(MOST_BYTES), "20 MB"),
    "exe as pdf": ("a.pdf", b"MZ\x90\x00", "geen PDF"),
    "html as pdf": ("a.pdf", b"<html>%PDF-1.7", "geen PDF"),
    "broken pdf": ("a.pdf", b"%PDF-1.7\nrommel", "niet te lezen"),
    "locked pdf": ("a.pdf", made.pdf(password="geheim"), "wachtwoord"),
    "pdf with script": ("a.pdf", made.pdf(script=True), "programma"),
    "pdf with a file": ("a.pdf", made.pdf(file=b"MZ"), "ander bestand"),
    "pdf that starts a program": ("a.pdf", made.pdf(launch=True), "programma"),
    "png as jpg": ("a.jpg", made.png(), "geen JPG"),
    "jpg as png": ("a.png", made.jpg(), "geen PNG"),
    "huge png": ("a.png", made.png(30_000, 30_000), "te groot"),
    "huge jpg": ("a.jpg", made.jpg(30_000, 30_000), "te groot"),
    "jpg without picture": ("a.jpg", b"\xff\xd8\xff\xe1\x00\x04ab", "geen JPG"),
    "excel as word": ("a.docx", made.excel(), "geen Word"),
    "word as excel": ("a.xlsx", made.word(), "geen Excel"),
    "odt as word": ("a.docx", made.open_document(), "geen Word"),
    "ods as odt": ("a.odt", made.open_document("spreadsheet"), "geen ODT"),
    "pdf as word": ("a.docx", made.pdf(), "geen Word"),
    "a damaged zip": ("a.docx", made.damaged(made.word()), "stuk"),
    "a damaged sheet": ("a.xlsx", made.damaged(made.excel()), "stuk"),
    "a cut zip": ("a.docx", made.word()[:-200], "stuk"),
    "old or locked office": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "wachtwoord"),
    "locked zip": ("a.docx", made.locked_zip(made.word()), "wachtwoord"),
    "macros": ("a.docx", MACRO, "macro"),
    "macros by another name": ("a.docx", made.with_part(made.word(), "word/vbaProject.bin", b"x"), "macro"),
    "active x": ("a.docx", made.with_part(made.word(), "word/activeX/activeX1.xml", b"x"), "macro"),
    "a file within": ("a.docx", made.with_part(made.word(), "word/embeddings/los.docx", made.word()), "ander bestand"),
    "template from elsewhere": ("a.docx", made.with_part(made.word(), "word/_rels/settings.xml.rels", TEMPLATE), "sjabloon"),
    "macros in odt": ("a.odt", made.with_part(made.open_document(), "Basic/Standard/x.xml", b"x"), "macro"),
    "locked odt": ("a.odt", made.with_part(made.open_document(), "META-INF/manifest.xml", ENCRYPTED), "wachtwoord"),
    "object in odt": ("a.odt", made.with_part(made.open_document(), "Object 1/content.xml", b"x"), "ander bestand"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_known_for_what_it_is(name: str) -> None:
    content, form = GOOD[name]
    assert recognise(name, content) is form


@pytest.mark.parametrize("case", BAD)
def test_what_may_not_in_is_refused_with_a_word_why(case: str) -> None:
    name, content, word = BAD[case]
    with pytest.raises(Refused, match=word):
        recognise(name, content)


def test_a_bomb_is_not_unpacked() -> None:
    """S46: 500 MB of zeros in half a megabyte, and a part that lies about its size."""
    bomb = made.with_part(made.word(), "word/nul.bin", bytes(500_000_000))
    assert len(bomb) < 1_000_000
    with pytest.raises(Refused, match="te groot"):
        recognise("a.docx", bomb)
    many = made.word()
    for number in range(3):
        many = made.with_part(many, f"word/{number}.xml", b"")
    assert recognise("a.docx", many) is Format.DOCX


def test_too_many_parts_are_not_looked_into() -> None:
    packed = BytesIO(made.word())
    with ZipFile(packed, "a") as more:
        for number in range(1_000):
            more.writestr(f"word/{number}", b"")
    with pytest.raises(Refused, match="te groot"):
        recognise("a.docx", packed.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("brief.pdf", "brief.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\map\\brief.PDF", "brief.pdf"),
        ("a\x00\r\nb.pdf", "ab.pdf"),
        ("fdp.\u202egnp.pdf", "fdp.gnp.pdf"),
        ("<script>.pdf", "script.pdf"),
        (".pdf", "bestand.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("Besluit é 2026.pdf", "Besluit é 2026.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_kept_without_what_deceives(given: str, kept: str) -> None:
    assert safe_name(given, Format.PDF) == kept


@pytest.mark.parametrize("filling", [b"1 0 obj\n" * 2_000_000, b"<<" * 5_000_000, b"[" * 10_000_000])
def test_reading_a_large_broken_pdf_ends(filling: bytes) -> None:
    with pytest.raises(Refused):
        recognise("a.pdf", b"%PDF-1.7\n" + filling + b"\nstartxref\n9\n%%EOF")
