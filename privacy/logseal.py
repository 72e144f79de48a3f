"""Seals the access log in batches, after the lines were written: a page never waits for it (09, 2.3).

Each line gets the next number and a leaf, the hash of its columns. A batch gets a root over its leaves and a seal over its root and
the seal before it. What is written later than an hour after its time is found by `privacy.verifylog`.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from privacy.models import LogBatch

LOCK = 20260112  # one process seals at a time
MOST = 10_000  # lines of a batch
LATEST = timedelta(hours=1)  # no request and no job lasts so long; a line has the time at which that began
BEGIN = bytes(32)  # before the first seal

# Which columns a leaf covers, in this order. A form never changes: with a new column comes a new form.
FORM = 1
LEAVES = {
    1: """pg_catalog.sha256(pg_catalog.convert_to(row(
        l.id, extract(epoch from l.event_time), l.event_kind, l.action, l.outcome, l.reason, l.actor_id, l.capacity_id, l.actor_role,
        l.actor_party_id, l.on_behalf_of, l.is_person, l.house_id, l.purpose, l.rule, l.origin, l.session_hash, l.object_type, l.object_id,
        l.dossier_id, l.parts, l.shown_ids, l.result_count, l.recipient, l.request_id, l.source)::text, 'UTF8'))"""
}

SEAL = """
    insert into privacy_logseal (seq, line_id, batch_id, leaf)
    select %(last)s + row_number() over (order by l.event_time, l.id), l.id, %(number)s, {leaf}
    from (
      select * from privacy_accesslogline l
      where l.event_time > %(since)s and not exists (select from privacy_logseal s where s.line_id = l.id)
      order by l.event_time, l.id limit %(most)s) l"""
ROOT = """
    select min(seq), max(seq), pg_catalog.sha256(string_agg(leaf, ''::bytea order by seq)) from privacy_logseal where seq > %s"""


@dataclass(frozen=True)
class Last:
    """Where the chain ends now."""

    number: int = 0
    seq: int = 0
    seal: bytes = BEGIN
    at: datetime | None = None


def seal_all(*, everything: bool = False) -> int:
    """Seal what was written since the last batch, or with `everything` whatever has no seal. Gives the number of lines."""
    sealed = 0
    while number := _seal_batch(everything):
        sealed += number
    return sealed


@transaction.atomic
def _seal_batch(everything: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    last = last_batch()
    since = last.at - LATEST if last.at and not everything else datetime.min.replace(tzinfo=UTC)
    with connection.cursor() as cursor:
        # The foreign key to the batch waits for the commit: the batch is written when its root is known.
        cursor.execute(
            SEAL.format(leaf=LEAVES[FORM]),
            {"last": last.seq, "number": last.number + 1, "since": since, "most": MOST},
        )
        sealed: int = cursor.rowcount
        if not sealed:
            return 0
        cursor.execute(ROOT, [last.seq])
        first_seq, last_seq, root = cursor.fetchone()
    at = timezone.now()
    LogBatch.objects.create(
        number=last.number + 1, form=FORM, first_seq=first_seq, last_seq=last_seq, root=root, sealed_at=at,
        seal=seal_of(last.seal, bytes(root), last.number + 1, first_seq, last_seq, at, FORM),
    )  # fmt: skip
    return sealed


def last_batch() -> Last:
    batch = LogBatch.objects.order_by("-number").first()
    return Last(batch.number, batch.last_seq, bytes(batch.seal), batch.sealed_at) if batch else Last()


def seal_of(previous: bytes, root: bytes, number: int, first: int, last: int, at: datetime, form: int) -> bytes:
    """The seal of a batch: SHA-256 over the seal before it and everything the batch says of itself."""
    said = f"{number} {first} {last} {at.astimezone(UTC).isoformat(timespec='microseconds')} {form}"
    return hashlib.sha256(previous + root + said.encode()).digest()
