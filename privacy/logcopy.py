"""A copy of every sealed batch outside the database, within minutes (09, S53): what was changed by who owns the database, the copy tells.

A file per batch, compressed JSON: the first line is the batch, then a line for each line of the log. The directory (`ZVH_LOG_COPY`) is
best on another machine, where what is written once can not be changed.
"""

import gzip
import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from privacy.models import LogBatch, LogCopy

LATE = timedelta(minutes=5)  # S53
LINES = """
    select s.seq, s.line_id, encode(s.leaf, 'hex'), row_to_json(l)::text
    from privacy_logseal s left join privacy_accesslogline l on l.id = s.line_id
    where s.seq between %s and %s order by s.seq"""


class CopyDiffers(Exception):
    """The copy holds another batch under this number: the one in the database is not the one that was sealed."""


def directory() -> Path | None:
    """Where the copy stands, or nothing where this installation keeps none (demo mode only)."""
    return Path(settings.LOG_COPY) if settings.LOG_COPY else None


def copy_new(to: Path) -> int:
    """Copy what was sealed and not copied yet. Gives the number of batches. Raises OSError, and CopyDiffers."""
    waiting = LogBatch.objects.filter(copy=None).order_by("number")
    copied = 0
    for batch in waiting.iterator():
        path = path_of(batch.number, to)
        _write(batch, path)
        LogCopy.objects.create(batch=batch, copied_at=timezone.now(), size=path.stat().st_size)
        copied += 1
    return copied


def overdue(now: datetime) -> bool:
    """Whether a batch waits too long for its copy."""
    return LogBatch.objects.filter(copy=None, sealed_at__lt=now - LATE).exists()


def path_of(number: int, root: Path) -> Path:
    """A thousand batches to a directory."""
    return root / f"{number // 1000:09d}" / f"{number:012d}.jsonl.gz"


def _write(batch: LogBatch, path: Path) -> None:
    """Whole or not at all: under another name first. A batch that stands there already is left alone."""
    if path.exists():
        if read_head(path) != head_of(batch):
            raise CopyDiffers(f"batch {batch.number}")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with draft.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        for said in (head_of(batch), *_lines(batch)):
            file.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        file.close()
        raw.flush()
        os.fsync(raw.fileno())
    draft.rename(path)


def head_of(batch: LogBatch) -> dict[str, Any]:
    """What a batch says of itself."""
    return {
        "number": batch.number, "form": batch.form, "first_seq": batch.first_seq, "last_seq": batch.last_seq,
        "root": bytes(batch.root).hex(), "seal": bytes(batch.seal).hex(),
        "sealed_at": batch.sealed_at.isoformat(timespec="microseconds"),
    }  # fmt: skip


def _lines(batch: LogBatch) -> Iterator[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(LINES, [batch.first_seq, batch.last_seq])
        for seq, line_id, leaf, line in cursor:
            yield {"seq": seq, "id": str(line_id), "leaf": leaf, "line": json.loads(line) if line else None}


def read_head(path: Path) -> dict[str, Any]:
    """The batch that this file holds. Raises OSError or ValueError where it holds none."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found: dict[str, Any] = json.loads(file.readline())
        return found


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The lines of the log in this file. Raises OSError or ValueError."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        file.readline()
        return [json.loads(line) for line in file]
