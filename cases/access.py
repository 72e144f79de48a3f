"""Applies `sql/access.sql`, the second line in the database, whole (00, item 9)."""

from pathlib import Path
from typing import Any

from django.db import connection, transaction

ACCESS_SQL = Path(__file__).parent / "sql" / "access.sql"


def apply_access(**kwargs: Any) -> None:
    """Drop and create every policy, right, function and trigger. Needs the owner's login."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ACCESS_SQL.read_text())
