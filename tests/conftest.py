"""Databases of the tests: one template with migrations and covenants, cloned for every parallel worker; a key store for each."""

import fcntl
import gc
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from parties.indexkeys import mint_missing
from tests.browser import CHROMIUM, FLAGS, PICTURES
from tests.cast import Cast
from tests.files.scanner import clamd, no_scanner, scanner  # noqa: F401  # fixtures
from tests.stock import clear_stock, open_stock
from zvh import wrapping
from zvh.dev.places import ROOT
from zvh.keystore import connection as keystore_pool

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser keeps a loop running beside the tests
KEYSTORE_SQL = Path(settings.BASE_DIR) / "zvh" / "sql" / "keystore.sql"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Once, and not by every process: pictures of before go (`tests/browser.py`), and there is room for a stock."""
    if hasattr(session.config, "workerinput"):
        return
    open_stock()
    if PICTURES:
        shutil.rmtree(ROOT / "test-artefacts", ignore_errors=True)


# Minutes each, and a file is run by one process: begun late, one of them would keep the others waiting at the end.
LONG = (
    "test_journeys",
    "test_every_page",
    "test_forms",
    "test_equivalence",
    "test_matrix",
    "test_other_pages",
    "test_ids",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, then those with a browser; the others fill what is left at the end."""
    slow = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: (item.path.stem not in LONG, item.path not in slow))


def pytest_collection_finish() -> None:
    """What is there now stays: looking through it again and again for garbage takes a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


@pytest.fixture(scope="session")
def worker(worker_id: str) -> str:
    return "hoofd" if worker_id == "master" else worker_id


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker: str, testrun_uid: str, keystore: None) -> Iterator[None]:
    """Clone the template, which the first worker to come makes."""
    name = f"{settings.DATABASES['default']['NAME']}_test_{worker}"
    with django_db_blocker.unblock():
        template = _template(testrun_uid)
        _recreate(name, template)
        _use(name)
        mint_missing()
        yield
        connections.close_all()


def _template(run: str) -> str:
    name = f"{settings.DATABASES['default']['NAME']}_test_sjabloon"
    lock = Path(gettempdir()) / f"{name}_{urlsplit(os.environ['DATABASE_URL']).port}"
    with lock.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if file.read() != run:
            _recreate(name)
            _use(name)
            call_command("migrate", verbosity=0, stdout=StringIO())
            call_command("load_covenants", stdout=StringIO())
            connections.close_all()
            file.truncate(0)
            file.write(run)
    return name


def _recreate(name: str, template: str = "template1") -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as conn:
        _drop(conn, name)
        conn.execute(f'create database "{name}" template "{template}" strategy file_copy')


def _drop(conn: psycopg.Connection, name: str) -> None:
    """Drop what may be there. While PostgreSQL itself cleans up in it (autovacuum) it may not be thrown out: wait."""
    for _ in range(60):
        with suppress(psycopg.errors.InsufficientPrivilege):
            conn.execute(f'drop database if exists "{name}" with (force)')
            return
        time.sleep(1)
    raise TimeoutError(f"{name} stays in use")


def _use(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


@pytest.fixture(scope="module")
def committing(django_db_setup: None, django_db_blocker: Any, testrun_uid: str) -> Iterator[str]:
    """A database in which transactions commit: a copy of the template, dropped afterwards (00, item 30)."""
    usual = settings.DATABASES["default"]["NAME"]
    name = f"{usual}_los"
    with django_db_blocker.unblock():
        _recreate(name, _template(testrun_uid))
        _use(name)
        yield name
        _use(usual)
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as conn:
            _drop(conn, name)


@pytest.fixture(scope="session")
def keystore(worker: str, tmp_path_factory: Any) -> None:
    """A key store of this worker's own, with its own wrapping key."""
    url = urlsplit(os.environ["KEYSTORE_URL"])
    name = f"{url.path.strip('/')}_test_{worker}"
    with psycopg.connect(os.environ["KEYSTORE_URL"], autocommit=True) as conn:
        _drop(conn, name)
        conn.execute(f'create database "{name}"')
    settings.KEYSTORE_URL = urlunsplit(url._replace(path=f"/{name}"))
    with psycopg.connect(settings.KEYSTORE_URL, autocommit=True) as conn:
        conn.execute(KEYSTORE_SQL.read_text())
    settings.WRAPPING_KEY_FILE = str(tmp_path_factory.mktemp("sleutel") / "wrapping.key")
    wrapping.write_wrapping_keys(settings.WRAPPING_KEY_FILE, [wrapping.new_key()])


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(autouse=True)
def _fast_passwords_and_local_mail(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def pytest_sessionfinish(session: pytest.Session) -> None:
    keystore_pool().close()
    if not hasattr(session.config, "workerinput"):
        clear_stock()
