"""The lives of cases, drawn from a seed before anything is done: what will happen on which day.

This list is what figures are tested against: it knows nothing of the database, and counts by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from zvh.simulation.life import Answer, Life, Person, Places, Talk, Task, Way
from zvh.simulation.volumes import CONCEPT_TO_TABLE, NOT_ADMITTED, REJECTED, Volume

LEVELS = ("rood", "oranje", "groen")
DAYS_IN_YEAR = 365.25
REPEATED = (
    0.12  # of those filed later, about somebody who was here before. Assumed, as everything below that has no source
)


@dataclass
class Draw:
    """Draws lives for one house; the same seed gives the same lives."""

    places: Places
    volume: Volume
    begin: date
    end: date
    seed: int
    scale: float = 1.0
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(f"{self.seed} {self.places.house}")

    def lives(self) -> list[Life]:
        """In the order in which they are filed."""
        days = (self.end - self.begin).days
        filed = self.volume.admitted / CONCEPT_TO_TABLE * days / DAYS_IN_YEAR * self.scale
        offsets = sorted(self._random.randrange(days) for _ in range(round(filed)))
        lives: list[Life] = []
        for number, offset in enumerate(offsets):
            lives.append(self._life(number, _working_day(self.begin + timedelta(days=offset)), lives))
        return lives

    def _life(self, number: int, filed_on: date, before: Sequence[Life]) -> Life:
        earlier = self._earlier(filed_on, before)
        person = earlier.person if earlier else Person(number, self._born_on(filed_on))
        places = self.places
        approach = self._random.choice(list(places.reporters))
        reporter = self._random.choice(places.reporters[approach])
        life = Life(
            number,
            places.house,
            approach,
            reporter,
            person,
            filed_on,
            self._way(),
            earlier=earlier.number if earlier else None,
        )
        return self._judged(life)

    def _earlier(self, filed_on: date, before: Sequence[Life]) -> Life | None:
        """A case of somebody whose case is over: nobody has two at once here."""
        if self._random.random() >= REPEATED:
            return None
        running = {one.person for one in before if _over_on(one) is None or _over_on(one) >= filed_on}  # type: ignore[operator]
        over = [one for one in before if one.person not in running]
        return self._random.choice(over) if over else None

    def _born_on(self, on: date) -> date:
        return on - timedelta(days=round(self._random.triangular(14, 70, 32) * DAYS_IN_YEAR))

    def _way(self) -> Way:
        return self._random.choices(list(Way), [REJECTED, NOT_ADMITTED, CONCEPT_TO_TABLE])[0]

    def _judged(self, life: Life) -> Life:
        judged_on = self._after(life.filed_on, 1, 14)
        if judged_on is None:
            return life
        unmet = self._random.randrange(3) if life.way == Way.NOT_ADMITTED else None
        life = replace(life, judged_on=judged_on, unmet=unmet)
        return life if life.way == Way.REJECTED else self._decided(life)

    def _decided(self, life: Life) -> Life:
        assert life.judged_on
        decided_on = self._after(life.judged_on, 7, 42)
        if decided_on is None:
            return life
        life = replace(life, decided_on=decided_on, trends=self._trends(life.number))
        return life if life.way == Way.NOT_ADMITTED else self._at_table(life)

    def _trends(self, number: int) -> tuple[str, ...]:
        """Drawn apart, so that the rest of a seed's lives does not hang on what can be noted."""
        draw = Random(f"{self.seed} {self.places.house} trends {number}")
        known = self.places.trends
        return tuple(draw.sample(known, min(len(known), draw.choice([0, 1, 1, 2]))))

    def _at_table(self, life: Life) -> Life:
        decided_on = life.decided_on
        assert decided_on
        # The gemeente is always there: it has the casusregie.
        others = [kind for kind in self.places.partners if kind != "gemeente"]
        partners = ("gemeente", *sorted(self._random.sample(others, self._random.randint(1, len(others)))))
        life = replace(life, partners=partners)
        asked_on = self._after(decided_on, 1, 7)
        if asked_on is None:
            return life
        life = replace(life, asked_on=asked_on, answers=tuple(self._answers(partners, asked_on)))
        return self._discussed(life)

    def _answers(self, partners: Sequence[str], asked_on: date) -> Iterator[tuple[str, Answer, date]]:
        for party in partners:
            answer = self._random.choices(list(Answer), [60, 20, 10, 10])[0]
            wait = (8, 12) if answer == Answer.LATE else (1, 3)
            on = asked_on + timedelta(days=self._random.randint(*wait))
            if on >= self.end:
                answer = Answer.SILENT
            yield party, answer, on

    def _discussed(self, life: Life) -> Life:
        """Discussions go on until the goal is reached or the simulation ends."""
        assert life.asked_on
        most = max(2, round(self._random.gauss(self.volume.discussions, self.volume.discussions / 3)))
        talks: list[Talk] = []
        on = self._after(life.asked_on, 14, 28)
        while on and len(talks) < most:
            talks.append(self._talk(life, on, talks))
            weeks = max(2, round(self._random.gauss(self.volume.weeks_between, 2)))
            on = self._after(on, 7 * weeks, 7 * weeks + 4)
        life = replace(life, talks=tuple(talks))
        return self._closed(life) if len(talks) == most else life

    def _talk(self, life: Life, on: date, before: Sequence[Talk]) -> Talk:
        absent = frozenset(kind for kind in life.partners[1:] if self._random.random() < 0.12)
        last = before[-1].levels if before else None
        levels = tuple(self._level(last[place] if last else None) for place in range(self.places.domains))
        present = [kind for kind in life.partners if kind not in absent]
        tasks = tuple(self._task(self._random.choice(present), on) for _ in range(self._random.randint(1, 3)))
        return Talk(on, life.partners, absent, levels, tasks)

    def _level(self, last: str | None) -> str:
        """A domain mostly stays as it was, and gets better more often than worse."""
        if last is None:
            return self._random.choices(LEVELS, [50, 35, 15])[0]
        step = self._random.choices([-1, 0, 1], [10, 65, 25])[0]
        return LEVELS[min(2, max(0, LEVELS.index(last) + step))]

    def _task(self, party: str, on: date) -> Task:
        due_on = on + timedelta(weeks=self._random.randint(2, 8))
        state = self._random.choices(["gedaan", "niet-gedaan", "kan-niet", "open"], [70, 8, 7, 15])[0]
        reported_on = due_on + timedelta(days=self._random.randint(-10, 10))
        if state == "open" or reported_on >= self.end:
            return Task(party, on, due_on)
        return Task(party, on, due_on, state, reported_on)

    def _closed(self, life: Life) -> Life:
        closed_on = self._after(life.talks[-1].on, 1, 10)
        if closed_on is None:
            return life
        # What was agreed is reported before the case is closed, or stays open.
        talks = tuple(replace(talk, tasks=tuple(_until(task, closed_on) for task in talk.tasks)) for talk in life.talks)
        successful = self._random.random() < 0.7
        few = self.places.successful
        reasons = self.places.reasons[:few] if successful else self.places.reasons[few:]
        return replace(
            life, talks=talks, closed_on=closed_on, successful=successful, reason=self._random.choice(reasons)
        )

    def _after(self, day: date, least: int, most: int) -> date | None:
        """A working day so many days later; None when the simulation ends before it."""
        found = _working_day(day + timedelta(days=self._random.randint(least, most)))
        return found if found < self.end else None


def _until(task: Task, closed_on: date) -> Task:
    if task.reported_on and task.reported_on >= closed_on:
        return replace(task, state="open", reported_on=None)
    return task


def _over_on(life: Life) -> date | None:
    if life.way == Way.REJECTED:
        return life.judged_on
    return life.decided_on if life.way == Way.NOT_ADMITTED else life.closed_on


def _working_day(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
