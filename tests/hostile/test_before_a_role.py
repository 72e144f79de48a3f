"""The forms before anybody acts: signing in, links from a mail, the second step, the choice of a role (09, section 5)."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties import links
from tests.cast import Cast, user
from tests.hostile import values
from tests.hostile.crawling import SHELL, Place
from tests.hostile.pageforms import forms_in

ANYTHING = (
    *values.REFUSED.values(),
    *values.EMPTY.values(),
    *values.NAMES,
    *values.MARKUP,
    *values.IDS,
    *values.SEARCHES,
    "x" * 4096,
)


def forms(cast: Cast) -> list[Place]:
    """With a browser that may see the page; each is shown by the page itself."""
    new, half = user("Nieuw"), user("Half")
    TOTPDevice.objects.filter(user=new).delete()
    begun, setting_up = Client(), Client()
    begun.force_login(half)
    setting_up.force_login(new)
    rosa = cast.rosa.client()
    pages = [
        (Client(), "/inloggen/"),
        (Client(), "/wachtwoord-vergeten/"),
        (Client(), f"/wachtwoord-kiezen/{links.make(half, links.Purpose.RESET)}/"),
        (Client(), f"/uitnodiging/{links.make(new, links.Purpose.INVITATION)}/"),
        (begun, "/tweede-factor/"),
        (setting_up, "/tweede-factor/instellen/"),
        (rosa, "/rol-kiezen/"),
        (rosa, "/profiel/wachtwoord/"),
        (rosa, "/profiel/herstelcodes/"),
    ]
    found = []
    for client, address in pages:
        client.raise_request_exception = False
        html = client.get(address).content.decode()
        own = [
            form for form in forms_in(html) if form.action not in SHELL and not form.action.startswith("/inloggen/demo")
        ]
        assert own or "link" in html, address
        found += [Place("iemand", client, address, address, form, acts=False) for form in own]
    return found


def test_no_input_breaks_them_and_the_address_typed_is_kept(cast: Cast) -> None:
    """The same class of answer for everything: the form again, a slowing down, or a bad request."""
    tried, number = 0, 0
    for place in forms(cast):
        for value in ANYTHING:
            number += 1
            given = {**place.form.as_shown(), **dict.fromkeys(place.form.texts or place.form.controls, [value])}
            asked: dict[str, Any] = {"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250}"}
            with place.sent(given, **asked) as sent:
                tried += 1
                assert sent.status in (200, 302, 400, 422, 429), (place, value[:20], sent.status)
                assert [raw for raw in values.RAW_MARKUP if raw in sent.html] == [], (place, value[:20])
                if "email" in place.form.controls and sent.status == 200:
                    assert sent.shown_again()["email"].values == [value], (place, value[:20])
    assert tried > 300


@pytest.mark.parametrize("route", ["wachtwoord-kiezen", "uitnodiging"])
def test_a_link_that_is_none_is_dead_and_no_more(db: None, route: str) -> None:
    client = Client(raise_request_exception=False)
    for token in (*values.IDS[:-1], "%00", "%FF", "x" * 5000, "a:b:c", "-", "a/../b"):
        point = transaction.savepoint()
        for method in ("get", "post"):
            answer = getattr(client, method)(f"/{route}/{token}/")
            assert answer.status_code in (200, 400, 404), (token, answer.status_code)
            assert "new_password" not in answer.content.decode()
        transaction.savepoint_rollback(point)
