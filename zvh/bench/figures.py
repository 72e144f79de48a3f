"""What figures cost: the page of a house with many cases behind it (a second at 50,000), and a house beside all others (three seconds)."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from string import ascii_uppercase
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.urls import reverse

from cases.models.statistics import quarter_of
from parties.models import House
from zvh.bench.country import invented_house
from zvh.bench.people import Person
from zvh.bench.scenes import Play, browser, visit
from zvh.today import today

MOST_SECONDS, YEARS = 1.0, 10
HOUSES, FACTS_OF_ALL, MOST_SECONDS_OF_ALL = 30, 30, 3.0  # facts of all together for every case of the one: 1.5 million
# Facts per case and of which kind, as a simulated year of Regio Utrecht leaves them (docs/simulation.md): (kind, value, detail, how many).
PER_CASE = (
    ("aangemeld", "", "", 1), ("persoon", "", "", 1), ("thema", "d", "", 2), ("beoordeling", "in-behandeling", "", 1),
    ("erin", "aanmelding", "", 1), ("eruit", "aanmelding", "", 1), ("erin", "triage", "", 1), ("eruit", "triage", "", 1),
    ("uitkomst", "casusoverleg", "", 1), ("gevraagd", "", "", 3), ("bijdrage", "geleverd", "op-tijd", 3), ("besproken", "", "", 8),
    ("aanwezig", "ja", "", 24), ("voorbereid", "ja", "", 24), ("score", "d", "oranje", 64), ("actie", "afgesproken", "", 16),
    ("actie", "gedaan", "op-tijd", 12), ("afgesloten", "doel-bereikt", "ja", 1), ("leefgebied", "d", "rood-groen", 8),
)  # fmt: skip
FACTS = """
    insert into cases_statisticsfact
      (id, house_id, quarter, kind, value, detail, approach_id, gemeente_id, party_id, age_band, measure, number, key)
    select gen_random_uuid(), %(house)s, %(last)s - (n %% (%(years)s * 4)), k.kind,
      case when k.value = 'd' then d.codes[1 + m %% d.many] else k.value end,
      k.detail, a.ids[1 + n %% a.many], null, p.ids[1 + (n + m) %% p.many], (array['0-17', '18-26', '27-49', '50+'])[1 + n %% 4],
      case when k.kind in ('eruit', 'uitkomst', 'afgesloten') then n %% 60 end, 1, (random() * 4)::int
    from generate_series(1, %(cases)s) n
      cross join unnest(%(kinds)s::text[], %(values)s::text[], %(details)s::text[], %(times)s::int[]) k(kind, value, detail, times)
      cross join lateral generate_series(1, k.times) m
      cross join (select array_agg(approach_id) as ids, count(*)::int as many from parties_approach_houses where house_id = %(house)s) a
      cross join (select array_agg(distinct m.party_id) as ids, count(distinct m.party_id)::int as many from parties_membership m
                  join parties_membership_houses h on h.membership_id = m.id where h.house_id = %(house)s) p
      cross join (select array_agg(code) as codes, count(*)::int as many from parties_lifedomain) d"""


COPIED = """
    insert into cases_statisticsfact
      (id, house_id, quarter, kind, value, detail, approach_id, gemeente_id, party_id, age_band, measure, number, key)
    select gen_random_uuid(), h.id, f.quarter, f.kind, f.value, f.detail, f.approach_id, f.gemeente_id, f.party_id, f.age_band, f.measure,
      f.number, (random() * 4)::int
    from cases_statisticsfact f cross join parties_house h where f.house_id = %(house)s and h.id <> %(house)s"""


def measure_figures(manager: Person, cases: int, repeat: int) -> str:
    """A report with its verdicts. The facts of this installation stay as they were."""
    return f"{_of_a_house(manager, cases, repeat)}\n{_of_all(manager, cases * FACTS_OF_ALL, repeat)}"


def _of_a_house(manager: Person, cases: int, repeat: int) -> str:
    house, client = manager.house, browser(manager)
    address = reverse("rapportage-huis", args=[house.code])
    with _facts_put_back():
        rows = _fill(house, cases, quarter_of(today()))
        adding = _seconds(_add_up)
        _fill(house, cases // (YEARS * 365) + 1, quarter_of(today()))
        chosen = f"{address}?aanpak={house.approaches.earliest('pk').pk}"
        times = {page: _times(partial(visit, client, page), repeat) for page in (address, chosen)}
    lines = [
        f"rapportage van {house.code}, {cases} casussen in {YEARS} jaar, {rows} feiten en die van vandaag; alles optellen {adding:.1f} s"
    ]
    return "\n".join([*lines, *(f"{page}: {_told(found, MOST_SECONDS)}" for page, found in times.items())])


@contextmanager
def _facts_put_back() -> Iterator[None]:
    """What is measured is committed, as in a house: an open transaction goes past every fact as it was before it was added up."""
    with connection.cursor() as cursor:
        cursor.execute("create temp table facts_before as table cases_statisticsfact")
    try:
        yield
    finally:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("truncate cases_statisticsfact, cases_figurecell")
            cursor.execute("insert into cases_statisticsfact table facts_before")
            cursor.execute("update cases_statisticsfact set added_up = false where added_up")
            cursor.execute("drop table facts_before")


def _of_all(manager: Person, facts: int, repeat: int) -> str:
    """The own house beside thirty, of which this year is counted."""
    house, client = manager.house, browser(manager)
    address = reverse("landelijk", args=[house.code])
    with transaction.atomic():
        for letter in ascii_uppercase[: HOUSES - House.objects.count()]:
            invented_house(house, f"Q{letter}")
        per_house = facts // HOUSES // sum(times for *_, times in PER_CASE)
        rows = _fill(house, max(per_house, 1), quarter_of(today()))
        with connection.cursor() as cursor:
            cursor.execute(COPIED, {"house": house.pk})
            rows += cursor.rowcount
        adding = _seconds(_add_up)
        times = _times(partial(visit, client, address), repeat)
        houses = House.objects.count()
        transaction.set_rollback(True)
    told = f"{houses} huizen met samen {rows} feiten; alles optellen {adding:.1f} s"
    return f"{told}\n{address}: {_told(times, MOST_SECONDS_OF_ALL)}"


def _times(work: Play, repeat: int) -> list[float]:
    return sorted(_seconds(work) for _ in range(max(3, repeat)))


def _told(times: list[float], most: float) -> str:
    verdict = "goed" if median(times) <= most else f"boven {most:g}"
    return f"{median(times):.2f} s  {verdict} (snelste {times[0]:.2f}, langzaamste {times[-1]:.2f})"


def _add_up() -> None:
    """As the nightly run does (cases/nightly.py), but everything at once."""
    with connection.cursor() as cursor:
        cursor.execute("select app.add_up_facts()")
        cursor.execute("analyze cases_statisticsfact, cases_figurecell")


def _fill(house: House, cases: int, quarter: int) -> int:
    kinds, values, details, times = (list(column) for column in zip(*PER_CASE, strict=True))
    given: dict[str, Any] = {
        "house": house.pk, "last": quarter, "years": YEARS, "cases": cases,
        "kinds": kinds, "values": values, "details": details, "times": times,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FACTS, given)
        made = cursor.rowcount
        cursor.execute("analyze cases_statisticsfact")
    return int(made)


def _seconds(work: Play) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
