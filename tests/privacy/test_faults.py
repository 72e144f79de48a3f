"""The promises I1 to I6 (09, section 4), each tried with the fault itself: real PostgreSQL, real broker, several at once.

I1 a case is wholly there or wholly gone. I2 none goes before its day. I3 what is due is gone after the fault. I4 one notice per person,
kind, case and date. I5 every run leaves its counts. I6 nothing fails silently. Killed processes: test_destruction.py.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import psycopg
import pytest
import redis
import time_machine
from django.conf import settings
from django.core import mail
from django.db import InterfaceError, OperationalError, connection
from django.test import override_settings

from cases.models import Case, RetentionWarning
from parties.dates import add_months
from privacy import nightly, tasks
from privacy.models import DestructionFailure, DestructionRecord, NightlyRun
from tests.cast import Cast
from tests.jobs import broker
from tests.privacy.stories import closed_case, is_readable
from tests.privacy.test_destruction import traces
from zvh import jobs, keydestruction, keystore
from zvh.dev.postgres import free_port
from zvh.models import Job
from zvh.tasks import run_job, sweep_jobs

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
IN_THE_MIDDLE = [
    "privacy.destruction.hold",
    "zvh.keydestruction.intend",
    "privacy.destruction._record",
    "privacy.destruction._delete",
]


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


@pytest.fixture(autouse=True)
def nothing_left(cast: Cast) -> Iterator[None]:
    """Cases of the test before are no part of this one."""
    Case.objects.update(destroy_on=None)
    RetentionWarning.objects.all().delete()
    NightlyRun.objects.all().delete()
    Job.objects.all().delete()
    yield
    connection.close()


def url_of_database() -> str:
    at = settings.DATABASES["default"]
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def gone(case: Case) -> bool:
    """Wholly: rows, key and certificate. Or wholly there."""
    if Case.objects.filter(pk=case.pk).exists():
        assert set(keystore.fetch([case.pk])) == {case.pk} and not keystore.has_tombstone(case.pk)
        return False
    assert traces(case) == {} and keystore.has_tombstone(case.pk) and not keydestruction.intended()
    record = DestructionRecord.objects.get(dossier_id=case.pk)
    assert record.key_destroyed_at and record.checksum == record.computed_checksum()
    return True


def and_then(place: str, fault: Callable[[], None]) -> "mock._patch[Callable[..., object]]":
    """Let the named function do its work, and then have the fault."""
    module, _, name = place.rpartition(".")
    original = getattr(__import__(module, fromlist=[name]), name)

    def first(*args: object, **kwargs: object) -> object:
        done = original(*args, **kwargs)
        fault()
        return done

    return mock.patch(place, first)


def cut_connection() -> None:
    """As an administrator would, or a network: the server ends our session."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(url_of_database(), autocommit=True) as other:
        assert other.execute("select pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)


@pytest.mark.parametrize("place", IN_THE_MIDDLE)
def test_a_lost_connection_leaves_a_case_whole_and_the_next_run_finishes(cast: Cast, place: str) -> None:
    case, other = closed_case(cast), closed_case(cast)
    with and_then(place, cut_connection), pytest.raises((OperationalError, InterfaceError)):
        nightly.run(case.destroy_on)
    connection.close()
    assert not gone(case) and is_readable(cast, case), "I1: rolled back whole"
    assert not NightlyRun.objects.filter(day=case.destroy_on).exclude(finished_at=None).exists(), "not taken for done"
    nightly.run(case.destroy_on)
    assert gone(case) and gone(other), "I3"
    assert not DestructionFailure.objects.filter(settled_at=None).exists(), "a server that is away is no bad case"


def test_the_error_of_a_full_disk_stops_the_run_and_the_next_one_finishes(cast: Cast) -> None:
    """The server's own error 53100, given where it would come from. With a disk that is full: test_full_disk.py."""
    case = closed_case(cast)
    with connection.cursor() as cursor:
        cursor.execute(
            "create function public.full_disk() returns trigger language plpgsql as"
            " $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$"
        )
        cursor.execute(
            "create trigger full_disk before insert on privacy_destructionrecord for each row execute function full_disk()"
        )
    with pytest.raises(OperationalError, match="No space left"):
        nightly.run(case.destroy_on)
    assert not gone(case) and is_readable(cast, case)
    with connection.cursor() as cursor:
        cursor.execute("drop function public.full_disk() cascade")
    nightly.run(case.destroy_on)
    assert gone(case)


def all_at_once(number: int, work: Callable[[], object]) -> list[object]:
    """What each of so many threads got, each on a connection of its own: a result, or the class of its exception."""
    start, found = threading.Barrier(number), []

    def one() -> None:
        start.wait()
        try:
            found.append(work())
        except Exception as error:  # the class is what is looked at
            found.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def letters(name: str) -> list[int]:
    return sorted(
        int(job.arguments["user_id"]) for job in Job.objects.filter(name="send_letter", arguments__letter=name)
    )


def test_two_workers_destroy_a_case_once(cast: Cast) -> None:
    cases = [closed_case(cast) for _ in range(3)]
    day = cases[0].destroy_on
    found = all_at_once(2, lambda: nightly.run(day)["destroyed"])
    assert nightly.AlreadyRunning in found or sorted(found) == [0, 3], "one waits for nobody, or comes after"
    assert sum(number for number in found if isinstance(number, int)) == 3
    assert all(gone(case) for case in cases)
    assert DestructionRecord.objects.filter(dossier_id__in=[case.pk for case in cases]).count() == 3


def test_two_schedulers_do_the_work_of_a_night_once(cast: Cast) -> None:
    """I4 and I5: one warning per person and date, one row of counts per day."""
    assert cast.otto
    case = closed_case(cast)
    evening = datetime.combine(add_months(case.destroy_on, -1), time(23, 20), AMSTERDAM)
    with time_machine.travel(evening, tick=True):
        all_at_once(4, tasks.run_nightly)
        tasks.run_nightly()
    assert letters("bewaartermijn") == sorted([cast.rosa.user.pk, cast.otto.user.pk])
    assert RetentionWarning.objects.filter(case=case).count() == 1
    run = NightlyRun.objects.get(day=evening.date())
    assert run.finished_at and run.counts["warned"] == 1 and not gone(case), "I2: a month too early"


def test_a_clock_that_jumps_destroys_nothing_early_and_repeats_nothing(cast: Cast) -> None:
    """Forward by less than a day, and back: a day is done once, and none is taken for done that was not."""
    assert cast.otto
    case = closed_case(cast)
    last: date = case.destroy_on  # type: ignore[assignment]
    for day, at in (
        (last - timedelta(days=1), time(23, 14)),
        (last, time(23, 14)),  # twenty-four hours too far
        (last - timedelta(days=3), time(1)),  # and back
        (last - timedelta(days=1), time(23, 50)),
    ):
        with time_machine.travel(datetime.combine(day, at, AMSTERDAM), tick=True):
            tasks.run_nightly()
        assert not gone(case), (day, at)
    assert len(letters("bewaartermijn")) == 2
    for _ in range(2):
        with time_machine.travel(datetime.combine(last, time(23, 15), AMSTERDAM), tick=True):
            tasks.run_nightly()
        assert gone(case)
    assert NightlyRun.objects.get(day=last).counts["destroyed"] == 1


def test_an_emptied_broker_loses_no_work(cast: Cast) -> None:
    """What was published and lost is found in the database a minute later; a message too many does nothing."""
    address = settings.REDIS_URL.rpartition("/")[0] + "/13"
    server = redis.Redis.from_url(address)
    server.flushdb()
    with broker(address):
        job = Job.objects.create(name="send_letter", arguments={"letter": "sleutel", "user_id": str(cast.rosa.user.pk)})
        jobs.publish(job)
        assert server.llen("system") == 1
        server.flushdb()
        sweep_jobs()
        assert server.llen("system") == 0, "not before a minute has gone"
        with time_machine.travel(datetime.now(AMSTERDAM) + timedelta(minutes=2), tick=True):
            sweep_jobs()
            sweep_jobs()
        assert server.llen("system") == 2
    server.flushdb()
    mail.outbox = []
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        run_job(str(job.pk))
        run_job(str(job.pk))
    assert len(mail.outbox) == 1, "I4"


def test_a_mail_server_that_is_down_stops_no_destruction_and_the_letter_goes_later(cast: Cast) -> None:
    case, soon = closed_case(cast), closed_case(cast)
    Case.objects.filter(pk=soon.pk).update(destroy_on=add_months(case.destroy_on, 1))
    down = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": free_port(), "EMAIL_USE_TLS": False,
    }  # fmt: skip
    with override_settings(**down):
        nightly.run(case.destroy_on)
        assert gone(case)
        waiting = list(Job.objects.unfinished().filter(name="send_letter", arguments__letter="bewaartermijn"))
        assert waiting
        for job in waiting:
            run_job(str(job.pk))
            job.refresh_from_db()
            assert (job.finished_at, job.attempts, job.failed_with) == (None, 1, "ConnectionRefusedError"), "I6"
    mail.outbox = []
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        for job in [*waiting, *waiting]:
            run_job(str(job.pk))
    assert len(mail.outbox) == len(waiting)
