import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dev.processes import alive, eventually, mentioning
from zvh.dev import supervisor as module
from zvh.dev.errors import CannotStart
from zvh.dev.places import ROOT
from zvh.dev.spawn import Program
from zvh.dev.supervisor import Supervisor


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def supervisor(told: list[str]) -> Iterator[Supervisor]:
    with Supervisor(told.append) as running:
        yield running


def program(tmp_path: Path, name: str, script: str) -> Program:
    log = tmp_path / f"{name}.log"
    return Program(name, ("/bin/sh", "-c", script), log, env={"PATH": os.defpath, "MARK": str(tmp_path)})


def pid_of(supervisor: Supervisor, group: int = 0, place: int = 0) -> int:
    return supervisor.groups[group][place].process.pid


def test_a_killed_program_comes_back(supervisor: Supervisor, told: list[str], tmp_path: Path) -> None:
    supervisor.start(program(tmp_path, "slaper", "exec sleep 60"))
    first = pid_of(supervisor)
    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        supervisor.check()
        return pid_of(supervisor) != first and alive(pid_of(supervisor))

    assert eventually(is_back)
    assert told == ["slaper stopte (-9) en wordt opnieuw gestart"]


def test_what_a_killed_program_had_started_goes_with_it(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program(tmp_path, "ouder", "sleep 61 & sleep 62 & wait"))
    assert eventually(lambda: len(mentioning(str(tmp_path))) == 3)
    before = set(mentioning(str(tmp_path)))
    os.kill(pid_of(supervisor), signal.SIGKILL)

    def is_replaced() -> bool:
        supervisor.check()
        now = set(mentioning(str(tmp_path)))
        return len(now) == 3 and not now & before

    assert eventually(is_replaced)


def test_a_program_that_keeps_dying_ends_the_start(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_DEATHS", 2)
    supervisor.start(program(tmp_path, "stuk", "exit 3"))
    with pytest.raises(CannotStart, match=r"stuk blijft stoppen. Zie .*stuk\.log"):
        supervisor.watch()


def test_waiting_has_an_end(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program(tmp_path, "traag", "exec sleep 60"))
    with pytest.raises(CannotStart, match="te laat"):
        supervisor.wait_until(lambda: False, 0.3, otherwise="te laat")


def test_groups_stop_in_reverse_order_and_leave_nothing(tmp_path: Path) -> None:
    order = tmp_path / "order"
    script = "trap 'echo {} >>{}; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
    with Supervisor(print) as supervisor:
        for name in ("database", "website"):
            supervisor.start(program(tmp_path, name, script.format(name, order)))
        logs = [tmp_path / "database.log", tmp_path / "website.log"]
        assert eventually(lambda: all("ready" in log.read_text() for log in logs))
    assert order.read_text().split() == ["website", "database"]
    assert mentioning(str(tmp_path)) == {}


def test_a_program_that_will_not_stop_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    with Supervisor(print) as supervisor:
        supervisor.start(program(tmp_path, "koppig", "trap '' TERM; echo ready; while :; do sleep 0.05; done"))
        assert eventually(lambda: "ready" in (tmp_path / "koppig.log").read_text())
    assert eventually(lambda: mentioning(str(tmp_path)) == {}, 5)


SUPERVISING = """
import sys
from pathlib import Path
from zvh.dev.spawn import Program
from zvh.dev.supervisor import Supervisor
place = Path(sys.argv[1])
with Supervisor(print) as supervisor:
    command = (sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "0")
    supervisor.start(*(Program(name, command, place / name, env={"MARK": str(place)}) for name in "ab"))
    print("started", flush=True)
    supervisor.watch()
"""


def test_kill_9_of_the_supervisor_leaves_no_program(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", SUPERVISING, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "started\n"
            assert len(mentioning(str(tmp_path))) == 3
        finally:
            running.kill()
    assert eventually(lambda: mentioning(str(tmp_path)) == {}, seconds=5)
