"""Who gets which page of contributions: role -> expected status, through HTTP."""

import pytest

from cases.models import Case
from cases.workflow import release
from tests.cases.contribution.story import ask, deliver, draft, open_table, to_casusoverleg
from tests.cast import Cast, delegate
from zvh.actor import acting_as
from zvh.sealing import open_keyring

PEOPLE = (
    "piet",
    "olga",
    "gijs",
    "colleague",
    "wil",
    "rosa",
    "otto",
    "mara",
    "zoe",
    "abel",
    "rik",
    "fatima",
    "petra",
)
SUPPLIER = {"piet": 200}
HOUSE = {"rosa": 200, "otto": 200, "mara": 200}
CASEWORK = {"rosa": 200, "otto": 200}
ASSIGNED = {"piet": 200, "olga": 200, "gijs": 200}
DELEGATES = ASSIGNED | {"colleague": 200, "wil": 200}

# Piet of politie supplies; Olga of the OM sits at the table and reads; Gijs of the GGZ is assigned and does not;
# Colleague is another delegate of politie, who is not assigned. Who is not named gets 404.
MATRIX = {
    "/casussen/{case}/bijdragen/": HOUSE | ASSIGNED,
    "/casussen/{case}/bijdragen/opvragen/": CASEWORK,
    "/casussen/{case}/toestemming/": HOUSE | ASSIGNED,
    "/bijdragen/": DELEGATES,
    "/bijdragen/gevraagd/{asked}/": SUPPLIER,
    "/bijdragen/gevraagd/{asked}/geen/": SUPPLIER,
    "/bijdragen/{draft}/": SUPPLIER,
    "/bijdragen/{draft}/controle/": SUPPLIER,
    "/bijdragen/{draft}/weggooien/": SUPPLIER,
    "/bijdragen/{kept}/": HOUSE | SUPPLIER,
    "/bijdragen/{shared}/": HOUSE | SUPPLIER | {"olga": 200},
    "/bijdragen/{shared}/vrijgave/": SUPPLIER,
    "/bijdragen/{shared}/verbeteren/": SUPPLIER,
    "/bijdragen/{shared}/intrekken/": SUPPLIER,
    "/bijdragen/{shared}/vooraf/": {"rosa": 200},
    "/bijdragen/vrijgave-gevraagd/{question}/": SUPPLIER,
}
AFTER_PHASE = {
    "/bijdragen/{shared}/": HOUSE | SUPPLIER,
    "/bijdragen/{shared}/herbeoordeling/": SUPPLIER,
}
POSTS = {
    "/casussen/{case}/bijdragen/beginnen/": {"piet": 302, "olga": 302, "gijs": 302},
    "/bijdragen/{shared}/intrekken/": {"piet": 302},
    "/bijdragen/{draft}/weggooien/": {"piet": 302},
}


@pytest.fixture
def things(cast: Cast, triage: Case) -> dict[str, str]:
    (asked,) = ask(cast, triage, cast.piet)
    made = {
        "draft": draft(triage, cast.piet),
        "kept": deliver(triage, cast.piet, release_level="huis"),
        "shared": deliver(triage, cast.piet, release_level="tafel"),
    }
    open_table(cast, triage, cast.piet, cast.olga)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        question = release.open_before_meeting(made["kept"], party=cast.gea.party, consulted=cast.piet.party, by=rosa)
    cast._made["colleague"] = delegate("Pam", cast.piet.party, cast.house)
    ids = {name: str(one.pk) for name, one in made.items()}
    return ids | {"case": triage.number, "asked": str(asked.pk), "question": str(question.pk)}


def person(cast: Cast, name: str):
    return cast._made[name] if name == "colleague" else getattr(cast, name)


@pytest.mark.parametrize("name", PEOPLE)
def test_pages(cast: Cast, things: dict[str, str], name: str) -> None:
    client = person(cast, name).client()
    found = {url: client.get(url.format(**things)).status_code for url in MATRIX}
    assert found == {url: expected.get(name, 404) for url, expected in MATRIX.items()}


@pytest.mark.parametrize("name", ["piet", "olga", "rosa", "zoe"])
def test_pages_after_a_change_of_phase(cast: Cast, triage: Case, things: dict[str, str], name: str) -> None:
    to_casusoverleg(cast, triage)
    client = person(cast, name).client()
    found = {url: client.get(url.format(**things)).status_code for url in AFTER_PHASE}
    assert found == {url: expected.get(name, 404) for url, expected in AFTER_PHASE.items()}


@pytest.mark.parametrize("name", ["olga", "gijs", "colleague", "wil", "rosa", "mara", "zoe", "fatima", "piet"])
def test_posts(cast: Cast, things: dict[str, str], name: str) -> None:
    client = person(cast, name).client()
    found = {url: client.post(url.format(**things)).status_code for url in POSTS}
    assert found == {url: expected.get(name, 404) for url, expected in POSTS.items()}
