"""`./run manage ...`: a command of manage.py in the application that runs, with the login that this command has at work."""

import argparse
import subprocess
from pathlib import Path

from zvh.dev.account import identity
from zvh.dev.places import ROOT, places
from zvh.dev.run import DEMO
from zvh.dev.running import running
from zvh.dev.spawn import Program


def manage(arguments: list[str]) -> int:
    """Exit status of the command; what it says goes to the terminal."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.command:
        parser.error("welke opdracht?")
    program = _program(options.var, options.command)
    return subprocess.run(
        program.command, cwd=program.cwd, env=dict(program.env), check=False, **identity(program.account)
    ).returncode


def _program(var: Path, command: list[str]) -> Program:
    application = running(places(var))
    ways = {
        "nightly": application.manage_as_job, "backup_keys": application.manage_as_job,
        "backup": application.manage_as_backup, DEMO: application.manage_as_web,
    }  # fmt: skip
    return ways.get(command[0], application.manage)(*command)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run manage", description="Een opdracht voor de applicatie die draait.")
    parser.add_argument(
        "--var", type=lambda text: Path(text).resolve(), default=ROOT / "var", metavar="MAP", help=argparse.SUPPRESS
    )
    parser.add_argument(
        "command", nargs=argparse.REMAINDER, metavar="opdracht", help="zoals: nightly --date 2027-11-01"
    )
    return parser
