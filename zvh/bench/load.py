"""Forty people at work on the website that runs: one click per 1.6 seconds each, then four times that for a minute.

They use real sessions and real connections to the processes of the supervisor, on this machine only.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from random import Random
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connections

from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.mywork import items
from cases.phases import Phase
from zvh.actor import acting_as
from zvh.bench.people import People, Person
from zvh.bench.scenes import browser

VISITORS, PAUSE, TIMES = 40, 1.6, 4
TOKEN = "b" * 32  # the secret of CSRF: in the cookie, and sent back with the form
HOUSE_STAFF, CASES_EACH = 12, 25
# Of a hundred clicks: 60 in a file, 15 lists, 10 searches, 10 saves, 3 downloads and 2 exports (design: load). Downloads and
# exports are not there yet; their share goes to the file. Only house staff, three in ten of the people, save here.
FILE, LIST, SEARCH = 65, 15, 10
SAVES_OF_STAFF = 33
PAGES = ("casussen/{}/", "casussen/{}/", "casussen/{}/bijdragen/", "casussen/{}/aanmelding/", "casussen/{}/plan/")
LISTS = ("casussen/", "mijn-werk/")
SEARCHES = ("casussen/?fase=triage&regisseur=alle", "casussen/?fase=casusoverleg&sorteer=-nummer&regisseur=alle")
TIMEOUT = 30


@dataclass(frozen=True)
class Answer:
    """One answer to one click; status 0 where there was none."""

    is_save: bool
    status: int
    milliseconds: float


@dataclass
class Visitor:
    """Somebody who signed in, with the cases that this person opens and writes in."""

    session: str
    cases: list[str]
    writable: list[str]
    lists: Sequence[str]
    rng: Random


@dataclass(frozen=True)
class Stretch:
    """A stretch of the load, and what came of it."""

    name: str
    seconds: float
    answers: list[Answer]


def visitors(people: People, seed: int) -> list[Visitor]:
    """Forty of the house: one in three procesregisseur or manager, the others delegates, among them light and heavy."""
    rng, crew, named = Random(seed), people.crew, people.measured
    staff = [*crew.regisseurs, named["manager"]] * 2
    delegates = [named["licht"], named["gemiddeld"], named["zwaar"], *crew.delegates]
    chosen = [*staff[:HOUSE_STAFF], *(delegates * 2)[: VISITORS - HOUSE_STAFF]]
    return [_visitor(one, Random(rng.random())) for one in chosen]


def _visitor(who: Person, rng: Random) -> Visitor:
    with acting_as(who.capacity) as actor:
        seen = Case.objects.visible_to(actor).exclude(number=None).order_by("pk")
        in_file = _numbers(seen.exclude(phase=Phase.AANMELDING))
        writable = _numbers(seen.filter(phase=Phase.TRIAGE, house__in=actor.house_ids))
        lists = LISTS if any(item.row for item in items(actor)) else LISTS[:1]  # an empty "mijn werk" is no read
    session = browser(who).cookies[settings.SESSION_COOKIE_NAME].value
    return Visitor(session, in_file, [] if actor.role == "manager" else writable, lists, rng)


def _numbers(cases: CaseQuerySet) -> list[str]:
    return [str(case.number) for case in cases[:CASES_EACH]]


def stretch(name: str, everybody: Sequence[Visitor], address: str, seconds: float, times: int = 1) -> Stretch:
    """Everybody clicks for so long, so many times faster than usual. A click that comes late is not made up for."""
    connections.close_all()
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(len(everybody)) as pool:
        found = pool.map(lambda one: _visit(one, address, end, PAUSE / times), everybody)
        answers = [answer for part in found for answer in part]
    return Stretch(name, seconds, answers)


def _visit(who: Visitor, address: str, end: float, pause: float) -> list[Answer]:
    line = HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT)
    made: list[Answer] = []
    at = time.monotonic() + who.rng.random() * pause
    while at < end:
        time.sleep(max(0.0, at - time.monotonic()))
        made += _click(who, line)
        at = max(at + pause, time.monotonic())
    line.close()
    return made


def _click(who: Visitor, line: HTTPConnection) -> list[Answer]:
    if who.writable and who.rng.randrange(100) < SAVES_OF_STAFF:
        path = f"casussen/{who.rng.choice(who.writable)}/aanmelding/"
        saved = _timed(line, who, path, {"text": f"Bericht {who.rng.random()}", "csrfmiddlewaretoken": TOKEN})
        return [saved, *([_timed(line, who, path)] if saved.status == 302 else [])]
    return [_timed(line, who, _somewhere(who))]


def _somewhere(who: Visitor) -> str:
    roll = who.rng.randrange(FILE + LIST + SEARCH)
    if roll < FILE and who.cases:
        return who.rng.choice(PAGES).format(who.rng.choice(who.cases))
    return who.rng.choice(who.lists if roll < FILE + LIST else SEARCHES)


def _timed(line: HTTPConnection, who: Visitor, path: str, form: dict[str, str] | None = None) -> Answer:
    """One request, until the last byte of its answer."""
    start = time.perf_counter()
    status = _ask(line, who, path, form)
    return Answer(form is not None, status, (time.perf_counter() - start) * 1000)


def _ask(line: HTTPConnection, who: Visitor, path: str, form: dict[str, str] | None) -> int:
    cookies = f"{settings.SESSION_COOKIE_NAME}={who.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        line.request("POST" if form else "GET", f"/{path}", body=urlencode(form) if form else None, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer.status
    except (OSError, HTTPException):
        line.close()
        return 0
