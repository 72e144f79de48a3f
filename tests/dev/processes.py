"""Looking at real processes."""

import os
import time
from collections.abc import Callable
from pathlib import Path


def alive(pid: int) -> bool:
    """Zombies do not count: they wait for their parent to read how they ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def mentioning(word: str) -> dict[int, str]:
    """Living processes with this word in their command line or environment: pid and command line."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            environment = (process / "environ").read_bytes()
        except OSError:
            continue
        pid = int(process.name)
        if word.encode() in command + environment and pid != os.getpid() and alive(pid):
            found[pid] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def eventually(true: Callable[[], object], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())
