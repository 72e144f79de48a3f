"""The programs of PostgreSQL that a backup needs: those of the package, or those of the machine where it is not there."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from zvh.dev.binaries import postgres_binaries
from zvh.dev.errors import CannotStart

NAMES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip


class ProgramFailed(Exception):
    """What PostgreSQL said of it: names of tables, never a value."""


Address = Mapping[str, Any]


def of_database() -> Address:
    """Where this process has its database, and with which login."""
    return connection.get_connection_params()


def of_key_store() -> Address:
    return conninfo_to_dict(settings.KEYSTORE_URL)


def run(name: str, at: Address, *arguments: str | Path, given: bytes | None = None) -> bytes:
    """What this program writes, on this database. The password stands in no list of processes. Raises ProgramFailed."""
    address = {variable: str(at[key]) for key, variable in NAMES.items() if at.get(key)}
    ended = subprocess.run(
        [str(_program(name)), *map(str, arguments)],
        env=os.environ | address, input=given, capture_output=True, check=False,
    )  # fmt: skip
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip().splitlines()
        raise ProgramFailed(f"{name}: {said[0] if said else ended.returncode}")
    return ended.stdout


def _program(name: str) -> Path:
    try:
        return postgres_binaries(None) / name
    except CannotStart:
        found = shutil.which(name)
        if found is None:
            raise ProgramFailed(f"{name} is er niet") from None
        return Path(found)
