"""`./run` as a user starts it: every server and program, on its own var directory and port."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dev.processes import alive, eventually, mentioning
from tests.dev.whole import PROGRAMS, Started, start
from zvh.dev.places import ROOT
from zvh.dev.postgres import free_port


@pytest.fixture(scope="module")
def started(var: Path) -> Iterator[Started]:
    with start(var) as whole:
        yield whole


def test_it_prints_where_it_is(started: Started) -> None:
    assert started.lines[-1] == f"zvh: klaar op http://localhost:{started.port}/  (stoppen: Ctrl-C)\n"
    assert started.answers()


@pytest.mark.parametrize(
    ("name", "logins"),
    [
        ("web", ["zvh_web", "keys_web"]),
        ("people", ["zvh_web", "keys_web"]),
        ("system", ["zvh_job", "keys_job"]),
        ("beat", ["zvh_job", "keys_job"]),
    ],
)
def test_every_program_has_its_own_logins_and_no_other(started: Started, name: str, logins: list[str]) -> None:
    pid = started.pid(name)
    assert (started.var / "run" / f"{name}.pid").read_text() == f"{pid}\n"
    environment = Path(f"/proc/{pid}/environ").read_text()
    assert re.findall(r"postgresql://(\w+):", environment) == logins


@pytest.mark.parametrize("name", list(PROGRAMS))
def test_a_killed_program_comes_back(started: Started, name: str) -> None:
    first = started.pid(name)
    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        try:
            return started.pid(name) != first
        except StopIteration:
            return False

    assert eventually(is_back)
    written = started.var / "run" / f"{name}.pid"
    assert eventually(lambda: written.read_text() == f"{started.pid(name)}\n"), "a moment after it began"
    assert eventually(started.answers)


def test_a_second_start_is_refused(started: Started) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "zvh.dev", "run", "--port", str(free_port()), "--var", started.var],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    line = f"zvh: De applicatie draait al op http://localhost:{started.port}/\n"
    assert (second.returncode, second.stderr) == (1, line)


def test_kill_9_of_the_supervisor_leaves_nothing_and_it_starts_again(started: Started) -> None:
    """Last in this file: the fixture's process ends here."""
    programs = [started.pid(name) for name in PROGRAMS]
    started.process.kill()
    assert eventually(lambda: mentioning(str(started.var)) == {})
    assert eventually(lambda: not any(alive(pid) for pid in programs))
    again = subprocess.Popen(
        [sys.executable, "-m", "zvh.dev", "run", "--port", str(started.port), "--var", started.var],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with again:
        try:
            assert again.stdout is not None
            line = again.stdout.readline()
            again.terminate()
            again.wait(30)
        finally:
            again.kill()
    assert line.startswith("zvh: klaar op"), "everything was prepared: the first line says it is ready"
    assert again.returncode == 0
    assert mentioning(str(started.var)) == {}
    assert list((started.var / "run").iterdir()) == []
