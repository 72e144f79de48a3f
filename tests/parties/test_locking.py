"""A session that locks, ends, and keeps what was being written (S10-S12; 00, item 14)."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from cases.models import Case, KeptDraft, Plan
from cases.nightly import forget_kept_drafts
from parties.models import Appointment, Session, User
from parties.nightly import forget_sessions
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast
from tests.sign_in import PASSWORD, browser, code_of, give_code, give_password, signed_in, with_password
from tests.softkey import add_key, challenge
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

LATE = timedelta(minutes=31)
OVER = timedelta(hours=10)
CLEARED = '"cache", "storage"'
TEXT = "Wat de <b>regisseur</b> net schreef; met é en 'aanhaling'"


@pytest.fixture
def rosa(cast: Cast) -> User:
    return with_password(cast.rosa.user)


def unlock(client: Any) -> Any:
    return client.post("/ontgrendelen/", {"password": PASSWORD})


def lines(*rules: str) -> list[tuple[str, int]]:
    found = AccessLogLine.objects.filter(rule__in=rules).order_by("event_time")
    return [(line.rule, line.actor_id) for line in found]


# --- locking ---------------------------------------------------------------------------------------------------------


def test_half_an_hour_of_nothing_locks_and_polls_are_nothing(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        client.get("/profiel/")
        for minutes in range(5, 35, 5):
            clock.move_to(now + timedelta(minutes=minutes))
            state = client.get("/sessie/stand/", headers={"X-Poll": "1"})
        assert state.json()["locked"] is True
        assert state["Clear-Site-Data"] == CLEARED
        for path in ("/profiel/", "/mijn-werk/", "/rol-kiezen/", "/casussen/RU-2026-0001/", "/inloggen/", "/bewaard/"):
            assert client.get(path).url == "/ontgrendelen/"
    assert lines("sessie-vergrendeld") == [("sessie-vergrendeld", rosa.pk)]


def test_real_requests_keep_it_open_and_the_button_too(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        for minutes in (20, 40):
            clock.move_to(now + timedelta(minutes=minutes))
            assert client.get("/profiel/").status_code == 200
        clock.move_to(now + timedelta(minutes=60))
        assert client.get("/sessie/stand/", headers={"X-Poll": "1"}).json()["locksIn"] == 600
        assert client.post("/sessie/blijven/").json() == {"locksIn": 1800}
        clock.move_to(now + timedelta(minutes=80))
        assert client.get("/profiel/").status_code == 200


def test_the_password_opens_it_again_where_one_was(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        clock.move_to(now + LATE)
        assert client.get("/casussen/").url == "/ontgrendelen/"
        page = client.get("/ontgrendelen/").content.decode()
        assert "Rosa" in page and "Casussen" not in page
        wrong = client.post("/ontgrendelen/", {"password": "een ander wachtwoord"})
        assert wrong.status_code == 422
        assert "Dit wachtwoord klopt niet" in wrong.content.decode()
        before = client.session.session_key
        assert unlock(client).url == "/casussen/"
        assert client.session.session_key != before and not Session.objects.filter(pk=before).exists()
        assert client.get("/casussen/").status_code == 200
    assert lines("sessie-vergrendeld", "ontgrendelen")[-1] == ("ontgrendelen", rosa.pk)


def test_guessing_at_the_lock_is_slowed(rosa: User) -> None:
    client = signed_in(rosa)
    client.post("/privacyscherm/")
    answers = [client.post("/ontgrendelen/", {"password": "fout"}).status_code for _ in range(12)]
    assert answers == [422] * 10 + [429] * 2


def test_a_key_opens_the_lock_only_when_it_knows_its_owner(rosa: User) -> None:
    """A key that lies beside the laptop and asks for nothing opens nothing."""
    client = signed_in(rosa)
    key = add_key(client)
    client.post("/privacyscherm/")
    key.is_verified = False
    refused = client.post("/ontgrendelen/", {"sleutel": key.signed(challenge(client))})
    assert "werd niet herkend" in refused.content.decode()
    key.is_verified = True
    assert client.post("/ontgrendelen/", {"sleutel": key.signed(challenge(client))}).status_code == 302
    assert client.get("/profiel/").status_code == 200


def test_the_button_locks_at_once(rosa: User) -> None:
    client = signed_in(rosa)
    answer = client.post("/privacyscherm/")
    assert (answer.url, answer["Clear-Site-Data"]) == ("/ontgrendelen/", CLEARED)
    assert client.get("/mijn-werk/").url == "/ontgrendelen/"
    assert Session.objects.get(user=rosa).is_locked
    assert lines("vergrendelen") == [("vergrendelen", rosa.pk)]


def test_scripts_hear_that_it_is_locked_instead_of_taking_a_page_for_an_answer(rosa: User) -> None:
    client = signed_in(rosa)
    client.post("/privacyscherm/")
    assert client.post("/acties/", headers={"Sec-Fetch-Dest": "empty"}).status_code == 401
    htmx = client.get("/acties/", headers={"HX-Request": "true"})
    assert (htmx.status_code, htmx["HX-Redirect"]) == (401, "/ontgrendelen/")


def test_leaving_is_possible_while_locked(rosa: User) -> None:
    client = signed_in(rosa)
    client.post("/privacyscherm/")
    assert client.post("/uitloggen/").url == "/inloggen/"
    assert not Session.objects.filter(user=rosa).exists()


def test_ten_hours_end_it_also_when_locked(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        client.post("/privacyscherm/")
        cookie = client.session.session_key
        clock.move_to(now + OVER)
        answer = client.get("/ontgrendelen/")
        assert (answer.url[:11], answer["Clear-Site-Data"]) == ("/inloggen/?", CLEARED)
        assert not Session.objects.filter(pk=cookie).exists()
        assert "U bent uitgelogd" in client.get("/inloggen/").content.decode()
    assert lines("sessie-verlopen") == [("sessie-verlopen", rosa.pk)]


def test_noting_presence_does_not_undo_a_lock_that_came_in_between(rosa: User) -> None:
    """Two requests at once: the one that began before the lock must not write back an open session."""
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        clock.move_to(now + timedelta(minutes=2))
        slow = client.session  # read before the lock
        dict(slow.items())
        client.post("/privacyscherm/")
        slow.note_presence()
        assert "locked" in client.session
        assert client.get("/mijn-werk/").url == "/ontgrendelen/"


# --- what was being written ------------------------------------------------------------------------------------------


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.at_table(cast, cast.piet)


def plan_path(case: Case) -> str:
    return f"/casussen/{case.number}/plan/schrijven/"


def plan_fields(client: Any, path: str) -> dict[str, str]:
    page = client.get(path)
    form = page.context["form"]
    return {name: str(form[name].value()) for name in form.fields} | {"doel": TEXT, "bewaar": "1"}


def writing(client: Any, case: Case) -> tuple[str, dict[str, str]]:
    path = plan_path(case)
    return path, plan_fields(client, path)


def test_what_is_sent_into_a_locked_session_is_kept_and_not_carried_out(rosa: User, case: Case) -> None:
    client = signed_in(rosa)
    path, given = writing(client, case)
    plans = Plan.objects.count()
    client.post("/privacyscherm/")
    assert client.post(path, given).url == "/ontgrendelen/"
    assert Plan.objects.count() == plans
    assert unlock(client).url == "/bewaard/"
    page = client.get("/bewaard/").content.decode()
    assert "Uw tekst is bewaard" in page and "Wat de &lt;b&gt;regisseur" in page
    draft = KeptDraft.objects.get()
    form = client.get(f"{path}?bewaard={draft.pk}")
    assert form.status_code == 200 and "Dit is wat u had ingevuld" in form.content.decode()
    assert form.context["form"]["doel"].value() == TEXT
    assert Plan.objects.count() == plans  # looking at it carries nothing out
    sent = client.post(f"{path}?bewaard={draft.pk}", given)
    assert sent.status_code == 302
    with open_keyring():
        assert Plan.objects.latest("at").goal == TEXT
    assert not KeptDraft.objects.exists()
    assert client.get("/bewaard/").url == "/mijn-werk/"


def test_it_survives_the_end_of_the_session(rosa: User, case: Case) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        path, given = writing(client, case)
        clock.move_to(now + OVER)
        assert client.post(path, given).url.startswith("/inloggen/")
        again = client.post("/inloggen/", {"email": rosa.email, "password": PASSWORD})
        assert again.url == "/tweede-factor/"
        assert client.post("/tweede-factor/", {"code": code_of(rosa)}).url == "/bewaard/"
        assert "Wat de &lt;b&gt;regisseur" in client.get("/bewaard/").content.decode()


def test_the_privacy_screen_brings_along_what_was_typed(rosa: User, case: Case) -> None:
    client = signed_in(rosa)
    path, given = writing(client, case)
    body = {"adres": path, "invulling": urlencode(given)}
    assert client.post("/privacyscherm/", body).url == "/ontgrendelen/"
    assert unlock(client).url == "/bewaard/"
    with open_keyring():
        assert KeptDraft.objects.get().address == path


def test_also_when_it_had_locked_already(rosa: User, case: Case) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        path, given = writing(client, case)
        clock.move_to(now + LATE)
        client.post("/privacyscherm/", {"adres": path, "invulling": urlencode(given)})
        assert unlock(client).url == "/bewaard/"


def test_in_the_database_it_is_sealed_and_hangs_on_its_case(rosa: User, case: Case) -> None:
    client = signed_in(rosa)
    path, given = writing(client, case)
    client.post("/privacyscherm/")
    client.post(path, given)
    with connection.cursor() as cursor:
        cursor.execute("select case_id, address, fields from cases_keptdraft")
        case_id, address, fields = cursor.fetchone()
    assert case_id == case.pk
    assert b"regisseur" not in bytes(fields) and case.number.encode() not in bytes(address)
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(session_data, '') from parties_session")
        assert "regisseur" not in cursor.fetchone()[0]


def test_only_its_writer_finds_it_and_only_in_the_same_role(rosa: User, cast: Cast, case: Case) -> None:
    client = signed_in(rosa)
    path, given = writing(client, case)
    client.post("/privacyscherm/")
    client.post(path, given)
    draft = KeptDraft.objects.get()
    others = [cast.otto.client(), cast.mara.client(), cast.piet.client()]
    for other in others:
        assert "Dit is wat u had ingevuld" not in other.get(f"{path}?bewaard={draft.pk}").content.decode()
        assert other.get("/bewaard/").url == "/mijn-werk/"
        assert other.post(f"/bewaard/{draft.pk}/weggooien/").status_code == 404
    start = cast.rosa.capacity.from_date
    role = Appointment.objects.create(user=rosa, house=cast.house, role="manager", from_date=start, secrecy_on=start)
    with acting_as(role.pk) as actor:
        assert not KeptDraft.objects.visible_to(actor).exists()
    assert KeptDraft.objects.filter(pk=draft.pk).exists()


def test_on_another_page_it_is_not_offered(rosa: User, case: Case) -> None:
    client = signed_in(rosa)
    path, given = writing(client, case)
    client.post("/privacyscherm/")
    client.post(path, given)
    unlock(client)
    pk = KeptDraft.objects.get().pk
    for wanted in (
        f"/mijn-werk/?bewaard={pk}",
        f"{path}?bewaard=x",
        f"{path}?bewaard={'0' * 8}-0000-4000-8000-{'0' * 12}",
    ):
        page = client.get(wanted)
        assert page.status_code == 200 and "Dit is wat u had ingevuld" not in page.content.decode()


def test_without_the_token_nothing_is_kept(rosa: User, case: Case) -> None:
    client = signed_in(rosa)
    client.post("/privacyscherm/")
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = client.cookies
    assert forged.post(plan_path(case), {"doel": TEXT}).status_code == 403
    assert not KeptDraft.objects.exists()


@pytest.mark.parametrize(
    "path", ["/profiel/wachtwoord/", "/rol-kiezen/", "/inloggen/", "/profiel/sleutels/nieuw/", "/bestaat-niet/"]
)
def test_secrets_and_what_is_no_form_of_ours_are_never_kept(rosa: User, path: str) -> None:
    client = signed_in(rosa)
    client.post("/privacyscherm/")
    client.post(path, {"old_password": "geheim geheim geheim", "stap-code": "123456"})
    client.post("/privacyscherm/", {"adres": path, "invulling": "old_password=geheim"})
    assert not KeptDraft.objects.exists()


def test_codes_are_left_out_of_what_is_kept(cast: Cast) -> None:
    abel = with_password(cast.abel.user)
    client = signed_in(abel)
    client.post("/privacyscherm/")
    client.post("/beheer/mensen/uitnodigen/", {"name": "Nieuw Iemand", "stap-code": "123456", "stap-sleutel": "{}"})
    with open_keyring():
        assert KeptDraft.objects.get().fields == "name=Nieuw+Iemand"


def test_a_second_try_takes_the_place_of_the_first(rosa: User, case: Case) -> None:
    client = signed_in(rosa)
    path, given = writing(client, case)
    client.post("/privacyscherm/")
    for word in ("eerst", "later"):
        client.post(path, given | {"doel": word})
    unlock(client)
    with open_keyring():
        assert "doel=later" in KeptDraft.objects.get().fields


def test_it_goes_with_signing_out_with_its_day_and_with_its_case(rosa: User, case: Case) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        path, given = writing(client, case)

        def keep() -> None:
            client.post("/privacyscherm/", {"adres": path, "invulling": urlencode(given)})
            unlock(client)
            assert KeptDraft.objects.count() == 1

        keep()
        client.post(f"/bewaard/{KeptDraft.objects.get().pk}/weggooien/")
        assert not KeptDraft.objects.exists()
        keep()
        clock.move_to(now + timedelta(hours=24, minutes=1))
        with acting_as(cast_capacity(rosa)) as actor:
            assert not KeptDraft.objects.visible_to(actor).fresh(timezone.now()).exists()
        assert forget_kept_drafts(today()) == 1
        clock.move_to(now)
        keep()
        Case.objects.get(pk=case.pk).delete()
        assert not KeptDraft.objects.exists()


def test_signing_out_leaves_nothing_waiting(rosa: User, case: Case) -> None:
    client = signed_in(rosa)
    path, given = writing(client, case)
    client.post("/privacyscherm/", {"adres": path, "invulling": urlencode(given)})
    unlock(client)
    client.post("/uitloggen/")
    assert not KeptDraft.objects.exists()


def cast_capacity(user: User) -> Any:
    return user.appointments.get().pk


# --- my sessions -----------------------------------------------------------------------------------------------------

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"


def elsewhere(user: User, agent: str) -> Any:
    client = browser()
    client.defaults["HTTP_USER_AGENT"] = agent
    give_password(client, user.email)
    give_code(client, code_of(user))
    return client


def test_one_sees_where_one_is_signed_in_and_nothing_that_opens_it(rosa: User, cast: Cast) -> None:
    here, there = elsewhere(rosa, FIREFOX), elsewhere(rosa, EDGE)
    page = here.get("/profiel/sessies/").content.decode()
    heard = re.findall(r'Beëindigen<span class="ams-visually-hidden"> van ([^<]+)</span>', page)
    assert len(heard) == 1 and "sinds" in heard[0], "the button says which session it ends"
    assert "Firefox" in page and "Edge" in page and "Mozilla" not in page and "Windows" not in page
    assert page.count(cast.rosa.capacity.label) >= 2 and "deze sessie" in page
    for client in (here, there):
        assert client.session.session_key not in page


def test_ending_one_session_elsewhere_works_at_its_next_request(rosa: User) -> None:
    here, there = elsewhere(rosa, FIREFOX), elsewhere(rosa, EDGE)
    name = Session.objects.get(browser="Edge").known_as
    assert here.post(f"/profiel/sessies/{name}/beeindigen/").url == "/profiel/sessies/"
    assert there.get("/profiel/").url.startswith("/inloggen/")
    assert here.get("/profiel/").status_code == 200
    assert lines("sessie-beeindigen") == [("sessie-beeindigen", rosa.pk)]


def test_ending_all_others(rosa: User) -> None:
    here, *others = (elsewhere(rosa, FIREFOX) for _ in range(3))
    here.post("/profiel/sessies/andere/beeindigen/")
    assert [client.get("/profiel/").status_code for client in (here, *others)] == [200, 302, 302]


def test_ending_the_own_session_is_signing_out(rosa: User) -> None:
    client = signed_in(rosa)
    name = Session.objects.get(user=rosa).known_as
    assert client.post(f"/profiel/sessies/{name}/beeindigen/").url == "/uitloggen/"


def test_nobody_ends_the_session_of_another(rosa: User, cast: Cast) -> None:
    other = signed_in(with_password(cast.otto.user))
    name = Session.objects.get(user=cast.otto.user).known_as
    assert signed_in(rosa).post(f"/profiel/sessies/{name}/beeindigen/").status_code == 404
    assert other.get("/profiel/").status_code == 200


def test_the_administrator_signs_out_people_of_his_own_house(rosa: User, cast: Cast) -> None:
    abel, client = signed_in(with_password(cast.abel.user)), signed_in(rosa)
    path = f"/beheer/mensen/{rosa.pk}/sessies/"
    assert abel.get(path).status_code == 200
    assert client.get("/profiel/").status_code == 200  # looking ended nothing
    assert abel.post(path).status_code == 302
    assert client.get("/profiel/").url.startswith("/inloggen/")
    assert lines("mens-sessies") == [("mens-sessies", cast.abel.user.pk)] * 2  # looked, and did
    own = f"/beheer/mensen/{cast.abel.user.pk}/sessies/"
    assert abel.post(own).status_code == 404
    assert abel.post(f"/beheer/mensen/{cast.zoe.user.pk}/sessies/").status_code == 404


def test_sessions_that_nobody_came_back_to_are_forgotten(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        elsewhere(rosa, EDGE)
        clock.move_to(now + timedelta(hours=23))
        signed_in(rosa)
        clock.move_to(now + timedelta(hours=25))
        assert forget_sessions(today()) == 1
        assert Session.objects.filter(user=rosa).count() == 1


def test_expired_sessions_are_not_shown(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        elsewhere(rosa, EDGE)
        clock.move_to(now + OVER)
        here = elsewhere(rosa, FIREFOX)
        assert "Edge" not in here.get("/profiel/sessies/").content.decode()
