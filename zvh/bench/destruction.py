"""What destroying costs: time per case and memory of the process that does it, while people read pages (09, section 6)."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles

from django.conf import settings
from django.db import connections

from cases.models import Case
from cases.phases import Phase
from parties.models import ClosingReason
from zvh.bench.load import Answer, Visitor, stretch

NIGHT, MOST_MINUTES = 5_000, 30  # so many due cases in so many minutes
MOST_GROWTH = 20  # MB between the first and the last third of the run
SLICE = 5.0  # seconds of reading at a time
READ = 500  # milliseconds, 95 of 100


@dataclass(frozen=True)
class Destroyed:
    """One run: cases and seconds, and what the process held in memory (MB), looked at five times a second."""

    number: int
    seconds: float
    memory: list[float]

    @property
    def growth(self) -> float:
        """Between the most of the first third after it was warm, and the most of the last third."""
        third = max(1, len(self.memory) // 3)
        return max(self.memory[-third:]) - max(self.memory[:third])


def measure_destruction(number: int, everybody: Sequence[Visitor], address: str, today: date) -> str:
    """Make so many cases due, destroy them in a process of its own while everybody reads, and say how that went."""
    due = make_due(number, today, {case for one in everybody for case in one.cases})
    stretch("opwarmen", everybody, address, SLICE * 3)
    quiet = stretch("zonder vernietiging", everybody, address, SLICE * 2).answers
    done, busy = _destroy(due, today, lambda: stretch("tijdens", everybody, address, SLICE).answers)
    return "\n".join(report(done, quiet, busy)) + "\n"


def make_due(number: int, today: date, kept: set[str]) -> int:
    """So many cases, or as many as there are, closed and on their last day. What people read is not among them."""
    others = Case.objects.exclude(number=None).exclude(number__in=kept).order_by("pk")
    chosen = others.values_list("pk", flat=True)[:number]
    return Case.objects.filter(pk__in=list(chosen)).update(
        phase=Phase.AFSCHALING, closed_on=today, destroy_on=today, destroy_source="benchmark",
        closing_reason=ClosingReason.objects.first(),
    )  # fmt: skip


def _destroy(due: int, today: date, read: Callable[[], list[Answer]]) -> tuple[Destroyed, list[Answer]]:
    """The command of operators, with what was read meanwhile. Raises CalledProcessError."""
    connections.close_all()
    command = [sys.executable, "manage.py", "nightly", "--date", today.isoformat()]
    begun, memory = time.monotonic(), []
    with ThreadPoolExecutor(1) as pool, subprocess.Popen(command, cwd=settings.BASE_DIR) as process:
        answers = pool.submit(_read_until, lambda: process.poll() is not None, read)
        while process.poll() is None:
            memory.append(resident(process.pid))
            time.sleep(0.2)
        seconds = time.monotonic() - begun
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Destroyed(due, seconds, memory), answers.result()


def _read_until(is_over: Callable[[], bool], read: Callable[[], list[Answer]]) -> list[Answer]:
    found: list[Answer] = []
    while not is_over():
        found += read()
    return found


def resident(pid: int) -> float:
    """Megabytes of a process in memory now; 0 when it has ended."""
    try:
        said = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in said.splitlines() if line.startswith("VmRSS")), 0.0)


def report(done: Destroyed, quiet: list[Answer], busy: list[Answer]) -> Iterator[str]:
    """A line per promise, with its verdict."""
    each = done.seconds / max(1, done.number)
    night = each * NIGHT / 60
    yield f"{done.number} casussen vernietigd in {done.seconds:.0f} s: {each * 1000:.0f} ms per casus"
    yield f"{NIGHT} casussen zouden {night:.0f} minuten duren  {_verdict(night <= MOST_MINUTES, f'boven {MOST_MINUTES}')}"
    verdict = _verdict(done.growth <= MOST_GROWTH, f"boven {MOST_GROWTH}")
    yield f"geheugen {max(done.memory):.0f} MB, {done.growth:+.0f} MB van begin tot eind  {verdict}"
    for name, answers in (("zonder", quiet), ("tijdens", busy)):
        p95 = _p95(answers)
        wrong = sum(answer.status == 0 or answer.status >= 500 for answer in answers)
        verdict = _verdict(p95 <= READ and not wrong, f"boven {READ}")
        yield f"lezen {name}: {len(answers)} antwoorden, p95 {p95:.0f} ms, mislukt {wrong}  {verdict}"


def _p95(answers: list[Answer]) -> float:
    times = [answer.milliseconds for answer in answers if not answer.is_save]
    return quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else 0.0


def _verdict(is_reached: bool, otherwise: str) -> str:
    return "goed" if is_reached else otherwise
