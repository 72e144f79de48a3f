"""Drawing a document in a process of its own, which is bounded and knows no way out (09, S41).

It reads its templates and nothing else, writes no file, and is ended with its whole group when it takes too long: what it leaves is
the bytes of the document, or nothing.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from zvh.documents.document import Document

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
WORKER = HERE / "worker.py"
NO_WAY_OUT = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")


class Format(Enum):
    """What a document can become."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]


CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
}


@dataclass(frozen=True)
class Bounds:
    """How long and how large the process may be."""

    seconds: int = 20
    megabytes: int = 512


class RenderFailed(Exception):
    """The document could not be drawn within its bounds. Says nothing of its content."""


def render(
    document: Document, form: Format, *, template: Path = TEMPLATES / "document.typ", bounds: Bounds = Bounds()
) -> bytes:
    """The document as a file. Raises RenderFailed."""
    command = [sys.executable, "-I", str(WORKER), form.value, str(template), str(bounds.seconds), str(bounds.megabytes)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd="/", env={"LC_ALL": "C.UTF-8", **NO_WAY_OUT}, start_new_session=True,
    )  # fmt: skip
    try:
        found, _ = process.communicate(document.to_text().encode(), timeout=bounds.seconds)
    except subprocess.TimeoutExpired:
        raise RenderFailed("took too long") from None
    finally:
        _end(process)
    if process.returncode != 0 or not found:
        raise RenderFailed(f"ended with {process.returncode}")
    return found


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Nothing of its group stays, however we leave."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.communicate()
