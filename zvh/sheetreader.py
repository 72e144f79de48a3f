"""Tables that somebody sends: CSV as Excel and others write it, and XLSX. Nothing is unpacked before its size is known (S46).

What is in the cells is text for whoever asked; a date is written as ISO, a number without decimals as its digits.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from zvh.zips import BROKEN, is_bomb

MOST_BYTES = 2_000_000  # of the file as it is sent
MOST_UNPACKED = 20_000_000
MOST_COLUMNS, MOST_CHARACTERS, MOST_LINES = 50, 5_000, 20_000
XLSX = b"PK\x03\x04"
UNREADABLE = "Dit Excel-bestand is niet te lezen. Open het in Excel, bewaar het opnieuw als XLSX zonder wachtwoord en kies het dan weer"


class Unreadable(Exception):
    """This file is no table that can be read; the text says in Dutch what to do."""


@dataclass(frozen=True)
class Line:
    """One row of the table, and the line on which it begins in the file."""

    number: int
    cells: tuple[str, ...]


def read_table(content: bytes, *, most_rows: int) -> list[Line]:
    """The rows that hold something, heading included. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Maak een kleiner bestand")
    rows = _rows_of_xlsx(content) if content.startswith(XLSX) else _rows_of_csv(content)
    found = list(islice((line for line in rows if any(line.cells)), most_rows + 2))
    if not found:
        raise Unreadable("Het bestand is leeg. Kies een bestand met een regel kolomnamen en daaronder de gegevens")
    if len(found) > most_rows + 1:
        raise Unreadable(f"Het bestand heeft meer dan {most_rows} regels. Verdeel het over meer bestanden")
    return found


# --- CSV ---------------------------------------------------------------------------------------------------------------


def _rows_of_csv(content: bytes) -> Iterator[Line]:
    text = _decoded(content)
    heading = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(";,", key=heading.count), strict=True)
    begins = 1
    try:
        for row in reader:
            yield _line(begins, row)
            begins = reader.line_num + 1
    except csv.Error:
        raise Unreadable(f"Regel {begins} is niet te lezen. Kijk of elk aanhalingsteken ook wordt gesloten") from None


def _decoded(content: bytes) -> str:
    """UTF-8, with its mark or without; else what Excel in the Netherlands writes (cp1252)."""
    if b"\0" in content:
        raise Unreadable("Dit is geen bestand dat wij kunnen lezen. Bewaar het als XLSX of als CSV (UTF-8)")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("De letters in dit bestand zijn niet te lezen. Bewaar het als XLSX of als CSV (UTF-8)")


# --- XLSX --------------------------------------------------------------------------------------------------------------


def _rows_of_xlsx(content: bytes) -> Iterator[Line]:
    """The first sheet, read row by row: a cell in the farthest corner costs nothing."""
    packed = BytesIO(_repacked(content))
    try:
        book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        sheet: Any = book.worksheets[0]
        rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_LINES, values_only=True)
        for number, row in enumerate(rows, start=1):
            yield _line(number, (_text(cell) for cell in row))
    except Unreadable:
        raise
    except (
        Exception
    ):  # a hostile workbook can break the library in every way: bad XML, missing parts, dates out of range
        raise Unreadable(UNREADABLE) from None


def _repacked(content: bytes) -> bytes:
    """The same parts, unpacked within the limits and packed anew: what a part says of its size may be a lie."""
    made = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as sent, zipfile.ZipFile(made, "w") as copy:
            if is_bomb(sent.infolist(), packed=len(content), most=MOST_UNPACKED):
                raise Unreadable("Dit Excel-bestand is uitgepakt te groot. Kopieer de tabel naar een nieuw bestand")
            for part in sent.infolist():
                copy.writestr(part.filename, sent.read(part))  # reads what was told and no more, and checks the sum
    except BROKEN:
        raise Unreadable(UNREADABLE) from None
    return made.getvalue()


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _line(number: int, cells: Iterable[str]) -> Line:
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    if len(kept) > MOST_COLUMNS:
        raise Unreadable(f"Regel {number} heeft meer dan {MOST_COLUMNS} kolommen")
    if any(len(cell) > MOST_CHARACTERS for cell in kept):
        raise Unreadable(f"Op regel {number} staat een cel met meer dan {MOST_CHARACTERS} tekens")
    return Line(number, tuple(kept))
