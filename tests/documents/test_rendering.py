"""Letters on paper (09, S41): what somebody types is text, the renderer reaches nothing, and it is bounded."""

import io
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from odfdo import Document as OpenDocument
from pypdf import PdfReader

from zvh.documents import Document, Format, RenderFailed, drawable, heading, items, paragraph, render, undrawable
from zvh.documents.characters import BOX, MONO, SERIF
from zvh.documents.rendering import Bounds

LONG_NAME = "Wolkenkrabber" * 15 + "sloot"
assert len(LONG_NAME) == 200
HEBREW = "שלום"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A door on this machine at which nobody should knock."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.2)
        yield door


def heard(door: socket.socket) -> bool:
    try:
        door.accept()[0].close()
    except TimeoutError:
        return False
    return True


def letter_of(*texts: str, recipient: tuple[str, ...] = ("A. Merel",)) -> Document:
    return Document(
        "Samenwerken rond uw situatie", ("Zorg- en Veiligheidshuis",), recipient, (("Datum", "1 mei 2026"),),
        (heading("Waarom?"), *(paragraph(text) for text in texts), items(texts)),
    )  # fmt: skip


def hostile(port: int) -> list[str]:
    address = f"http://127.0.0.1:{port}/c"
    return [
        f"<img src={address}>",
        f'#image("{address}")',
        '#read("/etc/passwd")',
        '<link rel=attachment href="file:///etc/passwd">',
        f'#import "{address}": *',
        "{{7*7}} {% debug %} ${7*7}",
        "#table(columns: 1000000000, [x])",
        '<table width="1000000000px"><tr><td>x</table>',
        "*niet vet* _niet schuin_ = geen kop",
        "#set page(width: 100000cm)",
        "]]></w:t><w:br/>&amp;",
    ]


def pdf_of(document: Document, **bounds: Any) -> PdfReader:
    return PdfReader(io.BytesIO(render(document, Format.PDF, **bounds)))


def words(text: str) -> str:
    """Without spaces and line ends: where a line breaks is no part of the text."""
    return "".join(text.split())


def text_of(pdf: PdfReader) -> str:
    return words("".join(page.extract_text() for page in pdf.pages))


def test_what_is_typed_stands_there_and_calls_nobody(listener: socket.socket) -> None:
    typed = hostile(listener.getsockname()[1])
    pdf = pdf_of(letter_of(*typed, recipient=tuple(typed)))
    found = text_of(pdf)
    assert [one for one in typed if found.count(words(one)) < 3] == []
    assert "root:" not in found and "49" not in found
    assert list(pdf.attachments) == [] and not heard(listener)


def test_a_word_file_holds_it_as_text_and_points_nowhere(listener: socket.socket) -> None:
    typed = hostile(listener.getsockname()[1])
    file = render(letter_of(*typed), Format.DOCX)
    shown = [one.text for one in WordFile(io.BytesIO(file)).paragraphs]
    assert [one for one in typed if shown.count(one) < 2] == [] and not heard(listener)
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        links = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
    assert "External" not in links and "127.0.0.1" not in links


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    pdf = pdf_of(letter_of("Gewone tekst."))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "nl-NL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None and pdf.metadata.title == "Samenwerken rond uw situatie"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    kinds = {str(one) for one in tags(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= kinds
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert all("+" in font["/BaseFont"] for font in fonts)  # a subset stands in the file itself


def tags(element: Any) -> Iterator[Any]:
    element = element.get_object()
    if isinstance(element, dict):
        yield element.get("/S")
        below = element.get("/K", [])
        for child in below if isinstance(below, list) else [below]:
            yield from tags(child)


def test_word_has_headings_language_and_title() -> None:
    file = WordFile(io.BytesIO(render(letter_of("Gewone tekst."), Format.DOCX)))
    assert file.core_properties.title == "Samenwerken rond uw situatie" and file.core_properties.language == "nl-NL"
    styles = {one.text: one.style.name for one in file.paragraphs if one.style}
    assert styles["Samenwerken rond uw situatie"] == "Heading 1" and styles["Waarom?"] == "Heading 2"
    assert 'w:lang w:val="nl-NL"' in file.styles["Normal"].element.xml


def test_an_opendocument_file_does_the_same(listener: socket.socket) -> None:
    typed = hostile(listener.getsockname()[1])
    file = OpenDocument(io.BytesIO(render(letter_of(*typed), Format.ODT)))
    shown = [one.inner_text for one in file.body.paragraphs]
    assert [one for one in typed if shown.count(one) < 2] == [] and not heard(listener)
    assert [(int(one.level), one.inner_text) for one in file.body.headers] == [
        (1, "Samenwerken rond uw situatie"),
        (2, "Waarom?"),
    ]
    assert file.meta.title == "Samenwerken rond uw situatie" and file.meta.language == "nl-NL"
    assert file.body.get_elements("//draw:object | //draw:image | //text:a | //office:scripts/*") == []


