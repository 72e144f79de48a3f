"""Redis by that name, as docker-compose.yml runs it: the queue, the tries of signing in, and a restart (the usual tests have Valkey)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from privacy.runwatch import TICKED
from tests.cast import Cast
from tests.dev.processes import eventually
from tests.jobs import broker
from zvh.dev.postgres import free_port
from zvh.dev.valkey import CONFIGURATION
from zvh.jobs import later
from zvh.models import Job

SERVER = shutil.which("redis-server") or shutil.which("redis-check-rdb")  # one program, which does as it is called
pytestmark = pytest.mark.skipif(SERVER is None, reason="geen redis-server (apt-get install redis-tools)")
PASSWORD = "geheim"  # noqa: S105


class Redis:
    """A server with the settings of ours."""

    def __init__(self, directory: Path) -> None:
        self.port, self.file = free_port(), directory / "redis.conf"
        self.file.write_text(CONFIGURATION.format(port=self.port, password=PASSWORD, directory=directory))
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url)
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(["redis-server", str(self.file)], executable=SERVER, stdout=subprocess.DEVNULL)
        assert eventually(self.answers, 20)

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Redis]:
    made = Redis(tmp_path)
    yield made
    made.kill()


@pytest.fixture
def in_use(server: Redis, committing: str) -> Iterator[Redis]:
    with broker(server.url):
        yield server


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


WORKER = ("-m", "celery", "-A", "zvh.celery")
IMPATIENT = "import zvh.celery as clock, sys; clock.LOOKS_EVERY = 0.5; clock.app.worker_main(sys.argv[1:])"


def worker(server: Redis, mail: Path, command: tuple[str, ...] = WORKER) -> "subprocess.Popen[bytes]":
    """A worker as the supervisor starts it, with the databases of this test."""
    database = settings.DATABASES["default"]
    url = f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    given = {
        "DATABASE_URL": url, "KEYSTORE_URL": settings.KEYSTORE_URL, "ZVH_STEP_DOWN": "1", "REDIS_URL": server.url,
        "ZVH_WRAPPING_KEY_FILE": settings.WRAPPING_KEY_FILE, "EMAIL_URL": f"filemail:///{mail}",
    }  # fmt: skip
    return subprocess.Popen(
        (sys.executable, *command, "worker", "-Q", "system,people", "-P", "solo"),
        env={**os.environ, **given},
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_it_is_redis(server: Redis) -> None:
    told: dict[str, Any] = server.client.info("server")
    assert told.get("server_name", "redis") == "redis" and "valkey_version" not in told
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=server.port).ping()


def test_a_job_outlives_a_restart_and_its_letter_is_sent(in_use: Redis, cast: Cast, tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    mail.mkdir()
    cast.rosa.user.set_password("een lang genoeg wachtwoord")
    cast.rosa.user.save()
    with transaction.atomic():
        job = later("mail_reset", user_id=cast.rosa.user.pk)
    assert in_use.client.llen("system") == 1
    in_use.kill()
    in_use.start()
    assert in_use.client.llen("system") == 1, "what stands in the queue is on disk"
    process = worker(in_use, mail)
    try:
        assert eventually(lambda: Job.objects.get(pk=job.pk).finished_at is not None, 60)
    finally:
        process.terminate()
        process.wait(30)
    (letter,) = mail.iterdir()
    assert "wachtwoord" in letter.read_text("utf-8", "replace")


def test_a_worker_asks_by_itself_whether_the_clock_ticks(in_use: Redis, tmp_path: Path) -> None:
    """There is no clock beside it: what looks notes when it looked first. It looks on after the broker was away."""
    process = worker(in_use, tmp_path, ("-c", IMPATIENT))
    try:
        assert eventually(lambda: cache.get(TICKED) is not None, 60)
        in_use.kill()
        in_use.start()
        cache.delete(TICKED)
        assert eventually(lambda: cache.get(TICKED) is not None, 60)
    finally:
        process.terminate()
        process.wait(30)


def test_guessing_is_slowed(in_use: Redis, cast: Cast) -> None:
    client, given = Client(), {"email": cast.rosa.user.email, "password": "geraden wachtwoord"}
    statuses = [client.post("/inloggen/", given).status_code for _ in range(12)]
    assert statuses == [422] * 10 + [429] * 2
