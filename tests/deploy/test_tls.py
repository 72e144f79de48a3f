"""A process starts only when the other end is who it says it is: PostgreSQL, the broker and the mail server (S60)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from deploy import make_secrets
from tests.deploy import gateway
from tests.deploy.compose import COMPOSE, environment
from tests.dev.processes import eventually
from zvh.dev.postgres import free_port

MAIL = "smtp+tls://login:wachtwoord@mail.voorbeeld.nl:587"
# Celery and Django's cache read the address each in their own way.
BOTH_READERS = """
import django; django.setup()
from django.core.cache import cache
from zvh.celery import app
cache.set("tls", "42", 5)
with app.connection() as queue:
    queue.ensure_connection(max_retries=1, timeout=5)
print("gestart", cache.get("tls"))
"""


@dataclass(frozen=True)
class Machine:
    """A directory of secrets, and the servers they belong to, behind TLS."""

    secrets: Path
    strangers: Path  # another authority's
    ports: dict[str, int]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: Any, django_db_setup: None) -> Iterator[Machine]:
    secrets, strangers = tmp_path_factory.mktemp("secrets"), tmp_path_factory.mktemp("strangers")
    make_secrets.make(secrets, MAIL)
    make_secrets.make(strangers, MAIL)
    with ExitStack() as stack:
        main, keys, broker = (urlsplit(os.environ[name]).port for name in ("DATABASE_URL", "KEYSTORE_URL", "REDIS_URL"))
        ports = {
            "database": stack.enter_context(gateway.tls(secrets / "database.pem", gateway.postgres, main)),
            "keystore": stack.enter_context(gateway.tls(secrets / "keystore.pem", gateway.postgres, keys)),
            "broker": stack.enter_context(gateway.tls(secrets / "redis.pem", gateway.at_once, broker)),
            "mail": stack.enter_context(gateway.tls(secrets / "database.pem", gateway.starttls)),
        }
        yield Machine(secrets, strangers, ports)


def addresses(machine: Machine, distrusting: str = "") -> dict[str, str]:
    """What an operator sets; `distrusting` one server, whose certificate another authority would have had to sign."""

    def authority(name: str) -> Path:
        return (machine.strangers if name == distrusting else machine.secrets) / "ca.pem"

    def login(url: str, name: str, path: str) -> str:
        user = urlsplit(url).netloc.rpartition("@")[0]
        query = f"sslmode=verify-full&sslrootcert={authority(name)}"
        return f"postgresql://{user}@localhost:{machine.ports[name]}{path}?{query}"

    broker = urlsplit(os.environ["REDIS_URL"])
    password = f"{broker.netloc.rpartition('@')[0]}@" if broker.password else ""
    tls = f"ssl_cert_reqs=required&ssl_ca_certs={authority('broker')}"
    return {
        "DATABASE_URL": login(os.environ["DATABASE_URL"], "database", f"/{settings.DATABASES['default']['NAME']}"),
        "KEYSTORE_URL": login(settings.KEYSTORE_URL, "keystore", urlsplit(settings.KEYSTORE_URL).path),
        "REDIS_URL": f"rediss://{password}localhost:{machine.ports['broker']}{broker.path}?{tls}",
        "EMAIL_URL": f"smtp+tls://localhost:{machine.ports['mail']}",
        # Mail is verified against these; the client of Redis believes them beside its own.
        "SSL_CERT_FILE": str(authority("broker" if distrusting == "broker" else "mail")),
    }


def start(machine: Machine, distrusting: str, *program: str) -> subprocess.CompletedProcess[str]:
    given = environment("web") | {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "zvh.settings",
        "ZVH_SECRET_KEY_FILE": str(machine.secrets / "secret_key"),
        "ZVH_WRAPPING_KEY_FILE": settings.WRAPPING_KEY_FILE,
    }
    kept = {name: value for name, value in given.items() if not name.endswith("_URL_FILE")}
    return subprocess.run(
        [sys.executable, "manage.py", "start", "--", *program],
        cwd=settings.BASE_DIR, env=kept | addresses(machine, distrusting), capture_output=True, text=True, timeout=90,
    )  # fmt: skip


def test_with_the_right_authority_it_starts(machine: Machine) -> None:
    done = start(machine, "", sys.executable, "-c", BOTH_READERS)
    assert (done.returncode, done.stdout) == (0, "gestart 42\n"), done.stderr


@pytest.mark.parametrize(
    ("server", "called"),
    [("database", "database"), ("keystore", "key store"), ("broker", "broker"), ("mail", "mail")],
)
def test_with_a_wrong_authority_it_refuses(machine: Machine, server: str, called: str) -> None:
    done = start(machine, server, "/bin/echo", "gestart")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"start niet: {called}: " in done.stderr
    assert "certificate verify failed" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_website_of_compose_is_healthy_for_who_knows_its_authority(machine: Machine) -> None:
    """Command and health check as they stand there; on this machine, with other places for secrets and servers."""
    port = free_port()
    own = str(machine.secrets)
    command = [word.replace("/run/secrets", own).replace("0.0.0.0:8000", f"127.0.0.1:{port}")
               for word in COMPOSE["services"]["web"]["command"]]  # fmt: skip
    given = environment("web") | {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "zvh.settings"}
    given |= {"ZVH_SECRET_KEY_FILE": f"{own}/secret_key", "ZVH_WRAPPING_KEY_FILE": settings.WRAPPING_KEY_FILE}
    given |= {"ZVH_CA_FILE": f"{own}/ca.pem", "ZVH_PORT": str(port), "ZVH_STATIC_ROOT": str(settings.STATIC_ROOT)}
    kept = {name: value for name, value in given.items() if not name.endswith("_URL_FILE")} | addresses(machine)
    check = COMPOSE["services"]["web"]["healthcheck"]["test"][1:]

    def is_healthy(**changes: str) -> bool:
        asked = subprocess.run(check, cwd=settings.BASE_DIR, env=kept | changes, timeout=30)
        return asked.returncode == 0

    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=kept, stderr=subprocess.DEVNULL) as website:
        try:
            assert eventually(is_healthy, seconds=60)
            assert not is_healthy(ZVH_CA_FILE=str(machine.strangers / "ca.pem"))
            assert not is_healthy(ZVH_BASE_URL="https://andere.voorbeeld.nl")
        finally:
            website.terminate()
