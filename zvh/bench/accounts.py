"""Whether the time of an answer tells who has an account: sign-in and reset, for four kinds of people (S04)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter

from django.test import Client

from parties.models import User
from zvh.bench.measure import Different
from zvh.models import Job

KINDS = ("actief", "gesloten", "zonder wachtwoord", "onbekend")
DOMAIN = "bench.invalid"
PASSWORD = "een zin die alleen de meting kent"
PAGES = {"inloggen": {"password": "een verkeerd wachtwoord"}, "wachtwoord-vergeten": {}}
MOST = 1.10  # times the lowest median
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@dataclass(frozen=True)
class Answered:
    """The times of one page in milliseconds, by kind of person."""

    page: str
    times: dict[str, list[float]]

    @property
    def ratio(self) -> float:
        """The highest median against the lowest."""
        medians = [median(times) for times in self.times.values()]
        return max(medians) / min(medians)


def measure_accounts(tries: int, seed: int) -> list[Answered]:
    """So many tries for each kind, in an order that nobody can guess. Raises Different when an answer tells it outright."""
    with _people() as emails:
        return [_measured(page, emails, tries, Random(seed)) for page in PAGES]


@contextmanager
def _people() -> Iterator[dict[str, str]]:
    """One of each kind, with addresses of the same length; they leave with their letters."""
    emails = {
        kind: f"{name}@{DOMAIN}" for kind, name in zip(KINDS, ("s04-aaa", "s04-bbb", "s04-ccc", "s04-ddd"), strict=True)
    }
    for kind in KINDS[:3]:
        user = User(email=emails[kind], name=kind, is_active=kind != "gesloten")
        user.set_password(None if kind == "zonder wachtwoord" else PASSWORD)
        user.save()
    try:
        yield emails
    finally:
        Job.objects.filter(name="mail_reset").delete()
        User.objects.filter(email__in=emails.values()).delete()


def _measured(page: str, emails: dict[str, str], tries: int, rng: Random) -> Answered:
    answers, times = set(), {kind: list[float]() for kind in KINDS}
    turns = [kind for kind in KINDS for _ in range(tries)]
    rng.shuffle(turns)
    for number, kind in enumerate(turns):
        client = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"10.9.{number // 250}.{number % 250 + 1}")
        start = perf_counter()
        answer = client.post(f"/{page}/", {"email": emails[kind], **PAGES[page]})
        times[kind].append((perf_counter() - start) * 1000)
        body = TOKEN.sub("", answer.content.decode()).replace(emails[kind], "")
        answers.add((answer.status_code, answer.get("Location", ""), body))
    if len(answers) != 1:
        raise Different(f"{page}: {len(answers)} different answers")
    return Answered(page, times)


def report_accounts(found: list[Answered]) -> str:
    """Medians, their ratio, and whether it is within the budget."""
    lines = ["Verraadt de tijd wie een account heeft? (mediaan per soort)"]
    for one in found:
        medians = "  ".join(f"{kind} {median(times):.1f}" for kind, times in one.times.items())
        verdict = "goed" if one.ratio <= MOST else f"boven {MOST:.2f}"
        lines.append(f"{one.page:<24}{medians}  verhouding {one.ratio:.2f}  {verdict}")
    return "\n".join([*lines, ""])
