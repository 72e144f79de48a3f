"""What somebody typed is never carried out by a spreadsheet: no formula, no link, whatever program opens the file (S40)."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.utils import timezone

from parties.models import User
from privacy import logbook
from privacy.models import AccessLogLine, EventKind
from tests.cast import Cast
from zvh.filetypes import Format, recognise
from zvh.spreadsheet import LONGEST, as_csv, as_ods, as_xlsx

LOG = "/privacy/logboek/"
LEADING = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝")  # noqa: RUF001
CANARIES = [f"{sign}1+1" for sign in LEADING] + [
    '=HYPERLINK("http://kwaad.invalid";"klik")', "http://kwaad.invalid/", "mailto:kwaad@kwaad.invalid", "{=1+1}", "\0=1+1", "<f>1</f>",
    '";=1+1;"',
]  # fmt: skip
PLAIN = ["Rosa", "O'Neill", "1 = 1", "ü", "", "12"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def parts(content: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    with ZipFile(BytesIO(content)) as book:
        for name in book.namelist():
            yield name, ElementTree.fromstring(book.read(name))


def cells_of_xlsx(content: bytes) -> list[str]:
    """The texts as a program reads them."""
    found = dict(parts(content))
    strings = ["".join(t.text or "" for t in one.iter(f"{MAIN}t")) for one in found["xl/sharedStrings.xml"]]
    cells = list(found["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c"))
    assert {cell.get("t") for cell in cells if len(cell)} == {"s"}, "a cell that is no text"
    return [strings[int(value.text or "")] for cell in cells for value in cell.iter(f"{MAIN}v")]


def carried_out(content: bytes) -> list[str]:
    """Formulas, links and what reaches outside the file."""
    names = {f"{MAIN}f", f"{MAIN}hyperlink", f"{MAIN}hyperlinks", f"{MAIN}ddeLink", f"{MAIN}externalReference"}
    return [
        f"{part}: {one.tag}" for part, tree in parts(content) for one in tree.iter()
        if one.tag in names or one.get("TargetMode") == "External" or "hyperlink" in one.get("Type", "")
    ]  # fmt: skip


def test_a_cell_of_a_csv_never_begins_as_a_formula() -> None:
    titles, *rows = cells_of_csv(as_csv(["=kop"], [[one] for one in CANARIES]).content)
    assert titles == ["'=kop"]
    assert [row[0] for row in rows if row[0].startswith((*LEADING, "\0"))] == []
    assert rows[0] == ["'=1+1"] and [len(row) for row in rows] == [1] * len(CANARIES)
    assert cells_of_csv(as_csv(["kop"], [PLAIN]).content)[1] == PLAIN


def test_a_workbook_holds_texts_and_nothing_else() -> None:
    made = as_xlsx(["=kop"], [[one] for one in CANARIES])
    assert carried_out(made.content) == []
    assert cells_of_xlsx(made.content)[:2] == ["=kop", "=1+1"]
    assert [one for one in cells_of_xlsx(as_xlsx(["kop"], [PLAIN]).content) if one] == ["kop", *filter(None, PLAIN)]
    assert cells_of_xlsx(as_xlsx(["kop"], [["x" * 40_000]]).content)[1] == "x" * LONGEST


def test_an_opendocument_holds_texts_and_nothing_else() -> None:
    content = as_ods(["=kop"], [[one] for one in [*CANARIES, "\x0bmet een teken dat XML niet kent"]]).content
    with ZipFile(BytesIO(content)) as file:
        assert file.namelist()[0] == "mimetype" and file.getinfo("mimetype").compress_type == 0
        tree = ElementTree.fromstring(file.read("content.xml"))
    cells = [one for one in tree.iter() if one.tag.endswith("}table-cell")]
    assert len(cells) == len(CANARIES) + 2
    assert {name.split("}")[1]: value for cell in cells for name, value in cell.attrib.items()} == {
        "value-type": "string"
    }
    assert not [one.tag for one in tree.iter() if one.tag.endswith(("}a", "}formula"))]
    assert recognise("cijfers.ods", content) is Format.ODS


def test_the_workbook_of_a_library_as_it_comes_would_do_both() -> None:
    """That the test above sees what it looks for."""
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "=1+1")
        sheet.write(1, 0, "http://kwaad.invalid/")
    assert any(":" in one and one.endswith("}f") for one in carried_out(made.getvalue()))
    assert any("hyperlink" in one for one in carried_out(made.getvalue()))


# --- the log as a file --------------------------------------------------------------------------------------------------------


@pytest.fixture
def named(cast: Cast) -> Cast:
    """A person whose name is a formula read a list."""
    User.objects.filter(pk=cast.rosa.user.pk).update(name="=Rosa+cmd")
    cast.rosa.client().get("/casussen/")
    cast.otto.client().get("/casussen/")
    return cast


def taken(cast: Cast, form: str, **chosen: str) -> Any:
    answer = cast.fatima.client().post(LOG, {"vorm": form, **chosen})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="logboek.{form}"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    return answer.content


def test_the_lines_that_a_supervisor_sees_as_a_file(named: Cast) -> None:
    mine = str(named.rosa.user.pk)
    rows = cells_of_csv(taken(named, "csv", persoon=mine))
    assert rows[0] == ["Tijdstip", "Wie", "Namens en rol", "Gebeurtenis", "Wat", "Waarvoor", "Uitkomst"]
    assert {row[1] for row in rows[1:]} == {"'=Rosa+cmd"} and rows[1][3] == "Lijst bekeken"
    assert "Otto" in {row[1] for row in cells_of_csv(taken(named, "csv"))}
    book = taken(named, "xlsx", persoon=mine)
    assert carried_out(book) == [] and "=Rosa+cmd" in cells_of_xlsx(book) and "Otto" not in cells_of_xlsx(book)


def test_taking_it_along_stands_in_the_log_with_the_number_of_lines(named: Cast) -> None:
    number = len(cells_of_csv(taken(named, "csv"))) - 1
    assert number > 1
    line = AccessLogLine.objects.filter(event_kind=EventKind.EXPORT).latest("event_time")
    assert (line.actor_id, line.rule, line.parts, line.result_count) == (
        named.fatima.user.pk, "logboek-uitvoeren", ["csv"], number,
    )  # fmt: skip
    assert "Regels van het logboek gedownload" in named.fatima.client().get(LOG).content.decode()


def test_what_is_more_than_a_file_takes_is_said(named: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "privacy.views.logbook"
    assert logbook.MOST_TAKEN == 10_000
    client = named.fatima.client()
    assert "Er zijn meer dan" not in client.get(LOG).content.decode()
    monkeypatch.setattr(f"{page}.MOST", 1)
    monkeypatch.setattr(f"{page}.MOST_TAKEN", 2)
    named.mara.client().get("/casussen/")
    assert "Er zijn meer dan 2 regels" in client.get(LOG).content.decode()
    assert len(cells_of_csv(taken(named, "csv"))) == 1 + 2


def test_a_file_asks_the_second_step_again(named: Cast) -> None:
    """S20: exports too; then it comes, with the same question."""
    client = named.fatima.client()
    session = client.session
    session["factor_at"] = (timezone.now() - timedelta(minutes=6)).isoformat()
    session.save()
    answer = client.post(LOG, {"vorm": "csv"})
    assert "Content-Disposition" not in answer.headers and "vorm" in answer.content.decode()
    assert not AccessLogLine.objects.filter(event_kind=EventKind.EXPORT, rule="logboek-uitvoeren").exists()


def test_nobody_else_and_no_other_form(named: Cast) -> None:
    assert taken(named, "csv")
    for person in (named.rosa, named.mara, named.abel, named.piet):
        assert person.client().post(LOG, {"vorm": "csv"}).status_code == 404
    answer = named.fatima.client().post(LOG, {"vorm": "pdf"})
    assert answer.status_code == 422
    assert "Content-Disposition" not in named.fatima.client().post(LOG, {"vorm": "csv", "van": "gisteren"}).headers
