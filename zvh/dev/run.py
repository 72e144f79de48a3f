"""`./run`: everything on one machine, in demo mode."""

import subprocess
import sys
from pathlib import Path

from zvh.dev import stamp
from zvh.dev.application import Application
from zvh.dev.errors import CannotStart
from zvh.dev.lock import only_one
from zvh.dev.places import ROOT, Places, places
from zvh.dev.postgres import is_busy
from zvh.dev.running import directory, told
from zvh.dev.servers import embedded
from zvh.dev.spawn import Program, spawn
from zvh.dev.supervisor import Supervisor

CONNECTIONS = 60
ANSWER_SECONDS = 90.0
STEPS = (
    ("migrate", "--verbosity", "0"),
    ("create_wrapping_key", "--if-missing"),
    ("migrate_keystore",),
    ("load_covenants",),
)
DEMO = "load_demo"  # invented people and cases, through the same workflow and rights as the website


def say(line: str) -> None:
    print(f"zvh: {line}", flush=True)


def run(port: int, var: Path) -> None:
    """Until a signal ends it. Raises CannotStart."""
    here = places(var)
    with only_one(here.var / "lock", f"De applicatie draait al op http://localhost:{port}/"):
        if is_busy(port):
            raise CannotStart(f"Poort {port} is bezet. Kies een andere: ./run --port {port + 1}")
        build_frontend()
        with Supervisor(say, pids=directory(here)) as supervisor:
            _serve(supervisor, here, port)


def build_frontend() -> None:
    """Style sheets, fonts and scripts from npm, once per lock file."""
    result = subprocess.run([sys.executable, "-m", "zvh.dev.frontend"], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if result.returncode:
        raise CannotStart("De stijlbestanden zijn niet gemaakt; de regel hierboven zegt waarom.")


def _serve(supervisor: Supervisor, here: Places, port: int) -> None:
    servers = embedded(supervisor, here, CONNECTIONS)
    servers.prepare(here)
    application = Application(here, servers, port)
    prepare(application, fresh=servers.fresh)
    with told(application):
        _work(supervisor, application)


def _work(supervisor: Supervisor, application: Application) -> None:
    supervisor.start(*application.programs())
    supervisor.wait_until(
        application.answers, ANSWER_SECONDS, otherwise=f"De website antwoordt niet. Zie {application.places.log('web')}"
    )
    say(f"klaar op {application.address}  (stoppen: Ctrl-C)")
    supervisor.watch()


def prepare(application: Application, *, fresh: bool) -> None:
    """Schema, covenants and demo data; skipped when nothing changed since the last time."""
    mark = application.places.var / "prepared"
    present = stamp.checksum()
    if not fresh and mark.exists() and mark.read_text() == present:
        return
    mark.unlink(missing_ok=True)
    for step in STEPS:
        say(f"manage.py {step[0]}")
        finish(application.manage(*step))
    say(f"manage.py {DEMO}")
    finish(application.manage_as_web(DEMO))
    mark.write_text(present)


def finish(program: Program) -> None:
    """Run to its end. Raises CannotStart with its last words when it fails."""
    process = spawn(program)
    try:
        process.wait()
    finally:
        process.kill()  # a signal to us ends it too
    if process.returncode:
        last_words = program.log.read_text(errors="replace").strip().splitlines()[-1:]
        raise CannotStart(f"{program.command[2]} mislukt: {''.join(last_words)} (zie {program.log})")
