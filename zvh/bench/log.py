"""What the access log costs: a page with and without its lines, and sealing, copying and checking many of them (09, 2.3)."""

import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from django.db import connection, transaction

from privacy import accesslog, logcopy
from privacy.logseal import seal_all
from privacy.verifylog import verify
from zvh.bench.measure import WARM
from zvh.bench.scenes import Play, Scene
from zvh.bench.unchecked import replaced

MOST_SECONDS, MOST_OF_PAGE = 10.0, 1.10  # of checking a million lines; of a page against the same without its lines
PAGES = ("casussen", "casus", "casus-bijdragen", "mijn-werk")
# Lines as the pages write them: a third shows a list, the others a part of a case.
LINES = """
    insert into privacy_accesslogline (id, event_time, event_kind, action, outcome, reason, actor_id, capacity_id, actor_role,
      actor_party_id, on_behalf_of, is_person, house_id, purpose, rule, origin, session_hash, object_type, object_id, dossier_id, parts,
      shown_ids, result_count, recipient, request_id, source)
    select gen_random_uuid(), now() - (%(lines)s - n) * interval '1 millisecond', 'dossier-view', 'R', 'ok', '', n %% 400,
      gen_random_uuid(), 'delegate', n %% 50,
      0, true, n %% 6 + 1, 'casusoverleg', 'casus-bijdragen', '10.0.0.' || n %% 250, 'a1b2c3d4e5f60718', 'case',
      gen_random_uuid()::text, gen_random_uuid(), array['subjects', 'contributions', 'plan'],
      case when n %% 3 = 0 then array(select gen_random_uuid() from generate_series(1, 25)) else '{}' end,
      null, '', gen_random_uuid(), 'zvh'
    from generate_series(1, %(lines)s) n"""


def measure_log(scenes: list[Scene], lines: int, repeat: int, seed: int) -> str:
    """A report with a verdict per budget. The log of this installation stays as it was."""
    return "\n".join([*_pages(scenes, repeat, seed), *_many(lines)])


def _pages(scenes: list[Scene], repeat: int, seed: int) -> list[str]:
    """Each page with and without writing its lines, in turn; what is collected is collected in both."""
    rng, found = Random(seed), []
    warm = WARM if repeat > WARM else 1
    for scene in (one for one in scenes if one.name in PAGES):
        times: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(warm + repeat):
            for is_logged in rng.sample((True, False), 2):
                took = _play(scene.real, is_logged)
                if turn >= warm:
                    times[is_logged].append(took)
        ratio = median(times[True]) / median(times[False])
        words = f"{scene.name}, {scene.who.user.name}"
        figures = f"{median(times[True]) * 1000:.1f} ms met, {median(times[False]) * 1000:.1f} ms zonder regels"
        found.append(f"{words:<44}{figures}: {ratio:.3f}  {_verdict(ratio, MOST_OF_PAGE)}")
    return found


def _play(play: Play, is_logged: bool) -> float:
    start = perf_counter()
    if is_logged:
        play()
    else:
        with replaced(accesslog, "flush", lambda book: None):
            play()
    return perf_counter() - start


def _many(lines: int) -> list[str]:
    """Rolled back afterwards."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as place:
        with connection.cursor() as cursor:
            cursor.execute(LINES, {"lines": lines})
            cursor.execute("analyze privacy_accesslogline")
        sealing = _seconds(lambda: seal_all(everything=True))
        with connection.cursor() as cursor:
            cursor.execute("analyze privacy_logseal")
        copying = _seconds(lambda: logcopy.copy_new(Path(place)))
        problems: list[str] = []
        alone = _seconds(lambda: problems.extend(verify(None)))
        both = _seconds(lambda: problems.extend(verify(Path(place))))
        transaction.set_rollback(True)
    most = MOST_SECONDS * max(lines, 1_000_000) / 1_000_000
    return [
        f"{lines} regels verzegelen: {sealing:.1f} s; kopiëren: {copying:.1f} s",
        f"{lines} regels controleren: {alone:.1f} s; met de kopie: {both:.1f} s  {_verdict(both, most)}",
        f"{len(problems)} keer iets mis",
    ]


def _seconds(work: Play) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _verdict(figure: float, most: float) -> str:
    return "goed" if figure <= most else f"boven {most:g}"
