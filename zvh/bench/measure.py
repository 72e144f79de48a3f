"""Plays the scenes: first whether they are about the same rows, then the time of each, in turn and in one run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from zvh import keystore
from zvh.actor import Actor, acting_as
from zvh.bench.scenes import Scene
from zvh.bench.unchecked import replaced, unchecked

SCAFFOLD = (
    "SAVEPOINT",
    "set transaction",
    "RELEASE SAVEPOINT",
    "ROLLBACK",
    "BEGIN",
    "COMMIT",
    "select set_config",
    "select app.end_as",
)
WARM = 8  # so often before times count: a process that works has prepared its statements
KINDS = ("real", "unchecked", "floor")


class Different(Exception):
    """A scene and its floor are not about the same rows: then their times say nothing."""


@dataclass
class Result:
    """The times of one scene in milliseconds, by kind, and its queries."""

    scene: Scene
    queries: int
    times: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def p50(self, kind: str) -> float:
        return _percentile(self.times[kind], 50)

    def p95(self, kind: str) -> float:
        return _percentile(self.times[kind], 95)

    def ratio(self, kind: str) -> float:
        return self.p50("real") / self.p50(kind)


def _percentile(times: list[float], which: int) -> float:
    return quantiles(times, n=100, method="inclusive")[which - 1]


@dataclass(frozen=True)
class Query:
    """One query of a real page, and how long it took."""

    scene: Scene
    sql: str
    milliseconds: float


def measure(found: list[Scene], actors: dict[Any, Actor], repeat: int, seed: int) -> tuple[list[Result], Query]:
    """Raises Different. Every kind of every scene is played `repeat` times, each round in another order."""
    results, asked = [], []
    for scene in found:
        compare(scene, actors)
        queries, slowest = _queries(scene)
        results.append(Result(scene, queries))
        asked.append(slowest)
    rounds = [(result, kind) for result in results for kind in KINDS]
    rng = Random(seed)
    for result, kind in rounds * (WARM if repeat > WARM else 0):
        _time(result.scene, kind, actors)
    for _ in range(repeat):
        rng.shuffle(rounds)
        for result, kind in rounds:
            result.times[kind].append(_time(result.scene, kind, actors))
    return results, max(asked, key=lambda query: query.milliseconds)


def _mode(kind: str, actors: dict[Any, Actor]) -> Any:
    return unchecked(actors) if kind == "unchecked" else nullcontext()


def _time(scene: Scene, kind: str, actors: dict[Any, Actor]) -> float:
    play = scene.bare if kind == "floor" else scene.real
    with _mode(kind, actors):
        start = perf_counter()
        play()
        return (perf_counter() - start) * 1000


def compare(scene: Scene, actors: dict[Any, Actor]) -> None:
    """All three are about the same rows. A page is compared as the set of ids that it noted in the access log."""
    answers: dict[str, Any] = {"floor": scene.bare()}
    for kind in ("real", "unchecked"):
        with _mode(kind, actors):
            answers[kind] = scene.real()
        if scene.shown:
            answers[kind] = scene.shown()
    if scene.shown:
        answers["floor"] = set(answers["floor"])
    if not answers["floor"] == answers["real"] == answers["unchecked"]:
        raise Different(f"{scene.name}, {scene.who.user}: {answers}")


def _queries(scene: Scene) -> tuple[int, Query]:
    """How many queries, with each fetch of keys as one, and the slowest."""
    with _counted_fetches() as fetches, CaptureQueriesContext(connection) as taken:
        scene.real()
    asked = [query for query in taken if not query["sql"].startswith(SCAFFOLD)]
    slowest = max(asked, key=lambda query: (query["sql"].startswith("SELECT"), float(query["time"])))
    return len(asked) + len(fetches), Query(scene, slowest["sql"], float(slowest["time"]) * 1000)


@contextmanager
def _counted_fetches() -> Iterator[list[int]]:
    """One entry per call of the key store."""
    calls: list[int] = []
    fetch: Callable[..., Any] = keystore.fetch

    def counting(ids: Any) -> Any:
        wanted = list(ids)
        calls.append(len(wanted))
        return fetch(wanted)

    with replaced(keystore, "fetch", counting):
        yield calls


def plan_of(query: Query) -> str:
    """How PostgreSQL answers it, as the person who asked."""
    with acting_as(query.scene.who.capacity), connection.cursor() as cursor:
        cursor.execute(f"explain (analyze, buffers, settings) {query.sql}".replace("%", "%%"), [])
        return "\n".join(row[0] for row in cursor.fetchall())
