"""Who gets which page of casusoverleg, plan and actions: literal, through HTTP."""

from typing import Any

import pytest

from cases.models import Action, AgendaItem, Case
from tests.cases import meetings
from tests.cast import Cast

EVERYBODY = ("rosa", "otto", "mara", "abel", "rik", "fatima", "petra", "zoe", "gea", "gijs", "wil")
# Gea is invited; Gijs is assigned and not invited; Wil is neither. What is not named is 404.
PAGES: dict[str, dict[str, int]] = {
    "/overleggen/": {"rosa": 200, "otto": 200, "mara": 200, "zoe": 200, "gea": 200, "gijs": 200, "wil": 200},
    "/overleggen/nieuw/": {"rosa": 200, "otto": 200, "zoe": 200},
    "/overleggen/{meeting}/": {"rosa": 200, "otto": 200, "mara": 200, "gea": 200},
    "/overleggen/{meeting}/vergaderen/{item}/": {"rosa": 200, "otto": 200},
    "/casussen/{number}/overleg/": {"rosa": 200, "otto": 200, "mara": 200, "gea": 200, "gijs": 200},
    "/casussen/{number}/overleg/agenderen/": {"rosa": 200, "otto": 200},
    "/casussen/{number}/overleg/{item}/uitnodigen/": {"rosa": 200, "otto": 200},
    "/casussen/{number}/plan/": {"rosa": 200, "otto": 200, "mara": 200, "gea": 200, "gijs": 200},
    "/casussen/{number}/plan/schrijven/": {"rosa": 200, "otto": 200},
    "/casussen/{number}/plan/vaststellen/": {"rosa": 200, "otto": 200},
    "/casussen/{number}/plan/casusregisseur/": {"rosa": 200, "otto": 200},
    "/casussen/{number}/plan/acties/nieuw/": {"rosa": 200, "otto": 200},
    "/acties/": {"rosa": 200, "otto": 200, "mara": 200, "zoe": 200, "gea": 200, "gijs": 200, "wil": 200},
    "/acties/{action}/": {"rosa": 200, "otto": 200, "gea": 200},
}


@pytest.fixture
def places(cast: Cast) -> dict[str, Any]:
    case: Case = meetings.informed(cast, cast.gijs)
    item: AgendaItem = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.gea)
    meetings.started(cast, item, cast.gea)
    meetings.scored(cast, item)
    action: Action = meetings.agreed(cast, case, cast.gea)
    meetings.drafted(cast, case)
    return {"number": case.number, "meeting": item.meeting_id, "item": item.pk, "action": action.pk}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_whom_it_is_meant(cast: Cast, places: dict[str, Any], page: str) -> None:
    address, expected = page.format(**places), {name: PAGES[page].get(name, 404) for name in EVERYBODY}
    assert {name: getattr(cast, name).client().get(address).status_code for name in EVERYBODY} == expected


POSTS: dict[str, tuple[dict[str, str], dict[str, int]]] = {
    "/overleggen/nieuw/": (
        {"datum": "2099-01-01", "begin": "9:00", "plaats": "Zaal"},
        {"rosa": 302, "otto": 302, "zoe": 302},
    ),
    "/overleggen/{meeting}/vergaderen/{item}/": ({"deel": "scores"}, {"rosa": 302, "otto": 302}),
    "/casussen/{number}/plan/schrijven/": ({"versie": "9", "doel": "x"}, {"rosa": 409, "otto": 409}),
    "/acties/{action}/": ({"stand": "gedaan"}, {"rosa": 302, "otto": 302, "gea": 302}),
}


@pytest.mark.parametrize("page", POSTS)
def test_a_form_is_taken_from_whom_it_is_meant(cast: Cast, places: dict[str, Any], page: str) -> None:
    data, allowed = POSTS[page]
    address, expected = page.format(**places), {name: allowed.get(name, 404) for name in EVERYBODY}
    assert {name: getattr(cast, name).client().post(address, data).status_code for name in EVERYBODY} == expected
