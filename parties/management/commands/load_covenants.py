from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parties.indexkeys import mint_missing
from parties.loading.covenants import load
from parties.loading.files import DataFileError


class Command(BaseCommand):
    help = "Laadt de convenanten, huizen, partijen en organen. Twee keer laden geeft hetzelfde resultaat."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load()
        except DataFileError as error:
            raise CommandError(str(error)) from error
        for model in sorted({*report.added, *report.changed, *report.unchanged, *report.kept}):
            self.stdout.write(
                f"{model}: {report.added[model]} nieuw, {report.changed[model]} gewijzigd, "
                f"{report.unchanged[model]} ongewijzigd, {report.kept[model]} van een beheerder"
            )
        self.stdout.write(f"indexsleutels van huizen: {mint_missing()} nieuw")
