"""`migrate` of this project: Django's own, and then the rights as they stand in access.sql (00, item 9)."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoMigrate


class Command(DjangoMigrate):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        whole = not options["app_label"] and not options["plan"] and not options["check_unapplied"]
        if whole:
            call_command("apply_access", stdout=self.stdout)
