"""Letters about accounts go through the real broker and a real worker, and outlive a broker that is away (00, item 16)."""

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from parties.demo import PASSWORD
from tests.dev.processes import alive, eventually
from tests.journey.running import Running, started

ROSA = "rosa@demo.invalid"
FORGOTTEN = "/wachtwoord-vergeten/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    var = Path(tempfile.mkdtemp(prefix="zvh-post-"))
    var.chmod(0o755)
    with started(var, dies=["valkey stopte (-9) en wordt opnieuw gestart"]) as application:
        yield application
    shutil.rmtree(var)


class Browser:
    """Forms as a browser without scripts sends them."""

    def __init__(self, running: Running) -> None:
        self.address = running.address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def send(self, path: str, **given: str) -> tuple[int, str]:
        """Where one arrives, and with which status, after the form on this page was filled in so."""
        with self.opener.open(f"{self.address}{path}") as page:
            found = TOKEN.search(page.read().decode())
        assert found
        body = urlencode({"csrfmiddlewaretoken": found[1], **given}).encode()
        with self.opener.open(f"{self.address}{path}", body) as answer:
            return answer.status, answer.url.removeprefix(self.address)

    def code(self) -> str:
        """The code that demo mode fills in."""
        with self.opener.open(f"{self.address}/tweede-factor/") as page:
            found = re.search(r'value="([0-9]{6})"', page.read().decode())
        assert found
        return found[1]


def letters(running: Running, address: str) -> list[EmailMessage]:
    folder = running.var / "mail"
    return [letter for letter in running.mails() if letter["To"] == address] if folder.exists() else []


def jobs(running: Running) -> list[tuple[Any, ...]]:
    return running.ask("select name, arguments, finished_at is not null from zvh_jobs order by created_at")


def broker(running: Running) -> Any:
    """The process of the broker; the supervisor looks after it only when it is asked to."""
    return next(child for group in running.supervisor.groups for child in group if child.program.name == "valkey")


def test_a_reset_link_arrives(running: Running) -> None:
    arrived = Browser(running).send(FORGOTTEN, email=ROSA)
    assert arrived == (200, f"{FORGOTTEN}verstuurd/")
    assert Browser(running).send(FORGOTTEN, email="niemand@demo.invalid") == arrived
    running.wait_for_jobs()
    assert [name for name, _, _ in jobs(running)] == ["mail_reset", "mail_reset"]
    [letter] = letters(running, ROSA)
    assert "/wachtwoord-kiezen/" in letter.get_content() and "Rosa" not in letter.get_content()
    assert letters(running, "niemand@demo.invalid") == []


def test_an_invitation_arrives(running: Running) -> None:
    abel, today = Browser(running), date.today().isoformat()
    abel.send("/inloggen/", email="abel@demo.invalid", password=PASSWORD)
    assert abel.send("/tweede-factor/", code=abel.code()) == (200, "/mijn-werk/")
    given = {
        "name": "Nieuw",
        "email": "nieuw@demo.invalid",
        "kind": "huis",
        "role": "manager",
        "purpose": "casusoverleg",
    }
    dates = {
        "from_date": today,
        "secrecy_on": today,
        "issued_on": today,
        "valid_until": f"{date.today().year + 1}-01-01",
    }
    status, path = abel.send("/beheer/mensen/uitnodigen/", **given, **dates)
    assert status == 200 and re.fullmatch(r"/beheer/mensen/[0-9]+/", path)
    running.wait_for_jobs()
    [letter] = letters(running, "nieuw@demo.invalid")
    assert "/uitnodiging/" in letter.get_content() and "Nieuw" not in letter.get_content()


def test_while_the_broker_is_away_the_answer_is_the_same_and_the_letter_comes_later(running: Running) -> None:
    """Last in this file: the broker dies here."""
    before = len(letters(running, ROSA))
    first = broker(running).process.pid
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: not alive(first))
    assert Browser(running).send(FORGOTTEN, email=ROSA) == (200, f"{FORGOTTEN}verstuurd/")
    [*_, (name, _, is_done)] = jobs(running)
    assert (name, is_done) == ("mail_reset", False)
    assert len(letters(running, ROSA)) == before

    def is_back() -> bool:
        running.supervisor.check()
        return broker(running).process.pid != first

    assert eventually(is_back)
    running.ask(
        "update zvh_jobs set created_at = created_at - interval '2 minutes' where finished_at is null returning 1"
    )
    assert eventually(lambda: len(letters(running, ROSA)) == before + 1, seconds=240)
    running.wait_for_jobs()
    assert len(letters(running, ROSA)) == before + 1
