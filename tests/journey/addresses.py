"""What the addresses of requests tell: which case, and nothing of a person (S18)."""

from datetime import date
from urllib.parse import unquote_plus

from tests.journey import canary
from tests.journey.running import Running
from tests.privacy.scanner import Scanner

ROUNDS = 3  # an address may stand in another one, as after `next=`


def tell_nothing(running: Running, shown: str) -> None:
    """What everybody asked until now, in the browser and in the log of the website. `shown` was asked: so both are looked at."""
    for lines in (running.requested, running.web_log()):
        assert any(shown in line for line in lines), "nothing was written down"
        assert [(line, words) for line in lines if (words := told(line))] == []


def told(line: str) -> set[str]:
    """The planted words in this address or line of the log, in clear, escaped or encoded."""
    forms = [line]
    for _ in range(ROUNDS):
        forms.append(unquote_plus(forms[-1]))
    text = "\n".join(forms)
    return {word for word in WORDS if word.lower() in text.lower()} | Scanner(WORDS).in_bytes(text.encode())


def _planted() -> list[str]:
    """The first word of every text, since part of one is too much already; and the birthday in every way of writing."""
    day, month, year = (int(part) for part in canary.BORN)
    born = date(year, month, day)
    ways = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%d%m%Y", f"{day}-{month}-{year}")
    return [*(text.split()[0] for text in canary.words()), *(born.strftime(way) for way in ways)]


WORDS = _planted()
