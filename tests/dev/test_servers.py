"""The embedded servers, for real, on a var directory of their own."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import redis

from tests.dev.processes import eventually
from zvh import logins
from zvh.dev.places import Places, places
from zvh.dev.servers import Servers, embedded
from zvh.dev.supervisor import Supervisor

CONNECTIONS = 20
MAIN = ["zvh_owner", "zvh_web", "zvh_job", "zvh_backup"]
KEYS = ["keys_owner", "keys_web", "keys_job"]


@dataclass
class Running:
    supervisor: Supervisor
    places: Places
    servers: Servers


@pytest.fixture(scope="module")
def running(var: Path) -> Iterator[Running]:
    here = places(var)
    with Supervisor(print) as supervisor:
        servers = embedded(supervisor, here, CONNECTIONS)
        servers.prepare(here)
        yield Running(supervisor, here, servers)


@pytest.mark.parametrize("role", MAIN)
def test_every_role_of_the_main_database_logs_in(running: Running, role: str) -> None:
    with psycopg.connect(running.servers.main_url(running.places, role)) as connection:
        assert connection.execute("select current_user, current_database()").fetchone() == (role, "zvh")


@pytest.mark.parametrize("role", KEYS)
def test_every_role_of_the_key_store_logs_in(running: Running, role: str) -> None:
    with psycopg.connect(running.servers.keys_url(running.places, role)) as connection:
        assert connection.execute("select current_user, current_database()").fetchone() == (role, "sleutels")


def test_roles_have_no_right_beside_their_own(running: Running) -> None:
    question = """
        select rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
               (select count(*) from pg_auth_members where member = role.oid)
        from pg_roles role where rolname ~ '^(zvh|keys)_' order by rolname
    """
    no = False
    with psycopg.connect(running.servers.main) as connection:
        assert connection.execute(question).fetchall() == [
            ("zvh_backup", no, no, no, True, no, 0),
            ("zvh_job", no, no, no, no, no, 0),
            ("zvh_owner", no, no, True, no, no, 0),
            ("zvh_web", no, no, no, no, no, 0),
        ]
    with psycopg.connect(running.servers.keys) as connection:
        assert connection.execute(question).fetchall() == [
            ("keys_job", no, no, no, no, no, 0),
            ("keys_owner", no, no, True, no, no, 0),
            ("keys_web", no, no, no, no, no, 0),
        ]


def test_clusters_do_not_share_roles(running: Running) -> None:
    url = logins.login_url(running.servers.keys, "zvh_web", running.places.password("zvh_web"), "sleutels")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)


@pytest.mark.parametrize("role", ["zvh_web", "zvh_job", "zvh_backup"])
def test_a_process_makes_no_table_and_does_not_become_the_owner(running: Running, role: str) -> None:
    with psycopg.connect(running.servers.main_url(running.places, role), autocommit=True) as connection:
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)):
            connection.execute("create table public.mine (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("set role zvh_owner")


def test_in_tests_the_owner_steps_down_and_inherits_nothing(running: Running) -> None:
    logins.let_owner_step_down(running.servers.main, "zvh_owner")
    try:
        with psycopg.connect(running.servers.main_url(running.places, "zvh_owner")) as connection:
            assert connection.execute(
                "select pg_has_role('zvh_web', 'set'), pg_has_role('zvh_web', 'usage')"
            ).fetchone() == (True, False)
            connection.execute("set role zvh_web")
            assert connection.execute("select current_user").fetchone() == ("zvh_web",)
    finally:
        with psycopg.connect(running.servers.main, autocommit=True) as connection:
            connection.execute("revoke zvh_web, zvh_job, zvh_backup from zvh_owner")


def test_a_database_the_owner_makes_has_extensions_and_its_own_schema(running: Running) -> None:
    url = running.servers.main_url(running.places, "zvh_owner")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("create database test_extensions")
        with psycopg.connect(url.removesuffix("zvh") + "test_extensions") as copy:
            found = copy.execute("select extname from pg_extension order by extname").fetchall()
            # By name, not by owning the database: before version 16 that gives an owner that inherits nothing no right.
            schema = copy.execute(
                "select nspowner::regrole::text from pg_namespace where nspname = 'public'"
            ).fetchone()
        owner.execute("drop database test_extensions")
    assert found == [("btree_gist",), ("pg_trgm",), ("plpgsql",)]
    assert schema == ("zvh_owner",)


def test_errors_of_the_database_bring_no_values_to_its_log(running: Running) -> None:
    with psycopg.connect(running.servers.main_url(running.places, "zvh_owner"), autocommit=True) as owner:
        owner.execute("create table secret_words (word text unique)")
        owner.execute("insert into secret_words values ('kanarievogel')")
        for _ in range(2):
            with pytest.raises(psycopg.errors.UniqueViolation, match="kanarievogel"):
                owner.execute("insert into secret_words values ('kanarievogel')")
        owner.execute("drop table secret_words")
    log = (running.places.var / "log" / "postgres.log").read_text()
    assert "duplicate key value" in log
    assert "kanarievogel" not in log


def test_the_broker_asks_for_its_password(running: Running) -> None:
    assert redis.Redis.from_url(running.servers.broker).ping()
    without = running.servers.broker.replace(running.places.password("valkey"), "")
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(without).ping()


def test_no_password_stands_in_a_command_line(running: Running) -> None:
    commands = [child.program.command for group in running.supervisor.groups for child in group]
    passwords = [file.read_text() for file in running.places.secrets().iterdir()]
    assert len(commands) == 3
    assert len(passwords) >= 10
    assert not any(password in " ".join(command) for command in commands for password in passwords)


def test_secrets_are_for_their_owner_only(running: Running) -> None:
    modes = {file.stat().st_mode & 0o777 for file in running.places.secrets().iterdir()}
    assert modes == {0o600}
    assert running.places.secrets().stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["postgres", "keystore"])
def test_a_killed_cluster_comes_back_with_its_data(running: Running, name: str) -> None:
    url = running.servers.main if name == "postgres" else running.servers.keys
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table if not exists kept as select 42 as answer")
    kill(running, name)
    assert eventually(lambda: answer(running, url) == (42,))


def test_a_killed_broker_comes_back_with_its_queue(running: Running) -> None:
    redis.Redis.from_url(running.servers.broker).set("kept", "42")
    kill(running, "valkey")

    def answers() -> bool:
        running.supervisor.check()
        try:
            return redis.Redis.from_url(running.servers.broker).get("kept") == b"42"
        except redis.ConnectionError:
            return False

    assert eventually(answers)


def kill(running: Running, name: str) -> None:
    children = [child for group in running.supervisor.groups for child in group]
    process = next(child.process for child in children if child.program.name == name)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def answer(running: Running, url: str) -> tuple[int] | None:
    running.supervisor.check()
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("select answer from kept").fetchone()
    except psycopg.OperationalError:
        return None
