"""Applies `sql/*.sql` whole: the second line in the database (00, item 9), and what the database keeps by itself."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction

SQL = Path(__file__).parent / "sql"
FILES = ("access.sql", "covenants.sql", "deadlines.sql", "facts.sql", "figurecells.sql", "figures.sql")


def apply_access(**kwargs: Any) -> None:
    """Drop and create every policy, right, function and trigger. Needs the owner's login."""
    with transaction.atomic(), connection.cursor() as cursor:
        for path in [*(SQL / name for name in FILES), *_of_upper_apps()]:
            cursor.execute(path.read_text())


def _of_upper_apps() -> list[Path]:
    """What stands above casework adds its tables, after ours: `access.sql` begins with taking every right away."""
    return [
        path
        for upper in ("privacy", "governance")
        for path in sorted(Path(apps.get_app_config(upper).path).glob("sql/*.sql"))
    ]
