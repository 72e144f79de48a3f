"""Is everything there that a process needs? For `/klaar/` and for the start of each process (`manage.py start`)."""

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterable
from functools import cache

import psycopg
import redis
from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from zvh import virusscan
from zvh.wrapping import read_wrapping_keys

log = logging.getLogger("zvh")
SECONDS = 5


class NotReady(Exception):
    """What is missing. For the log: a person is told only that it is not ready."""


def check(names: Iterable[str]) -> None:
    """Raises NotReady with the first that is not there."""
    for name in names:
        CHECKS[name]()


def _database() -> None:
    try:
        connection.ensure_connection()
        _migrations_are_applied()
    except DatabaseError as error:
        raise NotReady(f"database: {error}") from error


@cache
def _migrations_are_applied() -> None:
    """Remembered once it is so: this process never needs more than it was made with."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("database: migrations are missing")


def _key_store() -> None:
    """On a connection of its own: the pool would not tell why it has none."""
    try:
        with psycopg.connect(settings.KEYSTORE_URL, connect_timeout=SECONDS) as conn:
            conn.execute("select keys.has_tombstone(gen_random_uuid())")
        read_wrapping_keys(settings.WRAPPING_KEY_FILE)
    except (psycopg.Error, OSError, ValueError) as error:
        raise NotReady(f"key store: {error}") from error


def _broker() -> None:
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS).ping()
    except redis.RedisError as error:
        raise NotReady(f"broker: {error}") from error


def _mail() -> None:
    """A server that is down may come back; one that is not who it says it is, may not be written to."""
    try:
        get_connection().open()
    except ssl.SSLError as error:
        raise NotReady(f"mail: {error}") from error
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail can not be sent now: %s", error)


def _scanner() -> None:
    """While it is away files wait, and nobody opens one."""
    try:
        if settings.CLAMD:
            virusscan.version()
    except virusscan.ScannerAway as error:
        log.warning("files can not be scanned now: %s", error)


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "keystore": _key_store,
    "broker": _broker,
    "mail": _mail,
    "scanner": _scanner,
}
SERVING = ("database", "keystore", "broker")  # without mail the website works on
