"""What came of the load, held against its promises: fast enough, nothing failed, nothing lost, every read in the log."""

from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles

from django.utils import timezone

from cases.models import Consultation
from privacy.models import AccessLogLine
from zvh.bench.load import TIMES, Answer, Stretch, Visitor, stretch

READ, SAVE = 500, 800  # milliseconds, 95 of 100


@dataclass(frozen=True)
class Kept:
    """What stands in the database of all this: messages saved, and requests with a read in the log."""

    saves: int
    reads: int


def kept(since: datetime) -> Kept:
    logged = AccessLogLine.objects.filter(event_time__gte=since, action="R", outcome="ok")
    return Kept(Consultation.objects.filter(at__gte=since).count(), logged.values("request_id").distinct().count())


def load(everybody: list[Visitor], address: str, minutes: float) -> str:
    """The usual pace, four times that for a fifth of the time (a minute of five), and half a minute of the usual after."""
    stretch("opwarmen", everybody, address, min(15.0, minutes * 60))
    since = timezone.now()
    usual = stretch("gewoon", everybody, address, minutes * 60)
    burst = stretch(f"{TIMES} x zo snel", everybody, address, minutes * 12, TIMES)
    after = stretch("daarna", everybody, address, minutes * 6)
    stretches = [usual, burst, after]
    return "\n".join([*(line for one in stretches for line in _lines(one)), *promises(stretches, kept(since)), ""])


def _lines(one: Stretch) -> list[str]:
    reads = [answer for answer in one.answers if not answer.is_save]
    saves = [answer for answer in one.answers if answer.is_save]
    pace = len(one.answers) / one.seconds
    return [
        f"{one.name}: {len(one.answers)} antwoorden in {one.seconds:.0f} s ({pace:.1f} per s)",
        f"  lezen {_times(reads, READ)}",
        f"  opslaan {_times(saves, SAVE)}",
        f"  geen antwoord of 5xx: {sum(answer.status == 0 or answer.status >= 500 for answer in one.answers)}",
    ]


def _times(answers: list[Answer], most: int) -> str:
    if len(answers) < 2:
        return "te weinig om iets te zeggen"
    cuts = quantiles([answer.milliseconds for answer in answers], n=100, method="inclusive")
    p50, p95, p99 = cuts[49], cuts[94], cuts[98]
    verdict = "goed" if p95 <= most else f"boven {most} ms"
    return f"p50 {p50:.0f} p95 {p95:.0f} p99 {p99:.0f} ms: {verdict}"


def promises(stretches: list[Stretch], found: Kept) -> list[str]:
    answers = [answer for one in stretches for answer in one.answers]
    saved = sum(answer.is_save and answer.status == 302 for answer in answers)
    served = sum(not answer.is_save and answer.status == 200 for answer in answers)
    other = sorted({answer.status for answer in answers} - {200, 302})
    return [
        f"bewaard {found.saves} van {saved} keer opslaan: {'goed' if found.saves == saved else 'FOUT'}",
        f"gelezen volgens het logboek {found.reads}, pagina's gegeven {served}: "
        + ("goed" if found.reads == served else "FOUT"),
        f"andere antwoorden: {', '.join(map(str, other)) or 'geen'}",
    ]
