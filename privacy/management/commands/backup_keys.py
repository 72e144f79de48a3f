from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy.backup import NotABackup
from privacy.keybackup import back_up_keys
from zvh.pgprograms import ProgramFailed


class Command(BaseCommand):
    help = "Maakt een kopie van de sleutelkluis en haar sleutel in een map, en overschrijft de vorige. Nooit bij de databank."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, metavar="MAP")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = monotonic()
        try:
            made = back_up_keys(options["directory"])
        except (NotABackup, ProgramFailed, OSError) as error:
            raise CommandError(f"Geen kopie: {error}") from error
        self.stdout.write(f"{made}: in {monotonic() - begun:.1f} seconden. Eerdere kopieën zijn overschreven.")
