"""Applies `sql/*.sql` whole: the second line in the database (00, item 9), and what the database keeps by itself."""

from pathlib import Path
from typing import Any

from django.db import connection, transaction

SQL = Path(__file__).parent / "sql"
FILES = ("access.sql", "deadlines.sql")


def apply_access(**kwargs: Any) -> None:
    """Drop and create every policy, right, function and trigger. Needs the owner's login."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name in FILES:
            cursor.execute((SQL / name).read_text())
