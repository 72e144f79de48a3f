"""Sealing: personal values are encrypted from the first write with the key of their dossier (00, items 17-19).

AES-256-GCM with a fresh nonce; associated data are the key id, model.field and row id, so a value can not be moved to another
row, field or dossier. The keys of a page are fetched in one call: rows announce their dossier when they are read, the first value
that is opened fetches the keys of all announced dossiers. Keys live as long as the `open_keyring()` block: one request or job.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zvh import keystore
from zvh.keystore import KeyMissing

__all__ = [
    "KeyMissing",
    "SealBroken",
    "announce",
    "new_dossier",
    "open_bytes",
    "open_keyring",
    "open_value",
    "seal",
    "seal_bytes",
]

NONCE = 12


class SealBroken(Exception):
    """A sealed value does not belong to this key, field and row, or was changed."""


class Keyring:
    def __init__(self) -> None:
        self.keys: dict[UUID, bytes] = {}
        self.wanted: set[UUID] = set()

    def key(self, dossier_id: UUID) -> bytes:
        if dossier_id not in self.keys:
            self.wanted.add(dossier_id)
            self.keys.update(keystore.fetch(self.wanted - self.keys.keys()))
            self.wanted.clear()
        try:
            return self.keys[dossier_id]
        except KeyError:
            raise KeyMissing(f"dossier {dossier_id} has no key") from None


_keyring: ContextVar[Keyring | None] = ContextVar("keyring", default=None)


@contextmanager
def open_keyring() -> Iterator[None]:
    """Keys fetched inside this block are forgotten at its end. A block inside a block shares the outer one."""
    if _keyring.get() is not None:
        yield
        return
    token = _keyring.set(Keyring())
    try:
        yield
    finally:
        _keyring.reset(token)


def _ring() -> Keyring:
    return _keyring.get() or Keyring()


def announce(dossier_id: UUID) -> None:
    """This dossier is on the page: fetch its key together with the others when the first value is opened."""
    if (ring := _keyring.get()) is not None and dossier_id not in ring.keys:
        ring.wanted.add(dossier_id)


def new_dossier(dossier_id: UUID) -> None:
    """Give a new dossier its key. An orphan key, of a dossier whose transaction failed, is swept later."""
    key = keystore.mint(dossier_id)
    if (ring := _keyring.get()) is not None:
        ring.keys[dossier_id] = key


def index_key(key_id: UUID) -> bytes:
    """The key of a house's blind indexes; kept in the key store like that of a dossier. Raises KeyMissing."""
    return _ring().key(key_id)


def seal(value: str, dossier_id: UUID, place: str, row_id: UUID) -> bytes:
    """Nonce, ciphertext and tag. `place` is model.field. Raises KeyMissing."""
    return seal_bytes(value.encode(), dossier_id, place, row_id)


def seal_bytes(value: bytes | bytearray, dossier_id: UUID, place: str, row_id: UUID) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    bound = _bound(dossier_id, place, row_id)
    return nonce + AESGCM(_ring().key(dossier_id)).encrypt(nonce, value, bound)


def open_value(sealed: bytes, dossier_id: UUID, place: str, row_id: UUID) -> str:
    """The value in clear. Raises KeyMissing, or SealBroken when it was moved or changed."""
    return open_bytes(sealed, dossier_id, place, row_id).decode()


def open_bytes(sealed: bytes, dossier_id: UUID, place: str, row_id: UUID) -> bytes:
    bound = _bound(dossier_id, place, row_id)
    try:
        return AESGCM(_ring().key(dossier_id)).decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except InvalidTag:
        raise SealBroken(f"{place} of row {row_id}") from None


def _bound(dossier_id: UUID, place: str, row_id: UUID) -> bytes:
    return dossier_id.bytes + row_id.bytes + place.encode()
