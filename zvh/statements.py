"""Statements stay prepared when something is rolled back: planning row-level security costs more than answering (docs/benchmark.md).

psycopg forgets every prepared statement of a connection at a ROLLBACK, also to a savepoint, because a table that was made in between
is gone. No process of ours makes one, and each 404 or form with an error is rolled back: after it all was planned anew.
It keeps a hundred, which is fewer than the pages have together: then each page costs another its plans.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg._preparing import Prepare, PrepareManager
from psycopg.pq.abc import PGresult

MOST = 400  # some 0.15 MB each, in the server, for every connection


class KeptStatements(PrepareManager):
    prepared_max = MOST

    def _should_discard(self, prep: Prepare, results: Sequence[PGresult], *given: Any) -> bool:
        """A table that is changed or dropped is another matter than a rollback."""
        is_rollback = any((result.command_status or b"").startswith(b"ROLLBACK") for result in results)
        return not is_rollback and super()._should_discard(prep, results, *given) and super().clear()

    def clear(self) -> bool:
        """What psycopg calls after the rollback of a whole transaction, and where `_should_discard` finds a reason to."""
        return True


def keep(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """For a connection that was opened just now."""
    made: Any = connection.connection
    kept = KeptStatements()
    kept.prepare_threshold = made.prepare_threshold
    made._prepared = kept
