"""Passwords (S02) and links by mail (S06)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core import mail
from django.utils import timezone

from parties import links
from parties.forms.password import NewPasswordForm
from parties.models import User
from tests.cast import Cast
from tests.jobs import do_jobs
from tests.sign_in import PASSWORD, browser, code_of, give_code, give_password, signed_in, with_password

NEW = "nog een zin die niemand raadt"
SENTENCE = "Mijn poes Sjoerd kijkt élke dag naar vier blauwe bussen op straat"[:64]

TABLE = [
    ("acht1234", False),  # far too short
    ("veertien teken", False),  # 14 characters
    ("vijftien tekens", True),
    (SENTENCE, True),
    ("zin van een paar woorden ", True),  # the space at the end counts
    ("Veiligheidshuis2026!", False),  # a word of our work
    ("Casusoverleg 2026 !", False),
    ("wachtwoord12345", False),
    ("1q2w3e4r5t6y7u8i9o0p", False),  # on the list of common passwords
    ("rosa@voorbeeld.invalid", False),  # the own address
    ("123456789012345", False),
    ("🚲 naar het werk 🚲", True),
]


@pytest.fixture
def rosa(cast: Cast) -> User:
    return with_password(cast.rosa.user)


@pytest.mark.parametrize(("password", "is_good"), TABLE)
def test_twelve_passwords(rosa: User, password: str, is_good: bool) -> None:
    form = NewPasswordForm(rosa, {"new_password1": password, "new_password2": password})
    assert form.is_valid() is is_good, form.errors


def test_a_password_is_kept_as_it_was_typed(rosa: User) -> None:
    assert len(SENTENCE) == 64
    for password in (SENTENCE, "zin van een paar woorden "):
        form = NewPasswordForm(rosa, {"new_password1": password, "new_password2": password})
        assert form.is_valid()
        form.save()
        assert authenticate(username=rosa.email, password=password) == rosa
        assert authenticate(username=rosa.email, password=password.strip() + ".") is None
    assert authenticate(username=rosa.email, password="zin van een paar woorden") is None


def ask_for_link(email: str) -> Any:
    answer = browser().post("/wachtwoord-vergeten/", {"email": email})
    do_jobs("mail_reset")
    return answer


def link_in_mail() -> str:
    return next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http")).partition(":8000")[2]


def choose(path: str, password: str = NEW) -> Any:
    return browser().post(path, {"new_password1": password, "new_password2": password})


def test_reset_keeps_the_second_step(rosa: User) -> None:
    ask_for_link(rosa.email)
    path = link_in_mail()
    assert choose(path).url == "/inloggen/"
    client = browser()
    assert give_password(client, rosa.email, NEW).url == "/tweede-factor/"
    assert client.get("/profiel/").url == "/tweede-factor/"
    assert "werkt niet meer" in choose(path, PASSWORD).content.decode()


def test_reset_ends_the_sessions_of_before(rosa: User) -> None:
    client = signed_in(rosa)
    rosa.refresh_from_db()
    choose(f"/wachtwoord-kiezen/{links.make(rosa, links.Purpose.RESET)}/")
    assert client.get("/profiel/").url.startswith("/inloggen/")


def is_alive(path: str) -> bool:
    return "werkt niet meer" not in browser().get(path).content.decode()


def test_a_link_dies_after_an_hour_a_sign_in_and_a_change_of_password(rosa: User) -> None:
    path = f"/wachtwoord-kiezen/{links.make(rosa, links.Purpose.RESET)}/"
    assert is_alive(path)
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert is_alive(path)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert not is_alive(path)
    signed_in(rosa)
    assert not is_alive(path)
    rosa.refresh_from_db()
    path = f"/wachtwoord-kiezen/{links.make(rosa, links.Purpose.RESET)}/"
    assert is_alive(path)
    with_password(rosa)
    assert not is_alive(path)


def test_a_link_is_for_one_purpose_and_one_person(rosa: User) -> None:
    token = links.make(rosa, links.Purpose.RESET)
    assert not is_alive(f"/uitnodiging/{token}/")
    assert not is_alive(f"/wachtwoord-kiezen/{token[:-1]}x/")
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    assert not is_alive(f"/wachtwoord-kiezen/{token}/")


def test_asking_often_is_slowed(db: None) -> None:
    client = browser()
    answers = [client.post("/wachtwoord-vergeten/", {"email": f"x{n}@x.invalid"}).status_code for n in range(31)]
    assert answers == [302] * 30 + [429]


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(rosa: User) -> None:
    here, there = signed_in(rosa), signed_in(rosa)
    given = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post("/profiel/wachtwoord/", {**given, "old_password": "fout"}).status_code == 422
    assert here.post("/profiel/wachtwoord/", given).url == "/profiel/"
    assert here.get("/profiel/").status_code == 200
    assert there.get("/profiel/").status_code == 302


def test_a_recovery_code_works_once(rosa: User) -> None:
    client = signed_in(rosa)
    client.post("/profiel/herstelcodes/")
    page = client.get("/herstelcodes/").content.decode()
    codes = [
        line
        for line in page.replace("<li>", "\n").replace("</li>", "\n").splitlines()
        if len(line) == 11 and line[5] == "-"
    ]
    assert len(set(codes)) == 10
    file = client.post("/herstelcodes/", {"keuze": "bestand"})
    assert file.content.decode().split() == codes
    client.post("/herstelcodes/", {"keuze": "klaar"})
    assert client.get("/herstelcodes/").url == "/profiel/"
    other = browser()
    give_password(other, rosa.email)
    assert give_code(other, codes[0].upper().replace("-", " ")).status_code == 302
    assert other.get("/profiel/").status_code == 200
    third = browser()
    give_password(third, rosa.email)
    assert give_code(third, codes[0]).status_code == 422
    assert give_code(third, code_of(rosa)).status_code == 302
