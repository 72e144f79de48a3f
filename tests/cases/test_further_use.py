"""A contribution goes beyond the case only with its supplier's yes; silence is no; what is taken back stops at once (03, R5; 07)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.furtherusepage import found_for
from cases.models import Case, Contribution, Disclosure, FurtherUse, FurtherUseAnswer
from cases.nightly import remind_of_further_uses
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.reach import OpenCase
from cases.workflow.completeness import grounds_of
from cases.workflow.consent import note_consent
from cases.workflow.contribution import withdraw
from cases.workflow.furtheruse import Wanted, ask_further_use
from cases.workflow.furtheruse_answers import (
    answer_further_use,
    give_further,
    missing_to_give,
    object_to_further_use,
    stop_further_use,
)
from parties.dates import is_working_day
from parties.models import Regime
from tests.access import twolines
from tests.cases import story
from tests.cases.contribution.story import deliver, open_table, who_reads
from tests.cases.test_triage_pages import text
from tests.cast import Cast, Person
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

OUTSIDE = Wanted("derde", "Kanariedoel", "Wmo 5.1.1", receiver_name="Stichting Kanarie")


@pytest.fixture
def case(cast: Cast) -> Case:
    """Gea supplied to Olga; Piet is in the case too and reads nothing of it."""
    return story.at_table(cast, cast.piet, cast.olga, cast.gea)


@pytest.fixture
def given(cast: Cast, case: Case) -> Contribution:
    """Of the gemeente, for the OM only."""
    return supplied(cast, case, cast.gea, cast.olga)


def supplied(cast: Cast, case: Case, by: Person, to: Person, **about: Any) -> Contribution:
    about = {"ground": grounds_of(by.party.pk)[0], **about}
    made = deliver(case, by, release_level="partijen", chosen_party_ids=[to.party.pk], **about)
    open_table(cast, case, by, to)
    return made


def ask(case: Case, by: Person, *given: Contribution, **wanted: Any) -> FurtherUse:
    about = {"why": "derde", "purpose": "Kanariedoel", "ground": "Wmo 5.1.1", **wanted}
    if "receiver" not in about:
        about.setdefault("receiver_name", "Stichting Kanarie")
    with open_keyring(), acting_as(by.pk) as actor:
        return ask_further_use(case, given, Wanted(**about), by=actor)[0]


def say(asked: FurtherUse, by: Person, is_yes: bool = True, on: Any = None, **about: Any) -> FurtherUseAnswer:
    about = about or ({} if is_yes else {"reason": "Kanariereden"})
    with open_keyring(), acting_as(by.pk, on) as actor:
        return answer_further_use(asked, is_yes=is_yes, **about, by=actor)


def objection(asked: FurtherUse, by: Person, objects: bool, on: Any = None) -> None:
    with open_keyring(), acting_as(by.pk, on) as actor:
        object_to_further_use(asked, objects=objects, reason="Kanariebezwaar" if objects else "", by=actor)


def give(asked: FurtherUse, by: Person, on: Any = None, **about: Any) -> FurtherUse:
    about = {"way": "mail", "is_correct": True, **about}
    with open_keyring(), acting_as(by.pk, on) as actor:
        return give_further(asked, on=about.pop("given_on", actor.today), **about, by=actor)


def state(asked: FurtherUse, by: Person, on: Any = None) -> str:
    with open_keyring(), acting_as(by.pk, on) as actor:
        return FurtherUse.objects.visible_to(actor).get(pk=asked.pk).state(actor.today)[0]


def seen(person: Person) -> int:
    """How many questions this person sees."""
    twolines.seen(person, FurtherUseAnswer)
    return len(twolines.seen(person, FurtherUse))


# --- asking ----------------------------------------------------------------------------------------------------------


def test_who_may_know_of_the_question(cast: Cast, case: Case, given: Contribution) -> None:
    """Own task: the house, who asks and who supplied. A participant only where the law asks the participants."""
    own = ask(case, cast.olga, given, why="eigen-taak", receiver=cast.olga.party)
    say(own, cast.gea)
    assert [seen(one) for one in (cast.rosa, cast.otto, cast.mara, cast.olga, cast.gea)] == [1] * 5
    assert [seen(one) for one in (cast.piet, cast.wil, cast.zoe, cast.fatima, cast.abel)] == [0] * 5
    ask(case, cast.rosa, given)
    assert (seen(cast.piet), seen(cast.wil)) == (1, 0)


def test_a_participant_reads_its_own_answer_only(cast: Cast, case: Case, given: Contribution) -> None:
    """On the page; asked without row-level security."""
    asked = ask(case, cast.olga, given)
    say(asked, cast.gea)
    objection(asked, cast.piet, True)
    both = {cast.gea.party, cast.piet.party}
    for person, readable in ((cast.piet, {cast.piet.party}), (cast.gea, both), (cast.olga, both), (cast.rosa, both)):
        with acting_as(person.pk) as actor:
            pass
        found = found_for(OpenCase(case, actor)).get()  # type: ignore[arg-type]  # of the page it asks case and actor
        assert {one.party for one in found.answers.all()} == readable, person.user.name


def test_asked_of_what_one_reads_and_did_not_supply(cast: Cast, case: Case, given: Contribution) -> None:
    for person in (cast.piet, cast.gea, cast.wil, cast.zoe, cast.otto):
        with pytest.raises(NotAllowed):
            ask(case, person, given)
    assert ask(case, cast.olga, given).supplier == cast.gea.party


WRONG: dict[str, dict[str, Any]] = {
    "no article": {"ground": "de wet"},
    "no purpose": {"purpose": ""},
    "nobody": {"receiver_name": ""},
    "a duty that a party claims": {"why": "plicht"},
    "an own task for another": {"why": "eigen-taak"},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_the_question_needs(cast: Cast, case: Case, given: Contribution, name: str) -> None:
    with pytest.raises(StepNotAllowed):
        ask(case, cast.olga, given, **WRONG[name])
    assert not FurtherUse.objects.exists()


def test_data_of_politie_need_a_purpose_that_fits(cast: Cast, case: Case) -> None:
    of_politie = supplied(cast, case, cast.piet, cast.olga)
    with pytest.raises(StepNotAllowed):
        ask(case, cast.olga, of_politie)
    assert ask(case, cast.olga, of_politie, compatible="Kanariepast").needs_yes


def test_secret_data_do_not_go_to_another_network(cast: Cast, case: Case, given: Contribution) -> None:
    Contribution.objects.filter(pk=given.pk).update(way_out="plicht")
    with pytest.raises(StepNotAllowed):
        ask(case, cast.rosa, given, why="andere-aanpak")
    assert ask(case, cast.rosa, given)


def test_the_same_question_is_put_once(cast: Cast, case: Case, given: Contribution) -> None:
    ask(case, cast.olga, given)
    with pytest.raises(StepNotAllowed):
        ask(case, cast.olga, given)
    assert FurtherUse.objects.count() == 1


# --- the supplier ------------------------------------------------------------------------------------------------------


def test_only_the_supplier_answers_and_once(cast: Cast, case: Case, given: Contribution) -> None:
    asked = ask(case, cast.olga, given)
    for person in (cast.rosa, cast.olga, cast.piet, cast.wil):
        with pytest.raises(NotAllowed):
            say(asked, person)
    with pytest.raises(StepNotAllowed):
        say(asked, cast.gea, False, reason="")
    say(asked, cast.gea, False)
    with pytest.raises(NotAllowed):
        say(asked, cast.gea)
    assert state(asked, cast.olga) == "nee" and not Disclosure.objects.exists()


def test_silence_is_no(cast: Cast, case: Case, given: Contribution) -> None:
    asked = ask(case, cast.olga, given)
    after = asked.due_on + timedelta(days=1)
    assert state(asked, cast.olga, asked.due_on) == "wacht op antwoord"
    assert state(asked, cast.olga, after) == "geen antwoord, dus nee"
    with pytest.raises(NotAllowed):
        say(asked, cast.gea, on=after)
    with acting_as(cast.gea.pk, after) as gea, pytest.raises(ProgrammingError), transaction.atomic():
        insert_answer(asked, gea, "ja")
    with pytest.raises(StepNotAllowed):
        give(asked, cast.rosa, on=after)


def insert_answer(asked: FurtherUse, actor: Any, says: str) -> None:
    """By plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_furtheruseanswer (id, case_id, further_use_id, party_id, says, conditions, reason, by_id, at)"
            " values (gen_random_uuid(), %s, %s, %s, %s, '', '', %s, now())",
            [asked.case_id, asked.pk, actor.party_id, says, actor.user_id],
        )


