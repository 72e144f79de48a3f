"""Keeps programs running: restarts what dies, and stops everything in reverse order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from zvh.dev.errors import CannotStart
from zvh.dev.spawn import Program, spawn

WINDOW = 60.0  # seconds
MOST_DEATHS = 8  # within the window; PostgreSQL may need a few tries after kill -9 of itself
LONGEST_WAIT = 2.0  # seconds between a death and the restart
PATIENCE = 15.0  # seconds to stop by itself
BEAT = 0.1  # seconds


class Child:
    """One program and its present process."""

    def __init__(self, program: Program, pids: Path | None = None) -> None:
        self.program = program
        self.pid_file = pids / f"{program.name}.pid" if pids else None
        self.deaths: list[float] = []
        self.due: float | None = None
        self._spawn()

    def _spawn(self) -> None:
        self.process = spawn(self.program)
        if self.pid_file:
            fresh = self.pid_file.with_suffix(".new")  # whoever reads it finds a whole number or the former one
            fresh.write_text(f"{self.process.pid}\n")
            fresh.replace(self.pid_file)

    def look_after(self, now: float) -> str | None:
        """Restart when it is time; returns what there is to tell."""
        if self.due is not None:
            if now >= self.due:
                self.due = None
                self._spawn()
            return None
        if self.process.poll() is None:
            return None
        self._died(now)
        return f"{self.program.name} stopte ({self.process.returncode}) en wordt opnieuw gestart"

    def _died(self, now: float) -> None:
        self._end_group()
        self.deaths = [death for death in self.deaths if death > now - WINDOW] + [now]
        if len(self.deaths) > MOST_DEATHS:
            raise CannotStart(f"{self.program.name} blijft stoppen. Zie {self.program.log}")
        self.due = now + min(LONGEST_WAIT, 0.2 * len(self.deaths))

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.program.stop_signal)

    def stop(self, deadline: float) -> None:
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_group()
        if self.pid_file:
            self.pid_file.unlink(missing_ok=True)

    def _end_group(self) -> None:
        """Helpers of a killed program (gunicorn's or Celery's own children) stand in its group."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


class Supervisor:
    """Use as a context: leaving it stops everything."""

    def __init__(self, say: Callable[[str], None], pids: Path | None = None) -> None:
        self.say = say
        self.pids = pids  # the directory for the id of each program's present process
        self.groups: list[list[Child]] = []

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *exc: object) -> None:
        while self.groups:
            self.stop_last()

    def start(self, *programs: Program) -> None:
        """Start a group; groups stop in reverse order, the programs of one group together."""
        group: list[Child] = []
        self.groups.append(group)
        for program in programs:
            group.append(Child(program, self.pids))

    def check(self) -> None:
        now = time.monotonic()
        for group in self.groups:
            for child in group:
                if news := child.look_after(now):
                    self.say(news)

    def wait_until(self, ready: Callable[[], bool], seconds: float, otherwise: str) -> None:
        """Raises CannotStart with this line when it takes longer."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise CannotStart(otherwise)
            self.check()
            time.sleep(BEAT)

    def watch(self) -> None:
        """Until a signal or a program that keeps dying ends it."""
        while True:
            self.check()
            time.sleep(BEAT)

    def stop_last(self) -> None:
        """The group that was started last."""
        group = self.groups.pop()
        for child in group:
            child.ask_to_stop()
        deadline = time.monotonic() + PATIENCE
        for child in group:
            child.stop(deadline)
