"""Unsafe values refuse to start outside demo mode; demo mode serves this machine only (00, item 29)."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from zvh import safety

SAFE: dict[str, Any] = {
    "DEMO": False,
    "BASE_URL": "https://casus.voorbeeld.nl",
    "ALLOWED_HOSTS": ["casus.voorbeeld.nl"],
    "SECRET_KEY": "s" * 50,
    "DATABASE_URL": "postgresql://zvh_web@gegevens/zvh?sslmode=verify-full",
    "KEYSTORE_URL": "postgresql://keys_web@sleutels/sleutels?sslmode=verify-full",
    "REDIS_URL": "rediss://:geheim@wachtrij:6379/0?ssl_cert_reqs=required",
    "EMAIL_HOST": "mail.voorbeeld.nl",
    "EMAIL_USE_TLS": True,
    "WRAPPING_KEY_FILE": "/run/secrets/wrapping",
    "DATABASES": {"default": {"USER": "zvh_web"}},
}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"SECRET_KEY": "kort"}, "ZVH_SECRET_KEY"),
        ({"BASE_URL": "http://casus.voorbeeld.nl"}, "https"),
        ({"BASE_URL": ""}, "ZVH_BASE_URL"),
        ({"ALLOWED_HOSTS": ["*"]}, "ZVH_ALLOWED_HOSTS"),
        ({"KEYSTORE_URL": ""}, "KEYSTORE_URL"),
        ({"WRAPPING_KEY_FILE": ""}, "ZVH_WRAPPING_KEY_FILE"),
        ({"DATABASES": {"default": {"USER": "postgres"}}}, "superuser"),
        ({"DATABASE_URL": "postgresql://zvh_web@gegevens/zvh"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://zvh_web@gegevens/zvh?sslmode=require"}, "verify-full"),
        ({"KEYSTORE_URL": "postgresql://keys_web@sleutels/sleutels?sslmode=verify-ca"}, "KEYSTORE_URL"),
        ({"REDIS_URL": "redis://:geheim@wachtrij:6379/0"}, "rediss://"),
        ({"REDIS_URL": "rediss://:geheim@wachtrij:6379/0?ssl_cert_reqs=none"}, "ssl_cert_reqs"),
        ({"REDIS_URL": "rediss://:geheim@wachtrij:6379/0"}, "ssl_cert_reqs"),
        ({"CLAMD": "tcp://scanner:3310"}, "ZVH_CLAMD"),
        ({"EMAIL_USE_TLS": False}, "EMAIL_URL"),
        ({"DEMO": True}, "ZVH_DEMO"),
        ({"DEMO": True, "BASE_URL": "http://localhost:1", "ALLOWED_HOSTS": ["localhost", "e.nl"]}, "ZVH_DEMO"),
    ],
)
def test_an_unsafe_value_is_named(change: dict[str, Any], word: str) -> None:
    assert safety.problems(SAFE) == []
    found = safety.problems({**SAFE, **change})
    assert len(found) == 1
    assert word in found[0]


def production(**changes: str) -> dict[str, str]:
    """The environment of a production process, without what the tests themselves run with."""
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return {
        **kept,
        "ZVH_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ZVH_BASE_URL": "https://casus.voorbeeld.nl",
        "DATABASE_URL": "postgresql://zvh_web@localhost/zvh",
        "KEYSTORE_URL": "postgresql://keys_web@localhost/sleutels",
        "ZVH_WRAPPING_KEY_FILE": "/run/secrets/wrapping",
        **changes,
    }


def manage(*args: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *args], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True
    )


def test_production_settings_pass_the_deployment_check() -> None:
    answer = manage("check", "--deploy", "--fail-level", "WARNING", env=production())
    assert answer.returncode == 0, answer.stderr


def test_a_production_process_with_an_unsafe_value_does_not_start() -> None:
    answer = manage("check", env=production(ZVH_BASE_URL="http://casus.voorbeeld.nl"))
    assert answer.returncode != 0
    assert "refusing to start" in answer.stderr
