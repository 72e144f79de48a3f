"""`./run bench`: the benchmark on servers of its own, in `var/bench` (docs/benchmark.md)."""

import subprocess
import sys

from zvh.dev.application import Application
from zvh.dev.lock import only_one
from zvh.dev.places import ROOT, places
from zvh.dev.postgres import free_port
from zvh.dev.run import CONNECTIONS, STEPS, finish, say
from zvh.dev.servers import embedded
from zvh.dev.supervisor import Supervisor
from zvh.logins import let_owner_step_down


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
        command = [sys.executable, "manage.py", "bench", "--out", str(here.var / "report.txt"), *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