@pytest.mark.parametrize(
    ("name", "says"), [("olga", "ja"), ("piet", "ja"), ("gea", "bezwaar"), ("olga", "geen-bezwaar")]
)
def test_the_database_knows_who_says_what(cast: Cast, case: Case, given: Contribution, name: str, says: str) -> None:
    asked = ask(case, cast.olga, given)
    with acting_as(getattr(cast, name).pk) as actor, pytest.raises(ProgrammingError), transaction.atomic():
        insert_answer(asked, actor, says)


def test_an_own_task_is_registered_with_the_yes(cast: Cast, case: Case, given: Contribution) -> None:
    """Exactly this, to whom, by which supplier, on which ground; the conditions stand with it."""
    asked = ask(case, cast.olga, given, why="eigen-taak", receiver=cast.olga.party, ground="Wet RO 124")
    assert not Disclosure.objects.exists()
    say(asked, cast.gea, conditions="Kanarievoorwaarde", until=today() + timedelta(days=30))
    register = Disclosure.objects.get()
    found = (register.number, register.party, register.supplier, register.source, register.what, register.receiver)
    assert found == (case.number, cast.olga.party, cast.gea.party, "Wet RO 124", "verder-gebruik", "")
    page = text(cast.olga.client().get(f"/casussen/{case.number}/verder-gebruik/{asked.pk}/"))
    assert "Kanarievoorwaarde" in page and "Tot en met" in page
    with pytest.raises(NotAllowed):
        give(asked, cast.rosa)


