from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy.backup import NotABackup, back_up
from zvh.pgprograms import ProgramFailed


class Command(BaseCommand):
    help = "Maakt een back-up van de databank in een map. De sleutels staan er niet bij: zie backup_keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, metavar="MAP")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = monotonic()
        try:
            dump, label = back_up(options["directory"])
        except (NotABackup, ProgramFailed, OSError) as error:
            raise CommandError(f"Geen back-up: {error}") from error
        self.stdout.write(
            f"{dump}: {label.size} bytes, controlegetal {label.sha256}, in {monotonic() - begun:.1f} seconden"
        )
