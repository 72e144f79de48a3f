"""Whether the access log is as it was written (09, 2.3): every leaf, every seal, the chain, and the copy outside the database.

All hashing is done by PostgreSQL's own functions, a batch's root in one pass, so that a million lines take seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format

from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force
from privacy import accesslog, logcopy
from privacy.logseal import BEGIN, LATEST, LEAVES, last_batch, seal_of
from privacy.models import LogCheck, LogSeal
from privacy.models.accesslog import SUPERVISORS
from zvh.today import today

ENOUGH = 10_000  # sentences of one check: a log that is gone would give millions
MOST = 100  # sentences that are kept of one check
NOT_COPIED = "De kopie van het logboek loopt achter: wat nieuw is staat alleen in de databank."
NO_COPY = "Er wordt geen kopie van het logboek bewaard: wie de databank beheert kan ongezien regels wijzigen."
OTHER_COPY = "De kopie bevat een andere reeks dan het logboek. Er komt niets nieuws bij tot dit is uitgezocht."
BROKEN = """
    select s.seq, s.line_id, l.id is null
    from privacy_logseal s join privacy_logbatch b on b.number = s.batch_id left join privacy_accesslogline l on l.id = s.line_id
    where b.form = %s and (l.id is null or {leaf} is distinct from s.leaf) order by s.seq"""
LATE = """
    select s.seq, s.line_id, l.event_time
    from privacy_logbatch b join privacy_logbatch before on before.number = b.number - 1
    join privacy_logseal s on s.seq between b.first_seq and b.last_seq join privacy_accesslogline l on l.id = s.line_id
    where l.event_time < before.sealed_at - %s::interval order by s.seq"""
UNSEALED = """
    select l.id, l.event_time from privacy_accesslogline l
    where l.event_time < %s and not exists (select from privacy_logseal s where s.line_id = l.id) order by l.event_time, l.id"""
BATCHES = """
    select coalesce(b.number, r.batch_id), b.number is null, b.form, b.first_seq, b.last_seq, b.root, b.seal, b.sealed_at,
      coalesce(r.lines, 0), r.root, c.batch_id is not null, c.size
    from privacy_logbatch b left join privacy_logcopy c on c.batch_id = b.number
    full join (
      select batch_id, count(*) as lines, pg_catalog.sha256(string_agg(leaf, ''::bytea order by seq)) as root
      from privacy_logseal group by batch_id) r on r.batch_id = b.number
    order by 1"""


@dataclass(frozen=True)
class Found:
    """A batch as it says of itself, and what its seals say of it."""

    number: int
    is_gone: bool
    form: int
    first_seq: int
    last_seq: int
    root: bytes
    seal: bytes
    sealed_at: datetime
    lines: int
    root_now: bytes | None
    is_copied: bool
    copied_size: int | None


def verify(copy: Path | None) -> list[str]:
    """Everything that is wrong with the log, in sentences that name the line or the batch; with a copy also what only that can tell.

    Needs a role that reads the whole log.
    """
    return list(islice(chain(_broken(), _late(), _unsealed(), _chain(copy)), ENOUGH))


def _rows(sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
    """Row by row from the database: the log does not fit into memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        yield from cursor


def _broken() -> Iterator[str]:
    for form, leaf in LEAVES.items():
        for seq, line, is_gone in _rows(BROKEN.format(leaf=leaf), form):
            yield f"Regel {seq} ({line}) is {'weg' if is_gone else 'gewijzigd'}."


def _late() -> Iterator[str]:
    for seq, line, at in _rows(LATE, LATEST):
        yield f"Regel {seq} ({line}) van {_moment(at)} is later tussengevoegd."


def _unsealed() -> Iterator[str]:
    """What should have been sealed with the newest batch or before."""
    if newest := last_batch().at:
        for line, at in _rows(UNSEALED, newest - LATEST):
            yield f"Regel {line} van {_moment(at)} heeft geen zegel."


