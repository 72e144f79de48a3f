"""Is the installation open? One that was put back from a backup is not, until its erasures are replayed (09, 3.6).

The database decides (`app.begin_as`); what the clock starts asks first, so that nothing of a closed installation is sent off.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.db import DatabaseError, connection

P = ParamSpec("P")
CLOSED = "ZVC01"  # what app.begin_as says


def is_open() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select app.is_open()")
        return bool(cursor.fetchone()[0])


def is_refusal(error: DatabaseError) -> bool:
    """Whether the database said that the installation is closed."""
    return getattr(error.__cause__, "sqlstate", None) == CLOSED


def when_open(work: Callable[P, None]) -> Callable[P, None]:
    """This work waits until the installation is open; the clock asks again."""

    @wraps(work)
    def look_first(*args: P.args, **kwargs: P.kwargs) -> None:
        if is_open():
            work(*args, **kwargs)

    return look_first