@pytest.mark.parametrize("form", list(Format))
def test_long_text_and_a_long_name(form: Format) -> None:
    document = letter_of("woord " * 5000, recipient=(LONG_NAME, "1234 AB Stad"))
    file = render(document, form)
    if form is Format.PDF:
        pdf = PdfReader(io.BytesIO(file))
        assert text_of(pdf).count("woord") == 10000 and LONG_NAME in text_of(pdf) and len(pdf.pages) > 10
    elif form is Format.ODT:
        assert LONG_NAME in "\n".join(one.inner_text for one in OpenDocument(io.BytesIO(file)).body.paragraphs)
    else:
        assert LONG_NAME in "\n".join(one.text for one in WordFile(io.BytesIO(file)).paragraphs)


def test_letters_of_other_scripts_are_drawn_and_what_has_no_glyph_is_seen() -> None:
    pdf = pdf_of(letter_of(f"{HEBREW} Šárka Đoković Łucja Ω Ж"))
    found = text_of(pdf)
    assert all(letter in found for letter in f"{HEBREW}ŠáĐćŁΩЖ")
    assert drawable("Jo😀 \u202eneD") == f"Jo{BOX} neD"
    assert undrawable("a😀b😀漢\n") == ["😀", "漢"] and undrawable("Čapek, 3e verd. €\n") == []
    assert BOX in text_of(pdf_of(letter_of("Jo😀")))


def test_every_character_that_is_called_drawable_can_be_drawn() -> None:
    """PDF/UA refuses a character without a glyph: this fails when the fonts of the renderer change."""
    letters = [f"a{one}" for one in sorted(SERIF | MONO)]
    assert len(render(letter_of(*letters), Format.PDF)) > 10_000


def test_accents_stay_on_their_letters() -> None:
    assert drawable("e\u0301") == "é" and drawable("m\u0302") == "m\u0302"
    assert drawable("😀\u0302 \u0302") == f"{BOX} "
    render(letter_of("m\u0302 ш\u0301 😀\u0302 ع\u064e a\u0b4d"), Format.PDF)


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render(letter_of("Eén."), Format.PDF) == render(letter_of("Eén."), Format.PDF)


def test_what_is_kept_is_what_was_written() -> None:
    document = letter_of("Eén.", "twee\nregels")
    assert Document.from_text(document.to_text()) == document


# --- bounds: with templates that our own never are ---------------------------------------------------------------------

NESTED = "#for a in range(20000) { for b in range(20000) { let c = a * b } }"


def template(place: Path, source: str) -> Path:
    path = place / "document.typ"
    path.write_text('#set document(title: "x")\n' + source)
    return path


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../outside.txt")',
        '#read("/../outside.txt")',
        '#image("http://127.0.0.1:9/x.png")',
        '#import "@preview/cetz:0.3.4": canvas',
        "#let all = range(40000000)\n#all.len()",
    ],
)
def test_outside_its_folder_and_over_its_memory_there_is_nothing(tmp_path: Path, source: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside.txt").write_text("buiten")
    (inside / "own.txt").write_text("binnen")
    ours = render(letter_of("x"), Format.PDF, template=template(inside, '#read("/own.txt")'))
    assert "binnen" in text_of(PdfReader(io.BytesIO(ours)))
    with pytest.raises(RenderFailed):
        render(letter_of("x"), Format.PDF, template=template(inside, source))


def test_what_takes_too_long_is_ended_and_leaves_nothing(tmp_path: Path) -> None:
    place = template(tmp_path, NESTED)
    with pytest.raises(RenderFailed):
        render(letter_of("x"), Format.PDF, template=place, bounds=Bounds(seconds=1))
    running = [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(place).encode() in _read(path)]
    assert running == [] and [path.name for path in tmp_path.iterdir()] == ["document.typ"]


def test_what_sleeps_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock: it uses no time of the processor."""
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import os, time\nif os.fork() == 0:\n    os.close(1)\ntime.sleep(30)\n")
    monkeypatch.setattr("zvh.documents.rendering.WORKER", sleeper)
    with pytest.raises(RenderFailed, match="too long"):
        render(letter_of("x"), Format.PDF, bounds=Bounds(seconds=1))
    assert [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(sleeper).encode() in _read(path)] == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it ended meanwhile
        return b""


def test_a_failure_says_nothing_of_the_letter(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RenderFailed) as failure:
        render(letter_of("Kanarie"), Format.PDF, template=template(tmp_path, "#panic(sys.inputs.document)"))
    assert "Kanarie" not in str(failure.value) and "Kanarie" not in "".join(capfd.readouterr())
