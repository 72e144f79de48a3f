"""`./run` as a user starts it: every server and program, on its own var directory and port."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.dev.processes import alive, eventually, mentioning
from zvh.dev.places import ROOT
from zvh.dev.postgres import free_port

PROGRAMS = {
    "web": "gunicorn zvh.wsgi",
    "people": "-Q people",
    "system": "-Q system",
    "beat": "celery -A zvh.celery beat",
}


@dataclass
class Started:
    process: subprocess.Popen[str]
    var: Path
    port: int
    lines: list[str]

    def pid(self, name: str) -> int:
        """Of the program itself: its helpers have it as their parent."""
        found = mentioning(str(self.var))
        return next(
            pid for pid, command in found.items() if PROGRAMS[name] in command and parent(pid) == self.process.pid
        )

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            connection.request("GET", "/klaar/", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@pytest.fixture(scope="module")
def started(var: Path) -> Iterator[Started]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "zvh.dev", "run", "--port", str(port), "--var", var],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line)
                if "klaar op" in line:
                    break
            assert lines and "klaar op" in lines[-1], "".join(lines)
            yield Started(process, var, port, lines)
        finally:
            process.kill()
    assert eventually(lambda: mentioning(str(var)) == {})


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


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
    environment = Path(f"/proc/{started.pid(name)}/environ").read_text()
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
    assert not any(alive(pid) for pid in programs)
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
