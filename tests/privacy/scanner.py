"""Looks for words in files as an attacker with a copy of the machine would: in clear and decoded (09, 3.1-3.3)."""

import base64
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

COMPRESSED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
MOST = 1_000_000


def disguises(word: str) -> set[bytes]:
    """The forms in which a word may stand in a file without being readable at first sight."""
    forms: set[bytes] = set()
    for text in (word, word.upper(), word.lower()):
        plain = text.encode()
        forms |= {
            plain,
            text.encode("utf-16-le"),
            text.encode("utf-16-be"),
            plain.hex().encode(),
            plain.hex().upper().encode(),
        }
        forms |= {"".join(f"\\u{ord(c):04x}" for c in text).encode(), "".join(f"%{b:02X}" for b in plain).encode()}
        forms |= {base64.b64encode(b"x" * shift + plain)[_whole(shift) : -4] for shift in range(3)}
    for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        found = digest(word.encode()).digest()
        forms |= {found, found.hex().encode()}
    return forms


def _whole(shift: int) -> int:
    """Base64 characters that depend on what stands before the word."""
    return {0: 0, 1: 2, 2: 3}[shift]


class Scanner:
    """Searches for many words at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = {form: word for word in words for form in disguises(word)}

    def in_bytes(self, content: bytes, depth: int = 2) -> set[str]:
        """The words in this content, also inside compressed parts and base64, each inside the other."""
        found = {word for form, word in self.words.items() if form in content}
        if depth:
            for inner in unpacked(content):
                found |= self.in_bytes(inner, depth - 1)
        return found

    def in_directory(self, directory: Path) -> dict[str, set[str]]:
        """Per word the files under this directory that hold it."""
        found: dict[str, set[str]] = {}
        for path in directory.rglob("*"):
            if path.is_file():
                for word in self.in_bytes(path.read_bytes()):
                    found.setdefault(word, set()).add(str(path.relative_to(directory)))
        return found


def unpacked(content: bytes) -> Iterable[bytes]:
    """What comes out of zlib, gzip and base64 found anywhere in the content."""
    for match in COMPRESSED.finditer(content):
        inner = _inflated(content[match.start() : match.start() + MOST])
        if len(inner) > 8:
            yield inner
    for match in BASE64.finditer(content):
        run = match.group().replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        for shift in range(4):  # a run may have caught letters that stood before it
            part = run[shift:]
            inner = base64.b64decode(part[: len(part) // 4 * 4])
            if COMPRESSED.match(inner):
                yield inner


def _inflated(content: bytes) -> bytes:
    bits = 31 if content.startswith(b"\x1f\x8b") else 15
    try:
        return zlib.decompressobj(bits).decompress(content, MOST)
    except zlib.error:
        return b""


def packed(word: str) -> dict[str, bytes]:
    """The same word in every form the scanner has to see, for its positive control."""
    plain = f"voor {word} na".encode()
    return {
        "in clear": plain,
        "utf-16": plain.decode().encode("utf-16-le"),
        "hex": plain.hex().encode(),
        "base64": base64.b64encode(plain),
        "base64, one further": base64.b64encode(b"x" + plain),
        "base64, two further": base64.b64encode(b"xx" + plain),
        "zlib": zlib.compress(plain),
        "gzip": gzip.compress(plain),
        "base64 of zlib, as in a session": base64.urlsafe_b64encode(zlib.compress(plain * 3)),
        "json": "".join(f"\\u{ord(c):04x}" for c in word).encode(),
        "digest": hashlib.sha256(word.encode()).hexdigest().encode(),
    }
