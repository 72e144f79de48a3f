"""`./test`: linters, type check, import contracts, migrations, tests. Runs all of it, then says what failed.

./test                    everything
./test lint               everything but pytest
./test pytest -k triage   one step by its name, with arguments of its own
./test -k triage          everything, with arguments for pytest
"""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from zvh.dev.lock import only_one
from zvh.dev.places import ROOT, Places, places
from zvh.dev.run import build_frontend, say
from zvh.dev.servers import Servers, embedded, given
from zvh.dev.supervisor import Supervisor
from zvh.logins import KEYS_ROLES, MAIN_ROLES, let_owner_step_down

CONNECTIONS = 200
LINTERS: dict[str, tuple[str, ...]] = {
    "ruff": ("-m", "ruff", "check"),
    "format": ("-m", "ruff", "format", "--check"),
    "djlint": ("-m", "djlint", "--lint", "--quiet", "templates"),
    "mypy": ("-m", "mypy", "."),
    "imports": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    "migrations": ("manage.py", "makemigrations", "--check", "--dry-run"),
}


@dataclass(frozen=True)
class Outcome:
    step: str
    succeeded: bool
    seconds: float
    closing_line: str = ""

    def __str__(self) -> str:
        return f"{'goed' if self.succeeded else 'FOUT'}  {self.step}  ({self.seconds:.1f} s)"


def test(arguments: list[str]) -> int:
    """Exit status: 0 if every step succeeded."""
    var = ROOT / "var" / "test"
    here = places(var)
    with only_one(here.var / "lock", f"Er loopt al een ./test in {ROOT}."), Supervisor(say) as supervisor:
        build_frontend()
        environment = _environment(here, _servers(supervisor, here))
        outcomes = [step(environment) for step in _chosen(arguments)]
    _report(outcomes)
    return 0 if all(outcome.succeeded for outcome in outcomes) else 1


def _chosen(arguments: list[str]) -> list[Callable[[dict[str, str]], Outcome]]:
    first, rest = arguments[:1], arguments[1:]
    linters = [_linter(name) for name in LINTERS]
    if first == ["lint"]:
        return linters
    if first == ["pytest"]:
        return [_pytest(rest)]
    if first and first[0] in LINTERS:
        return [_linter(first[0], *rest)]
    return [*linters, _pytest(arguments)]


def _linter(name: str, *extra: str) -> Callable[[dict[str, str]], Outcome]:
    def step(environment: dict[str, str]) -> Outcome:
        _heading(name)
        start = time.monotonic()
        command = [sys.executable, *LINTERS[name], *extra]
        result = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
        return Outcome(name, result.returncode == 0, time.monotonic() - start)

    return step


def _pytest(arguments: list[str]) -> Callable[[dict[str, str]], Outcome]:
    """In parallel, a file per worker: its module fixtures (servers, browsers) start once."""
    workers = str(max(2, os.cpu_count() or 2))
    more = shlex.split(os.environ.get("ZVH_PYTEST_ARGS", ""))
    own = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder", "-p", "zvh.dev.require_browser"]
    command = [sys.executable, "-m", "pytest", *own, *more, *arguments]

    def step(environment: dict[str, str]) -> Outcome:
        _heading("pytest")
        start = time.monotonic()
        status, closing_line = _run_and_remember(command, environment)
        return Outcome("pytest", status == 0, time.monotonic() - start, closing_line)

    return step


def _run_and_remember(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Pass the output on as it comes; returns the exit status and the last line."""
    tail = b""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        while chunk := os.read(process.stdout.fileno(), 65_536):
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()
            tail = (tail + chunk)[-2000:]
    lines = tail.decode(errors="replace").strip().splitlines()
    return process.returncode, lines[-1] if lines else ""


def _servers(supervisor: Supervisor, here: Places) -> Servers:
    servers = given() or embedded(supervisor, here, CONNECTIONS, disposable=True)
    servers.prepare(here)
    let_owner_step_down(servers.main, "zvh_owner")
    let_owner_step_down(servers.keys, "keys_owner")
    return servers


def _environment(here: Places, servers: Servers) -> dict[str, str]:
    """The caller's, and where the servers are (docs/architecture.md, "Tests")."""
    passwords = {role: here.password(role) for role in (*MAIN_ROLES, *KEYS_ROLES)}
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "zvh.settings",
        "ZVH_DEMO": "1",
        "ZVH_STEP_DOWN": "1",
        "ZVH_SECRET_KEY_FILE": str(here.secret_key_file()),
        "ZVH_WRAPPING_KEY_FILE": str(here.wrapping_key_file()),
        "ZVH_STATIC_ROOT": str(here.directory("static", None)),
        "ZVH_TEST_ROLES": json.dumps(passwords),
        "DATABASE_URL": servers.main_url(here, "zvh_owner"),
        "KEYSTORE_URL": servers.keys_url(here, "keys_owner"),
        "REDIS_URL": servers.broker,
        "EMAIL_URL": f"filemail:///{here.directory('mail', None)}",
    }


def _heading(name: str) -> None:
    print(f"\n== {name}", flush=True)


def _report(outcomes: list[Outcome]) -> None:
    """The closing line of pytest stays the last one."""
    print("\n== uitkomst", *outcomes, sep="\n")
    for outcome in outcomes:
        if outcome.closing_line:
            print(outcome.closing_line, flush=True)
