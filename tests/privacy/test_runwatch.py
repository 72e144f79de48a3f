"""I6: a whole run that dies reaches people within a quarter of an hour, once (09, section 4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from privacy import nightly, runwatch, tasks
from privacy.models import AccessLogLine, NightlyRun
from tests.cast import Cast
from zvh.celery import app
from zvh.models import Job

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 5, 4, 23, 20, tzinfo=timezone.get_default_timezone())
DAY = EVENING.date()
MINUTE = timedelta(minutes=1)


def told() -> set[int]:
    return {
        int(job.arguments["user_id"])
        for job in Job.objects.filter(name="send_letter", arguments__letter="nacht-mislukt")
    }


def test_a_run_that_was_killed_is_told_of_within_a_quarter_of_an_hour(cast: Cast) -> None:
    """The clock looks every five minutes; what began and left no trace is told of at the look after ten."""
    people = {cast.mara.user.pk, cast.rik.user.pk, cast.abel.user.pk}
    NightlyRun.objects.create(day=DAY, started_at=EVENING)
    looks = [EVENING + minutes * MINUTE for minutes in (2, 7, 12)]
    assert [runwatch.watch_runs(at) for at in looks] == [False, False, True]
    assert people <= told() and cast.rosa.user.pk not in told()
    assert AccessLogLine.objects.filter(rule="nightly", outcome="error").count() == 1
    assert not runwatch.watch_runs(EVENING + 30 * MINUTE), "once a night"
    entry = app.conf.beat_schedule["watch the runs"]
    assert entry["task"] == "privacy.tasks.watch_runs" and entry["schedule"].minute == set(range(0, 60, 5))


def test_a_run_that_raises_is_told_of_at_the_next_look(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(today: object) -> int:
        raise OperationalError("the server is gone")

    mara = cast.mara.user.pk
    monkeypatch.setitem(nightly.STEPS, "reminded", gone)
    with pytest.raises(OperationalError):
        nightly.run(DAY)
    found = NightlyRun.objects.get(day=DAY)
    assert found.failed_at and found.finished_at is None
    assert runwatch.watch_runs(EVENING) and mara in told()


def test_a_run_that_came_to_its_end_is_not_told_of(cast: Cast) -> None:
    nightly.run(DAY)
    found = NightlyRun.objects.get(day=DAY)
    assert found.started_at and found.finished_at
    assert not runwatch.watch_runs(EVENING + 60 * MINUTE) and told() == set()


def test_a_run_at_work_is_left_alone_however_long_it_takes(cast: Cast) -> None:
    NightlyRun.objects.create(day=DAY, started_at=EVENING)
    with nightly.only_one():
        assert not runwatch.watch_runs(EVENING + 60 * MINUTE)
    assert runwatch.watch_runs(EVENING + 60 * MINUTE)


def test_a_run_that_dies_every_time_is_told_of_and_tried_again(cast: Cast) -> None:
    NightlyRun.objects.create(day=DAY, started_at=EVENING, told_at=EVENING)
    nightly.run(DAY)
    assert NightlyRun.objects.get(day=DAY).finished_at


# --- the clock itself ----------------------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Iterator[None]:
    """No tick was heard yet, and none afterwards."""
    cache.delete_many([runwatch.TICKED, runwatch.DOUBTED, runwatch.SILENCE_TOLD])
    yield
    cache.delete_many([runwatch.TICKED, runwatch.DOUBTED, runwatch.SILENCE_TOLD])


def told_of_the_clock() -> set[int]:
    found = Job.objects.filter(name="send_letter", arguments__letter="klok-stil")
    return {int(job.arguments["user_id"]) for job in found}


def test_a_clock_that_stands_still_is_told_of_within_a_quarter_of_an_hour(cast: Cast, clock: None) -> None:
    people = {cast.mara.user.pk, cast.rik.user.pk, cast.abel.user.pk}
    runwatch.note_tick(EVENING)
    looks = [EVENING + minutes * MINUTE for minutes in (2, 9, 10, 11)]
    assert [runwatch.watch_clock(at) for at in looks] == [False, False, False, True]
    assert people <= told_of_the_clock() and cast.rosa.user.pk not in told_of_the_clock()
    assert AccessLogLine.objects.filter(rule="clock", outcome="error").count() == 1
    assert not runwatch.watch_clock(EVENING + 60 * MINUTE), "told once, also by a second worker"
    runwatch.note_tick(EVENING + 61 * MINUTE)
    assert not runwatch.watch_clock(EVENING + 70 * MINUTE)
    assert not runwatch.watch_clock(EVENING + 72 * MINUTE)
    assert runwatch.watch_clock(EVENING + 74 * MINUTE), "a second silence is told again"


def test_a_worker_that_was_long_at_work_hears_the_ticks_that_wait(cast: Cast, clock: None) -> None:
    runwatch.note_tick(EVENING)
    after = EVENING + 40 * MINUTE
    assert not runwatch.watch_clock(after) and not runwatch.watch_clock(after)
    runwatch.note_tick(after)
    assert not runwatch.watch_clock(after + 2 * MINUTE)


def test_a_broker_that_was_emptied_is_no_silence(cast: Cast, clock: None) -> None:
    assert not any(runwatch.watch_clock(EVENING + minutes * MINUTE) for minutes in (0, 9, 10))
    assert runwatch.watch_clock(EVENING + 12 * MINUTE), "but nothing after it is"


def test_every_tick_is_noted(cast: Cast, clock: None) -> None:
    tasks.open_again()
    looks = [timezone.now() + minutes * MINUTE for minutes in (9, 11, 13)]
    assert [runwatch.watch_clock(at) for at in looks] == [False, False, True]
    entry = app.conf.beat_schedule["open again"]
    assert entry["task"] == "privacy.tasks.open_again" and entry["schedule"] <= 60
