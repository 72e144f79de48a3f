from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy import logcopy
from privacy.restorelog import restore


class Command(BaseCommand):
    help = "Zet regels van het logboek terug die nieuwer zijn dan de teruggezette back-up, uit de kopie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--copy", type=Path, default=logcopy.directory(), help="map met de kopie van het logboek")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (copy := options["copy"]) or not copy.is_dir():
            raise CommandError("Geef met --copy de map met de kopie van het logboek.")
        try:
            number = restore(copy)
        except (OSError, ValueError, EOFError) as error:
            raise CommandError(f"De kopie is niet te lezen: {type(error).__name__}") from error
        self.stdout.write(f"{number} regels teruggezet")
