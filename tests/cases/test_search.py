"""Searching: straight to a case by number, for staff by person, and nothing but what one may see (10, pattern 27; S18, S24)."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.forms.search import PersonForm
from cases.models import Case
from cases.search import MOST, Purpose
from cases.search import Person as Sought
from cases.search import by_person as find_person
from privacy.logbook import in_words
from privacy.models import AccessLogLine, EventKind
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring

BORN = date(1994, 5, 6)
BSN = "999999011"


def by_number(person: Person, number: str) -> Any:
    return person.client().post("/zoeken/", {"nummer": number})


def by_person(person: Person, **given: str) -> Any:
    return person.client().post("/zoeken/", {"doel": Purpose.QUESTION, **given})


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.at_table(cast, cast.gea, surname="van den Janssen", born=BORN, bsn=BSN)


def test_a_number_leads_straight_to_the_case(cast: Cast, case: Case) -> None:
    assert case.number is not None
    house, year, serial = case.number.split("-")
    for written in (case.number, case.number.lower(), f" {house} {year} {serial} ", f"{house}-{year}-{int(serial)}"):
        for person in (cast.rosa, cast.mara, cast.gea):
            assert by_number(person, written).url == f"/casussen/{case.number}/", (written, person.user)


def test_a_part_of_a_number_shows_what_there_is(cast: Cast, case: Case) -> None:
    other = story.filed(cast)
    page = by_number(cast.rosa, "-20").content.decode()
    assert case.number in page and other.number in page and "2 casussen" in page
    assert other.number not in by_number(cast.rosa, case.number[-4:]).headers.get("Location", "")


def test_a_case_of_others_is_found_by_no_number(cast: Cast, case: Case) -> None:
    """What is not there and what may not be seen look the same."""
    for person in (cast.zoe, cast.wil, cast.piet):
        pages = [
            by_number(person, number).content.decode().replace(number, "#") for number in (case.number, "RU-1999-9999")
        ]
        found, nothing = (re.sub(r'value="\w{64}"', "", page) for page in pages)
        assert found == nothing and "Geen casus gevonden met dit nummer" in found
    miss = AccessLogLine.objects.filter(rule="zoeken").first()
    assert miss and miss.result_count == 0, "that it was tried stays on record"


@pytest.mark.parametrize("typed", ["Jansen", "Jan 1994", "R. de Boer 42", "05/06/1994"])
def test_what_is_no_number_is_kept_out_of_addresses_and_log(cast: Cast, case: Case, typed: str) -> None:
    """S18: it is posted, refused at its field, and nothing is looked up."""
    for person in (cast.rosa, cast.gea):
        answer = by_number(person, typed)
        page = answer.content.decode()
        assert answer.status_code == 422 and "Dit is geen casusnummer" in page and f'value="{typed}"' in page
        assert "<title>Fout: " in page
    assert not AccessLogLine.objects.filter(event_kind=EventKind.SEARCH).exists()


def test_an_address_with_something_to_look_for_is_an_empty_page(cast: Cast, case: Case) -> None:
    """Nobody makes such an address, and it does nothing."""
    answer = cast.rosa.client().get("/zoeken/", {"nummer": case.number})
    assert answer.status_code == 200 and str(case.number) not in answer.content.decode()
    assert "get" not in re.findall(r'<form method="(\w+)"', answer.content.decode())


@pytest.mark.parametrize(
    "given",
    [
        {"bsn": BSN},
        {"achternaam": "van den Janssen", "geboortedatum": "1994-05-06"},
        {"achternaam": "v.d. Jansen", "geboortedatum": "1994-05-06"},
        {"achternaam": "Jansen", "geboortejaar": "1994"},
    ],
)
def test_staff_find_the_cases_about_a_person(cast: Cast, case: Case, given: dict[str, str]) -> None:
    for person in (cast.rosa, cast.otto, cast.mara):
        page = by_person(person, **given).content.decode()
        assert case.number in page and "1 casus" in page
    assert case.number not in by_person(cast.zoe, **given).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"achternaam": "van den Janssen", "geboortedatum": "1994-05-07"},
        {"achternaam": "Pietersen", "geboortejaar": "1994"},
        {"bsn": "999990019"},
    ],
)
def test_another_person_is_not_found(cast: Cast, case: Case, given: dict[str, str]) -> None:
    assert "Geen casus gevonden" in by_person(cast.rosa, **given).content.decode()


def test_a_delegate_looks_for_nobody(cast: Cast, case: Case) -> None:
    assert by_person(cast.gea, bsn=BSN).status_code == 404
    assert "Op persoon" not in cast.gea.client().get("/zoeken/").content.decode()
    assert cast.abel.client().get("/zoeken/").status_code == 404


def test_a_delegate_finds_nobody_past_the_page_either(cast: Cast, case: Case) -> None:
    """Not even in a case that is open to him: looking for a person is for who reads the files of a house."""
    for person, found in ((cast.rosa, 1), (cast.gea, 0)):
        with open_keyring(), acting_as(person.pk) as actor:
            assert len(find_person(actor, Sought(bsn=BSN)).cases) == found, person.user


def test_a_search_by_number_is_in_the_log(cast: Cast, case: Case) -> None:
    by_number(cast.gea, str(case.number))
    line = AccessLogLine.objects.get(event_kind=EventKind.SEARCH)
    assert (line.rule, line.actor_id, line.shown_ids) == ("zoeken", cast.gea.user.pk, [case.pk])


def test_a_draft_is_found_by_nobody(cast: Cast) -> None:
    story.draft(cast, cast.rosa, surname="Zilverreiger", born=BORN)
    answer = by_person(cast.rosa, achternaam="Zilverreiger", geboortedatum="1994-05-06")
    assert "Geen casus gevonden" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Vul een BSN in, of een achternaam met geboortedatum of geboortejaar"),
        ({"achternaam": "Jansen"}, "Vul bij een achternaam ook de geboortedatum of het geboortejaar in"),
        ({"bsn": "123456789"}, "Controleer of u het goed heeft overgenomen"),
        ({"bsn": BSN, "doel": ""}, "Waarom zoekt u deze persoon?"),
        ({"bsn": BSN, "doel": "zomaar"}, "Waarom zoekt u deze persoon?"),
    ],
)
def test_who_and_why_are_asked(cast: Cast, case: Case, given: dict[str, str], says: str) -> None:
    answer = by_person(cast.rosa, **given)
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page and case.number not in page
    assert given.get("bsn", "") in page and given.get("achternaam", "") in page, "what was filled in stays"
    assert not AccessLogLine.objects.filter(event_kind=EventKind.SEARCH).exists()


def test_the_log_knows_who_looked_why_and_what_was_shown_and_not_for_whom(cast: Cast, case: Case) -> None:
    by_person(cast.rosa, bsn=BSN)
    by_person(cast.rosa, achternaam="Nergenshuizen", geboortejaar="1950")
    hit, miss = AccessLogLine.objects.filter(rule="zoeken-persoon").order_by("event_time")
    assert (hit.event_kind, hit.purpose, hit.shown_ids, hit.house_id) == (
        "search",
        Purpose.QUESTION,
        [case.pk],
        cast.house.pk,
    )
    assert (miss.result_count, miss.house_id) == (0, cast.house.pk)
    (line,) = in_words([hit])
    assert line.rule == f"Gezocht naar een persoon: {Purpose.QUESTION.label}"
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(l::text, ' ') from privacy_accesslogline l")
        (everything,) = cursor.fetchone()
    assert BSN not in everything and "Nergenshuizen" not in everything


def test_many_hits_are_cut_and_said(cast: Cast) -> None:
    for _ in range(MOST + 1):
        story.filed(cast, surname="Visser", born=BORN)
    page = by_person(cast.rosa, achternaam="Visser", geboortejaar="1994").content.decode()
    assert f"Meer dan {MOST} casussen" in page
    line = AccessLogLine.objects.get(rule="zoeken-persoon")
    assert line.result_count == len(line.shown_ids) == MOST


def test_the_number_of_queries_is_that_of_the_page(cast: Cast) -> None:
    counted = []
    for _ in range(2):
        story.filed(cast, surname="Visser", born=BORN)
        story.filed(cast, surname="Visser", born=BORN)
        client = cast.rosa.client()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post("/zoeken/", {"achternaam": "Visser", "geboortejaar": "1994", "doel": Purpose.QUESTION})
        assert answer.status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_question_why_has_an_answer_for_every_purpose() -> None:
    assert [value for value, _ in PersonForm().fields["doel"].choices] == Purpose.values
