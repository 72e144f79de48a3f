"""Tables that somebody sends: every way in which Excel and others write them, and files that mean harm (S46)."""

import resource
import zipfile
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from tests.files import made
from zvh import sheetreader
from zvh.sheetreader import Unreadable, read_table

TABLE = [("Naam", "Plaats"), ("Zoë", "Den Haag; centrum"), ("Jörg", 'zegt "ja"')]


def csv_of(delimiter: str, encoding: str, end: str = "\r\n") -> bytes:
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in TABLE]
    return (end.join(lines) + end).encode(encoding)


def xlsx_of(*cells: tuple[int, int, object], dates: bool = False) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet()
        for row, column, value in cells:
            sheet.write(row, column, value)
    return made.getvalue()


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_way_of_writing_a_csv(delimiter: str, encoding: str, end: str) -> None:
    assert [line.cells for line in read_table(csv_of(delimiter, encoding, end), most_rows=9)] == TABLE


def test_a_line_keeps_the_number_it_has_in_the_file() -> None:
    found = read_table(b'a;b\n\n"twee\nregels";x\n;\nlaatste;y\n', most_rows=9)
    assert [(line.number, line.cells[0]) for line in found] == [(1, "a"), (3, "twee\nregels"), (6, "laatste")]


def test_a_workbook_gives_texts() -> None:
    cells = (
        (0, 0, "naam"),
        (0, 1, "geboren"),
        (0, 2, "bsn"),
        (2, 0, "Zoë"),
        (2, 1, date(1994, 3, 27)),
        (2, 2, 111222333),
    )
    assert [(line.number, line.cells) for line in read_table(xlsx_of(*cells), most_rows=9)] == [
        (1, ("naam", "geboren", "bsn")), (3, ("Zoë", "1994-03-27", "111222333")),
    ]  # fmt: skip


def test_a_formula_is_not_carried_out() -> None:
    found = read_table(xlsx_of((0, 0, "naam"), (1, 0, '=HYPERLINK("http://x","klik")')), most_rows=9)
    assert "HYPERLINK" not in str(found)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


def lying(content: bytes) -> bytes:
    """A part of 200 MB of which the directory says that it is 100 bytes."""
    raw = bytearray(content)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = raw.find(mark)
        raw[at + place : at + place + 4] = (100).to_bytes(4, "little")
    return bytes(raw)


LOL = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + b"x" * 9999 + b'">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(9)
) + b"]><workbook>&a8;</workbook>"  # fmt: skip
FILES = {
    "empty": b"", "blank lines": b"\n;;\n\n", "exe": b"MZ\x90\x00\x03", "utf-16": "naam;x".encode("utf-16"),
    "pdf": b"%PDF-1.7\x00", "no cp1252": b"a;b\n\x81\x8d;x", "open quote": b'a;b\n"nooit dicht;x\n',
    "damaged": made.damaged(made.excel()),
    "half a zip": xlsx_of((0, 0, "a"))[:900], "zip without workbook": zipped(("a.txt", b"a")),
    "bomb": zipped(("xl/worksheets/sheet1.xml", b"0" * 120_000_000)), "many parts": zipped(*((f"{n}", b"") for n in range(1001))),
    "ratio": zipped(("a", b"0" * 15_000_000)), "lie": lying(zipped(("xl/workbook.xml", b"0" * 9_000_000))),
    "entities": zipped(("[Content_Types].xml", LOL), ("xl/workbook.xml", LOL)),
    "too many bytes": b"a;b\n" + b"x" * sheetreader.MOST_BYTES, "too many columns": b";".join([b"x"] * 51) + b"\n",
    "wide cell": b"naam\n" + b"x" * 5001, "too many rows": b"naam\n" + b"x\n" * 11,
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_table_is_refused_in_words(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(FILES[name], most_rows=10)
    assert len(str(refused.value)) > 20


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(*given: object) -> bytes:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "read", unpacked)
    with pytest.raises(Unreadable, match="te groot"):
        read_table(FILES["bomb"], most_rows=10)


def test_a_cell_in_the_farthest_corner_costs_no_memory() -> None:
    """A reader that makes room for every cell between needs hundreds of gigabytes for this."""
    content = xlsx_of((0, 0, "naam"), (1, 0, "Zoë"), (1_048_575, 16_383, "ver"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert [line.cells for line in read_table(content, most_rows=10)] == [("naam",), ("Zoë",)]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes (S46)
