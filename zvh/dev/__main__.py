"""The command behind `./run` and `./test`."""

import argparse
import sys
from pathlib import Path

from zvh.dev.bench import bench
from zvh.dev.checks import test
from zvh.dev.errors import CannotStart
from zvh.dev.manage import manage
from zvh.dev.places import ROOT
from zvh.dev.run import run
from zvh.dev.signals import end_cleanly


def main(arguments: list[str]) -> int:
    end_cleanly()
    try:
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        if arguments[:2] == ["run", "bench"]:
            return bench(arguments[2:])
        if arguments[:2] == ["run", "manage"]:
            return manage(arguments[2:])
        options = _parser().parse_args(arguments)
        run(options.port, options.var)
    except CannotStart as reason:
        print(f"zvh: {reason}", file=sys.stderr)
        return 1
    except PermissionError as refused:
        print(f"zvh: geen toegang tot {refused.filename}. Start als de gebruiker van die map.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run", description="Start het Casusportaal met demogegevens.",
        epilog="./run manage OPDRACHT werkt in de applicatie die draait (docs/try-it.md); "
        "./run bench meet de snelheid op eigen servers (docs/benchmark.md).",
    )  # fmt: skip
    parser.add_argument("command", choices=["run"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="poort van de website (8000)")
    parser.add_argument(
        "--var", type=lambda text: Path(text).resolve(), default=ROOT / "var", metavar="MAP",
        help="map voor de gegevens (var)",
    )  # fmt: skip
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65_535:
        raise ValueError(text)
    return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
