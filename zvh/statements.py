"""Statements stay prepared when something is rolled back: planning row-level security costs more than answering (docs/benchmark.md).

psycopg forgets every prepared statement of a connection at a ROLLBACK, also to a savepoint, because a table that was made in between
is gone. No process of ours makes one, and each 404 or form with an error is rolled back: after it all was planned anew.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg._preparing import Prepare, PrepareManager
from psycopg.pq.abc import PGresult


class KeptStatements(PrepareManager):
    def _should_discard(self, prep: Prepare, results: Sequence[PGresult], *given: Any) -> bool:
        is_rollback = any((result.command_status or b"").startswith(b"ROLLBACK") for result in results)
        return not is_rollback and super()._should_discard(prep, results, *given)


def keep(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """For a connection that was opened just now."""
    made: Any = connection.connection
    kept = KeptStatements()
    kept.prepare_threshold = made.prepare_threshold
    made._prepared = kept
