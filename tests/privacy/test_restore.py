"""A backup that is put back: what lives is there again, and what was destroyed since stays destroyed (docs/deployment.md, "Restore")."""

import os
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from cases.models import Case, Subject
from privacy.models import KeyIncident
from tests.cast import Cast
from tests.privacy.machine import Machine, running
from tests.privacy.stories import closed_case, is_readable
from zvh import keystore
from zvh.dev.binaries import postgres_binaries
from zvh.today import today


@pytest.fixture
def machine(django_db_blocker: Any) -> Iterator[Machine]:
    with running(django_db_blocker) as made:
        yield made


def with_program(name: str, url: str, *arguments: str) -> bytes:
    """A program of PostgreSQL on this database, as an operator runs it."""
    parts = urlsplit(url)
    command = [postgres_binaries(None) / name, "-h", parts.hostname, "-p", str(parts.port), "-U", parts.username]
    environment = os.environ | {"PGPASSWORD": parts.password or ""}
    return subprocess.run([*map(str, command), *arguments], env=environment, check=True, capture_output=True).stdout


def test_what_was_destroyed_after_the_backup_stays_destroyed(machine: Machine, tmp_path: Path) -> None:
    cast = Cast()
    gone, stays = closed_case(cast), closed_case(cast)
    Case.objects.filter(pk=stays.pk).update(destroy_on=None)
    backup = tmp_path / "zvh.dump"
    backup.write_bytes(
        with_program("pg_dump", machine.servers.main_url(machine.places, "zvh_backup"), "--format=custom", "zvh")
    )
    assert gone.destroy_on
    machine.log_in("zvh_job", "keys_job")
    call_command("nightly", date=gone.destroy_on, stdout=StringIO())
    later = closed_case_after_the_backup(machine, cast)

    connections.close_all()
    with_program("pg_restore", machine.servers.main, "--clean", "--if-exists", "--dbname=zvh", str(backup))
    machine.log_in("zvh_owner", "keys_owner")
    assert Subject.objects.filter(case=gone).exists(), "the rows are back, before the erasures are replayed"
    call_command("migrate", verbosity=0, stdout=StringIO())
    machine.log_in("zvh_job", "keys_job")
    settings.RESTORING = True
    call_command("nightly", date=today(), stdout=StringIO())

    assert not Subject.objects.filter(case=gone).exists() and keystore.fetch([gone.pk]) == {}
    assert set(keystore.fetch([later.pk])) == {later.pk}, "what is newer than the backup keeps its key"
    assert not KeyIncident.objects.exists(), "a tombstone is no incident"
    machine.log_in("zvh_owner", "keys_owner")
    assert is_readable(cast, stays) and not is_readable(cast, gone)


def closed_case_after_the_backup(machine: Machine, cast: Cast) -> Case:
    machine.log_in("zvh_owner", "keys_owner")
    return closed_case(cast)
