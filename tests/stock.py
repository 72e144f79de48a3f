"""An installation to which nothing was done yet: made once per run of the tests, and copied for each test that needs one of its own."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from zvh.dev.application import Application
from zvh.dev.places import places
from zvh.dev.postgres import free_port
from zvh.dev.run import CONNECTIONS, STEPS, finish
from zvh.dev.servers import embedded
from zvh.dev.supervisor import Supervisor

EMPTY, PEOPLED = "leeg", "bewoond"
PEOPLE = "from parties.demo import load; load()"
PLACE = "ZVH_TEST_STOCK"  # of the whole run, for all its processes


def open_stock() -> None:
    """The account of the servers can enter it; pytest's own directories are closed to it."""
    directory = Path(tempfile.mkdtemp(prefix="zvh-voorraad-"))
    directory.chmod(0o755)
    os.environ[PLACE] = str(directory)


def clear_stock() -> None:
    shutil.rmtree(os.environ.pop(PLACE), ignore_errors=True)


def furnish(var: Path, *, with_people: bool = False) -> None:
    """Put into this directory both clusters with their roles, schema and covenants, and the keys; with the invented people or without."""
    stock = Path(os.environ[PLACE])
    with (stock / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (stock / "made").exists():
            _make(stock / EMPTY, *STEPS)
            _copy(stock / EMPTY, stock / PEOPLED)
            _make(stock / PEOPLED, ("shell", "-c", PEOPLE))
            (stock / "made").touch()
    _copy(stock / (PEOPLED if with_people else EMPTY), var)


def _copy(made: Path, var: Path) -> None:
    var.mkdir(exist_ok=True)
    var.chmod(0o755)
    subprocess.run(["cp", "-a", f"{made}/.", var], check=True)


def _make(var: Path, *steps: tuple[str, ...]) -> None:
    var.mkdir(exist_ok=True)
    var.chmod(0o755)
    here = places(var)
    with Supervisor(print) as supervisor:
        servers = embedded(supervisor, here, CONNECTIONS)
        if servers.fresh:
            servers.prepare(here)
        application = Application(here, servers, free_port())
        for step in steps:
            finish(application.manage(*step))
