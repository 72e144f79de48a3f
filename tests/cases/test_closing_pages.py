"""The pages of the closing: the walk, who gets in, bad input, and the number of queries."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Case, Closing
from parties.models import ClosingReason
from tests.cases.story import at_table
from tests.cases.test_closing import closed
from tests.cases.test_triage_pages import SAMPLES, text, url
from zvh.sealing import open_keyring

ROLES = {  # who gets which answer: overview, decision, confirmation
    "rosa": (200, 200, 200), "otto": (200, 200, 404), "mara": (200, 404, 404), "abel": (404, 404, 404), "rik": (404, 404, 404),
    "fatima": (404, 404, 404), "petra": (404, 404, 404), "zoe": (404, 404, 404), "piet": (404, 404, 404), "wil": (404, 404, 404),
}  # fmt: skip


@pytest.fixture
def case(cast):
    return at_table(cast, cast.piet)


def filled(**changes):
    reason = ClosingReason.objects.get(code="doel-bereikt")
    given = {"reden": reason.pk, "succes": "ja", "besloten_op": timezone.localdate().isoformat(), "versie": 0}
    return {
        **given,
        "toelichting": "Kanarietoelichting",
        "verslag": "Kanarieverslag",
        "overdracht": "Kanariezorg",
        **changes,
    }


def test_the_whole_walk(cast, case):
    rosa, piet = cast.rosa.client(), cast.piet.client()
    assert piet.get(url(case, "")).status_code == 200
    answer = rosa.post(url(case, "afschalen/besluit/"), filled())
    assert answer.headers["location"] == url(case, "afschalen/bevestigen/")
    page = text(rosa.get(url(case, "afschalen/bevestigen/")))
    assert "1 persoon verliest toegang, meteen." in page and "Kanarietoelichting" in page
    assert rosa.post(url(case, "afschalen/bevestigen/"), {"versie": 1}).headers["location"] == url(case, "afschalen/")
    assert piet.get(url(case, "")).status_code == 404, "S30: at the next request"
    page = text(rosa.get(url(case, "afschalen/")))
    assert "protocol art. 11.2: een jaar na het besluit tot afschaling" in page
    assert text(rosa.get(url(case, ""))).count("protocol art. 11.2") >= 1
    answer = rosa.post(
        url(case, "heropenen/"), {"besloten_op": timezone.localdate().isoformat(), "reden": "Kanarieterug"}
    )
    assert answer.headers["location"] == url(case, "")
    assert Case.objects.get(pk=case.pk).phase == "casusoverleg"


@pytest.mark.parametrize("role", ROLES)
def test_who_gets_in(cast, case, role):
    cast.rosa.client().post(url(case, "afschalen/besluit/"), filled())
    client = getattr(cast, role).client()
    parts = ("afschalen/", "afschalen/besluit/", "afschalen/bevestigen/")
    assert tuple(client.get(url(case, part)).status_code for part in parts) == ROLES[role]


@pytest.mark.parametrize("role", ["otto", "mara", "piet", "zoe", "rik"])
def test_others_can_not_close_or_reopen(cast, case, role):
    cast.rosa.client().post(url(case, "afschalen/besluit/"), filled())
    client = getattr(cast, role).client()
    assert client.post(url(case, "afschalen/bevestigen/"), {"versie": 1}).status_code == 404
    assert client.post(url(case, "heropenen/"), {"reden": "x", "besloten_op": "2026-01-01"}).status_code == 404
    assert Case.objects.get(pk=case.pk).phase == "casusoverleg"


def test_closing_twice_is_a_conflict(cast, case):
    rosa = cast.rosa.client()
    rosa.post(url(case, "afschalen/besluit/"), filled())
    assert rosa.post(url(case, "afschalen/bevestigen/"), {"versie": 1}).status_code == 302
    assert rosa.post(url(case, "afschalen/bevestigen/"), {"versie": 1}).status_code == 404
    assert Closing.objects.count() == 1


def test_an_incomplete_decision_is_kept_and_says_what_is_missing(cast, case):
    rosa = cast.rosa.client()
    rosa.post(url(case, "afschalen/besluit/"), {"versie": 0, "bewaar": "1", "toelichting": "Half"})
    page = text(rosa.get(url(case, "afschalen/bevestigen/")))
    assert "Kies de reden van de afschaling" in page and "Half" in page and "Casus afschalen" not in page
    assert rosa.post(url(case, "afschalen/bevestigen/"), {"versie": 1}).status_code == 409


@pytest.mark.parametrize("sample", SAMPLES)
def test_hostile_text_is_kept_as_text_or_refused_at_the_field(cast, case, sample):
    answer = cast.rosa.client().post(url(case, "afschalen/besluit/"), filled(toelichting=sample), follow=True)
    assert answer.status_code in (200, 400, 422)
    assert "<script>alert" not in text(answer)


@pytest.mark.parametrize(
    ("name", "value"),
    [("besloten_op", "31-02-2026"), ("besloten_op", "9999-12-31"), ("reden", "0"), ("reden", "x"),
     ("succes", "misschien"), ("versie", "-1"), ("versie", "1e3")],
)  # fmt: skip
def test_bad_input_loses_nothing(cast, case, name, value):
    answer = cast.rosa.client().post(url(case, "afschalen/besluit/"), filled(**{name: value}))
    assert answer.status_code == 422 and "Kanarietoelichting" in text(answer)
    assert not Closing.objects.exists()


def test_a_date_in_the_future_is_refused(cast, case):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = cast.rosa.client().post(url(case, "afschalen/besluit/"), filled(besloten_op=tomorrow))
    assert answer.status_code == 422 and "Vul een datum in tot en met vandaag" in text(answer)


def test_two_who_write_at_once_see_both_texts(cast, case):
    rosa, otto = cast.rosa.client(), cast.otto.client()
    rosa.post(url(case, "afschalen/besluit/"), filled(toelichting="Van Rosa"))
    answer = otto.post(url(case, "afschalen/besluit/"), filled(toelichting="Van Otto"))
    assert answer.status_code == 409 and "Van Rosa" in text(answer) and "Van Otto" in text(answer)
    with open_keyring():
        assert Closing.objects.get().explanation == "Van Rosa"


def test_the_number_of_queries_does_not_grow(cast, case):
    closed(cast, case)
    client, counts = cast.rosa.client(), []
    client.get(url(case, "afschalen/"))  # permissions and content types are read once per process
    for number in (1, 3):
        while Closing.objects.filter(case=case).count() < number:
            row = Closing.objects.filter(case=case).first()
            row.explanation, row.minutes, row.handover = "", "", ""
            row.id = uuid4()
            row.save(force_insert=True)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(case, "afschalen/")).status_code == 200
        counts.append(len(queries))
    assert counts == [20, 20]
