"""Two windows on the same form: who saves second is shown both texts, loses nothing, and saves what was chosen (10, pattern 7)."""

import re
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict

from cases.models import Case
from tests.access import asking
from tests.cases import story
from tests.cast import Cast
from zvh.conflicts import settled
from zvh.differences import merged

THEIRS, MINE = "Wat de ander bewaarde.", "Wat ik zelf typte."

# Who opens it twice, its address, the field with the text, and what else is sent.
FORMS = {
    "plan": ("rosa", "/casussen/{number}/plan/schrijven/", "doel", {"bewaar": "1"}),
    "minutes": ("rosa", "/overleggen/{meeting}/vergaderen/{item}/", "beeld", {"deel": "verslag"}),
    "scores": (
        "rosa", "/overleggen/{meeting}/vergaderen/{item}/", "score-huisvesting-uitleg",
        {"deel": "scores", "score-huisvesting": "rood"},
    ),
    "closing": ("rosa", "/casussen/{number}/afschalen/besluit/", "toelichting", {"bewaar": "1"}),
    "contribution": ("piet", "/bijdragen/{draft}/", "feiten", {"naar": "bewaar"}),
    "correction": ("piet", "/bijdragen/{shared}/verbeteren/", "feiten", {"reden": "Het klopte niet"}),
    "situation": ("piet", "/casussen/aanmelden/{concept}/", "problem", {"bewaar": "1"}),
    "marks": ("piet", "/casussen/aanmelden/{concept}/criteria/", "why_{criterion}", {"bewaar": "1", "met_{criterion}": "ja"}),
    "subject": ("piet", "/casussen/aanmelden/{concept}/betrokkenen/{person}/", "surname", {}),
    "action": ("gea", "/acties/{action}/", "resultaat", {"stand": "open"}),
    "triage": ("rosa", "/casussen/{triage}/triage/besluit/", "redenen", {"bewaar": "1"}),
}  # fmt: skip


def hidden(page: str) -> QueryDict:
    """What travels unseen in the form."""
    found = QueryDict(mutable=True)
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        parts = dict(re.findall(r'(name|value)="([^"]*)"', tag))
        found.appendlist(unescape(parts["name"]), unescape(parts.get("value", "")))
    return found


@pytest.fixture
def given(cast: Cast, case: Case) -> dict[str, Any]:
    criterion = case.approach.own_criteria()[0].pk
    return {**asking.ids(cast, case), "criterion": criterion, "triage": story.in_triage(cast).number}


@pytest.mark.parametrize("form", FORMS)
def test_who_saves_second_sees_both_texts_and_saves_his_choice(cast: Cast, given: dict[str, Any], form: str) -> None:
    who, address, field, more = FORMS[form]
    client, address, field = getattr(cast, who).client(), address.format(**given), field.format(**given)
    sent = {key.format(**given): value for key, value in more.items()}
    version = _version(client.get(address).content.decode(), field)
    assert client.post(address, {**sent, **version, field: THEIRS}).status_code == 302

    conflict = client.post(address, {**sent, **version, field: MINE})
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Nu opgeslagen" in page and "Uw versie" in page
    found = hidden(page)
    assert (found[f"opgeslagen-{field}"], found[f"mijn-{field}"]) == (THEIRS, MINE)
    assert THEIRS in client.get(address).content.decode(), "nothing was written"

    found[f"keuze-{field}"] = "mijn"
    assert client.post(address, found.urlencode(), "application/x-www-form-urlencoded").status_code == 302
    assert MINE in client.get(address).content.decode()


def _version(page: str, field: str) -> dict[str, str]:
    """The version of the form that has this field: a page may hold more than one."""
    whole = next(one for one in page.split("<form") if f'name="{field}"' in one)
    return {key: value for key, value in hidden(whole).items() if key.endswith("versie")}


def test_the_stored_text_can_be_kept_and_texts_can_be_merged() -> None:
    sent = QueryDict(
        "keuze-doel=opgeslagen&opgeslagen-doel=A&mijn-doel=B&samen-doel=C&keuze-rol=samen&samen-rol=D&mijn-rol=E"
        "&keuze-wie=opgeslagen&mijn-wie=1&mijn-wie=2&opgeslagen-wie=3&opgeslagen-wie=4&keuze-doelgroep=mijn&mijn-doelgroep=F"
    )
    found = settled(sent)
    assert (found["doel"], found["rol"], found["doelgroep"]) == ("A", "D", "F")
    assert found.getlist("wie") == ["3", "4"]


def test_without_a_choice_the_own_text_stays() -> None:
    assert settled(QueryDict("mijn-doel=B&opgeslagen-doel=A"))["doel"] == "B"


def test_merging_loses_no_line() -> None:
    assert merged("a\nb\nc", "a\nx\nc\nd") == "a\nb\nx\nc\nd"


def test_a_third_save_meanwhile_is_a_conflict_again(cast: Cast, given: dict[str, Any]) -> None:
    rosa, otto = cast.rosa.client(), cast.otto.client()
    address = f"/casussen/{given['number']}/plan/schrijven/"
    version = _version(rosa.get(address).content.decode(), "doel")
    rosa.post(address, {**version, "doel": THEIRS, "bewaar": "1"})
    page = otto.post(address, {**version, "doel": MINE, "bewaar": "1"}).content.decode()
    assert "Rosa bewaarde dit" in page
    rosa.post(
        address, {**_version(rosa.get(address).content.decode(), "doel"), "doel": "Nog weer anders", "bewaar": "1"}
    )
    found = hidden(page)
    found["keuze-doel"] = "samen"
    found["samen-doel"] = f"{THEIRS} {MINE}"
    again = otto.post(address, found.urlencode(), "application/x-www-form-urlencoded")
    assert again.status_code == 409
    kept = hidden(again.content.decode())
    assert (kept["opgeslagen-doel"], kept["mijn-doel"]) == ("Nog weer anders", f"{THEIRS} {MINE}")


def test_what_was_typed_for_a_step_that_was_taken_already_is_still_there(cast: Cast) -> None:
    """A first assessment is made once: who is second gets his own words back."""
    case = story.filed(cast)
    address = f"/casussen/{case.number}/aanmelding/in-behandeling/"
    rosa, second = cast.rosa.client(), cast.rosa.client()
    assert rosa.post(address, {"explanation": THEIRS}).status_code == 302
    answer = second.post(address, {"explanation": "Een lange toelichting die niemand wil kwijtraken"})
    assert answer.status_code == 404  # the page of the step is gone with the step
    assert "Een lange toelichting die niemand wil kwijtraken" in answer.content.decode()