def test_a_receiver_in_the_case_reads_exactly_that(cast: Cast, case: Case, given: Contribution) -> None:
    other = supplied(cast, case, cast.gea, cast.olga)
    asked = ask(case, cast.rosa, given, why="actie", receiver=cast.piet.party)
    assert "piet" not in who_reads(cast, given)
    say(asked, cast.gea)
    assert "piet" in who_reads(cast, given) and "piet" not in who_reads(cast, other)


# --- outside the case --------------------------------------------------------------------------------------------------


def test_a_third_party_gets_it_after_the_yes_and_the_say_of_the_participants(
    cast: Cast, case: Case, given: Contribution
) -> None:
    asked = ask(case, cast.olga, given)
    assert missing_to_give(asked, today=today()) == "De leverancier heeft nog geen ja gezegd."
    say(asked, cast.gea)
    with pytest.raises(StepNotAllowed):
        give(asked, cast.rosa)
    assert not Disclosure.objects.exists()
    objection(asked, cast.piet, False)
    for person in (cast.olga, cast.gea, cast.otto):
        with pytest.raises(NotAllowed):
            give(asked, person)
    for lacking in (
        {"is_correct": False},
        {"given_on": today() + timedelta(days=1)},
        {"given_on": today() - timedelta(days=1)},
    ):
        with pytest.raises(StepNotAllowed):
            give(asked, cast.rosa, **lacking)
    give(asked, cast.rosa)
    assert (Disclosure.objects.get().receiver, state(asked, cast.olga)) == ("Stichting Kanarie", "gegeven")
    with pytest.raises(NotAllowed):
        give(asked, cast.rosa)
    assert Disclosure.objects.count() == 1


def test_who_said_nothing_in_time_does_not_object(cast: Cast, case: Case, given: Contribution) -> None:
    asked = ask(case, cast.olga, given)
    say(asked, cast.gea)
    give(asked, cast.rosa, on=asked.due_on + timedelta(days=1))
    assert Disclosure.objects.count() == 1


def test_an_objection_stops_it(cast: Cast, case: Case, given: Contribution) -> None:
    asked = ask(case, cast.olga, given)
    for person in (cast.gea, cast.olga, cast.wil, cast.rosa):
        with pytest.raises(NotAllowed):
            objection(asked, person, True)
    objection(asked, cast.piet, True)
    say(asked, cast.gea)
    with pytest.raises(StepNotAllowed):
        give(asked, cast.rosa, on=asked.due_on + timedelta(days=1))
    assert state(asked, cast.olga) == "nee, een deelnemer maakt bezwaar"


