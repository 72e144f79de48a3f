from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import demo


class Command(BaseCommand):
    help = "Demo mode only: make the invented people and cases. A second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = demo.load()
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made} casussen gemaakt")
