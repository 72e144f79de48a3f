from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy import logcopy
from privacy.logseal import last_batch
from privacy.verifylog import verify
from zvh.actor import acting_as_system


class Command(BaseCommand):
    help = "Controleert of het logboek is zoals het is geschreven. Eindigt met een fout als er iets mis is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--copy", type=Path, default=logcopy.directory(), help="map met de kopie van het logboek")

    def handle(self, *args: Any, **options: Any) -> None:
        if (copy := options["copy"]) and not copy.is_dir():
            raise CommandError(f"{copy} is geen map")
        with acting_as_system():
            found, lines = verify(copy), last_batch().seq
        for problem in found:
            self.stdout.write(problem)
        if found:
            raise CommandError(f"{len(found)} keer iets mis in {lines} regels")
        self.stdout.write(
            f"{lines} regels in orde" + (", ook volgens de kopie" if copy else "; zonder kopie gecontroleerd")
        )
