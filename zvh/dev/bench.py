"""`./run bench`: the benchmark on servers of its own, in `var/bench` (docs/benchmark.md)."""

import argparse
import subprocess
import sys
from pathlib import Path

from zvh.dev.application import Application
from zvh.dev.lock import only_one
from zvh.dev.places import ROOT, Places, places
from zvh.dev.postgres import free_port
from zvh.dev.run import ANSWER_SECONDS, CONNECTIONS, STEPS, build_frontend, finish, say
from zvh.dev.servers import embedded
from zvh.dev.supervisor import Supervisor
from zvh.logins import let_owner_step_down

USUAL = 20_000
HOME = ROOT / "var"


def bench(arguments: list[str]) -> int:
    """Exit status of `manage.py bench` with these arguments; its report also stands in `var/bench`."""
    wanted, rest = _parser().parse_known_args(arguments)
    here = places(_place(wanted.cases, wanted.destroy))
    with only_one(here.var / "lock", f"Er loopt al een ./run bench in {ROOT}."), Supervisor(say) as supervisor:
        servers = embedded(supervisor, here, CONNECTIONS)
        servers.prepare(here)
        let_owner_step_down(servers.main, "zvh_owner")
        application = Application(here, servers, free_port())
        for step in STEPS:
            finish(application.manage(*step))
        options = _options(supervisor, application, here, wanted)
        environment = application.env_of("bench", "zvh_owner", "keys_owner") | {"ZVH_STEP_DOWN": "1"}
        command = [sys.executable, "manage.py", "bench", "--cases", str(wanted.cases), *options, *rest]
        return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench", add_help=False, allow_abbrev=False)
    parser.add_argument("--cases", type=int, default=USUAL)
    parser.add_argument("--load", action="store_true")
    parser.add_argument("--log", type=int)
    parser.add_argument("--destroy", type=int)
    parser.add_argument("--figures", type=int)
    return parser


def _options(supervisor: Supervisor, application: Application, here: Places, wanted: argparse.Namespace) -> list[str]:
    if wanted.destroy:
        *_, address = _load(supervisor, application)
        return ["--out", str(here.var / "destroy.txt"), "--load", address, "--destroy", str(wanted.destroy)]
    if wanted.load:
        return _load(supervisor, application)
    if wanted.figures:
        return ["--out", str(here.var / "figures.txt"), "--figures", str(wanted.figures)]
    if wanted.log:
        return ["--out", str(here.var / "log.txt"), "--log", str(wanted.log)]
    return _measure(here, wanted.cases)


def _place(cases: int, destroyed: int | None = None) -> Path:
    """Each size has servers of its own, so that both can be measured again; what is destroyed is not there the next time."""
    usual = "bench" if cases == USUAL else f"bench-{cases}"
    return HOME / (f"{usual}-destroy-{destroyed}" if destroyed else usual)


def _measure(here: Places, cases: int) -> list[str]:
    usual = _place(USUAL) / "report.json"
    smaller = ["--smaller", str(usual)] if cases > USUAL and usual.exists() else []
    return ["--out", str(here.var / "report.txt"), *smaller]


def _load(supervisor: Supervisor, application: Application) -> list[str]:
    """The website runs as it does for people, and the command is told where."""
    build_frontend()
    supervisor.start(*(program for program in application.programs() if program.name == "web"))
    log = application.places.log("web")
    supervisor.wait_until(application.answers, ANSWER_SECONDS, otherwise=f"De website antwoordt niet. Zie {log}")
    return ["--out", str(application.places.var / "load.txt"), "--load", application.address]