def test_one_objects_in_time_once_and_before_it_is_given(cast: Cast, case: Case, given: Contribution) -> None:
    asked, late = ask(case, cast.olga, given), ask(case, cast.olga, given, receiver_name="Een ander")
    with pytest.raises(NotAllowed):
        objection(late, cast.piet, True, on=late.due_on + timedelta(days=1))
    with acting_as(cast.piet.pk) as piet, pytest.raises(StepNotAllowed):
        object_to_further_use(asked, objects=True, reason="", by=piet)
    objection(asked, cast.piet, False)
    with pytest.raises(NotAllowed):
        objection(asked, cast.piet, True)
    say(asked, cast.gea)
    say(late, cast.gea)
    FurtherUse.objects.filter(pk=late.pk).update(given_on=late.due_on, way="mail")
    with pytest.raises(NotAllowed):
        objection(late, cast.piet, True)


def test_what_waits_is_not_asked_again(cast: Cast, case: Case, given: Contribution) -> None:
    """For the supplier; with its yes, or under a legal duty that needs none, for the house to give it."""
    duty, other = {"why": "plicht"}, {"why": "plicht", "receiver_name": "Een ander"}
    ask(case, cast.rosa, given, **duty)
    with pytest.raises(StepNotAllowed):
        ask(case, cast.rosa, given, **duty)
    assert not ask(case, cast.rosa, given, **other).needs_yes
    asked = ask(case, cast.olga, given)
    for step in (lambda: None, lambda: say(asked, cast.gea)):
        step()
        with pytest.raises(StepNotAllowed):
            ask(case, cast.olga, given)


def test_a_yes_that_ended_is_asked_again(cast: Cast, case: Case, given: Contribution) -> None:
    asked = ask(case, cast.olga, given)
    say(asked, cast.gea, conditions="Kanarievoorwaarde", until=today())
    tomorrow = today() + timedelta(days=1)
    assert list(FurtherUse.objects.waiting(today())) == [asked] and not FurtherUse.objects.waiting(tomorrow).exists()


def test_the_database_gives_nothing_of_what_was_withdrawn(cast: Cast, case: Case, given: Contribution) -> None:
    """A legal duty needs no yes, so that there is none to stop."""
    Regime.objects.update(third_parties_source="")
    asked = ask(case, cast.rosa, given, why="plicht")
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        withdraw(given, by=gea)
    with pytest.raises(StepNotAllowed):
        give(asked, cast.rosa)
    assert given_by_sql(cast.rosa, asked) == 0


def test_the_database_refuses_what_may_not_be_given(cast: Cast, case: Case, given: Contribution) -> None:
    """By plain SQL, with and without the yes, and while a participant may still object."""
    asked = ask(case, cast.olga, given)
    for step in (lambda: None, lambda: say(asked, cast.gea)):
        step()
        assert given_by_sql(cast.rosa, asked) == 0
    objection(asked, cast.piet, False)
    assert given_by_sql(cast.olga, asked) == 0 and given_by_sql(cast.rosa, asked) == 1


@pytest.mark.parametrize("what", ["an objection", "a yes taken back", "a yes that ended"])
def test_the_database_asks_for_a_yes_that_stands(cast: Cast, case: Case, given: Contribution, what: str) -> None:
    """Everybody spoke, so nothing else holds it back."""
    asked = ask(case, cast.olga, given)
    say(asked, cast.gea, until=today() + timedelta(days=1))
    objection(asked, cast.piet, what == "an objection")
    if what == "a yes taken back":
        assert stopped_by_sql(cast.olga, asked) == 0 == stopped_by_sql(cast.rosa, asked)
        assert stopped_by_sql(cast.gea, asked) == 1
    on = today() + timedelta(days=2) if what == "a yes that ended" else today()
    assert given_by_sql(cast.rosa, asked, on) == 0


def stopped_by_sql(person: Person, asked: FurtherUse) -> int:
    with acting_as(person.pk) as actor, connection.cursor() as cursor:
        cursor.execute(
            "update cases_furtheruseanswer set stopped_at = now(), stopped_by_id = %s where further_use_id = %s and says = 'ja'",
            [actor.user_id, asked.pk],
        )
        return cursor.rowcount


def given_by_sql(person: Person, asked: FurtherUse, on: Any = None) -> int:
    with acting_as(person.pk, on) as actor, connection.cursor() as cursor:
        cursor.execute(
            "update cases_furtheruse set given_on = %s, given_by_id = %s where id = %s",
            [actor.today, actor.user_id, asked.pk],
        )
        return cursor.rowcount


