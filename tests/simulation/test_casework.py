"""Drawn lives are lived in every house, through its own rules, and the database holds what was drawn."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.utils.timezone import localdate

from cases.demo import Teller
from cases.models import Action, AgendaItem, Attendance, Case, Contribution, DomainScore, State, StatisticsFact
from cases.models.statistics import quarter_of
from cases.phases import Phase
from parties.models import House
from zvh.models import Job
from zvh.simulation.casework import Casework
from zvh.simulation.houses import begin_at, places_of
from zvh.simulation.life import Answer, Life, Way
from zvh.simulation.lives import Draw
from zvh.simulation.volumes import UTRECHT
from zvh.today import today

Fact = tuple[int, str, str, str]  # quarter, kind, value, detail
KINDS = ("aangemeld", "beoordeling", "trend", "besproken", "aanwezig", "actie", "afgesloten")
HOUSES = ("RU", "KL", "HG", "FL", "GV", "BN")


@pytest.fixture(scope="module")
def begin() -> date:
    return date(today().year - 2, 1, 1)


def drawn(house: House, teller: Teller, begin: date) -> list[Life]:
    """One life of each kind: closed, not admitted, rejected, and one that still runs."""
    volume = replace(UTRECHT, discussions=2)
    lives = Draw(places_of(house, teller), volume, begin, today(), seed=3).lives()
    wanted = (
        lambda life: life.closed_on and Answer.LATE in {answer for _, answer, _ in life.answers},
        lambda life: life.way == Way.NOT_ADMITTED and life.decided_on,
        lambda life: life.way == Way.REJECTED and life.judged_on,
        lambda life: life.way == Way.AT_TABLE and life.talks and not life.closed_on,
    )
    return [next(life for life in lives if is_so(life)) for is_so in wanted]


@pytest.mark.parametrize("code", HOUSES)
def test_what_was_drawn_is_what_happened(db: None, begin: date, code: str) -> None:
    house = House.objects.get(code=code)
    begin_at(begin, [house])
    teller = Teller(house)
    lives = drawn(house, teller, begin)
    casework = Casework(house, teller)
    cases = {life: Case.objects.get(pk=casework.live(life).pk) for life in lives}

    closed, not_admitted, rejected, running = lives
    assert any(life.trends for life in lives), "otherwise nothing is shown of them"
    assert [cases[life].phase for life in lives] == [Phase.AFSCHALING, Phase.ENDED, Phase.ENDED, Phase.CASUSOVERLEG]
    assert (cases[closed].closed_on, cases[closed].successful) == (closed.closed_on, closed.successful)
    assert [cases[life].destroy_on for life in (not_admitted, rejected)] == [
        not_admitted.decided_on,
        rejected.judged_on,
    ]
    for life in (closed, running):
        same_as_drawn(cases[life], life, {kind for kind in life.partners if is_in(cases[life], teller, kind)})
    assert not Job.objects.filter(name__startswith="mail_").exists(), "no letter of a time that is over"
    assert noted(house) == expected(lives, teller, cases)


def is_in(case: Case, teller: Teller, kind: str) -> bool:
    """Whether the law of the case lets a party of this kind sit there; who may not was drawn for nothing."""
    return case.invitations.filter(party=teller.delegate(kind).party).exists()


def same_as_drawn(case: Case, life: Life, partners: set[str]) -> None:
    items = AgendaItem.objects.filter(case=case).select_related("meeting").order_by("meeting__on")
    assert [item.meeting.on for item in items] == [talk.on for talk in life.talks]
    for item, talk in zip(items, life.talks, strict=True):
        assert item.finished_at and localdate(item.finished_at) == talk.on
        absent = Attendance.objects.filter(item=item, is_present=False).count()
        assert absent == len(talk.absent & partners)
        levels = DomainScore.objects.filter(item=item).order_by("domain__order").values_list("level", flat=True)
        assert tuple(levels) == talk.levels
    states = Counter(Action.objects.filter(case=case).values_list("state", flat=True))
    assert states == Counter(task.state for task in life.tasks())
    answered = Counter(answer for kind, answer, _ in life.answers if kind in partners)
    given = Counter(Contribution.objects.filter(case=case).values_list("state", flat=True))
    assert given[State.DELIVERED] == answered[Answer.IN_TIME] + answered[Answer.LATE]
    assert given[State.NOTHING] == answered[Answer.NOTHING]


def noted(house: House) -> Counter[Fact]:
    """What the database kept for the figures."""
    facts = StatisticsFact.objects.filter(house=house, kind__in=KINDS)
    return Counter(facts.values_list("quarter", "kind", "value", "detail"))


def expected(lives: list[Life], teller: Teller, cases: dict[Life, Case]) -> Counter[Fact]:
    """The same from what was drawn, counted here: another hand than the database's."""
    return Counter(one for life in lives for one in happened(life, teller, cases[life]))


def happened(life: Life, teller: Teller, case: Case) -> Iterator[Fact]:
    yield quarter_of(life.filed_on), "aangemeld", "", ""
    if life.judged_on:
        yield (
            quarter_of(life.judged_on),
            "beoordeling",
            "afgewezen" if life.way == Way.REJECTED else "in-behandeling",
            "",
        )
    for trend in life.trends:
        assert life.decided_on
        yield quarter_of(life.decided_on), "trend", trend, "triage"
    partners = {kind for kind in life.partners if is_in(case, teller, kind)}
    for talk in life.talks:
        yield quarter_of(talk.on), "besproken", "", ""
        for kind in partners:
            yield quarter_of(talk.on), "aanwezig", "nee" if kind in talk.absent else "ja", ""
        for task in talk.tasks:
            yield quarter_of(task.agreed_on), "actie", "afgesproken", ""
            if task.reported_on:
                late = task.reported_on > task.due_on
                yield quarter_of(task.reported_on), "actie", task.state, "te-laat" if late else "op-tijd"
    if life.closed_on:
        yield quarter_of(life.closed_on), "afgesloten", life.reason, "ja" if life.successful else "nee"
