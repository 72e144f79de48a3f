"""A process starts only when the other end is who it says it is: PostgreSQL, the broker and the mail server (S60)."""

import http.client
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings

from deploy import make_secrets
from tests.deploy import gateway
from tests.deploy.compose import SERVICES, environment
from tests.dev.processes import eventually
from zvh.dev.postgres import free_port, is_busy

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
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
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


@dataclass(frozen=True)
class Website:
    """As compose starts it; on this machine, with other places for secrets and servers."""

    machine: Machine
    port: int
    environment: dict[str, str]

    def is_healthy(self, **changes: str) -> bool:
        check = SERVICES["web"]["healthcheck"]["test"][1:]
        asked = subprocess.run(check, cwd=settings.BASE_DIR, env=self.environment | changes, timeout=30)
        return asked.returncode == 0


@pytest.fixture(scope="module")
def website(machine: Machine, tmp_path_factory: Any) -> Iterator[Website]:
    port, own = free_port(), str(machine.secrets)
    command = [
        word.replace("/run/secrets", own).replace("0.0.0.0:8000", f"127.0.0.1:{port}")
        for word in SERVICES["web"]["command"]
    ]
    given = environment("web") | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "zvh.settings",
        "ZVH_SECRET_KEY_FILE": f"{own}/secret_key",
        "ZVH_WRAPPING_KEY_FILE": settings.WRAPPING_KEY_FILE,
        "ZVH_CA_FILE": f"{own}/ca.pem",
        "ZVH_PORT": str(port),
        "ZVH_STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "ZVH_TRUSTED_PROXIES": "127.0.0.2/32",
    }
    given = {name: value for name, value in given.items() if not name.endswith("_URL_FILE")} | addresses(machine)
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"],
        cwd=settings.BASE_DIR, env=given, check=True, timeout=90,
    )  # fmt: skip
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=given, stderr=subprocess.DEVNULL) as process:
        try:
            found = Website(machine, port, given)
            assert eventually(found.is_healthy, seconds=60)
            yield found
        finally:
            process.terminate()


def test_the_website_is_healthy_for_who_knows_its_authority_and_its_name(website: Website) -> None:
    assert not website.is_healthy(ZVH_CA_FILE=str(website.machine.strangers / "ca.pem"))
    assert not website.is_healthy(ZVH_BASE_URL="https://andere.voorbeeld.nl")


@pytest.fixture(scope="module")
def proxy(website: Website, tmp_path_factory: Any) -> Iterator[int]:
    """The port of nginx with deploy/nginx.conf, between 127.0.0.2 and the website."""
    secrets, port = website.machine.secrets, free_port()
    for end in ("pem", "key"):
        (secrets / f"site.{end}").write_bytes((secrets / f"web.{end}").read_bytes())
    directory = tmp_path_factory.mktemp("nginx")
    text = (Path(settings.BASE_DIR) / "deploy/nginx.conf").read_text()
    for theirs, ours in {
        "/tmp": str(directory), "/run/secrets": str(secrets), "listen 8080": f"listen 127.0.0.1:{free_port()}",
        "listen 8443": f"listen 127.0.0.1:{port}", "web:8000": f"127.0.0.1:{website.port}",
        "proxy_pass ": "proxy_bind 127.0.0.2;\n            proxy_pass ",
    }.items():  # fmt: skip
        assert theirs in text
        text = text.replace(theirs, ours)
    (directory / "nginx.conf").write_text(text)
    command = ["nginx", "-c", directory / "nginx.conf", "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            assert eventually(lambda: is_busy(port))
            yield port
        finally:
            process.terminate()


def ask(proxy: int, secrets: Path, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    known = ssl.create_default_context(cafile=secrets / "ca.pem")
    connection = http.client.HTTPSConnection("localhost", proxy, context=known, timeout=30)
    given = {"Host": "casus.voorbeeld.nl", "Connection": "close", **headers}
    connection.request("POST" if body is not None else "GET", path, body, given)
    answer = connection.getresponse()
    return answer.status, answer.getheader("Location") or answer.read().decode()


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not on this machine")
class TestProxy:
    def test_it_passes_on(self, proxy: int, website: Website) -> None:
        assert ask(proxy, website.machine.secrets, "/klaar/") == (200, "klaar")
        status, page = ask(proxy, website.machine.secrets, "/inloggen/")
        assert status == 200 and "Inloggen" in page

    def test_what_is_too_big_does_not_pass(self, proxy: int, website: Website) -> None:
        assert ask(proxy, website.machine.secrets, "/inloggen/", b"x" * (64 * 1024 * 1024 + 1))[0] == 413

    def test_another_name_is_refused(self, proxy: int, website: Website) -> None:
        assert ask(proxy, website.machine.secrets, "/klaar/", Host="andere.voorbeeld.nl")[0] == 400

    def test_a_forged_address_does_not_arrive(self, proxy: int, website: Website) -> None:
        """Ten wrong tries from one address are slowed, whatever that address says about itself."""
        statuses = {}
        for number in range(12):
            forged = {"X-Forwarded-For": f"10.9.8.{number}", "Referer": "https://casus.voorbeeld.nl/inloggen/"}
            statuses[number] = _wrong_try(proxy, website.machine.secrets, forged)
        assert statuses[0] == 422 and statuses[11] == 429


def _wrong_try(proxy: int, secrets: Path, headers: dict[str, str]) -> int:
    token = "a" * 32
    form = urlencode({"email": "niemand@voorbeeld.nl", "password": "x", "csrfmiddlewaretoken": token}).encode()
    cookie = {"Cookie": f"__Host-csrf={token}", "Content-Type": "application/x-www-form-urlencoded"}
    return ask(proxy, secrets, "/inloggen/", form, **headers, **cookie)[0]
