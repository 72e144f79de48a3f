"""Signing in: what opens when, and what it gives away (09-security S01, S03-S05, S08, S10, S12, S19)."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import Session, User
from parties.routes import people
from parties.views.sign_in import own_path
from privacy.models import AccessLogLine
from tests.cast import Cast
from tests.sign_in import PASSWORD, browser, code_of, give_code, give_password, signed_in, with_password
from zvh.routes import BEFORE_SECOND_FACTOR, PUBLIC

SAMPLES = {
    "int": "1",
    "uuid": "00000000-0000-0000-0000-000000000001",
    "slug": "x",
    "str": "x",
    "casus": "RU-2026-0001",
}


def every_page() -> dict[str, str]:
    """Name and an address of every route there is."""
    found: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for one in patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, route)
                continue
            route = re.sub(r"<(?:(\w+):)?\w+>", lambda place: SAMPLES[place[1] or "str"], route)
            found[str(one.name)] = "/" + route

    walk(get_resolver().url_patterns, "")
    return found


@pytest.fixture
def rosa(cast: Cast) -> User:
    return with_password(cast.rosa.user)


def test_with_password_and_code_one_is_inside(rosa: User) -> None:
    client = browser()
    assert give_password(client, rosa.email).url == "/tweede-factor/"
    assert give_code(client, code_of(rosa)).url == "/profiel/"
    assert client.get("/profiel/").status_code == 200


def test_the_password_alone_opens_nothing(rosa: User) -> None:
    client = browser()
    give_password(client, rosa.email)
    pages = every_page()
    assert len(pages) > 20
    for name, path in pages.items():
        if name not in PUBLIC | BEFORE_SECOND_FACTOR:
            answer = client.get(path)
            assert (name, answer.status_code, answer.headers.get("Location")) == (
                name,
                302,
                "/tweede-factor/",
            )


def test_without_signing_in_every_page_leads_to_sign_in(rosa: User) -> None:
    for name, path in every_page().items():
        if name not in PUBLIC:
            answer = browser().get(path)
            assert (name, answer.status_code, answer["Location"][:11]) == (name, 302, "/inloggen/?")


def test_who_has_no_app_yet_must_set_one_up(rosa: User) -> None:
    rosa.totpdevice_set.all().delete()
    client = browser()
    assert give_password(client, rosa.email).url == "/tweede-factor/instellen/"
    assert client.get("/profiel/").url == "/tweede-factor/"
    assert client.get("/tweede-factor/").url == "/tweede-factor/instellen/"


def test_every_step_gives_the_session_a_new_id_and_the_old_one_is_dead(rosa: User) -> None:
    client = browser()
    give_password(client, rosa.email)
    first = client.session.session_key
    give_code(client, code_of(rosa))
    second = client.session.session_key
    assert first != second
    assert list(Session.objects.filter(user=rosa).values_list("pk", flat=True)) == [second]
    old = browser()
    old.cookies["zvh-sessie"] = first
    assert old.get("/profiel/").status_code == 302


def test_a_planted_session_does_not_become_signed_in(rosa: User) -> None:
    client = browser()
    session = client.session
    session["x"] = 1
    session.save()
    planted = session.session_key
    give_password(client, rosa.email)
    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_a_code_works_once(rosa: User) -> None:
    code = code_of(rosa)
    one, two = browser(), browser()
    for client in (one, two):
        give_password(client, rosa.email)
    assert give_code(one, code).status_code == 302
    second = give_code(two, code)
    assert second.status_code == 422
    assert "klopt niet of is al gebruikt" in second.content.decode()
    assert two.get("/profiel/").url == "/tweede-factor/"


def test_guessing_is_slowed_and_locks_no_colleague_out(rosa: User) -> None:
    attacker = browser()
    statuses = [give_password(attacker, rosa.email, "geraden wachtwoord").status_code for _ in range(50)]
    assert statuses == [422] * 10 + [429] * 40
    refused = give_password(attacker, rosa.email)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 900
    colleague = browser()
    assert give_password(colleague, rosa.email).status_code == 302
    assert give_code(colleague, code_of(rosa)).status_code == 302


def test_guessing_codes_is_slowed_and_locks_no_colleague_out(rosa: User) -> None:
    attacker = browser()
    give_password(attacker, rosa.email)
    assert [give_code(attacker, "000000").status_code for _ in range(20)] == [422] * 10 + [429] * 10
    colleague = browser()
    give_password(colleague, rosa.email)
    assert give_code(colleague, code_of(rosa)).status_code == 302


def test_after_the_window_one_may_try_again(rosa: User) -> None:
    client = browser()
    for _ in range(11):
        answer = give_password(client, rosa.email, "fout")
    with time_machine.travel(timezone.now() + timedelta(seconds=int(answer["Retry-After"]) + 1)):
        assert give_password(client, rosa.email).status_code == 302


def test_one_address_tries_many_accounts(db: None) -> None:
    client = browser()
    statuses = [give_password(client, f"iemand{n}@voorbeeld.invalid", "fout").status_code for n in range(201)]
    assert statuses == [422] * 200 + [429]


def test_the_answer_does_not_tell_who_has_an_account(cast: Cast) -> None:
    active = with_password(cast.rosa.user)
    closed = with_password(cast.otto.user)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    without = cast.mara.user
    without.set_unusable_password()
    without.save()
    ended = with_password(cast.rik.user)
    cast.rik.capacity.until_date = timezone.localdate() - timedelta(days=1)
    cast.rik.capacity.save()
    tries = [
        (active.email, "fout"),
        (closed.email, PASSWORD),
        (without.email, PASSWORD),
        ("niemand@x.invalid", PASSWORD),
        (ended.email, PASSWORD),
    ]
    bodies = set()
    for email, password in tries:
        answer = give_password(browser(), email, password)
        body = answer.content.decode().replace(email, "").split('name="csrfmiddlewaretoken"')
        bodies.add((answer.status_code, body[0], body[1].partition(">")[2]))
    assert len(bodies) == 1
    assert "kunt u niet inloggen" in bodies.pop()[1]


def tables() -> dict[str, Any]:
    """Everything this app keeps, but sessions."""
    kept = [*apps.get_app_config("parties").get_models(), TOTPDevice, StaticDevice, StaticToken]
    return {one.__name__: list(one.objects.order_by("pk").values()) for one in kept if one is not Session}


def test_looking_changes_nothing(cast: Cast, rosa: User) -> None:
    abel = with_password(cast.abel.user)
    clients = [signed_in(rosa), signed_in(abel), browser()]
    own = {one.name for one in people.urlpatterns}
    pages = [path.replace("/1/", f"/{rosa.pk}/") for name, path in every_page().items() if name in own]
    before = tables()
    statuses = [ask(path).status_code for c in clients for ask in (c.get, c.head, c.get) for path in pages]
    assert 200 in statuses and 500 not in statuses
    assert tables() == before


def test_who_is_sent_away_finds_nothing_typed_in_the_log(rosa: User) -> None:
    give_password(browser(), rosa.email, "mijn geheime poging")
    line = AccessLogLine.objects.get(event_kind="login")
    assert (line.outcome, line.object_type, line.object_id, line.actor_id) == (
        "denied",
        "user",
        str(rosa.pk),
        0,
    )
    written = " ".join(str(value) for value in vars(line).values())
    assert "geheime" not in written
    assert rosa.email not in written


def test_signing_in_and_out_is_logged(rosa: User) -> None:
    client = signed_in(rosa)
    client.post("/uitloggen/")
    lines = AccessLogLine.objects.filter(event_kind__in=["login", "logout"]).order_by("event_time")
    assert [(line.rule, line.outcome, line.actor_id) for line in lines] == [
        ("inloggen", "ok", rosa.pk),
        ("tweede-factor", "ok", rosa.pk),
        ("rol-kiezen", "ok", rosa.pk),
        ("uitloggen", "ok", rosa.pk),
    ]


def test_leaving_destroys_the_session(rosa: User) -> None:
    client = signed_in(rosa)
    cookie = client.session.session_key
    assert client.get("/uitloggen/").status_code == 200
    assert Session.objects.filter(pk=cookie).exists()
    answer = client.post("/uitloggen/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(pk=cookie).exists()
    client.cookies["zvh-sessie"] = cookie
    assert client.get("/profiel/").status_code == 302


def test_closing_an_account_works_at_the_next_request(rosa: User) -> None:
    client = signed_in(rosa)
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    assert client.get("/profiel/").url.startswith("/inloggen/")


def test_an_end_date_alone_keeps_out(rosa: User, cast: Cast) -> None:
    capacity = cast.rosa.capacity
    capacity.until_date = timezone.localdate() - timedelta(days=1)
    capacity.save()
    assert give_password(browser(), rosa.email).status_code == 422


def test_work_keeps_the_session_for_ten_hours_and_no_longer(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)
        for minutes in range(20, 600, 20):
            clock.move_to(now + timedelta(minutes=minutes))
            assert client.get("/profiel/").status_code == 200
        clock.move_to(now + timedelta(hours=10))
        assert client.get("/profiel/").status_code == 302


def test_last_seen_is_noted_at_most_once_a_minute(rosa: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(rosa)

        def seen_after(seconds: int) -> object:
            clock.move_to(now + timedelta(seconds=seconds))
            client.get("/profiel/")
            return Session.objects.get(user=rosa).last_seen_at

        assert [seen_after(s) for s in (30, 61, 100, 121)] == [now, now + timedelta(seconds=61)] + [
            now + timedelta(seconds=61),
            now + timedelta(seconds=121),
        ]
        assert Session.objects.get(user=rosa).started_at == now


HOSTILE = ["//e.nl", "https:e.nl", "/\\e.nl", "http://host@e.nl", "javascript:alert(1)", "/x\r\nX: y",
           "///e.nl",           "http:///e.nl", "e.nl", "\\\\e.nl", " //e.nl", "/\t/e.nl"]  # fmt: skip


@pytest.mark.parametrize("wanted", HOSTILE)
def test_next_never_leads_to_another_host(rosa: User, wanted: str) -> None:
    assert own_path(wanted) == ""
    client = Client(REMOTE_ADDR="10.9.9.9")
    client.post("/inloggen/", {"email": rosa.email, "password": PASSWORD}, query_params={"next": wanted})
    assert "next" not in client.session


def test_next_that_only_looks_hostile_stays_at_home(rosa: User) -> None:
    client = browser()
    client.post("/inloggen/", {"email": rosa.email, "password": PASSWORD}, query_params={"next": "/%5Ce.nl"})
    assert give_code(client, code_of(rosa))["Location"] == "/%5Ce.nl"


def test_every_form_here_needs_its_token(rosa: User) -> None:
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR="10.8.8.8")
    paths = [path for path in every_page().values() if not path.startswith(("/gezond", "/klaar"))]
    assert [client.post(path, {"email": rosa.email}).status_code for path in paths] == [403] * len(paths)


def test_a_long_password_is_refused_before_it_costs_anything(rosa: User) -> None:
    answer = give_password(browser(), rosa.email, "a" * 4096)
    assert answer.status_code == 422
    assert "hoogstens 256 tekens" in answer.content.decode()