def _chain(copy: Path | None) -> Iterator[str]:
    """Batches and lines without gaps, each seal made of the one before it, each batch as in the copy."""
    seal, seq, number = BEGIN, 0, 0
    for batch in (Found(*row) for row in _rows(BATCHES)):
        yield from (f"Reeks {gone} is weg." for gone in range(number + 1, batch.number))
        number = batch.number
        if batch.is_gone:
            yield f"Reeks {number} is weg."
            continue
        yield from _of_batch(batch, seq, seal)
        if copy:
            yield from _unlike_copy(batch, copy)
        seal, seq = batch.seal, batch.last_seq
    if copy:
        yield from _only_in_copy(number, copy)


def _of_batch(batch: Found, seq: int, seal: bytes) -> Iterator[str]:
    first, last = batch.first_seq, batch.last_seq
    if first != seq + 1:
        yield f"Tussen regel {seq} en regel {first} ontbreken regels."
    if batch.lines != last - first + 1:
        present = set(LogSeal.objects.filter(batch=batch.number).values_list("seq", flat=True))
        yield from (f"Het zegel van regel {one} is weg." for one in range(first, last + 1) if one not in present)
    elif batch.root_now != batch.root:
        yield f"De zegels van reeks {batch.number} zijn niet die waarvan de reeks is gemaakt."
    if seal_of(seal, batch.root, batch.number, first, last, batch.sealed_at, batch.form) != batch.seal:
        yield f"Het zegel van reeks {batch.number} klopt niet met het zegel ervoor."


def _unlike_copy(batch: Found, copy: Path) -> Iterator[str]:
    """A chain that was made again from the changed line on is sound in itself: only the copy tells."""
    path = logcopy.path_of(batch.number, copy)
    try:
        if logcopy.read_head(path)["seal"] == batch.seal.hex():
            if batch.copied_size not in (None, path.stat().st_size):
                yield f"De kopie van reeks {batch.number} is niet meer heel."
            return
        lines = logcopy.read_lines(path)
    except FileNotFoundError:
        if batch.is_copied:
            yield f"De kopie van reeks {batch.number} is weg."
    except (OSError, ValueError, KeyError, EOFError):
        yield f"De kopie van reeks {batch.number} is niet te lezen."
    else:
        yield f"Reeks {batch.number} is een andere dan die in de kopie."
        yield from _lines_unlike(lines, batch)


def _lines_unlike(lines: list[dict[str, Any]], batch: Found) -> Iterator[str]:
    now = {seal.seq: (str(seal.line_id), bytes(seal.leaf).hex()) for seal in LogSeal.objects.filter(batch=batch.number)}
    for line in lines:
        if now.get(line["seq"]) != (line["id"], line["leaf"]):
            yield f"Regel {line['seq']} ({line['id']}) is een andere dan die in de kopie."


def _only_in_copy(number: int, copy: Path) -> Iterator[str]:
    """Batches after the last one of the database."""
    while logcopy.path_of(number := number + 1, copy).exists():
        yield f"Reeks {number} staat in de kopie en niet meer in het logboek."


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y H:i")


@transaction.atomic
def check() -> LogCheck:
    """Verify the log, keep what was found, and call those who read the log when something is wrong."""
    copy = logcopy.directory()
    found = verify(copy)
    if copy is None and not settings.DEMO:
        found.append(NO_COPY)
    if copy and logcopy.overdue(timezone.now()):
        found.append(NOT_COPIED)
    return _keep(found, with_copy=copy is not None)


@transaction.atomic
def complain(sentence: str) -> None:
    """Something is wrong between two checks; said once."""
    last = LogCheck.objects.first()
    if last is None or sentence not in last.problems:
        _keep([*(last.problems if last else []), sentence], with_copy=True)


def _keep(found: list[str], *, with_copy: bool) -> LogCheck:
    """Supervisors of all houses get a letter, once for the same findings."""
    before = LogCheck.objects.first()
    made = LogCheck.objects.create(
        at=timezone.now(), lines=last_batch().seq, with_copy=with_copy, problems=found[:MOST], problem_count=len(found)
    )
    if found and (before is None or before.problems != made.problems):
        people = appointments_in_force(today()).filter(role__in=SUPERVISORS)
        write_to(people.values_list("user_id", flat=True), "logboek")
        accesslog.event(
            accesslog.EventKind.JOB, "E", rule="verify_log", outcome=accesslog.Outcome.ERROR, result_count=len(found)
        )
    return made
