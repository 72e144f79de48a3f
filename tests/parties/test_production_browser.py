"""Cookies, headers and checks outside demo mode, in a process of its own (S13, S15, S17, S56)."""

import json
import os
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

SCRIPT = """
from django.conf import settings
import django; django.setup()
from django.test import Client
import json
NAMES = ["NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN"]
client = Client(HTTP_HOST="zvh.voorbeeld.nl")
answers = {path: client.get(path, secure=True) for path in ["/gezond/", "/uitloggen/", "/bestaat-niet/"]}
plain = client.get("/inloggen/")
print(json.dumps({
    "headers": {path: dict(a.headers) for path, a in answers.items()},
    "status": {path: a.status_code for path, a in answers.items()},
    "plain": [plain.status_code, plain.get("Location", "")],
    "session": [getattr(settings, f"SESSION_COOKIE_{name}") for name in NAMES],
    "csrf": [getattr(settings, f"CSRF_COOKIE_{name}") for name in NAMES],
}))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: Any, django_db_setup: None) -> dict[str, str]:
    """What an operator sets; the database is the one of these tests."""
    address = urlsplit(os.environ["DATABASE_URL"])
    key = tmp_path_factory.mktemp("sleutel") / "wrapping.key"
    key.write_text("x")
    given = {
        "ZVH_SECRET_KEY": "een lange geheime sleutel van wel vijftig tekens of iets meer 0123456789",
        "ZVH_BASE_URL": "https://zvh.voorbeeld.nl",
        "ZVH_WRAPPING_KEY_FILE": str(key),
        "ZVH_STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "DATABASE_URL": urlunsplit(address._replace(path=f"/{settings.DATABASES['default']['NAME']}")),
        "DJANGO_SETTINGS_MODULE": "zvh.settings",
        "EMAIL_URL": "smtp+tls://localhost:587",
    }
    ours = ("ZVH_DEMO", "ZVH_STEP_DOWN", "ZVH_SECRET_KEY_FILE", "PYTHONPATH")  # a file would go before a value
    kept = {k: v for k, v in os.environ.items() if k not in ours}
    return {**kept, **given}


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_check_deploy_has_no_warnings(environment: dict[str, str]) -> None:
    done = run(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (1 silenced)."), done.stderr


def test_cookies_and_headers(environment: dict[str, str]) -> None:
    collected = run(environment, "manage.py", "collectstatic", "--no-input", "-v0")
    assert collected.returncode == 0, collected.stderr
    done = run(environment, "-c", SCRIPT)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["session"] == ["__Host-sessie", True, True, "Lax", "/", None]
    assert found["csrf"] == ["__Host-csrf", True, True, "Lax", "/", None]
    assert found["plain"] == [301, "https://zvh.voorbeeld.nl/inloggen/"]
    for path, headers in found["headers"].items():
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert int(headers["Strict-Transport-Security"].split(";")[0].partition("=")[2]) >= 365 * 24 * 3600, path
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    "change",
    [{"ZVH_SECRET_KEY": "kort"}, {"ZVH_BASE_URL": "http://zvh.voorbeeld.nl"}, {"ZVH_DEMO": "1"}],
)  # fmt: skip
def test_unsafe_values_refuse_to_start(environment: dict[str, str], change: dict[str, str]) -> None:
    done = run({**environment, **change}, "manage.py", "check")
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
