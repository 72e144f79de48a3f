"""Login and reset do not reveal who has an account: the same answer by the same work (S04). Times: `./run bench`."""

import re
import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as current
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parties.models import User
from tests.cast import Cast
from tests.jobs import do_jobs
from tests.sign_in import browser, with_password
from zvh.models import Job

CLASSES = ("active", "closed", "without password", "unknown")
PAGES = {"/inloggen/": {"password": "een verkeerd wachtwoord"}, "/wachtwoord-vergeten/": {}}


class Counting(MD5PasswordHasher):
    """A real hasher that says how often it had to work."""

    algorithm = "counting"
    worked = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).worked += 1
        return super().encode(password, salt)


@pytest.fixture
def emails(cast: Cast, settings: Any) -> dict[str, str]:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    people = {
        name: with_password(one.user) for name, one in zip(CLASSES, (cast.rosa, cast.otto, cast.mara), strict=False)
    }
    User.objects.filter(pk=people["closed"].pk).update(is_active=False)
    people["without password"].set_unusable_password()
    people["without password"].save()
    return {**{name: user.email for name, user in people.items()}, "unknown": "niemand@voorbeeld.invalid"}


def answer(email: str, path: str) -> tuple[int, str, str, tuple[str, ...], int]:
    """What comes back, without the token and what was typed; and the work that was done for it."""
    before = Counting.worked
    with CaptureQueriesContext(connection) as asked:
        found = browser().post(path, {"email": email, **PAGES[path]})
    body = found.content.decode().replace(email, "")
    shapes = tuple(re.sub(r"'[^']*'|\bs\d+_x\d+|\b\d+\b", "?", query["sql"]) for query in asked)
    return found.status_code, masked(body), found.get("Location", ""), shapes, Counting.worked - before


def masked(body: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)


@pytest.mark.parametrize("path", PAGES)
def test_four_kinds_of_people_get_one_answer_by_the_same_work(emails: dict[str, str], path: str) -> None:
    found = {name: answer(email, path) for name, email in emails.items()}
    status, body, location, shapes, hashed = found["active"]
    assert found == dict.fromkeys(CLASSES, (status, body, location, shapes, hashed))
    if path == "/inloggen/":
        assert (status, hashed) == (422, 1) and "kunt u niet inloggen" in body
    else:
        assert (status, hashed, location) == (302, 0, "/wachtwoord-vergeten/verstuurd/")
        assert any(shape.startswith('INSERT INTO "zvh_jobs"') for shape in shapes)


def test_only_who_can_use_it_gets_mail(emails: dict[str, str]) -> None:
    for email in emails.values():
        browser().post("/wachtwoord-vergeten/", {"email": email})
    do_jobs("mail_reset")
    assert [letter.to for letter in mail.outbox] == [[emails["active"]]]
    assert not Job.objects.unfinished().exists()


@pytest.fixture
def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def to_a_mail_server_that_is_away(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False


def test_while_mail_is_down_the_answer_is_the_same_and_the_letter_waits(
    emails: dict[str, str], settings: Any, closed_port: int
) -> None:
    before = answer(emails["active"], "/wachtwoord-vergeten/")
    do_jobs("mail_reset")
    with_mail = current.EMAIL_BACKEND
    to_a_mail_server_that_is_away(settings, closed_port)
    assert {name: answer(email, "/wachtwoord-vergeten/") for name, email in emails.items()} == dict.fromkeys(
        CLASSES, before
    )
    do_jobs("mail_reset")
    [waiting] = Job.objects.unfinished()
    assert (waiting.attempts, waiting.failed_with) == (1, "ConnectionRefusedError")
    assert len(mail.outbox) == 1
    settings.EMAIL_BACKEND = with_mail
    do_jobs("mail_reset")
    assert len(mail.outbox) == 2 and not Job.objects.unfinished().exists()


def test_a_row_holds_an_id_and_nothing_else(emails: dict[str, str]) -> None:
    for email in emails.values():
        browser().post("/wachtwoord-vergeten/", {"email": email})
    kept: list[Callable[[], Any]] = [job.arguments for job in Job.objects.filter(name="mail_reset")]
    assert all(set(row) == {"user_id"} and row["user_id"].isdigit() for row in kept) and len(kept) == 4


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/wachtwoord-vergeten/", {"email": "rosa@voorbeeld.invalid"}, 302),
        ("/inloggen/", {"email": "rosa@voorbeeld.invalid", "password": "x"}, 503),
    ],
)
def test_while_tries_can_not_be_counted_nobody_guesses(
    cast: Cast, settings: Any, closed_port: int, path: str, given: dict[str, str], status: int
) -> None:
    """The counters stand beside the broker. A letter may be asked for all the same; a secret may not be tried."""
    assert cast.rosa
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{closed_port}/0"}}
    assert browser().post(path, given).status_code == status
