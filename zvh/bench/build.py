"""Fills an empty database with invented cases: in bulk, from a seed, sealed with real keys, with the triggers on."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from random import Random
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, models, transaction

from cases.models import Case, CaseGrant
from cases.phases import Phase
from parties.models import Membership
from zvh import keystore, sealing
from zvh.bench.casefile import CaseFile, Writer, lists
from zvh.bench.meetings import meeting_of
from zvh.bench.people import People, Person, hire, size_for
from zvh.keystore import wrap
from zvh.wrapping import read_wrapping_keys

BATCH = 250
ASSIGNABLE = (Phase.TRIAGE, Phase.CASUSOVERLEG)
FULL_CASES, CLOSABLE = 6, 2
SHAPE = 2  # goes up when other rows are built
MARK = """
create schema if not exists bench;
create table if not exists bench.built (parameters jsonb not null, world jsonb not null);
"""


class NotEmpty(Exception):
    """There are cases here that the benchmark did not build, or built with other parameters."""


@dataclass(frozen=True)
class World:
    """What is measured: the numbers of cases with twelve contributions, of one to assign in, and of one to close; the meeting
    of today, and the case that is discussed there."""

    full: list[str]
    to_assign: str
    to_close: str
    meeting: str
    item: str


def shares(cases: int) -> dict[str, int]:
    """How many cases the measured delegates have: the same at 20,000 and at 200,000, fewer in a small set."""
    most = {"licht": 5, "gemiddeld": 315, "zwaar": 2000}
    return {name: max(2, min(number, cases * number // 20_000)) for name, number in most.items()}


@transaction.atomic
def build(cases: int, seed: int, today: date) -> tuple[World, People, bool]:
    """Whatever is there already with these parameters is used again; the last value says so. Raises NotEmpty."""
    parameters = {"cases": cases, "seed": seed, "shape": SHAPE}
    people = hire(today, size_for(cases))
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        cursor.execute("select parameters, world from bench.built")
        found = cursor.fetchone()
    if found and json.loads(found[0]) == parameters:
        return World(**json.loads(found[1])), people, True
    if found or Case.objects.exists():
        raise NotEmpty
    world = _fill(Writer(Random(seed), today, lists()), cases, people)
    with connection.cursor() as cursor:
        values = [json.dumps(parameters), json.dumps(asdict(world))]
        cursor.execute("insert into bench.built values (%s, %s)", values)
    return world, people, False


def _fill(writer: Writer, cases: int, people: People) -> World:
    full: list[Case] = []
    for start in range(0, cases, BATCH):
        numbers = range(start, min(start + BATCH, cases))
        files = [_file(writer, people, number) for number in numbers]
        full += [file.case for number, file in zip(numbers, files, strict=True) if number < FULL_CASES]
        _write(files)
    with _keys_of(full):
        _write_rows([writer.closing(case) for case in full[-CLOSABLE:]])
    for name, number in shares(cases).items():
        _assign(writer, people.measured[name], full, number)
    with _keys_of(full):
        meeting, item, rows = meeting_of(writer, people, full[1:-CLOSABLE])
        _write_rows(rows)
    _analyse()
    numbers_of_full = [str(case.number) for case in full]
    return World(numbers_of_full[1:-CLOSABLE], numbers_of_full[0], numbers_of_full[-1], str(meeting), str(item))


def _file(writer: Writer, people: People, number: int) -> CaseFile:
    """The first cases are full ones of the measured house."""
    crew = people.crew if number < FULL_CASES else people.crews[number % len(people.crews)]
    is_full = number < FULL_CASES or writer.rng.random() < 0.01
    return writer.case_file(crew, number, is_full=is_full)


def _write(files: list[CaseFile]) -> None:
    """With one fetch of keys for all of them."""
    _mint([file.case.pk for file in files])
    with _keys_of([file.case for file in files]):
        _write_rows([file.case for file in files])
        _write_rows([row for file in files for row in file.rows])


@contextmanager
def _keys_of(cases: list[Case]) -> Iterator[None]:
    with sealing.open_keyring():
        for case in cases:
            sealing.announce(case.pk)
        yield


def _mint(ids: list[UUID]) -> None:
    """As `keystore.mint`, in one transaction of the key store. Keys that a broken-off build left behind will do."""
    wrapping, present = read_wrapping_keys(settings.WRAPPING_KEY_FILE), keystore.fetch(ids).keys()
    rows = [(pk, *reversed(wrap(wrapping, pk, AESGCM.generate_key(256)))) for pk in ids if pk not in present]
    with keystore.connection().connection() as conn, conn.transaction(), conn.cursor() as cursor:
        cursor.executemany("select keys.put(%s, %s, %s)", rows)


def _write_rows(rows: list[models.Model]) -> None:
    """In bulk per model, in the order in which the models first appear."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, found in by_model.items():
        model._default_manager.bulk_create(found)


def _assign(writer: Writer, one: Person, full: list[Case], number: int) -> None:
    """So many open cases in the houses of the party, the full ones among them."""
    houses = Membership.objects.filter(delegations=one.capacity).values("houses")
    open_cases = Case.objects.filter(house__in=houses, phase__in=ASSIGNABLE).exclude(pk__in=[case.pk for case in full])
    pool = list(open_cases.order_by("pk").only("pk", "opened_at"))
    chosen = [*full, *writer.rng.sample(pool, max(0, min(number - len(full), len(pool))))]
    CaseGrant.objects.bulk_create(writer.grant(case, one) for case in chosen)


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("analyze")
