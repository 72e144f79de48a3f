"""Files that are a zip: what can go wrong in reading one, and whether it would unpack to too much (S46)."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Sequence

MOST_ENTRIES, MOST_RATIO = 1_000, 100
# What zipfile and the libraries under it raise over a part that is damaged, locked, cut off, or packed in an unknown way.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError,
)  # fmt: skip


def is_bomb(parts: Sequence[zipfile.ZipInfo], *, packed: int, most: int) -> bool:
    """By what the parts say of themselves, before one is unpacked. `packed` and `most` are bytes: of the file, and of all parts."""
    unpacked = sum(part.file_size for part in parts)
    return len(parts) > MOST_ENTRIES or unpacked > most or unpacked > MOST_RATIO * packed
