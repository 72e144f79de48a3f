from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand

SCHEMA = Path(__file__).parents[2] / "sql" / "keystore.sql"


class Command(BaseCommand):
    help = "Maakt of ververst het schema van de sleutelkluis (met het login van de eigenaar)."

    def handle(self, *args: Any, **options: Any) -> None:
        with psycopg.connect(settings.KEYSTORE_URL, autocommit=True) as conn:
            conn.execute(SCHEMA.read_text())
        self.stdout.write("sleutelkluis: schema staat")
