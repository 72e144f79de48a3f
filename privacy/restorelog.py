"""Brings back from the copy what the log lost when a backup was put back (docs/deployment.md): lines, seals and batches as they were."""

import json
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from privacy import logcopy
from privacy.logseal import last_batch
from privacy.models import LogBatch, LogCopy, LogSeal

# A line that stands there already is newer than the backup of the batch, and the same.
LINES = """
    insert into privacy_accesslogline
    select l.* from jsonb_array_elements(%s::jsonb) given, jsonb_populate_record(null::privacy_accesslogline, given) l
    on conflict (id) do nothing"""


def restore(copy: Path) -> int:
    """Every batch after the last one of the database. Gives the number of lines. Raises OSError or ValueError at a damaged copy."""
    restored = 0
    while (path := logcopy.path_of(last_batch().number + 1, copy)).exists():
        restored += _restore_batch(path)
    return restored


@transaction.atomic
def _restore_batch(path: Path) -> int:
    head, lines = logcopy.read_head(path), logcopy.read_lines(path)
    with connection.cursor() as cursor:
        cursor.execute(LINES, [json.dumps([line["line"] for line in lines])])
    root, seal = bytes.fromhex(head.pop("root")), bytes.fromhex(head.pop("seal"))
    batch = LogBatch.objects.create(root=root, seal=seal, **head)
    LogSeal.objects.bulk_create(_seal(batch, line) for line in lines)
    LogCopy.objects.create(batch=batch, copied_at=head["sealed_at"], size=path.stat().st_size)
    return len(lines)


def _seal(batch: LogBatch, line: dict[str, Any]) -> LogSeal:
    return LogSeal(seq=line["seq"], line_id=line["id"], batch=batch, leaf=bytes.fromhex(line["leaf"]))
