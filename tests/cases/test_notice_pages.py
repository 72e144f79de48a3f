"""The pages on which informing the subject is recorded: who reads what, bad input, number of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Enquiry, NoNotice, Notice, Subject
from cases.workflow.enquiry import send_enquiries
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

BORN = date(1994, 3, 27)


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.in_triage(cast, born=BORN)


def url(case: Case, part: str) -> str:
    return f"/casussen/{case.number}/{part}"


def ask(cast: Cast, case: Case, *people: Person) -> list[Enquiry]:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return send_enquiries(case, [person.party for person in people], by=rosa)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


def test_my_work_shows_the_question_and_the_judgement_to_come(cast: Cast, case: Case) -> None:
    ask(cast, case, cast.gea)
    page = text(cast.gea.client().get("/mijn-werk/"))
    assert "Bekendheidsvraag van" in page and "Kanarie" not in page and case.number not in page
    title = "Opnieuw beoordelen of de betrokkene kan worden ingelicht"
    assert title not in text(cast.rosa.client().get("/mijn-werk/"))
    cast.rosa.client().post(
        url(case, f"inlichten/{case.subjects.get().pk}/later/"), reason(toets=today() + timedelta(days=7))
    )
    assert title in text(cast.rosa.client().get("/mijn-werk/"))


def reason(**values: Any) -> dict[str, Any]:
    return {
        "grond": "b",
        "redenen": "Kanariereden",
        "omstandigheden": "onderzoek",
        "later": "brief",
        "verwacht": today() + timedelta(days=60),
        "toets": today() + timedelta(days=14),
        **values,
    }


def test_notice_and_reason_on_their_page(cast: Cast, case: Case) -> None:
    story.assigned(cast, case, cast.gea)
    rosa, pk = cast.rosa.client(), case.subjects.get().pk
    assert rosa.post(url(case, f"inlichten/{pk}/later/"), reason()).status_code == 302
    assert "Kanariereden" in text(rosa.get(url(case, "inlichten/")))
    seen_by_gea = text(cast.gea.client().get(url(case, "inlichten/")))
    assert "Nog niet ingelicht" in seen_by_gea and "Kanariereden" not in seen_by_gea
    assert (
        cast.gea.client().post(url(case, f"inlichten/{pk}/"), {"datum": today(), "manier": "brief"}).status_code == 302
    )
    assert f"door {cast.gea.party}" in text(rosa.get(url(case, "inlichten/")))
    assert "Kanariereden" not in text(rosa.get(url(case, "inlichten/")))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"toets": ""}, "Beantwoord de vraag: wanneer beoordeelt u dit opnieuw?"),
        ({"toets": "vandaag"}, "Kies een dag na vandaag"),
        ({"toets": "over een jaar"}, "Kies een dag na vandaag, tot en met"),
        ({"toets": "gisteren"}, "een datum in, zoals"),
        ({"verwacht": "2020-01-01"}, "Vul een datum in vanaf vandaag"),
        ({"grond": "z"}, "iets uit de lijst"),
        ({"redenen": "   "}, "Beantwoord de vraag: waarom is dit nodig?"),
        ({"redenen": "a\x00b"}, "onzichtbaar teken"),
    ],
)
def test_a_wrong_reason_comes_back_with_a_message(cast: Cast, case: Case, values: dict[str, Any], message: str) -> None:
    days = {"vandaag": today(), "over een jaar": today() + timedelta(days=400)}
    answer = cast.rosa.client().post(
        url(case, f"inlichten/{case.subjects.get().pk}/later/"),
        reason(omstandigheden="blijft staan", **{name: days.get(value, value) for name, value in values.items()}),
    )
    assert answer.status_code == 422
    assert message in text(answer) and "blijft staan" in text(answer)
    assert not NoNotice.objects.exists()


def test_a_notice_in_the_future_is_refused(cast: Cast, case: Case) -> None:
    page = url(case, f"inlichten/{case.subjects.get().pk}/")
    answer = cast.rosa.client().post(
        page, {"datum": today() + timedelta(days=1), "manier": "brief", "opmerking": "blijft"}
    )
    assert "Vul een datum in tot en met vandaag" in text(answer) and "blijft" in text(answer)
    assert not Notice.objects.exists()
    assert cast.rosa.client().post(page, {"datum": today(), "manier": "brief"}).status_code == 302


def test_the_page_of_notices_asks_the_same_for_one_and_three(cast: Cast, case: Case) -> None:
    rosa, page = cast.rosa.client(), url(case, "inlichten/")
    rosa.post(url(case, f"inlichten/{case.subjects.get().pk}/later/"), reason())
    queries(rosa, page)
    few = queries(rosa, page)
    with open_keyring():
        others = [Subject.objects.create(case=case, surname=name, order=1) for name in ("Merel", "Spreeuw")]
    for other in others:
        rosa.post(url(case, f"inlichten/{other.pk}/later/"), reason())
    queries(rosa, page)  # shows the messages of the posts
    assert queries(rosa, page) == few == 18
