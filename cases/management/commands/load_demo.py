from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import demo

ALSO: list[Callable[[], None]] = []  # what stands above casework tells after it


class Command(BaseCommand):
    help = "Demo mode only: make the invented people and cases. A second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = demo.load()
            for tell in ALSO:
                tell()
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made} casussen gemaakt")
