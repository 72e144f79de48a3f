"""A backup that is put back: what lives is there again, what was destroyed since stays destroyed, and nobody looks before that is so."""

import json
import re
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client

from cases.models import Case, Subject
from privacy import restore
from privacy.models import DestructionRecord, KeyIncident, Opening
from privacy.tasks import open_again, run_nightly
from tests.cast import Cast
from tests.privacy.machine import Machine, running
from tests.privacy.stories import closed_case, is_readable
from zvh import keystore
from zvh.actor import acting_as
from zvh.dev.account import give, identity
from zvh.dev.binaries import postgres_binaries
from zvh.dev.postgres import Cluster, free_port
from zvh.dev.supervisor import Supervisor
from zvh.models import Job
from zvh.opening import is_open
from zvh.tasks import run_job

PUBLIC_PAGES = ["/", "/inloggen/", "/gezond/", "/klaar/", "/hulp/", "/mijn-werk/", "/vernietiging/", "/bestaat-niet/"]


@pytest.fixture(scope="module")
def machine(django_db_blocker: Any) -> Iterator[Machine]:
    with running(django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def cast(machine: Machine) -> Cast:
    return Cast()


@pytest.fixture(autouse=True)
def as_owner_again(machine: Machine) -> Iterator[None]:
    """Every test begins and ends as the owner, in an installation that is open."""
    as_owner(machine)
    assert is_open()
    yield
    as_owner(machine)


def told(command: str, *arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def made_backup(machine: Machine, directory: Path) -> Path:
    directory.mkdir(exist_ok=True)
    machine.log_in("zvh_backup", "keys_web")
    said = told("backup", directory)
    assert re.search(r"controlegetal [0-9a-f]{64}, in \d+\.\d seconden", said)
    return sorted(directory.glob("*.dump"))[-1]


def as_owner(machine: Machine) -> None:
    machine.log_in("zvh_owner", "keys_owner")


def destroyed(machine: Machine, case: Case) -> None:
    machine.log_in("zvh_job", "keys_job")
    call_command("nightly", date=case.destroy_on, stdout=StringIO())
    as_owner(machine)


def test_what_was_destroyed_after_the_backup_stays_destroyed(machine: Machine, cast: Cast, tmp_path: Path) -> None:
    gone, stays = closed_case(cast), closed_case(cast)
    Case.objects.filter(pk=stays.pk).update(destroy_on=None)
    client = cast.rosa.client()
    backup = made_backup(machine, tmp_path / "databank")
    destroyed(machine, gone)
    later = closed_case(cast)

    restore.put_back(backup)
    assert Subject.objects.filter(case=gone).exists(), "the rows are back, before the erasures are replayed"
    assert_closed(cast, client, gone)

    machine.log_in("zvh_job", "keys_job")
    open_again()
    as_owner(machine)
    assert is_open() and Client().get("/inloggen/").status_code == 200
    assert not Subject.objects.filter(case=gone).exists() and keystore.fetch([gone.pk]) == {}
    assert DestructionRecord.objects.get(dossier_id=gone.pk).rule.startswith("opnieuw vernietigd")
    assert set(keystore.fetch([later.pk])) == {later.pk}, "what is newer than the backup keeps its key"
    assert not KeyIncident.objects.exists(), "a tombstone is no incident"
    assert is_readable(cast, stays) and not is_readable(cast, gone)
    assert client.get("/mijn-werk/").status_code == 302, "sessions did not come back"


def assert_closed(cast: Cast, client: Client, gone: Case) -> None:
    """Nobody comes in, by no door, and nothing is sent off."""
    assert not is_open() and keystore.fetch([gone.pk]) == {}, "unreadable before it is anything else"
    for address in PUBLIC_PAGES:
        for who in (client, Client()):
            answer = who.get(address)
            assert answer.status_code == 503, address
            assert "nog gesloten" in answer.content.decode() and "niemand inloggen" in answer.content.decode()
    before = Client().post("/inloggen/", {"username": cast.rosa.user.email, "password": "Een heel lange wachtzin"})
    assert before.status_code == 503
    with pytest.raises(DatabaseError, match="closed until"), acting_as(cast.rosa.pk):
        pass
    waits = Job.objects.create(name="send_letter", arguments={})
    run_job(str(waits.pk))
    run_nightly()
    waits.refresh_from_db()
    assert waits.attempts == 0 and waits.finished_at is None
    waits.delete()


def test_one_command_puts_everything_back_and_tells_how_long_it_took(
    machine: Machine, cast: Cast, tmp_path: Path
) -> None:
    gone, stays = closed_case(cast), closed_case(cast)
    Case.objects.filter(pk=stays.pk).update(destroy_on=None)
    made_backup(machine, tmp_path / "databank")
    destroyed(machine, gone)
    with connection.cursor() as cursor:  # what a newer version made goes too
        cursor.execute("create table public.nieuwer (id int primary key, case_id uuid references cases_case)")
    said = told("restore", tmp_path / "databank")
    steps = re.findall(r"^(.+): \d+\.\d seconden$", said, re.MULTILINE)
    assert [step.split()[-1] for step in steps] == ["teruggezet", "vernietigd"], said
    assert re.search(r"open: 1 opnieuw vernietigd, 0 zonder sleutel gesloten, samen in \d+\.\d seconden", said)
    assert "nieuwer" not in connection.introspection.table_names()
    assert is_open() and is_readable(cast, stays) and not Case.objects.filter(pk=gone.pk).exists()
    machine.log_in("zvh_web", "keys_web")
    assert cast.rosa.client().get(f"/casussen/{stays.number}/").status_code == 200, "with the rights of the website"


def test_both_stores_lost_both_put_back(machine: Machine, cast: Cast, tmp_path: Path) -> None:
    keys = tmp_path / "sleutels"
    keys.mkdir()
    gone, stays = closed_case(cast), closed_case(cast)
    Case.objects.filter(pk=stays.pk).update(destroy_on=None)
    made_backup(machine, tmp_path / "databank")
    machine.log_in("zvh_job", "keys_job")
    told("backup_keys", keys)
    first = next(keys.iterdir())
    destroyed(machine, gone)
    machine.log_in("zvh_job", "keys_job")
    told("backup_keys", keys)
    (only,) = keys.iterdir()
    assert only != first, "the newest state only"
    as_owner(machine)
    with psycopg.connect(settings.KEYSTORE_URL, autocommit=True) as conn:
        conn.execute("drop schema keys cascade")
    Path(settings.WRAPPING_KEY_FILE).unlink()
    told("restore", tmp_path / "databank", keys=keys)
    assert is_readable(cast, stays) and not Case.objects.filter(pk=gone.pk).exists()
    assert keystore.has_tombstone(gone.pk)


def test_a_damaged_backup_or_one_of_a_newer_version_is_refused_and_changes_nothing(
    machine: Machine, cast: Cast, tmp_path: Path
) -> None:
    case = closed_case(cast)
    backup = made_backup(machine, tmp_path / "databank")
    as_owner(machine)
    label = backup.with_suffix(".json")
    whole, said = backup.read_bytes(), json.loads(label.read_text())
    for damage, reason in (
        (lambda: backup.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1])), "controlegetal"),
        (lambda: label.write_text(json.dumps(said | {"migrations": [*said["migrations"], "cases.9999_later"]})), "9999_later"),
        (lambda: label.unlink(), "niet te lezen"),
        (lambda: backup.unlink(), "geen back-up"),
    ):  # fmt: skip
        damage()
        with pytest.raises(CommandError, match=reason):
            told("restore", tmp_path / "databank")
        if backup.exists():
            backup.write_bytes(whole)
        label.write_text(json.dumps(said))
        assert is_open() and is_readable(cast, case)


