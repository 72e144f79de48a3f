from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy import dryrun, nightly
from zvh.today import today


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is geen datum zoals 2026-12-31") from None


class Command(BaseCommand):
    help = "Waarschuwt voor bewaartermijnen, vernietigt wat moet en vervangt de sleutel. Mag altijd opnieuw."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=_day, default=None, help="alsof het deze dag is (jjjj-mm-dd)")
        parser.add_argument(
            "--dry-run", action="store_true", help="zeg per dossier wat er zou gebeuren, en verander niets"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["date"] or today()
        self._tell(day) if options["dry_run"] else self._run(day)

    def _run(self, day: date) -> None:
        try:
            counts = nightly.run(day)
        except nightly.AlreadyRunning:
            raise CommandError("De nachtelijke verwerking loopt al.") from None
        self.stdout.write(f"{day}: " + ", ".join(f"{name} {number}" for name, number in counts.items()))

    def _tell(self, day: date) -> None:
        fates = dryrun.plan(day)
        for fate in fates:
            self.stdout.write(str(fate))
        total = ", ".join(f"{number} {what}" for what, number in dryrun.counts(fates).items())
        self.stdout.write(f"{day}: {total or 'niets'}. Er is niets veranderd.")
