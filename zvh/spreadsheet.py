"""Tables for a spreadsheet in which nothing is carried out: no formula, no link, whatever somebody typed (S40)."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import xlsxwriter

# What a spreadsheet takes for the beginning of a formula, or skips before it looks for one.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # noqa: RUF001  # the wide ones count too
LONGEST = 32_767  # characters in a cell of Excel
NOTHING_CARRIED_OUT = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip

Rows = Iterable[Sequence[object]]


@dataclass(frozen=True)
class Download:
    """A file as it is sent."""

    content: bytes
    kind: str
    suffix: str


def as_csv(titles: Sequence[str], rows: Rows) -> Download:
    """Every cell quoted, apart by semicolons, in UTF-8 with its mark: what Excel in Dutch opens rightly."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([disarmed(cell) for cell in row] for row in (titles, *rows))
    return Download(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")


def as_xlsx(titles: Sequence[str], rows: Rows) -> Download:
    """Every cell a text; in a workbook a text is never looked at for a formula."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, NOTHING_CARRIED_OUT) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate((titles, *rows)):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, _without_nul(cell)[:LONGEST])
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return Download(made.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")


ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OPENING = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3" xmlns:office="{NAMES.format("office")}" xmlns:table="{NAMES.format("table")}"
 xmlns:text="{NAMES.format("text")}"><office:body><office:spreadsheet><table:table table:name="Gegevens">"""
CLOSING = "</table:table></office:spreadsheet></office:body></office:document-content>"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest manifest:version="1.3" xmlns:manifest="{NAMES.format("manifest")}">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def as_ods(titles: Sequence[str], rows: Rows) -> Download:
    """OpenDocument, every cell a text: there is no attribute in it that could hold a formula or a link."""
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in (titles, *rows))
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        file.writestr("mimetype", ODS, ZIP_STORED)  # first and not packed: that is how the kind of file is told
        file.writestr("content.xml", OPENING + lines + CLOSING)
        file.writestr("META-INF/manifest.xml", MANIFEST)
    return Download(made.getvalue(), ODS, "ods")


def _ods_cell(cell: object) -> str:
    text = "".join(
        sign for sign in str(cell) if sign >= " " or sign in "\t\n"
    )  # what else is below can not stand in XML
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def disarmed(cell: object) -> str:
    """A text that begins as a formula gets an apostrophe before it, which a spreadsheet takes for "this is text"."""
    text = str(cell)
    return "'" + _without_nul(text) if text.startswith(DANGEROUS) else _without_nul(text)


def _without_nul(cell: object) -> str:
    return str(cell).replace("\0", "")


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}
ALL_FORMATS = {**FORMATS, "ods": as_ods}