def test_keys_and_database_never_stand_together(machine: Machine, tmp_path: Path) -> None:
    made_backup(machine, tmp_path)
    machine.log_in("zvh_job", "keys_job")
    with pytest.raises(CommandError, match="niet in dezelfde map"):
        told("backup_keys", tmp_path)
    (elsewhere := tmp_path / "sleutels").mkdir()
    told("backup_keys", elsewhere)
    machine.log_in("zvh_backup", "keys_web")
    with pytest.raises(CommandError, match="niet in dezelfde map"):
        told("backup", elsewhere)
    for file in [*tmp_path.glob("*.*"), *elsewhere.rglob("*")]:
        assert file.stat().st_mode & 0o077 == 0, "for us only"


def test_a_backup_that_fails_leaves_nothing(machine: Machine, tmp_path: Path) -> None:
    machine.log_in("zvh_web", "keys_web")  # may not read all
    with pytest.raises(CommandError, match="permission denied"):
        told("backup", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_base_backup_with_its_wal_comes_up_closed(machine: Machine, tmp_path: Path) -> None:
    """Put back without our command: the server itself has another timeline then."""
    other = base_backup(machine)
    with Supervisor(print) as supervisor:
        supervisor.start(other.program())
        supervisor.wait_until(other.is_ready, 60, f"zie {other.log}")
        with psycopg.connect(f"{other.url.rpartition('/')[0]}/zvh", autocommit=True) as conn:
            supervisor.wait_until(lambda: not one(conn, "select pg_is_in_recovery()"), 60, "still recovering")
            assert one(conn, "select count(*) from privacy_opening") >= 1, (
                "the row is there, and is of another timeline"
            )
            assert one(conn, "select app.is_open()") is False
            with pytest.raises(psycopg.DatabaseError, match="closed until the erasures are replayed"):
                conn.execute("select * from app.begin_as(null, current_date, now(), null)")
    assert is_open(), "and where it came from goes on"


def one(conn: psycopg.Connection[Any], question: str) -> Any:
    (answer,) = conn.execute(question).fetchone() or (None,)
    return answer


def base_backup(machine: Machine) -> Cluster:
    """A physical copy of the database beside it, that recovers to the end of its WAL when it starts."""
    places, at = machine.places, urlsplit(machine.servers.main)
    binaries = postgres_binaries(places.servers)
    copy = Cluster(
        name="teruggezet", binaries=binaries, data=machine.var / "teruggezet", log=places.log("teruggezet"),
        password=at.password or "", port=free_port(), account=places.servers, connections=20,
    )  # fmt: skip
    copy.data.mkdir(mode=0o700)
    give(copy.data, places.servers)
    subprocess.run(
        [binaries / "pg_basebackup", "-D", copy.data, "-h", "127.0.0.1", "-p", str(at.port), "-U", "postgres", "-c", "fast"],
        env={"PGPASSWORD": at.password or ""}, cwd="/", check=True, capture_output=True, **identity(places.servers),
    )  # fmt: skip
    with (copy.data / "postgresql.auto.conf").open("a") as settings_of_server:
        settings_of_server.write("restore_command = 'false'\n")
    signal_file = copy.data / "recovery.signal"
    signal_file.touch()
    give(signal_file, places.servers)
    return copy


def test_after_a_replay_it_is_open_on_its_own_timeline(machine: Machine) -> None:
    Opening.objects.update(timeline="00000007")
    assert not is_open() and Client().get("/inloggen/").status_code == 503
    machine.log_in("zvh_job", "keys_job")
    open_again()
    assert is_open()
