"""Recognises code and data that were prepared before, so that a second start is quick."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from zvh.dev.places import ROOT

PARTS = ("zvh", "parties", "cases", "privacy", "governance", "requirements.txt")


def checksum() -> str:
    """Of everything that migrations and loaders are made of."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for part in PARTS:
        place = ROOT / part
        candidates = place.rglob("*") if place.is_dir() else [place]
        yield from (path for path in candidates if path.is_file() and path.suffix != ".pyc")
