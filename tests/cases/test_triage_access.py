"""Who gets which answer on the pages of triage, enquiry and notice: written out, not computed."""

import pytest

from cases.models import Case, Enquiry, Triage
from cases.workflow.enquiry import send_enquiries
from tests.cases import story
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring

# olga is assigned; gea was asked an enquiry; piet filed the registration
EVERYONE = ("rosa", "otto", "mara", "zoe", "olga", "gea", "piet", "wil", "fatima", "petra", "abel", "rik")
GET = {
    "triage/": (200, 200, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "triage/criteria/": (200, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "triage/besluit/": (200, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "triage/besluit/bevestigen/": (200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "bekendheid/": (200, 200, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "inlichten/": (200, 200, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    "inlichten/{subject}/": (200, 200, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    "inlichten/{subject}/later/": (200, 200, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404),
}
POST = {
    "triage/criteria/": (422, 422, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "triage/besluit/": (422, 422, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "triage/besluit/bevestigen/": (200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "bekendheid/": (422, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "inlichten/{subject}/": (422, 422, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404),
    "inlichten/{subject}/later/": (422, 422, 404, 404, 422, 404, 404, 404, 404, 404, 404, 404),
}
QUESTION = {
    "/bekendheidsvragen/": (404, 404, 404, 404, 200, 200, 200, 200, 404, 404, 404, 404),
    "/bekendheidsvragen/{enquiry}/": (404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404, 404),
}


@pytest.fixture
def case(cast: Cast) -> Case:
    found = story.in_triage(cast)
    story.assigned(cast, found, cast.olga)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        send_enquiries(found, [cast.gea.party], by=rosa)
    Triage.objects.create(case=found, version=1)
    return found


def statuses(cast: Cast, method: str, path: str) -> tuple[int, ...]:
    return tuple(getattr(getattr(cast, name).client(), method)(path).status_code for name in EVERYONE)


def test_every_page_answers_as_written(cast: Cast, case: Case) -> None:
    subject = case.subjects.get().pk
    for method, table in (("get", GET), ("post", POST)):
        for part, expected in table.items():
            path = f"/casussen/{case.number}/{part.format(subject=subject)}"
            assert statuses(cast, method, path) == expected, (method, part)


def test_the_pages_of_the_asked_party_answer_as_written(cast: Cast, case: Case) -> None:
    enquiry = Enquiry.objects.get().pk
    for path, expected in QUESTION.items():
        assert statuses(cast, "get", path.format(enquiry=enquiry)) == expected, path
    path = f"/bekendheidsvragen/{enquiry}/"
    assert statuses(cast, "post", path) == (404, 404, 404, 404, 404, 422, 404, 404, 404, 404, 404, 404)


def test_what_is_not_there_answers_the_same(cast: Cast, case: Case) -> None:
    for part in ("triage/", "inlichten/", "bekendheid/"):
        assert cast.rosa.client().get(f"/casussen/{case.number}/{part}").status_code == 200
        unknown = cast.wil.client().get(f"/casussen/RU-2026-9999/{part}")
        hidden = cast.wil.client().get(f"/casussen/{case.number}/{part}")
        assert (unknown.status_code, hidden.status_code) == (404, 404)


def test_after_the_triage_nothing_is_decided_or_asked_any_more(cast: Cast) -> None:
    case = story.at_table(cast)
    rosa = cast.rosa.client()
    assert rosa.get(f"/casussen/{case.number}/triage/").status_code == 200
    for part in ("triage/criteria/", "triage/besluit/", "triage/besluit/bevestigen/"):
        assert rosa.post(f"/casussen/{case.number}/{part}").status_code == 404
    assert rosa.post(f"/casussen/{case.number}/bekendheid/").status_code == 404
