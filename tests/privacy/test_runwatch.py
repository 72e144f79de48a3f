"""I6: a whole run that dies reaches people within a quarter of an hour, once (09, section 4)."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from privacy import nightly, runwatch
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
