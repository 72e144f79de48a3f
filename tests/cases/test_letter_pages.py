"""The pages of a letter: writing, reading, downloading and recording it; bad input; the log."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as WordFile
from pypdf import PdfReader

from cases.models import Case, Letter, Notice
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast
from zvh.documents import RenderFailed
from zvh.today import today

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.in_triage(cast)


def values(**changed: Any) -> dict[str, Any]:
    filled = {
        "naam": "J. Kanarie",
        "adres": "Laan 1\n1234 AB Stad",
        "datum": today(),
        "eigen_tekst": "",
        "contact": "030 000 0000",
    }
    return {**filled, "versie": 0, **changed}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(case: Case, part: str = "") -> str:
    return f"/casussen/{case.number}/brieven/{part}"


def to(case: Case, kind: str = "kennisgeving") -> str:
    return url(case, f"aan/{case.subjects.get().pk}/{kind}/")


def written(cast: Cast, case: Case, **changed: Any) -> Letter:
    assert cast.rosa.client().post(to(case), values(**changed)).status_code == 302
    return Letter.objects.get(case=case)


def test_from_inlichten_to_the_letter_book(cast: Cast, case: Case) -> None:
    rosa = cast.rosa.client()
    assert to(case) in text(rosa.get(f"/casussen/{case.number}/inlichten/"))
    assert "Jan Kanarie" in text(rosa.get(to(case)))
    letter = written(cast, case, eigen_tekst="Bel <b>gerust</b>\n\n- op maandag\n- op {huis}")
    page = url(case, f"{letter.pk}/")
    shown = text(rosa.get(page))
    assert "Bel &lt;b&gt;gerust&lt;/b&gt;" in shown and "op {huis}</li>" in shown and "Concept" in shown
    assert rosa.post(page, {"verstuurd_op": today(), "versie": 1}).status_code == 302
    after = text(rosa.get(page))
    assert "verandert niet meer" in after and f"{page}wijzigen/" not in after and 'name="verstuurd_op"' not in after
    assert "met een brief" in text(rosa.get(f"/casussen/{case.number}/inlichten/"))
    for place in (url(case), "/brievenboek/"):
        found = text(rosa.get(place))
        assert f"{case.number}/1" in found and "Verstuurd" in found and "Kennisgeving" in found
    assert "Kanarie" not in text(rosa.get("/brievenboek/"))
    assert rosa.post(page, {"verstuurd_op": today(), "versie": 1}).status_code == 404
    assert Notice.objects.count() == 1


def test_what_is_downloaded_is_the_letter_and_stands_in_the_log(cast: Cast, case: Case) -> None:
    letter = written(cast, case, naam="<img src=x> {{7*7}}")
    rosa = cast.rosa.client()
    pdf = rosa.get(url(case, f"{letter.pk}/pdf/"))
    assert (pdf["Content-Type"], pdf["Cache-Control"]) == ("application/pdf", rosa.get(url(case))["Cache-Control"])
    assert pdf["Content-Disposition"] == f'attachment; filename="brief-{case.number}-1.pdf"'
    assert "<img src=x> {{7*7}}" in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    word = rosa.get(url(case, f"{letter.pk}/word/"))
    assert "<img src=x> {{7*7}}" in "\n".join(one.text for one in WordFile(io.BytesIO(word.content)).paragraphs)
    odt = rosa.get(url(case, f"{letter.pk}/odt/"))
    assert odt["Content-Type"] == "application/vnd.oasis.opendocument.text" and odt.content.startswith(b"PK")
    lines = AccessLogLine.objects.filter(
        rule__in=["brief-pdf", "brief-word", "brief-odt"], action="R", object_id=str(letter.pk)
    )
    assert lines.count() == 3 and set(lines.values_list("dossier_id", flat=True)) == {case.pk}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"naam": ""}, "Vul naam in"),
        ({"naam": "x" * 201}, "200"),
        ({"naam": "Jan 😀"}, "Dit kan niet in een brief staan: 😀"),
        ({"naam": "J\u202enaK"}, "onzichtbaar teken"),
        ({"adres": " "}, "Vul adres in"),
        ({"contact": ""}, "in"),
        ({"datum": "gisteren"}, "een datum in, zoals"),
        ({"eigen_tekst": "漢字"}, "Dit kan niet in een brief staan: 漢 字"),
        ({"eigen_tekst": "a" * 4001}, "4"),
        ({"versie": "x"}, "niet volledig geladen"),
    ],
)
def test_what_does_not_fit_comes_back(cast: Cast, case: Case, changed: dict[str, Any], message: str) -> None:
    answer = cast.rosa.client().post(to(case), values(**{"eigen_tekst": "blijft staan", **changed}))
    assert answer.status_code == 422 and message in text(answer)
    assert "eigen_tekst" in changed or "blijft staan" in text(answer)
    assert not Letter.objects.exists()


def test_names_of_all_kinds_make_a_letter(cast: Cast, case: Case) -> None:
    for name in ("O'Neill", "-", "x", "Ł" * 200, "Null", "=cmd", "שלום", "عمر", '#read("/etc/passwd")'):
        assert cast.rosa.client().post(to(case), values(naam=name)).status_code == 302
        letter = Letter.objects.latest("serial")
        assert cast.rosa.client().get(url(case, f"{letter.pk}/pdf/")).content.startswith(b"%PDF-")


def test_a_day_that_is_still_to_come_is_refused(cast: Cast, case: Case) -> None:
    letter = written(cast, case)
    answer = cast.rosa.client().post(
        url(case, f"{letter.pk}/"), {"verstuurd_op": today() + timedelta(days=1), "versie": 1}
    )
    assert answer.status_code == 422 and "Vul een datum in tot en met vandaag" in text(answer)
    assert not Letter.objects.get().is_sent


def test_somebody_else_changed_it_meanwhile(cast: Cast, case: Case) -> None:
    letter = written(cast, case)
    page = url(case, f"{letter.pk}/")
    assert cast.otto.client().post(f"{page}wijzigen/", values(naam="B. Merel", versie=1)).status_code == 302
    answer = cast.rosa.client().post(f"{page}wijzigen/", values(naam="C. Spreeuw", versie=1))
    assert answer.status_code == 409 and "B. Merel" in text(answer) and "C. Spreeuw" in text(answer)
    again = cast.rosa.client().post(page, {"verstuurd_op": today(), "versie": 1}, follow=True)
    assert "Iemand anders wijzigde de brief" in text(again) and not Letter.objects.get().is_sent


def test_a_draft_is_thrown_away(cast: Cast, case: Case) -> None:
    letter = written(cast, case)
    page = url(case, f"{letter.pk}/weggooien/")
    assert cast.rosa.client().get(page).status_code == 200 and Letter.objects.exists()
    assert cast.rosa.client().post(page).status_code == 302 and not Letter.objects.exists()


def test_a_file_that_can_not_be_made_says_so(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = written(cast, case)
    monkeypatch.setattr("zvh.documents.rendering.WORKER", "/nergens.py")
    answer = cast.rosa.client().get(url(case, f"{letter.pk}/pdf/"))
    assert answer.status_code == 503 and "Het bestand kon niet worden gemaakt" in text(answer)
    assert RenderFailed.__name__ not in text(answer)


def test_the_letter_book_asks_the_same_for_one_and_three(cast: Cast, case: Case) -> None:
    rosa, found = cast.rosa.client(), []
    for _ in range(3):
        rosa.post(to(case), values())
        rosa.get("/brievenboek/")
        with CaptureQueriesContext(connection) as asked:
            assert rosa.get("/brievenboek/").status_code == 200
        found.append(len(asked))
    assert found[0] == found[2]
