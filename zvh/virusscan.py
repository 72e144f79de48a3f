"""Has a scanner look through what somebody sent: clamd, over its own socket (S47; BIO2 8.7).

Whatever is not clearly "clean" or "found" means that nobody looked: who asks keeps the file shut. The packages that speak with
clamd were last kept up in 2014, and what is needed of it is one command.
"""

import re
import socket
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 60
CHUNK = 65_536
FOUND = re.compile(r"stream: ([!-~]{1,100}) FOUND")


class ScannerAway(Exception):
    """There is no scanner, or it did not judge this file."""


def scan(content: bytes) -> str:
    """The name of what was found; empty when the content is clean. Raises ScannerAway."""
    said = _ask(b"zINSTREAM\0", content)
    if said == "stream: OK":
        return ""
    if found := FOUND.fullmatch(said):
        return found[1]
    raise ScannerAway(said[:100] or "no answer")


def version() -> str:
    """Of the scanner and its signatures, with their date. Raises ScannerAway."""
    return _ask(b"zVERSION\0")


def _ask(command: bytes, content: bytes | None = None) -> str:
    try:
        with closing(_connection()) as link:
            link.sendall(command)
            if content is not None:
                for start in range(0, len(content), CHUNK):
                    part = content[start : start + CHUNK]
                    link.sendall(len(part).to_bytes(4) + part)
                link.sendall(bytes(4))
            return _answer(link)
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error


def _answer(link: socket.socket) -> str:
    """Up to the NUL that ends it; a line that breaks off before is no answer."""
    said = b""
    while not said.endswith(b"\0") and len(said) < 1000 and (part := link.recv(1000)):
        said += part
    return said[:-1].decode("ascii", "replace") if said.endswith(b"\0") else ""


def _connection() -> socket.socket:
    """ZVH_CLAMD: tcp://host:port, or the path of a socket."""
    place = settings.CLAMD
    if not place:
        raise ScannerAway("ZVH_CLAMD is empty")
    if place.startswith("tcp://"):
        parts = urlsplit(place)
        return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=SECONDS)
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(SECONDS)
    try:
        link.connect(place)
    except OSError:
        link.close()
        raise
    return link
