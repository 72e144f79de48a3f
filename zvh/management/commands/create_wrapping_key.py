from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zvh.wrapping import new_key, write_wrapping_keys


class Command(BaseCommand):
    help = "Maakt het bestand met de sleutel die de dossiersleutels inpakt."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-missing", action="store_true", help="doe niets als het bestand er al is")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.WRAPPING_KEY_FILE)
        if path.exists():
            if options["if_missing"]:
                return
            raise CommandError(f"{path} bestaat al: overschrijven maakt alle dossiers onleesbaar")
        write_wrapping_keys(str(path), [new_key()])
        self.stdout.write(f"{path} gemaakt")
