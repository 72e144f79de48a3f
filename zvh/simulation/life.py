"""What a simulated case is: plain data, that knows nothing of the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Way(StrEnum):
    """How a registration goes on."""

    REJECTED = "afgewezen"
    NOT_ADMITTED = "niet toegelaten"
    AT_TABLE = "casusoverleg"


class Answer(StrEnum):
    """Of a party that was asked to contribute."""

    IN_TIME = "op tijd"
    LATE = "te laat"
    NOTHING = "niets te leveren"
    SILENT = "geen antwoord"


@dataclass(frozen=True)
class Places:
    """What a house has to draw from: codes only."""

    house: str
    reporters: Mapping[str, tuple[str, ...]]  # per approach the kinds of parties that may file for it
    partners: tuple[str, ...]  # kinds of parties with a delegate
    domains: int
    reasons: tuple[str, ...]  # of closing, the successful ones first
    successful: int  # so many of them
    trends: tuple[str, ...] = ()  # what can be noted on a case


@dataclass(frozen=True)
class Person:
    """The invented subject of a case."""

    number: int
    born_on: date

    @property
    def surname(self) -> str:
        """A word of letters only, another for each number."""
        digits, number = [], self.number + 1
        while number:
            number, digit = divmod(number, 26)
            digits.append("abcdefghijklmnopqrstuvwxyz"[digit])
        return f"Verzinsel{''.join(reversed(digits))}"


@dataclass(frozen=True)
class Task:
    """An action that was agreed in a discussion."""

    party: str
    agreed_on: date
    due_on: date
    state: str = "open"
    reported_on: date | None = None


@dataclass(frozen=True)
class Talk:
    """One discussion of the case."""

    on: date
    invited: tuple[str, ...]
    absent: frozenset[str]
    levels: tuple[str, ...]  # per life domain
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Life:
    """One case from registration to the day until which is simulated."""

    number: int
    house: str
    approach: str
    reporter: str
    person: Person
    filed_on: date
    way: Way
    unmet: int | None = None  # place in the list of the criterion that was not met
    judged_on: date | None = None  # the first assessment
    decided_on: date | None = None  # the triage
    trends: tuple[str, ...] = ()  # noted on that day, before the decision
    partners: tuple[str, ...] = ()
    asked_on: date | None = None
    answers: tuple[tuple[str, Answer, date], ...] = ()
    talks: tuple[Talk, ...] = ()
    closed_on: date | None = None
    reason: str = ""
    successful: bool | None = None
    earlier: int | None = None  # number of the case of the same person before it

    def tasks(self) -> Iterator[Task]:
        for talk in self.talks:
            yield from talk.tasks
