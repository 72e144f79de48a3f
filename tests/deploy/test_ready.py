"""/gezond/ and /klaar/ tell the truth, and nothing else; forwarding headers count from the proxy only (S56)."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from zvh import ready
from zvh.dev.postgres import free_port
from zvh.origin import ForwardedByProxyOnly

FORWARDED = {"HTTP_X_FORWARDED_FOR": "10.1.1.1", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_FORWARDED": "for=10.1.1.1"}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    ready._migrations_are_applied.cache_clear()


def elsewhere(url: str) -> str:
    """The same address at a port where nobody answers."""
    parts = urlsplit(url)
    login = parts.netloc.rpartition("@")[0]
    host = f"{parts.hostname}:{free_port()}"
    return urlunsplit(parts._replace(netloc=f"{login}@{host}" if login else host))


def test_ready_when_everything_is_there(db: None) -> None:
    answer = Client().get("/klaar/")
    assert (answer.status_code, answer.content) == (200, b"klaar")


@pytest.mark.parametrize("setting", ["KEYSTORE_URL", "REDIS_URL"])
def test_not_ready_without_key_store_or_broker(db: None, settings: Any, setting: str) -> None:
    setattr(settings, setting, elsewhere(getattr(settings, setting)))
    answer = Client().get("/klaar/")
    assert (answer.status_code, answer.content) == (503, b"niet klaar")
    assert Client().get("/gezond/").content == b"gezond"


def test_not_ready_without_the_wrapping_key(db: None, settings: Any, tmp_path: Any) -> None:
    settings.WRAPPING_KEY_FILE = str(tmp_path / "er-is-er-geen")
    assert Client().get("/klaar/").status_code == 503


def test_not_ready_while_a_migration_is_missing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'cases'")
    answer = Client().get("/klaar/")
    assert (answer.status_code, answer.content) == (503, b"niet klaar")


@pytest.mark.parametrize(("sender", "arrives"), [("172.30.1.9", True), ("10.0.0.1", False), ("", False)])
def test_forwarding_headers_arrive_from_the_proxy_only(settings: Any, sender: str, arrives: bool) -> None:
    settings.TRUSTED_PROXIES = ["172.30.1.0/24"]
    request = RequestFactory().get("/", REMOTE_ADDR=sender, **FORWARDED)  # type: ignore[arg-type]
    seen: list[Any] = []
    ForwardedByProxyOnly(seen.append)(request)  # type: ignore[arg-type]
    assert all((name in seen[0].META) is arrives for name in FORWARDED)
