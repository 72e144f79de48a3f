"""What is drawn for the simulation: the volumes of a house, the same for the same seed, and one life per person at a time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from zvh.simulation.life import Answer, Life, Places, Way
from zvh.simulation.lives import Draw
from zvh.simulation.volumes import SHARES, UTRECHT, volume_of

BEGIN, END = date(2023, 11, 1), date(2026, 11, 1)
PLACES = Places(
    "RU", {"complexe-casuistiek": ("gemeente", "politie"), "top-x": ("politie",)}, ("gemeente", "ggz", "om", "politie"), 8,
    ("doel-bereikt", "beheersbaar", "verhuisd"), 2,
)  # fmt: skip


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    return Draw(PLACES, UTRECHT, BEGIN, END, seed=1).lives()


def test_the_volumes_are_those_of_regio_utrecht(lives: list[Life]) -> None:
    """441 persons in three years, 33 discussions a week, 250 running: within a tenth of it, and a week has a quiet and a busy one."""
    admitted = [life for life in lives if life.way == Way.AT_TABLE]
    assert 441 * 0.9 < len(admitted) < 441 * 1.1
    assert 30 < UTRECHT.discussions_a_week < 34
    assert 240 < UTRECHT.running < 260
    weeks = [len([talk for life in lives for talk in life.talks if talk.on >= END - timedelta(weeks=10)]) / 10]
    assert 20 < weeks[0] < 40, "after two years it is as busy as it gets"


def test_the_same_seed_gives_the_same_lives_and_another_seed_others(lives: list[Life]) -> None:
    assert Draw(PLACES, UTRECHT, BEGIN, END, seed=1).lives() == lives
    assert Draw(PLACES, UTRECHT, BEGIN, END, seed=2).lives() != lives


def test_every_life_goes_forward_and_ends_before_the_simulation_does(lives: list[Life]) -> None:
    for life in lives:
        days = [
            life.filed_on,
            life.judged_on,
            life.decided_on,
            life.asked_on,
            *(talk.on for talk in life.talks),
            life.closed_on,
        ]
        known = [day for day in days if day]
        assert known == sorted(known) and known[-1] < END, life
        assert all(first < second for first, second in pairwise([talk.on for talk in life.talks])), life
        assert all(task.reported_on is None or task.agreed_on < task.reported_on < END for task in life.tasks()), life


def test_nobody_has_two_cases_at_once(lives: list[Life]) -> None:
    repeated = [life for life in lives if life.earlier is not None]
    assert repeated, "somebody comes back"
    by_number = {life.number: life for life in lives}
    for life in repeated:
        first = by_number[life.earlier]  # type: ignore[index]
        over = first.closed_on or first.decided_on or first.judged_on
        assert first.person == life.person and over and over < life.filed_on, life


def test_everything_that_a_figure_counts_happens(lives: list[Life]) -> None:
    assert {life.way for life in lives} == set(Way)
    assert {answer for life in lives for _, answer, _ in life.answers} == set(Answer)
    assert {task.state for life in lives for task in life.tasks()} == {"open", "gedaan", "niet-gedaan", "kan-niet"}
    assert {life.successful for life in lives} == {None, True, False}
    assert any(talk.absent for life in lives for talk in life.talks)


def test_every_house_has_its_share() -> None:
    assert {house: volume_of(house).admitted for house in SHARES} == {
        house: UTRECHT.admitted * share for house, share in SHARES.items()
    }
    assert 0 < volume_of("XX").admitted < UTRECHT.admitted
