"""Starting one program so that it can never outlive us."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zvh.dev.account import Account, identity
from zvh.dev.places import ROOT

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """What to start, as whom, and which signals make it stop."""

    name: str
    command: tuple[str, ...]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    cwd: Path = ROOT
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals | None = None  # when it must stop harder without us than by us


def spawn(program: Program) -> subprocess.Popen[bytes]:
    """Start it in its own session: Ctrl-C reaches only us. In the main thread: the promise is per thread."""
    with program.log.open("ab") as log:
        return subprocess.Popen(
            program.command,
            cwd=program.cwd,
            env=dict(program.env),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(program.orphan_signal or program.stop_signal),
            **identity(program.account),
        )


def die_with_parent(orphan_signal: signal.Signals) -> Callable[[], None] | None:
    """Linux signals the child when its parent ends, even by kill -9."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def promise() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(orphan_signal))
        if os.getppid() != parent:  # it ended before the promise was made
            os._exit(1)

    return promise


def base_environment(home: Path) -> dict[str, str]:
    """All a program gets from the caller is its PATH: the same start from any terminal, cron or container."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
    }
