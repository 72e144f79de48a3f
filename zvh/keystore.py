"""The key store: its own PostgreSQL cluster, outside the ORM, that holds the wrapped key of every dossier (00, items 17-20).

Web and workers may insert a key and fetch keys by id. Only the destruction role may delete one. What is stored is the key wrapped
with the wrapping key, a file that is replaced after every destruction run.
"""

import secrets
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from psycopg import Connection
from psycopg.errors import ObjectInUse
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from zvh.wrapping import WrappingKeys, read_wrapping_keys


class KeyMissing(Exception):
    """A dossier has no key: destroyed if there is a tombstone, an incident if there is none (00, item 20)."""


@cache
def _pool(url: str) -> "ConnectionPool[Connection[TupleRow]]":
    return ConnectionPool(url, min_size=0, max_size=4, kwargs={"autocommit": True}, open=True)


def connection() -> "ConnectionPool[Connection[TupleRow]]":
    """The pool of this process, with the login that its environment names."""
    return _pool(settings.KEYSTORE_URL)


def mint(dossier_id: UUID) -> bytes:
    """Make and store the key of a new dossier. Raises psycopg's UniqueViolation if it has one already."""
    key = AESGCM.generate_key(256)
    try:
        _put(dossier_id, key)
    except ObjectInUse:  # the wrapping key was replaced since we read it: read it again
        _put(dossier_id, key)
    return key


def _put(dossier_id: UUID, key: bytes) -> None:
    name, wrapped = wrap(read_wrapping_keys(settings.WRAPPING_KEY_FILE), dossier_id, key)
    with connection().connection() as conn:
        conn.execute("select keys.put(%s, %s, %s)", [dossier_id, wrapped, name])


def fetch(dossier_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The keys of these dossiers, in one call; dossiers without a key are absent from the answer."""
    ids = list(dossier_ids)
    try:
        return _fetch(ids)
    except KeyMissing:  # re-wrapped between the two reads: read both again
        return _fetch(ids)


def _fetch(ids: list[UUID]) -> dict[UUID, bytes]:
    with connection().connection() as conn:
        rows = conn.execute("select * from keys.fetch(%s)", [ids]).fetchall()
    wrapping = read_wrapping_keys(settings.WRAPPING_KEY_FILE)
    return {row[0]: unwrap(wrapping, row[0], row[1], row[2]) for row in rows}


def missing(dossier_ids: Iterable[UUID]) -> dict[UUID, bool]:
    """Which of these have no key; True where that is because the dossier was destroyed."""
    with connection().connection() as conn:
        return dict(conn.execute("select * from keys.missing(%s)", [list(dossier_ids)]).fetchall())


def has_tombstone(dossier_id: UUID) -> bool:
    """Whether the key was destroyed on purpose."""
    with connection().connection() as conn:
        row = conn.execute("select keys.has_tombstone(%s)", [dossier_id]).fetchone()
    return bool(row and row[0])


def wrap(keys: WrappingKeys, dossier_id: UUID, key: bytes) -> tuple[str, bytes]:
    """Name of the wrapping key, and nonce followed by the wrapped key; the dossier id is authenticated with it."""
    nonce = secrets.token_bytes(12)
    name, secret = keys.current
    return name, nonce + AESGCM(secret).encrypt(nonce, key, dossier_id.bytes)


def unwrap(keys: WrappingKeys, dossier_id: UUID, wrapped: bytes, name: str) -> bytes:
    """The key itself. Raises KeyMissing when the wrapping key with this name is gone."""
    secret = keys.by_name.get(name)
    if secret is None:
        raise KeyMissing(f"the wrapping key of dossier {dossier_id} is gone")
    return AESGCM(secret).decrypt(wrapped[:12], wrapped[12:], dossier_id.bytes)
