import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from zvh import keystore, ready


class Command(BaseCommand):
    help = "Start een programma als alles wat het nodig heeft er is, met een verbinding die klopt. Anders niet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--needs", action="append", choices=list(ready.CHECKS), help="alleen dit (mag vaker)")
        parser.add_argument("program", nargs="+", help="na twee streepjes: -- gunicorn zvh.wsgi")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ready.check(options["needs"] or ready.CHECKS)
        except ready.NotReady as reason:
            raise CommandError(f"start niet: {reason}") from reason
        connections.close_all()
        keystore.connection().close()
        os.execvp(options["program"][0], options["program"])  # noqa: S606  no shell: arguments stay what they are
