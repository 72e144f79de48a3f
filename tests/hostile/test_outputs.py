"""What leaves the house: mail, log lines, refused messages (09; S42, S44, S54, S57, S62)."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.conf import settings
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage
from django.test import Client

from cases.models import Case, Invitation, Meeting
from cases.workflow.invitation_mail import mail_invitation
from parties.models import Session
from tests.cast import Cast
from tests.dev.processes import eventually
from tests.hostile.crawling import places
from tests.privacy.scanner import Scanner
from zvh.celery import app
from zvh.headers import OneLine

ROOT = Path(settings.BASE_DIR)

# --- mail -----------------------------------------------------------------------------------------------------------------


def test_a_letter_in_plain_text_shows_words_as_they_were_typed(cast: Cast, case: Case) -> None:
    """S39: no marks of a web page in a mail; and what is typed is no header (S42)."""
    invitation = Invitation.objects.filter(user__isnull=False).first()
    assert invitation is not None
    place = "'t Huis <b>& zo</b>\r\nBcc: e@voorbeeld.invalid"
    Meeting.objects.filter(pk=invitation.item.meeting_id).update(place=place)
    mail.outbox.clear()
    mail_invitation(str(invitation.item.meeting_id), str(invitation.user_id))
    (letter,) = mail.outbox
    assert "'t Huis <b>& zo</b>" in letter.body
    sent = letter.message()
    assert (sent.get_all("Bcc"), sent.get_all("To"), letter.recipients()) == (None, [invitation.user.email], letter.to)


def test_every_letter_is_written_as_plain_text() -> None:
    letters = list((ROOT / "templates").rglob("*.txt"))
    assert len(letters) > 5
    assert [str(path) for path in letters if not path.read_text().startswith("{% autoescape off %}")] == []


@pytest.mark.parametrize("header", ["subject", "to", "from_email"])
def test_a_line_end_in_a_header_is_refused(header: str) -> None:
    """S42: by the library that makes our mail; none of ours makes headers itself."""
    given: dict[str, Any] = {"subject": "x", "to": ["a@voorbeeld.invalid"], "from_email": "b@voorbeeld.invalid"}
    bad = "x\r\nBcc: e@voorbeeld.invalid"
    with pytest.raises(BadHeaderError):
        EmailMessage(body="x", **{**given, header: [bad] if header == "to" else bad}).message()


def test_subjects_are_ours() -> None:
    """S42: no word of a case or a person in the subject of a mail; each is a constant of the code."""
    calls = [
        call
        for app_name in ("cases", "parties", "privacy", "governance")
        for path in (ROOT / app_name).rglob("*.py")
        for call in re.findall(r"(?:send_mail|EmailMessage)\(\s*(.)", path.read_text())
    ]
    assert len(calls) >= 5
    assert set(calls) <= {'"', "S", "s", "L"}  # a text, SUBJECT, a parameter that is one, LETTERS


# --- session, messages and cache ------------------------------------------------------------------------------------------


def test_nothing_of_a_case_stands_in_session_message_or_cache(cast: Cast, case: Case) -> None:
    """S62: a word typed into every form of a case; the scanner finds it where it belongs."""
    word = f"kanarie{uuid4().hex[:12]}"
    scanner, found = Scanner([word]), 0
    broker = redis.Redis.from_url(settings.REDIS_URL)
    for place in places(cast, case, "everything"):
        if place.route.startswith("mens"):
            continue
        texts = {
            name: [word]
            for name in place.form.texts
            if name not in ("bsn", "email", "postcode", "house_number", "infix", "initials")
        }
        with place.sent({**place.form.filled(), **texts}) as sent:
            found += word in sent.texts_saved() if sent.is_taken else 0
            for row in Session.objects.all():
                assert scanner.in_bytes(row.session_data.encode()) == set(), place
                assert word not in str(row.get_decoded()), place
            assert word not in str([one.message for one in _messages(sent.answer)]), place
    assert found > 15
    for key in broker.scan_iter():
        assert word not in key.decode(errors="replace")
        assert scanner.in_bytes(broker.dump(key) or b"") == set(), key


def _messages(answer: Any) -> list[Any]:
    from django.contrib.messages import get_messages

    return list(get_messages(answer.wsgi_request))


# --- log lines ------------------------------------------------------------------------------------------------------------


@contextmanager
def our_log() -> Iterator[StringIO]:
    """What the handler of our settings writes, filter included."""
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.addFilter(OneLine())
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["one_line"]
    root.addHandler(handler)
    try:
        yield stream
    finally:
        root.removeHandler(handler)


FORGED = "%0a2026-01-01 ERROR zvh: wachtwoord gewijzigd%0d%0a"


def test_a_log_line_can_not_be_forged(cast: Cast) -> None:
    """S44: a line end in path, query, name or header starts no line of its own."""
    tries = [
        lambda client: client.get(f"/bestaat-niet/{FORGED}/"),
        lambda client: client.get(f"/casussen/?x={FORGED}"),
        lambda client: client.post("/inloggen/", {"email": "a\nERROR zvh: b", "password": "x"}),
        lambda client: client.generic("KWAAD\nERROR", "/inloggen/"),
        lambda client: client.get("/casussen/", HTTP_HOST="kwaad\nERROR zvh: x"),
        lambda client: client.get("/bestaat-niet/", HTTP_USER_AGENT="a\nERROR zvh: x", HTTP_X_FORWARDED_FOR="1\n2"),
    ]
    said = 0
    for attempt in tries:
        for client in (cast.rosa.client(), Client()):
            client.raise_request_exception = False
            with our_log() as log:
                attempt(client)
            lines = log.getvalue().splitlines()
            said += len(lines)
            assert not [line for line in lines if line.startswith(("2026-01-01", "ERROR", "2"))], lines
            assert len(lines) <= 1, lines
    assert said >= 3


# --- the queue ------------------------------------------------------------------------------------------------------------

PICKLED = b"cos\nsystem\n(S'touch %s'\ntR."


def test_a_worker_runs_no_pickled_message(tmp_path: Path) -> None:
    """S57: a real worker at a real broker; a message in JSON is taken up, a pickled one is refused and runs nothing."""
    queue, mark = f"proef-{uuid4().hex[:8]}", tmp_path / "geraakt"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "zvh.settings", "ZVH_PROCESS": "proef"}
    log = (tmp_path / "log").open("w+")
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "zvh.celery", "worker", "-Q", queue, "-P", "solo", "-l", "info", "--without-mingle",
         "--without-gossip", "-n", f"{queue}@%h"],
        cwd=ROOT, env=environment, stdout=log, stderr=log,
    )  # fmt: skip

    def says(word: str) -> bool:
        return word in (tmp_path / "log").read_text()

    try:
        assert eventually(lambda: says("ready."), 60), (tmp_path / "log").read_text()
        with app.connection_for_write() as connection:
            producer = connection.Producer()
            producer.publish(
                PICKLED % str(mark).encode(), routing_key=queue, content_type="application/x-python-serialize",
                content_encoding="binary", headers={"task": "zvh.tasks.run_job", "id": str(uuid4())},
            )  # fmt: skip
            assert eventually(lambda: says("Refusing to deserialize"), 30), (tmp_path / "log").read_text()
        app.send_task("zvh.tasks.run_job", args=["geen-nummer"], queue=queue)
        assert eventually(lambda: says("received"), 30), (tmp_path / "log").read_text()
        assert not mark.exists()
    finally:
        worker.terminate()
        worker.wait(20)
        log.close()
    assert settings.CELERY_TASK_IGNORE_RESULT and app.conf.accept_content == ["json"]
