"""A night that finds its disk full: nothing is half gone, and when there is room again the next night finishes (09, section 4)."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError

from privacy import nightly
from privacy.models import NightlyRun
from tests.cast import Cast
from tests.privacy.machine import Machine, running
from tests.privacy.stories import closed_case, is_readable
from tests.privacy.test_faults import gone

TABLE = "privacy_destructionrecord"


@pytest.fixture
def disk() -> Iterator[Path]:
    """Four megabytes of their own. Only root may mount them."""
    place = Path(tempfile.mkdtemp(prefix="zvh-schijf-"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", place], check=False).returncode:
        place.rmdir()
        pytest.skip("who runs this may not mount a disk")
    place.chmod(0o755)
    yield place
    subprocess.run(["umount", place], check=True)
    place.rmdir()


@pytest.fixture
def machine(disk: Path, django_db_blocker: Any) -> Iterator[Machine]:
    """An installation of which the certificates stand on that disk."""
    with running(django_db_blocker) as made:
        room, owner = disk / "tabellen", (made.var / "postgres").stat()
        room.mkdir()
        os.chown(room, owner.st_uid, owner.st_gid)
        with psycopg.connect(made.servers.main_url(made.places, "zvh_owner")) as conn:
            name = conn.info.dbname
        with psycopg.connect(f"{made.servers.main.rpartition('/')[0]}/{name}", autocommit=True) as conn:
            conn.execute(f"create tablespace klein location '{room}'")  # type: ignore[arg-type]
            conn.execute(f"alter table {TABLE} set tablespace klein")  # type: ignore[arg-type]
        yield made


def fill(disk: Path) -> Path:
    """Until not a byte is left."""
    file = disk / "vol"
    with file.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(bytes(1024)):
            pass
    return file


def test_a_full_disk_stops_the_night_and_the_next_one_finishes(machine: Machine, disk: Path) -> None:
    """The server can not make the file of the certificates longer: its own error, from a disk that is full."""
    cast = Cast()
    case, filler = closed_case(cast), fill(disk)
    machine.log_in("zvh_job", "keys_job")
    with pytest.raises(OperationalError, match="No space left on device"):
        nightly.run(case.destroy_on)
    machine.log_in("zvh_owner", "keys_owner")
    assert not gone(case) and is_readable(cast, case), "I1: wholly there"
    assert NightlyRun.objects.get(day=case.destroy_on).finished_at is None, "I5, I6: begun, and not taken for done"
    filler.unlink()
    machine.log_in("zvh_job", "keys_job")
    nightly.run(case.destroy_on)
    machine.log_in("zvh_owner", "keys_owner")
    assert gone(case), "I3"
    assert NightlyRun.objects.get(day=case.destroy_on).finished_at
