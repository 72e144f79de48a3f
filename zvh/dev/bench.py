"""`./run bench`: the benchmark on servers of its own, in `var/bench` (docs/benchmark.md)."""

import subprocess
import sys

from zvh.dev.application import Application
from zvh.dev.lock import only_one
from zvh.dev.logins import let_owner_step_down
from zvh.dev.places import ROOT, Places, places
from zvh.dev.postgres import free_port
from zvh.dev.run import ANSWER_SECONDS, CONNECTIONS, STEPS, build_frontend, finish, say
from zvh.dev.servers import embedded
from zvh.dev.supervisor import Supervisor

LOAD = "--load"


def _options(arguments: list[str], supervisor: Supervisor, application: Application, here: Places) -> list[str]:
    """Those of the command; for `--load` the website runs as it does for people, and the command is told where."""
    if LOAD not in arguments:
        return ["--out", str(here.var / "report.txt"), *arguments]
    build_frontend()
    supervisor.start(*(program for program in application.programs() if program.name == "web"))
    supervisor.wait_until(
        application.answers, ANSWER_SECONDS, otherwise=f"De website antwoordt niet. Zie {here.log('web')}"
    )
    rest = [one for one in arguments if one != LOAD]
    return ["--out", str(here.var / "load.txt"), LOAD, application.address, *rest]


def bench(arguments: list[str]) -> int:
    """Exit status of `manage.py bench` with these arguments; its report also stands in `var/bench/report.txt`."""
    here = places(ROOT / "var" / "bench")
    with only_one(here.var / "lock", f"Er loopt al een ./run bench in {ROOT}."), Supervisor(say) as supervisor:
        servers = embedded(supervisor, here, CONNECTIONS)
        servers.prepare(here)
        let_owner_step_down(servers.main, "zvh_owner")
        application = Application(here, servers, free_port())
        for step in STEPS:
            finish(application.manage(*step))
        environment = application.env_of("bench", "zvh_owner", "keys_owner") | {"ZVH_STEP_DOWN": "1"}
        command = [sys.executable, "manage.py", "bench", *_options(arguments, supervisor, application, here)]
        return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
