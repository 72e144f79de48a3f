from typing import Any

from django.core.management.base import BaseCommand

from cases.access import apply_access


class Command(BaseCommand):
    help = "Past sql/access.sql opnieuw toe: rechten, functies, policies en triggers."

    def handle(self, *args: Any, **options: Any) -> None:
        apply_access()
        self.stdout.write("toegang: access.sql toegepast")