def test_without_the_law_that_asks_them_participants_have_no_say(cast: Cast, case: Case, given: Contribution) -> None:
    Regime.objects.update(third_parties_source="")
    asked = ask(case, cast.olga, given)
    with pytest.raises(NotAllowed):
        objection(asked, cast.piet, True)
    say(asked, cast.gea)
    assert give(asked, cast.rosa).given_on == today()


def test_a_legal_duty_needs_no_yes_but_for_guarded_data(cast: Cast, case: Case, given: Contribution) -> None:
    Regime.objects.update(third_parties_source="")
    plain = ask(case, cast.rosa, given, why="plicht")
    assert give(plain, cast.rosa).given_on == today()
    Contribution.objects.filter(pk=given.pk).update(data_class="strafrechtelijk")
    asked = ask(case, cast.rosa, given, why="plicht", receiver_name="Een ander")
    with pytest.raises(StepNotAllowed):
        give(asked, cast.rosa)
    of_politie = supplied(cast, case, cast.piet, cast.olga)
    assert ask(case, cast.rosa, of_politie, why="plicht", compatible="Kanariepast").needs_yes
    with pytest.raises(IntegrityError), transaction.atomic():
        FurtherUse.objects.filter(pk=asked.pk).update(needs_yes=False)


# --- stopping ----------------------------------------------------------------------------------------------------------


def stopped(asked: FurtherUse) -> int:
    letters = Job.objects.filter(name="send_letter", arguments__letter="verder-gebruik-gestopt")
    answer = FurtherUseAnswer.objects.get(further_use=asked, says="ja")
    return letters.count() if answer.stopped_at else 0


@pytest.mark.parametrize("how", ["consent", "withdrawn", "yes taken back"])
def test_what_is_taken_back_stops_at_once_and_is_told(cast: Cast, case: Case, given: Contribution, how: str) -> None:
    Contribution.objects.filter(pk=given.pk).update(way_out="toestemming")
    asked = ask(case, cast.rosa, given, why="actie", receiver=cast.piet.party)
    say(asked, cast.gea)
    assert "piet" in who_reads(cast, given) and stopped(asked) == 0
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        if how == "consent":
            note_consent(case, subject=case.subjects.get(), state="ingetrokken", on=gea.today, by=gea)
        elif how == "withdrawn":
            withdraw(given, by=gea)
        else:
            stop_further_use(asked, by=gea)
    assert stopped(asked) == 2, "Piet, and Rosa who asked"
    assert state(asked, cast.rosa) == "gestopt"
    with acting_as(cast.piet.pk) as piet:
        assert not Contribution.objects.visible_to(piet).filter(pk=given.pk).exists()


def test_only_the_supplier_takes_its_yes_back_and_then_nothing_is_given(
    cast: Cast, case: Case, given: Contribution
) -> None:
    asked = ask(case, cast.olga, given)
    say(asked, cast.gea)
    for person in (cast.olga, cast.rosa, cast.piet):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            stop_further_use(asked, by=actor)
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        stop_further_use(asked, by=gea)
    with pytest.raises(StepNotAllowed):
        give(asked, cast.rosa, on=asked.due_on + timedelta(days=1))


def test_a_yes_that_ended_is_no_yes(cast: Cast, case: Case, given: Contribution) -> None:
    asked = ask(case, cast.olga, given)
    say(asked, cast.gea, until=today() + timedelta(days=1))
    with pytest.raises(StepNotAllowed):
        give(asked, cast.rosa, on=asked.due_on + timedelta(days=1))


# --- in the browser ----------------------------------------------------------------------------------------------------


