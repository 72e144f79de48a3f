"""All servers of an installation, for tests that look at its files or put a backup back."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.core import mail
from django.db import connections

from tests.jobs import broker
from tests.stock import furnish
from zvh import keystore
from zvh.dev.places import Places, places
from zvh.dev.servers import Servers, embedded
from zvh.dev.supervisor import Supervisor
from zvh.logins import let_owner_step_down


@dataclass
class Machine:
    """All servers of an installation in one directory, and the login in use."""

    places: Places
    servers: Servers
    var: Path

    def log_in(self, role: str, keys: str) -> None:
        """From here on this process is the process of this role."""
        connections.close_all()
        given = psycopg.conninfo.conninfo_to_dict(self.servers.main_url(self.places, role))
        connections["default"].settings_dict.update(
            NAME=given["dbname"], USER=given["user"], PASSWORD=given["password"], HOST=given["host"], PORT=given["port"]
        )
        settings.KEYSTORE_URL = self.servers.keys_url(self.places, keys)
        settings.STEP_DOWN = role == "zvh_owner"

    def write_to_disk(self) -> None:
        """What the servers still have in memory stands in their files afterwards."""
        for url in (self.servers.main, self.servers.keys):
            with psycopg.connect(url, autocommit=True) as conn:
                conn.execute("checkpoint")
        self.broker().save()

    def broker(self) -> Any:
        return redis.Redis.from_url(self.servers.broker)


@contextmanager
def running(django_db_blocker: Any) -> Iterator[Machine]:
    """An installation of its own, with schema, covenants and search keys, ended and removed afterwards."""
    var = Path(tempfile.mkdtemp(prefix="zvh-kanarie-"))
    var.chmod(0o755)
    furnish(var)
    here = places(var)
    with Supervisor(print) as supervisor, django_db_blocker.unblock(), _our_settings():
        servers = embedded(supervisor, here, 20)
        let_owner_step_down(servers.main, "zvh_owner")
        made = Machine(here, servers, var)
        settings.WRAPPING_KEY_FILE = str(here.wrapping_key_file())
        made.log_in("zvh_owner", "keys_owner")
        with broker(servers.broker):
            yield made
        connections.close_all()
        keystore.connection().close()
    shutil.rmtree(var)


@contextmanager
def _our_settings() -> Iterator[None]:
    """What the test changes of settings and connection, put back."""
    names = ("KEYSTORE_URL", "WRAPPING_KEY_FILE", "STEP_DOWN", "EMAIL_BACKEND", "RESTORING")
    before = {name: getattr(settings, name) for name in names}
    database = dict(connections["default"].settings_dict)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
        connections["default"].settings_dict.update(database)
