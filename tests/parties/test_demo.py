"""Demo mode: inside in two clicks, and nothing of it elsewhere (00, item 29)."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from parties import demo
from parties.demo_people import everybody
from parties.models import Appointment, Delegation, User, Vetting
from parties.standing import usable
from tests.sign_in import browser, code_of, give_code, give_password
from zvh.today import today


@pytest.fixture
def invented(db: None, settings: Any) -> None:
    settings.DEMO = True
    demo.load()


def rows() -> list[Any]:
    kinds: tuple[Any, ...] = (User, Vetting, Appointment, Delegation)
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]


def test_loading_twice_changes_nothing(invented: None) -> None:
    before = rows()
    assert demo.load() == len(everybody())
    assert rows() == before


def test_everybody_may_act_today(invented: None) -> None:
    for user in User.objects.filter(email__endswith=demo.DOMAIN):
        assert usable(user, today()), user


def test_inside_in_two_clicks(invented: None) -> None:
    rosa = User.objects.get(name="Otto")
    for _ in range(4):  # also four times within half a minute
        client = browser()
        page = client.get("/inloggen/").content.decode()
        assert f"Log in als {rosa.name}" in page
        assert client.post("/inloggen/demo/", {"person": rosa.pk}).url == "/tweede-factor/"
        shown = re.search(r'<p class="z-num">(\d{6})</p>', client.get("/tweede-factor/").content.decode())
        assert shown
        assert client.post("/tweede-factor/", {"code": shown[1]}).url == "/mijn-werk/"
        assert client.get("/mijn-werk/").status_code == 200


def test_nothing_of_it_outside_demo_mode(invented: None, settings: Any) -> None:
    rosa = User.objects.get(name="Rosa")
    settings.DEMO = False
    client = browser()
    assert client.post("/inloggen/demo/", {"person": rosa.pk}).status_code == 404
    page = client.get("/inloggen/").content.decode()
    assert "Log in als" not in page and demo.DOMAIN not in page
    client.post("/inloggen/", {"email": rosa.email, "password": demo.PASSWORD})
    assert demo.current_code(rosa) == ""
    assert "Demonstratie: vul dit in" not in client.get("/tweede-factor/").content.decode()
    with pytest.raises(RuntimeError):
        demo.load()


def test_outside_demo_mode_the_known_secrets_open_nothing(invented: None, settings: Any) -> None:
    """Of a database that was filled in demo mode, too; an open session ends with it."""
    otto = User.objects.get(name="Otto")
    client = browser()
    give_password(client, otto.email, demo.PASSWORD)
    give_code(client, code_of(otto))
    assert client.get("/mijn-werk/").status_code == 200
    settings.DEMO = False
    assert client.get("/mijn-werk/").status_code == 302
    refused = give_password(browser(), otto.email, demo.PASSWORD)
    assert refused.status_code == 422 and "kunt u niet inloggen" in refused.content.decode()


def test_a_real_person_is_never_offered(invented: None, cast: Any) -> None:
    user = cast.abel.user
    client = browser()
    for person in (user.pk, "", "x", "9" * 40, "-1"):
        assert client.post("/inloggen/demo/", {"person": person}).status_code == 404
    assert demo.current_code(user) == ""


def test_everybody_belongs_somewhere_and_is_there_once(invented: None) -> None:
    """S07: no superusers, nobody without an organisation, no address twice."""
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(appointments=None, delegations=None).exists()
    emails = [email.lower() for email in User.objects.values_list("email", flat=True)]
    assert len(emails) == len(set(emails)) > 20


def test_an_address_in_capitals_is_the_same_address(invented: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="ROSA@DEMO.INVALID", name="Rosa").save()


def test_nobody_can_be_a_superuser(invented: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(name="Rosa").update(is_superuser=True)