def test_from_question_to_register_in_the_browser(cast: Cast, case: Case, given: Contribution) -> None:
    olga, gea, piet, rosa = (one.client() for one in (cast.olga, cast.gea, cast.piet, cast.rosa))
    asking = f"/casussen/{case.number}/verder-gebruik/vragen/"
    assert f"{asking}?bijdrage={given.pk}" in olga.get(f"/bijdragen/{given.pk}/").content.decode()
    sent = {
        "bijdragen": str(given.pk),
        "waarvoor": "derde",
        "organisatie": "Stichting Kanarie",
        "doel": "Kanariedoel",
        "grond": "Wmo",
    }
    wrong = olga.post(asking, sent)
    assert wrong.status_code == 422 and "Noem de wet met het artikel" in text(wrong) and "Kanariedoel" in text(wrong)
    assert olga.post(asking, {**sent, "grond": "Wmo 5.1.1"}).status_code == 302
    asked = FurtherUse.objects.get()
    address = f"/casussen/{case.number}/verder-gebruik/{asked.pk}/"
    assert "Verzoek om verder gebruik" in text(gea.get("/mijn-werk/")) and "Bezwaar tegen verder gebruik" in text(
        piet.get("/mijn-werk/")
    )
    assert "keuze van het huis" in text(rosa.get("/mijn-werk/")) and "Uw verzoek om verder gebruik" in text(
        olga.get("/mijn-werk/")
    )
    assert "Kanarie zong" not in text(piet.get(address)), "who may object does not read the contribution"
    assert gea.post(address, {"antwoord": "nee"}).status_code == 422
    assert gea.post(address, {"antwoord": "ja", "voorwaarden": "Kanarievoorwaarde"}).status_code == 302
    assert rosa.get(f"{address}geven/").status_code == 404
    assert piet.post(address, {"antwoord": "geen-bezwaar"}).status_code == 302
    assert "geven en vastleggen" in text(rosa.get("/mijn-werk/"))
    done = {"op": today().isoformat(), "hoe": "mail", "klopt": "on", "nieuw": "ja"}
    assert rosa.post(f"{address}geven/", done).status_code == 422
    assert rosa.post(f"{address}geven/", {**done, "rac": "Kanarieadvies"}).status_code == 302
    page = text(rosa.get(address))
    assert "Kanarieadvies" in page and "gegeven" in page and Disclosure.objects.get().receiver == "Stichting Kanarie"
    assert gea.post(f"{address}stoppen/").status_code == 302 and "gestopt" in text(
        olga.get(f"/casussen/{case.number}/verder-gebruik/")
    )


def test_the_supplier_is_reminded_once_while_it_still_can_answer(cast: Cast, case: Case, given: Contribution) -> None:
    asked, said = ask(case, cast.olga, given), ask(case, cast.rosa, given, receiver_name="Stichting Merel")
    say(said, cast.gea, is_yes=False)
    letters = Job.objects.filter(name="send_letter", arguments__letter="verder-gebruik-bijna")
    last = next(day for day in (asked.due_on - timedelta(days=back) for back in range(7)) if is_working_day(day))
    with open_keyring(), acting_as_system():
        assert remind_of_further_uses(asked.due_on - timedelta(days=9)) == 0, "there is time enough"
        assert remind_of_further_uses(asked.due_on + timedelta(days=1)) == 0, "silence is no by now"
        assert (remind_of_further_uses(last), letters.count()) == (1, 1)
        assert (remind_of_further_uses(last), remind_of_further_uses(asked.due_on), letters.count()) == (0, 0, 1)
    assert letters.get().arguments["user_id"] == str(cast.gea.user.pk)
    other = ask(case, cast.rosa, given, receiver_name="Stichting Lijster")
    Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING)
    with open_keyring(), acting_as_system():
        assert remind_of_further_uses(other.due_on) == 0, "the case is closed"


def test_participants_are_reminded_once_while_they_still_can_object(
    cast: Cast, case: Case, given: Contribution
) -> None:
    asked = ask(case, cast.rosa, given)
    assert asked.asks_participants
    say(asked, cast.gea)
    objection(asked, cast.piet, False)
    refused = ask(case, cast.rosa, given, receiver_name="Stichting Merel")
    say(refused, cast.gea, is_yes=False)
    letters = Job.objects.filter(name="send_letter", arguments__letter="verder-gebruik-bezwaar-bijna")
    last = next(day for day in (asked.due_on - timedelta(days=back) for back in range(7)) if is_working_day(day))
    with open_keyring(), acting_as_system():
        assert remind_of_further_uses(asked.due_on - timedelta(days=9)) == 0, "there is time enough"
        assert remind_of_further_uses(asked.due_on + timedelta(days=1)) == 0, "silence is no objection by now"
        assert (remind_of_further_uses(last), remind_of_further_uses(last)) == (1, 0)
    assert [one.arguments["user_id"] for one in letters] == [str(cast.olga.user.pk)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_one_and_for_three(
    cast: Cast, case: Case, given: Contribution, number: int
) -> None:
    for turn in range(number):
        say(ask(case, cast.olga, given, receiver_name=f"Stichting {turn}"), cast.gea)
    client, address = cast.rosa.client(), f"/casussen/{case.number}/verder-gebruik/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).content.decode().count("Stichting") >= number
    assert len(queries) == 17
