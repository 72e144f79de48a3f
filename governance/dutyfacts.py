"""What the duties of a house count by, in one question to the database: days and numbers, never a case or a person (`sql/duties.sql`)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection

from parties.choices import TrainingTopic
from parties.models import House


@dataclass(frozen=True)
class Fact:
    """`done_on` is the last time, `due_on` the first day by which something open must be done."""

    done_on: date | None = None
    due_on: date | None = None
    total: int = 0
    open: int = 0
    late: int = 0


NOTHING = Fact()


class Facts:
    """By name, and by the duty that it is about where that is needed. The same for everybody who may read them; to others empty."""

    def __init__(self, house: House) -> None:
        self._found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute("select * from app.duty_facts(%s, %s)", [house.pk, len(TrainingTopic)])
            for name, ref, *values in cursor.fetchall():
                self._found[name, ref or 0].append(Fact(*values))

    def get(self, name: str, ref: int = 0) -> Fact:
        return next(iter(self._found.get((name, ref), ())), NOTHING)

    def days(self, name: str, ref: int) -> list[date]:
        return [one.done_on for one in self._found.get((name, ref), ()) if one.done_on]
