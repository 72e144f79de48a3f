"""Another house is asked: only on request, in two steps, logged in both houses, and never more than was given (WGS 2.28; 07)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Case, Disclosure, HouseAnswer, HouseEnquiry, HouseSupply
from cases.nightly import remind_houses
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.aanmelding import accept_for_triage, reject
from cases.workflow.houseenquiry import Supply, answer_house, ask_house_data, ask_houses, askable_houses, supply_house
from parties.models import House
from parties.roles import Role
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cases.test_triage_pages import text
from tests.cast import Cast, Person, delegate, party_of, staff
from zvh import keystore
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

BORN = date(1990, 4, 3)
GIVEN = {"antwoord": "gegevens", "gegevens": "Kanariegegeven", "soort": "gewoon"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.in_triage(cast, surname="Jansen", born=BORN)


@pytest.fixture
def elsewhere(cast: Cast) -> Case:
    """A case of the other house about the same person, whose name is spelt otherwise there."""
    theirs = Cast(cast.other_house.code, cast.house.code)
    hanna = delegate("Hanna", party_of(theirs.house, "politie"), theirs.house)
    return story.filed(theirs, hanna, surname="Janssen", born=BORN)


def ask(cast: Cast, case: Case, *houses: House) -> HouseEnquiry:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return ask_houses(case, houses or [cast.other_house], by=rosa)[0]


def answer(enquiry: HouseEnquiry, person: Person, is_known: bool) -> HouseAnswer:
    with open_keyring(), acting_as(person.pk) as actor:
        return answer_house(enquiry, is_known=is_known, by=actor)


def ask_data(cast: Cast, enquiry: HouseEnquiry) -> HouseEnquiry:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return ask_house_data(enquiry, question="Kanarievraag", purpose="Kanariedoel", by=rosa)


def wanted(cast: Cast, case: Case) -> HouseEnquiry:
    """Asked, known, and data asked."""
    enquiry = ask(cast, case)
    answer(enquiry, cast.zoe, True)
    return ask_data(cast, enquiry)


def seen(person: Person) -> list[str]:
    """The names this person can read, the same in Python and in SQL."""
    with open_keyring(), acting_as(person.pk) as actor:
        rows = list(HouseEnquiry.objects.visible_to(actor))
        with connection.cursor() as cursor:
            cursor.execute("select id from cases_houseenquiry")
            assert {row[0] for row in cursor.fetchall()} == {row.pk for row in rows}
        return [row.name for row in rows]


# --- step 1: known or not ------------------------------------------------------------------------------------------------


def test_only_the_asked_house_and_the_house_that_asks_read_the_question(cast: Cast, case: Case) -> None:
    ask(cast, case)
    support = staff("Olivier", cast.other_house, Role.PROCESONDERSTEUNER)
    assert seen(cast.rosa) == seen(cast.mara) == seen(cast.zoe) == seen(support) == ["Jan Jansen"]
    third = House.objects.exclude(pk__in=[cast.house.pk, cast.other_house.pk])[0]
    others = (staff("Karel", third, Role.PROCESREGISSEUR), staff("Manon", cast.other_house, Role.MANAGER))
    for other in (*others, cast.piet, cast.gea, cast.fatima, cast.abel):
        assert seen(other) == []


def test_the_asked_house_sees_a_name_and_a_date_and_nothing_of_the_case(cast: Cast, case: Case) -> None:
    enquiry = ask(cast, case)
    zoe = cast.zoe.client()
    page = text(zoe.get(f"/huisvragen/{enquiry.pk}/"))
    assert "Jan Jansen" in page and "3 april 1990" in page and cast.house.name in page
    assert str(case.number) not in page and str(case.pk) not in zoe.get(f"/huisvragen/{enquiry.pk}/").content.decode()
    work = text(zoe.get("/mijn-werk/"))
    assert f"Bekendheidsvraag van {cast.house}" in work and "Jansen" not in work
    assert zoe.get(f"/casussen/{case.number}/").status_code == 404


def test_the_own_cases_of_the_asked_house_that_look_alike_are_shown_to_it_alone(
    cast: Cast, case: Case, elsewhere: Case
) -> None:
    enquiry = ask(cast, case)
    page = text(cast.zoe.client().get(f"/huisvragen/{enquiry.pk}/"))
    assert str(elsewhere.number) in page and "zelfde naam en geboortedatum" in page
    answer(enquiry, cast.zoe, True)
    for address in ("", f"{enquiry.pk}/"):
        page = text(cast.rosa.client().get(f"/casussen/{case.number}/bekendheid/huizen/{address}"))
        assert "bekend" in page and str(elsewhere.number) not in page


def test_who_is_not_alike_is_not_shown(cast: Cast, case: Case) -> None:
    theirs = Cast(cast.other_house.code, cast.house.code)
    hanna = delegate("Hanna", party_of(theirs.house, "politie"), theirs.house)
    other = story.filed(theirs, hanna, surname="Pieters", born=BORN)
    page = text(cast.zoe.client().get(f"/huisvragen/{ask(cast, case).pk}/"))
    assert str(other.number) not in page and "Geen casus van uw huis lijkt op deze persoon" in page


def test_not_known_takes_the_question_away_and_known_leaves_it(cast: Cast, case: Case) -> None:
    third = House.objects.exclude(pk__in=[cast.house.pk, cast.other_house.pk])[0]
    karel = staff("Karel", third, Role.PROCESREGISSEUR)
    of_zoe, of_karel = ask(cast, case), ask(cast, case, third)
    answer(of_zoe, cast.zoe, True)
    answer(of_karel, karel, False)
    assert (seen(cast.zoe), seen(karel)) == (["Jan Jansen"], [])
    assert karel.client().get(f"/huisvragen/{of_karel.pk}/").status_code == 404
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert {row.asked_id: row.state for row in HouseEnquiry.objects.visible_to(rosa)} == {
            cast.other_house.pk: "bekend",
            third.pk: "niet bekend",
        }
    assert Job.objects.filter(name="send_letter", arguments__letter="huisvraag-antwoord").count() == 2


def test_answered_once_and_by_the_asked_house_only(cast: Cast, case: Case) -> None:
    enquiry = ask(cast, case)
    for person in (cast.rosa, cast.mara, cast.piet):
        with pytest.raises(NotAllowed):
            answer(enquiry, person, True)
    assert answer(enquiry, cast.zoe, True) == answer(enquiry, cast.zoe, True)
    with pytest.raises(NotAllowed):
        answer(enquiry, cast.zoe, False)


def test_the_procesregisseur_asks_before_the_decision_and_only_where_the_law_has_a_ground(
    cast: Cast, case: Case
) -> None:
    with open_keyring(), acting_as(cast.otto.pk) as otto, pytest.raises(NotAllowed):
        ask_houses(case, [cast.other_house], by=otto)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        ask_houses(case, [cast.house], by=rosa)
    other = story.in_triage(cast, approach="radicalisering")
    assert askable_houses(case) and askable_houses(other) == []
    assert "geen grond om een ander huis" in text(
        cast.rosa.client().get(f"/casussen/{other.number}/bekendheid/huizen/")
    )
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        ask_houses(other, [cast.other_house], by=rosa)
    Case.objects.filter(pk=case.pk).update(phase="casusoverleg")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        ask_houses(case, [cast.other_house], by=rosa)
    assert not HouseEnquiry.objects.exists()


# --- step 2: data ----------------------------------------------------------------------------------------------------------


def test_data_are_asked_with_a_purpose_and_given_of_a_case_of_that_house(
    cast: Cast, case: Case, elsewhere: Case
) -> None:
    enquiry = ask(cast, case)
    answer(enquiry, cast.zoe, True)
    rosa, zoe = cast.rosa.client(), cast.zoe.client()
    asked = f"/casussen/{case.number}/bekendheid/huizen/{enquiry.pk}/"
    assert zoe.get(f"/huisvragen/{enquiry.pk}/gegevens/").status_code == 404, "nothing was asked yet"
    assert rosa.post(asked, {"vraag": "Kanarievraag", "doel": ""}).status_code == 422
    assert rosa.post(asked, {"vraag": "Kanarievraag", "doel": "Kanariedoel"}).status_code == 302
    assert f"Gegevens gevraagd door {cast.house}" in text(zoe.get("/mijn-werk/"))
    page = zoe.get(f"/huisvragen/{enquiry.pk}/gegevens/")
    assert "Kanarievraag" in text(page) and f'value="{elsewhere.number}"' in page.content.decode()
    done = zoe.post(f"/huisvragen/{enquiry.pk}/gegevens/", {**GIVEN, "casus": elsewhere.number})
    assert done.status_code == 302
    page = text(rosa.get(asked))
    assert "Kanariegegeven" in page and str(elsewhere.number) not in page
    register = Disclosure.objects.get()
    assert (register.house, register.to_house, register.number) == (cast.other_house, cast.house, elsewhere.number)
    assert register.source == "WGS 2.28" and zoe.get(f"/huisvragen/{enquiry.pk}/gegevens/").status_code == 404


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({"antwoord": ""}, "Kies of u gegevens geeft"),
    "no reason": ({"antwoord": "niet"}, "Schrijf waarom u niets geeft"),
    "no text": ({"gegevens": ""}, "Schrijf welke gegevens u geeft"),
    "no kind": ({"soort": ""}, "Kies welke soort gegevens het zijn"),
    "no case": ({"casus": "RU-2026-9999"}, "Vul het nummer in van een casus van uw huis"),
    "no yes": ({"soort": "strafrechtelijk"}, "Zonder akkoord geeft u deze gegevens niet"),
    "who said yes": ({"soort": "bijzonder"}, "Vul in wie namens deze partij akkoord ging"),
    "a day to come": ({"akkoord_op": "2199-01-01"}, "Deze dag is nog niet geweest"),
    "a day that is none": ({"akkoord_op": "32-01-2026"}, "akkoord_op"),
    "another kind": ({"soort": "x"}, "soort"),
}


@pytest.mark.parametrize("why", WRONG)
def test_what_is_not_complete_is_refused_at_its_field_and_kept(
    cast: Cast, case: Case, elsewhere: Case, why: str
) -> None:
    enquiry, (change, said) = wanted(cast, case), WRONG[why]
    sent = {**GIVEN, "casus": str(elsewhere.number), **change}
    page = cast.zoe.client().post(f"/huisvragen/{enquiry.pk}/gegevens/", sent)
    assert page.status_code == 422 and said in page.content.decode()
    assert change.get("gegevens", "Kanariegegeven") in text(page)
    assert not HouseSupply.objects.exists() and not Disclosure.objects.exists()


@pytest.mark.parametrize("kind", ["bijzonder", "strafrechtelijk"])
def test_special_and_criminal_data_only_with_the_yes_of_who_supplied_them(
    cast: Cast, case: Case, elsewhere: Case, kind: str
) -> None:
    enquiry, party = wanted(cast, case), party_of(cast.other_house, "politie")
    number, agreed = str(elsewhere.number), {"supplier": party, "agreed_on": today(), "agreed_by": "Kanarieakkoord"}
    for lacking in ({}, {**agreed, "supplier": None}, {**agreed, "agreed_on": None}, {**agreed, "agreed_by": ""}):
        given = Supply(number=number, text="x", data_class=kind, **lacking)  # type: ignore[arg-type]
        with open_keyring(), acting_as(cast.zoe.pk) as zoe, pytest.raises(StepNotAllowed):
            supply_house(enquiry, given, by=zoe)
    row: dict[str, Any] = {"data_class": kind, "by": cast.zoe.user, "at": timezone.now()}
    with pytest.raises(IntegrityError), open_keyring(), transaction.atomic():
        HouseSupply.objects.create(enquiry=enquiry, **row)
    with open_keyring(), acting_as(cast.zoe.pk) as zoe:
        supply_house(enquiry, Supply(number=number, text="Kanariefeit", data_class=kind, **agreed), by=zoe)  # type: ignore[arg-type]
    page = text(cast.rosa.client().get(f"/casussen/{case.number}/bekendheid/huizen/{enquiry.pk}/"))
    assert "Kanariefeit" in page and f"{party}, Kanarieakkoord" in page


def test_a_refusal_with_its_reason_is_an_answer(cast: Cast, case: Case) -> None:
    enquiry = wanted(cast, case)
    sent = {"antwoord": "niet", "reden": "Kanariereden", "gegevens": "blijft hier"}
    assert cast.zoe.client().post(f"/huisvragen/{enquiry.pk}/gegevens/", sent).status_code == 302
    with open_keyring(), acting_as_system():
        assert (HouseSupply.objects.get().text, HouseSupply.objects.get().refusal) == ("", "Kanariereden")
    page = text(cast.rosa.client().get(f"/casussen/{case.number}/bekendheid/huizen/{enquiry.pk}/"))
    assert "Kanariereden" in page and not Disclosure.objects.exists()


def test_the_steps_can_not_be_taken_out_of_order_or_by_others(cast: Cast, case: Case, elsewhere: Case) -> None:
    enquiry = ask(cast, case)
    with pytest.raises(StepNotAllowed):
        ask_data(cast, enquiry)
    refusal = Supply(refusal="nee")
    answer(enquiry, cast.zoe, True)
    with open_keyring(), acting_as(cast.zoe.pk) as zoe, pytest.raises(NotAllowed):
        supply_house(enquiry, refusal, by=zoe)
    ask_data(cast, enquiry)
    with pytest.raises(StepNotAllowed):
        ask_data(cast, enquiry)
    support = staff("Olivier", cast.other_house, Role.PROCESONDERSTEUNER)
    for person in (cast.rosa, support, cast.piet):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            supply_house(enquiry, refusal, by=actor)
    own = Supply(number=str(case.number), text="x", data_class="gewoon")
    with open_keyring(), acting_as(cast.zoe.pk) as zoe, pytest.raises(StepNotAllowed):
        supply_house(enquiry, own, by=zoe)


@pytest.mark.parametrize("step", ["answer", "supply"])
def test_the_database_refuses_the_same(cast: Cast, case: Case, step: str) -> None:
    """By plain SQL: an answer of the house that asks itself, and data before they were asked."""
    enquiry = ask(cast, case)
    if step == "supply":
        answer(enquiry, cast.zoe, True)
    person = cast.rosa if step == "answer" else cast.zoe
    table, column = ("houseanswer", "is_known") if step == "answer" else ("housesupply", "data_class")
    value = "true" if step == "answer" else "'gewoon'"
    more, empty = ("", "") if step == "answer" else (", text, refusal, agreed_by", ", '', '', ''")
    with (
        acting_as(person.pk) as actor,
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"insert into cases_{table} (id, enquiry_id, by_id, at, {column}{more})"
            f" values (gen_random_uuid(), %s, %s, now(), {value}{empty})",
            [enquiry.pk, actor.user_id],
        )


# --- log, clock and end ------------------------------------------------------------------------------------------------------


def test_every_step_stands_in_the_log_of_both_houses(cast: Cast, case: Case) -> None:
    enquiry = ask(cast, case)
    zoe = cast.zoe.client()
    zoe.get(f"/huisvragen/{enquiry.pk}/")
    zoe.post(f"/huisvragen/{enquiry.pk}/", {"antwoord": "bekend"})
    for rule, action in (("huisvraag", "R"), ("answer_house", "U")):
        lines = AccessLogLine.objects.filter(rule=rule, actor_id=cast.zoe.user.pk, dossier_id=enquiry.pk)
        assert lines.filter(house_id=cast.house.pk, action=action).exists(), rule
    of_theirs = AccessLogLine.objects.filter(house_id=cast.other_house.pk, actor_id=cast.zoe.user.pk)
    assert of_theirs.filter(rule="huisvraag", shown_ids__contains=[str(enquiry.pk)]).exists()
    assert of_theirs.filter(rule="answer_house", object_type="houseanswer").exists()
    assert "Een ander huis geantwoord" in text(cast.fatima.client().get(f"/privacy/logboek/casussen/{case.number}/"))


def test_the_asked_house_is_reminded_until_it_answers(cast: Cast, case: Case) -> None:
    assert cast.zoe.pk
    enquiry = ask(cast, case)
    letters = Job.objects.filter(name="send_letter", arguments__letter="huisvraag")
    assert letters.count() == 1
    with open_keyring(), acting_as_system():
        assert (remind_houses(enquiry.due_on - timedelta(days=1)), letters.count()) == (0, 1)
        assert (remind_houses(enquiry.due_on), letters.count()) == (1, 2)
        assert (remind_houses(enquiry.due_on), letters.count()) == (0, 2)
    answer(enquiry, cast.zoe, True)
    with open_keyring(), acting_as_system():
        assert remind_houses(today() + timedelta(days=300)) == 0
    ask_data(cast, enquiry)
    with open_keyring(), acting_as_system():
        assert remind_houses(today() + timedelta(days=300)) == 1


def test_when_the_round_is_over_the_question_is_emptied_and_an_answer_stays_with_the_case(cast: Cast) -> None:
    case = story.filed(cast, surname="Jansen", born=BORN)
    enquiry = ask(cast, case)
    answer(enquiry, cast.zoe, True)
    assert seen(cast.zoe) == ["Jan Jansen"]
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reject(case, feedback="Nee", by=rosa)
    assert (seen(cast.zoe), seen(cast.rosa)) == ([], [""])
    assert cast.zoe.client().get(f"/huisvragen/{enquiry.pk}/").status_code == 404


def test_it_goes_with_the_case_and_its_key_too(cast: Cast, case: Case) -> None:
    from privacy import destruction

    enquiry = wanted(cast, case)
    assert set(keystore.fetch([enquiry.pk])) == {enquiry.pk}
    Case.objects.filter(pk=case.pk).update(phase="beeindigd", destroy_on=today(), destroy_source="r")
    judge = destruction.case_is_due
    assert destruction.destroy_dossier(Case, case.pk, judge, today=today() + timedelta(days=1))
    assert not HouseEnquiry.objects.exists() and keystore.fetch([enquiry.pk]) == {}


def test_a_registration_that_is_taken_up_keeps_its_questions(cast: Cast) -> None:
    case = story.filed(cast, surname="Jansen", born=BORN)
    ask(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        accept_for_triage(case, by=rosa)
    assert seen(cast.zoe) == ["Jan Jansen"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_one_and_for_three(
    cast: Cast,
    case: Case,
    number: int,
) -> None:
    houses = list(House.objects.exclude(pk=cast.house.pk)[:number])
    ask(cast, case, *houses)
    client = cast.rosa.client()
    address = f"/casussen/{case.number}/bekendheid/huizen/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).content.decode().count("wacht op antwoord") == number
    assert len(queries) == 21
