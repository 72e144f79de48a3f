"""What goes to the archive: every row of the case, its documents, MDTO metadata and checksums, in zip files of a bounded size."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from django.db.models import Field, ForeignKey, Model, Q
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Attachment, AttachmentFile, Case, ScanState, State
from privacy import dossiers
from privacy.mdto import FileSaid, Record, file_xml, record_xml
from zvh.documents import Block, Document, Format, heading, items, render
from zvh.fields import SealedFileField

MOST_BYTES = 18_000_000  # of the files in one part: with what a zip adds it stays under the 20 MB of item 12 of 00
MANIFEST, RECORD = "manifest-sha256.txt", "dossier.mdto.xml"
JSON_FORMAT = "application/json"


@dataclass(frozen=True)
class File:
    """A file of the package, under the name that it has in there."""

    path: str
    content: bytes
    format: str = ""  # media type; empty: metadata

    @property
    def checksum(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass
class Package:
    """All files, in the parts that they go in; the checksum is that of the list of checksums."""

    files: list[File]
    manifest: File
    parts: list[list[File]] = field(default_factory=list)

    def zips(self) -> Iterator[bytes]:
        for part in self.parts:
            yield zipped(part)


def compose(case: Case, *, by: str, at: datetime) -> Package:
    """Everything of this case. Raises RenderFailed, or NotMdto when the metadata do not have their structure."""
    tables = rows_of(case)
    content = [
        File("inhoud/gegevens.json", json.dumps(tables, ensure_ascii=False, indent=1).encode(), JSON_FORMAT),
        File("inhoud/dossier.pdf", render(_readable(case, tables), Format.PDF), Format.PDF.content_type),
        *_documents(case),
    ]
    record = _record(case, [one.path for one in content], by=by, at=at)
    said = [
        File(f"{one.path}.mdto.xml", file_xml(FileSaid(one.path, len(one.content), one.format, one.checksum, at), record))
        for one in content
    ]  # fmt: skip
    files = [File(RECORD, record_xml(record)), *content, *said]
    manifest = File(MANIFEST, "".join(f"{one.checksum}  {one.path}\n" for one in files).encode())
    return Package(files, manifest, _divided([manifest, files[0], *said, *content]))


def _record(case: Case, files: list[str], *, by: str, at: datetime) -> Record:
    assert case.opened_at and case.closed_on and case.destroy_on
    return Record(
        pk=str(case.pk), name=f"Casus {case.number}", began_on=timezone.localdate(case.opened_at), closed_on=case.closed_on,
        destroy_on=case.destroy_on, rule=case.destroy_source, house=case.house.name, approach=case.approach.name, at=at,
        by=by, files=files,
    )  # fmt: skip


def _documents(case: Case) -> list[File]:
    """What parties and house added, as the scanner let it through, under a name that no file of theirs can steer."""
    found = AttachmentFile.objects.filter(case=case, attachment__in=Attachment.objects.clean())
    rows = found.select_related("attachment").order_by("attachment__at", "pk")
    return [
        File(f"inhoud/documenten/{number:03}.{row.attachment.format}", bytes(row.content), row.attachment.content_type)
        for number, row in enumerate(rows, 1)
    ]


def _divided(files: list[File]) -> list[list[File]]:
    """In order, as many in a part as fit; a file is never cut."""
    parts: list[list[File]] = [[]]
    room = MOST_BYTES
    for one in files:
        if len(one.content) > room and parts[-1]:
            parts.append([])
            room = MOST_BYTES
        parts[-1].append(one)
        room -= len(one.content)
    return parts


def zipped(files: list[File]) -> bytes:
    """The same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for one in files:
            archive.writestr(zipfile.ZipInfo(one.path, date_time=(1980, 1, 1, 0, 0, 0)), one.content)
    return made.getvalue()


# --- the rows ---------------------------------------------------------------------------------------------------------------

Table = list[dict[str, Any]]
# What nobody but its author read is no part of the dossier.
DRAFTS = {"contribution": Q(state=State.DRAFT), "note": Q(placed_at=None), "attachment": ~Q(state=ScanState.CLEAN)}


def rows_of(case: Case) -> dict[str, Table]:
    """Per kind of row what stands in it, in the words of the interface. Rows of another dossier (an enquiry) are not of this one."""
    found: dict[str, Table] = {str(Case._meta.verbose_name_plural): [_said(case)]}
    for model in sorted(dossiers.lookups_to(Case), key=lambda one: one.__name__):
        if model._meta.app_label != "cases" or dossiers.is_own_dossier(model):
            continue
        fields = [one.name for one in _fields(model) if isinstance(one, ForeignKey)]
        rows = dossiers.rows_of(model, case).exclude(DRAFTS.get(str(model._meta.model_name), Q(pk=None)))
        rows = rows.select_related(*fields) if fields else rows
        if lines := [_said(row) for row in rows.order_by("pk")]:
            found[str(model._meta.verbose_name_plural)] = lines
    return found


def _fields(model: type[Model]) -> list["Field[Any, Any]"]:
    return [one for one in model._meta.concrete_fields if not isinstance(one, SealedFileField)]


def _said(row: Model) -> dict[str, Any]:
    return {str(one.verbose_name): value for one in _fields(type(row)) if (value := _plain(row, one)) not in ("", None)}


def _plain(row: Model, one: "Field[Any, Any]") -> Any:
    """The value as it is read: the name of a choice or of what is pointed at, a day as ISO."""
    if isinstance(one, ForeignKey):
        other = getattr(row, one.name)
        return None if other is None else str(other.pk if other._meta.app_label == "cases" else other)
    if one.choices:
        return getattr(row, f"get_{one.name}_display")()
    value = getattr(row, one.attname)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list | dict | type(None)) else str(value)


def _readable(case: Case, tables: dict[str, Table]) -> Document:
    """The same rows on paper, for who has no program to read them."""
    blocks: list[Block] = []
    for name, rows in tables.items():
        for number, row in enumerate(rows, 1):
            title = name.capitalize() if len(rows) == 1 else f"{name.capitalize()}, {number} van {len(rows)}"
            blocks += [heading(title), items(f"{label}: {_on_paper(value)}" for label, value in row.items())]
    return Document(
        title=f"Dossier van casus {case.number}",
        sender=(case.house.name, case.house.managing_organisation),
        facts=(("Afgeschaald op", date_format(case.closed_on, "j F Y") if case.closed_on else ""),),
        blocks=tuple(blocks),
    )


def _on_paper(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
