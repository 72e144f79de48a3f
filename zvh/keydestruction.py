"""What only the destruction role may do in the key store: begin and finish a destruction, replace the wrapping key, sweep.

Every function may be called again after a crash and then finishes what was begun (00, items 19-20).
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from psycopg import Connection
from psycopg.rows import TupleRow

from zvh.keystore import connection, unwrap, wrap
from zvh.wrapping import WrappingKeys, forget_replaced, new_key, read_wrapping_keys, write_wrapping_keys

ORPHAN_AGE = timedelta(days=7)


def intend(root: UUID, dossier_ids: Iterable[UUID]) -> None:
    """Write down that the destruction of this dossier begins, and which keys go with it."""
    with connection().connection() as conn, conn.cursor() as cursor:
        cursor.executemany(
            "insert into keys.intent (id, root) values (%s, %s) on conflict (id) do nothing",
            [(dossier_id, root) for dossier_id in {root, *dossier_ids}],
        )


def intended() -> list[UUID]:
    """The dossiers whose destruction was begun and not finished."""
    with connection().connection() as conn:
        return [row[0] for row in conn.execute("select distinct root from keys.intent order by root").fetchall()]


def withdraw_intent(root: UUID) -> None:
    """The dossier is still there and no longer due: nothing happened."""
    with connection().connection() as conn:
        conn.execute("delete from keys.intent where root = %s", [root])


def destroy(root: UUID) -> None:
    """Destroy the keys of an intended destruction and leave a tombstone for each, in one transaction."""
    with connection().connection() as conn, conn.transaction():
        doomed = [row[0] for row in conn.execute("select id from keys.intent where root = %s", [root]).fetchall()]
        _bury(conn, doomed)
        conn.execute("delete from keys.intent where root = %s", [root])


def _bury(conn: "Connection[TupleRow]", dossier_ids: list[UUID]) -> None:
    conn.execute("delete from keys.dossier_key where id = any(%s)", [dossier_ids])
    conn.execute("insert into keys.tombstone (id) select unnest(%s::uuid[]) on conflict (id) do nothing", [dossier_ids])


def sweep_orphans(is_known: Callable[[list[UUID]], set[UUID]]) -> int:
    """Destroy keys older than a week of dossiers that do not exist: never committed, or a discarded draft."""
    with connection().connection() as conn, conn.transaction():
        rows = conn.execute(
            "select id from keys.dossier_key where created_at < now() - %s::interval for update", [ORPHAN_AGE]
        ).fetchall()
        old = [row[0] for row in rows]
        orphans = sorted(set(old) - is_known(old))
        _bury(conn, orphans)
    return len(orphans)


def rotation_is_due() -> bool:
    """Whether a key was deleted, or a rotation begun, since the last rotation was finished."""
    forget_replaced(settings.WRAPPING_KEY_FILE)
    if len(read_wrapping_keys(settings.WRAPPING_KEY_FILE).by_name) > 1:
        return True
    with connection().connection() as conn:
        row = conn.execute(
            "select exists (select 1 from keys.tombstone where destroyed_at >= coalesce("
            "(select max(since) from keys.wrapping_key), '-infinity'))"
        ).fetchone()
    return bool(row and row[0])


def replace_wrapping_key() -> int:
    """A new wrapping key; surviving keys are re-wrapped in one transaction and the old one is overwritten.

    What lingers of destroyed keys in heap, WAL or old copies of the store is dead from then on.
    """
    keys = _with_new_key()
    count = _rewrap_all(keys)
    name, secret = keys.current
    write_wrapping_keys(settings.WRAPPING_KEY_FILE, [f"{name} {secret.hex()}"])
    return count


def _with_new_key() -> WrappingKeys:
    """The keys of the file with a new one in front; those of a rotation that was broken off are used again.

    The store accepts the new name before the file holds it: no process ever wraps with a key that is refused for long.
    """
    path = settings.WRAPPING_KEY_FILE
    keys = read_wrapping_keys(path)
    if len(keys.by_name) > 1:
        return keys
    (name, secret), line = keys.current, new_key()
    with connection().connection() as conn, conn.cursor() as cursor:
        cursor.executemany(
            "insert into keys.wrapping_key (name, since) values (%s, '-infinity') on conflict (name) do nothing",
            [(name,), (line.split()[0],)],
        )
    write_wrapping_keys(path, [line, f"{name} {secret.hex()}"])
    return read_wrapping_keys(path)


def _rewrap_all(keys: WrappingKeys) -> int:
    """Once this is committed the store takes keys wrapped with the new one only; see keys.put."""
    with connection().connection() as conn, conn.transaction(), conn.cursor() as cursor:
        cursor.execute("lock table keys.dossier_key in exclusive mode")
        rows = cursor.execute("select id, wrapped, wrapping_key from keys.dossier_key").fetchall()
        fresh = [(*wrap(keys, row[0], unwrap(keys, *row)), row[0]) for row in rows]
        cursor.executemany("update keys.dossier_key set wrapping_key = %s, wrapped = %s where id = %s", fresh)
        cursor.execute("delete from keys.wrapping_key where name <> %s", [keys.current[0]])
        cursor.execute(
            "insert into keys.wrapping_key (name) values (%s) on conflict (name) do update set since = now()",
            [keys.current[0]],
        )
    return len(rows)
