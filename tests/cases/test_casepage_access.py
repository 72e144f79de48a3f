"""Who gets which page of this part: role -> expected answer, through HTTP."""

import pytest

from cases.models import CaseGrant
from tests.cases import story
from tests.cast import Cast

# Piet filed and is assigned, Gea is assigned, Wil is not; the case is in the triage.
PAGES = {
    "/casussen/": {
        "rosa": 200, "otto": 200, "mara": 200, "piet": 200, "gea": 200,
        "wil": 200, "zoe": 200, "abel": 404, "rik": 404, "fatima": 404, "petra": 404,
    },
    "/mijn-werk/": {
        "rosa": 200, "otto": 200, "mara": 200, "piet": 200, "gea": 200,
        "wil": 200, "zoe": 200, "abel": 200, "rik": 200, "fatima": 200, "petra": 200,
    },
    "/casussen/{number}/": {
        "rosa": 200, "otto": 200, "mara": 200, "piet": 200, "gea": 200,
        "wil": 404, "zoe": 404, "abel": 404, "rik": 404, "fatima": 404, "petra": 404,
    },
    "/casussen/{number}/toegang/": {
        "rosa": 200, "otto": 200, "mara": 200, "piet": 200, "gea": 200,
        "wil": 404, "zoe": 404, "abel": 404, "rik": 404, "fatima": 404, "petra": 404,
    },
    "/casussen/{number}/toegang/toewijzen/": {
        "rosa": 200, "otto": 200, "mara": 404, "piet": 404, "gea": 404,
        "wil": 404, "zoe": 404, "abel": 404, "rik": 404, "fatima": 404, "petra": 404,
    },
    "/casussen/{number}/toegang/{grant}/intrekken/": {
        "rosa": 200, "otto": 200, "mara": 404, "piet": 404, "gea": 404,
        "wil": 404, "zoe": 404, "abel": 404, "rik": 404, "fatima": 404, "petra": 404,
    },
}  # fmt: skip

FILER_ONLY = {
    "/casussen/{number}/": 302,
    "/casussen/{number}/toegang/": 404,
    "/casussen/{number}/toegang/toewijzen/": 404,
}


@pytest.mark.parametrize("address", PAGES)
def test_pages(cast: Cast, address: str) -> None:
    case = story.in_triage(cast)
    for person in (cast.piet, cast.gea):
        story.assigned(cast, case, person)
    url = address.format(number=case.number, grant=CaseGrant.objects.get(user=cast.gea.user).pk)
    answers = {name: getattr(cast, name).client().get(url).status_code for name in PAGES[address]}
    assert answers == PAGES[address]


@pytest.mark.parametrize("address", FILER_ONLY)
def test_who_only_filed(cast: Cast, address: str) -> None:
    case = story.filed(cast, by=cast.piet)
    assert cast.piet.client().get(address.format(number=case.number)).status_code == FILER_ONLY[address]


@pytest.mark.parametrize("address", PAGES)
def test_nobody_is_sent_to_sign_in_whether_it_exists_or_not(cast: Cast, client: object, address: str) -> None:
    case = story.filed(cast)
    for number in (case.number, "RU-2026-9999"):
        answer = client.get(address.format(number=number, grant=1))  # type: ignore[attr-defined]
        assert (answer.status_code, answer.url.startswith("/inloggen/")) == (302, True)


def test_a_case_of_others_answers_as_one_that_does_not_exist(cast: Cast) -> None:
    case = story.filed(cast)
    assert cast.rosa.client().get(f"/casussen/{case.number}/").status_code == 200
    for person in (cast.zoe, cast.wil, cast.fatima):
        foreign = person.client().get(f"/casussen/{case.number}/")
        absent = person.client().get("/casussen/RU-2026-9999/")
        assert foreign.status_code == absent.status_code == 404
        assert _masked(foreign) == _masked(absent)


def _masked(answer: object) -> str:
    """The page without its reference number."""
    import re

    return re.sub(r"[0-9a-f]{8}", "", answer.content.decode())  # type: ignore[attr-defined]


def test_posts_of_who_may_not(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    grant = CaseGrant.objects.get()
    for person in (cast.mara, cast.gea, cast.wil, cast.zoe, cast.abel):
        for part in ("toewijzen/", f"{grant.pk}/intrekken/"):
            answer = person.client().post(f"/casussen/{case.number}/toegang/{part}", {"gedelegeerde": cast.gijs.pk})
            assert answer.status_code == 404
    assert [one.user_id for one in CaseGrant.objects.all()] == [cast.gea.user.pk]
