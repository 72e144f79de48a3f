"""Who reads more than 30 files within an hour is noticed, told to supervisors and judged by somebody else (S36; 09, 2.4)."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from cases.policy import NotAllowed
from parties.dates import add_working_days
from parties.roles import Role
from privacy import destruction, watch
from privacy.alerts import judge_alert, may_judge_alert
from privacy.models import AccessLogLine, LogWatch, ReadingAlert
from privacy.watch import MOST, Peak, Read, notice_much_reading, peaks
from tests.cases import story
from tests.cast import Cast, Person, staff
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.celery import app
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

LOG, ALERTS = "/privacy/logboek/", "/privacy/signalen/"


def reads(cast: Cast, person: Person, files: int, at: datetime | None = None, **changes: object) -> list[UUID]:
    """This person was shown so many files; lines as the log has them."""
    given = {
        "event_kind": "dossier-view",
        "action": "R",
        "actor_id": person.user.pk,
        "house_id": cast.house.pk,
        **changes,
    }
    ids = [uuid4() for _ in range(files)]
    AccessLogLine.objects.bulk_create(AccessLogLine(event_time=at or now(), dossier_id=one, **given) for one in ids)
    return ids


def letters() -> int:
    return Job.objects.filter(name="send_letter", arguments__letter="veel-gelezen").count()


# --- noticing -------------------------------------------------------------------------------------------------------------


def test_forty_files_that_were_opened_are_noticed(cast: Cast) -> None:
    """Real pages; thirty are none too many, however often each is opened."""
    assert cast.fatima and cast.petra
    case = story.filed(cast)
    client = cast.rosa.client()
    for _ in range(2):
        assert client.get(f"/casussen/{case.number}/").status_code == 200
    reads(cast, cast.rosa, MOST - 1)
    assert notice_much_reading(now()) == 0 and not ReadingAlert.objects.exists()
    other = story.filed(cast)
    assert client.get(f"/casussen/{other.number}/").status_code == 200
    assert notice_much_reading(now()) == 1
    alert = ReadingAlert.objects.get()
    assert (alert.user, alert.house, alert.files, alert.total) == (cast.rosa.user, cast.house, MOST + 1, MOST + 1)
    assert alert.judge_by == add_working_days(today(), 10)
    assert letters() == 2, "Fatima and Petra, once each"


def test_within_five_minutes() -> None:
    entry = next(one for one in app.conf.beat_schedule.values() if one["task"] == "privacy.tasks.watch_log")
    assert entry["schedule"] <= 300 and entry["options"]["queue"] == "system"


def test_once_for_each_person_and_hour_with_the_number_at_its_worst(cast: Cast) -> None:
    assert cast.fatima
    at = now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    LogWatch.objects.create(until=at)
    reads(cast, cast.rosa, 31, at)
    for _ in range(3):
        notice_much_reading(at)
    assert ReadingAlert.objects.get().files == 31
    reads(cast, cast.rosa, 9, at + timedelta(minutes=59))
    reads(cast, cast.otto, 31, at)
    assert notice_much_reading(at) == 1
    assert dict(ReadingAlert.objects.values_list("user__name", "files")) == {"Rosa": 40, "Otto": 31}
    assert letters() == 2
    LogWatch.objects.update(until=now() - timedelta(days=9))
    assert notice_much_reading(now()) == 0, "looked through once more"


@pytest.mark.parametrize(
    "changes",
    [{"action": "U"}, {"outcome": "denied"}, {"is_person": False}, {"event_kind": "list"}, {"event_kind": "log-view"}],
)
def test_what_opens_no_file_does_not_count(cast: Cast, changes: dict[str, object]) -> None:
    assert cast.fatima
    reads(cast, cast.rosa, MOST)
    reads(cast, cast.rosa, 20, **changes)
    assert notice_much_reading(now()) == 0
    reads(cast, cast.rosa, 1)
    assert notice_much_reading(now()) == 1


def test_in_each_house_of_which_files_were_read(cast: Cast) -> None:
    frans = staff("Frans", cast.other_house, Role.FG)
    reads(cast, cast.piet, 20)
    reads(cast, cast.piet, 15, house_id=cast.other_house.pk)
    assert notice_much_reading(now()) == 2
    for person, files in ((cast.fatima, 20), (frans, 15)):
        with acting_as(person.pk) as actor:
            found = ReadingAlert.objects.visible_to(actor).get()
            assert (found.house_id, found.files, found.total) == (actor.house_ids[0], files, 35)
            assert ReadingAlert.objects.count() == 1, "in the database too"


def test_what_was_read_while_the_workers_were_away_is_noticed_after(cast: Cast) -> None:
    assert cast.fatima
    LogWatch.objects.create(until=now() - timedelta(days=3))
    reads(cast, cast.rosa, 31, now() - timedelta(days=2))
    reads(cast, cast.otto, 31, now() - timedelta(days=3, hours=2))  # was looked through
    assert notice_much_reading(now()) == 1
    assert ReadingAlert.objects.get().user == cast.rosa.user


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def opened(*minutes: float) -> list[Read]:
    """A new file at each of these minutes after noon."""
    return [Read(NOON + timedelta(minutes=one), uuid4(), 1) for one in minutes]


def test_an_hour_is_any_sixty_minutes() -> None:
    slow = [one * 2 for one in range(60)]  # 30 in every hour
    assert peaks(opened(*slow)) == {}
    straddling = [45] * 16 + [75] * 15
    assert peaks(opened(*straddling)) == {NOON + timedelta(hours=1): Peak(NOON + timedelta(minutes=75), 31)}
    assert peaks(opened(*[0] * 30, 60)) == {}
    assert peaks(opened(*[0] * 30, 59.9)) != {}
    again = opened(*[0] * 30)
    assert peaks([*again, *[Read(one.at, one.dossier_id, 1) for one in again]]) == {}


# --- killed ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def in_clear(committing: str) -> Iterator[Cast]:
    yield Cast()


@pytest.mark.parametrize("step", ["privacy.watch.new_dossier", "privacy.watch.write_to", "privacy.watch._tell"])
def test_a_run_that_is_killed_leaves_nothing_and_the_next_notices_once(in_clear: Cast, step: str) -> None:
    cast = in_clear
    reader, fg = staff(f"Rosa {step}", cast.house, Role.PROCESREGISSEUR), staff(f"Fatima {step}", cast.house, Role.FG)
    reads(cast, reader, 31)
    before = letters()
    database = settings.DATABASES["default"]
    url = f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    given = {
        "DATABASE_URL": url, "KEYSTORE_URL": settings.KEYSTORE_URL, "ZVH_STEP_DOWN": "1",
        "ZVH_WRAPPING_KEY_FILE": settings.WRAPPING_KEY_FILE,
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "tests.privacy.killed", step],
        env={**os.environ, **given}, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    mine = ReadingAlert.objects.filter(user=reader.user)
    assert not mine.exists() and letters() == before
    notice_much_reading(now())
    notice_much_reading(now())
    assert mine.count() == 1
    told = Job.objects.filter(arguments__letter="veel-gelezen", arguments__user_id=str(fg.user.pk))
    assert told.count() == 1


# --- telling and judging ----------------------------------------------------------------------------------------------------


@pytest.fixture
def alert(cast: Cast) -> ReadingAlert:
    """Rosa read 31 files, in an hour that is over."""
    assert cast.fatima and cast.petra
    at = now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    LogWatch.objects.create(until=at)
    reads(cast, cast.rosa, 31, at)
    assert notice_much_reading(at) == 1
    return ReadingAlert.objects.get()


def test_the_mail_says_that_there_is_something_to_do_and_no_more(cast: Cast, alert: ReadingAlert) -> None:
    do_jobs("send_letter")
    assert sorted(letter.to[0].partition("@")[0] for letter in mail.outbox) == ["fatima", "petra"]
    for letter in mail.outbox:
        said = letter.subject + letter.body
        assert "signaal" in said and "/mijn-werk/" in said
        assert "Rosa" not in said and "31" not in said


def test_the_whole_walk(cast: Cast, alert: ReadingAlert) -> None:
    fatima = cast.fatima.client()
    assert "Signaal beoordelen: veel dossiers bekeken" in fatima.get("/mijn-werk/").content.decode()
    assert "Er is 1 signaal" in fatima.get(LOG).content.decode()
    assert "Rosa" in fatima.get(ALERTS).content.decode()
    page = fatima.get(f"{ALERTS}{alert.pk}/").content.decode()
    assert "Rosa" in page and page.count("Dossier bekeken") == 31
    bad = fatima.post(f"{ALERTS}{alert.pk}/", {"oordeel": "ja", "opmerking": ""})
    assert bad.status_code == 422 and "Beantwoord de vraag: wat hebt u nagevraagd" in bad.content.decode()
    answer = fatima.post(f"{ALERTS}{alert.pk}/", {"oordeel": "nee", "opmerking": "Kanarievraag"})
    assert answer.headers["location"] == ALERTS
    assert "niet terecht" in fatima.get(ALERTS).content.decode()
    assert "Kanarievraag" in cast.petra.client().get(f"{ALERTS}{alert.pk}/").content.decode()
    for address in ("/mijn-werk/", LOG):
        assert "ignaal beoordelen" not in fatima.get(address).content.decode()
        assert "Er is 1 signaal" not in fatima.get(address).content.decode()
    assert fatima.post(f"{ALERTS}{alert.pk}/", {"oordeel": "ja", "opmerking": "Toch"}).status_code == 404
    lines = AccessLogLine.objects.filter(actor_id=cast.fatima.user.pk, outcome="ok").values_list("rule", flat=True)
    assert {"signalen", "signaal", "judge_alert"} <= set(lines)
    with connection.cursor() as cursor:
        cursor.execute("select remark::text from privacy_readingalert")
        assert b"Kanarievraag".hex() not in cursor.fetchone()[0]


def test_who_reads_no_log_sees_no_alert(cast: Cast, alert: ReadingAlert) -> None:
    assert cast.fatima.client().get(f"{ALERTS}{alert.pk}/").status_code == 200
    frans = staff("Frans", cast.other_house, Role.FG)
    for person in (cast.rosa, cast.mara, cast.abel, cast.rik, cast.piet, frans):
        assert person.client().get(f"{ALERTS}{alert.pk}/").status_code == 404
        assert "ignaal" not in person.client().get("/mijn-werk/").content.decode()
        with acting_as(person.pk) as actor:
            assert not ReadingAlert.objects.visible_to(actor).exists() and not ReadingAlert.objects.exists()
    assert frans.client().get(ALERTS).status_code == 200


def test_nobody_judges_what_he_did_himself(cast: Cast, alert: ReadingAlert) -> None:
    """By the workflow, and by the database."""
    ReadingAlert.objects.update(user=cast.fatima.user)
    alert.refresh_from_db()
    page = cast.fatima.client().get(f"{ALERTS}{alert.pk}/")
    assert page.status_code == 200 and "Dit gaat over uzelf" in page.content.decode()
    with open_keyring(), acting_as(cast.fatima.pk) as fatima:
        assert not may_judge_alert(fatima, alert)
        with pytest.raises(NotAllowed):
            judge_alert(alert, is_justified=True, remark="Niets aan de hand", by=fatima)
        assert _by_sql(cast.fatima) == 0
    with open_keyring(), acting_as(cast.petra.pk) as petra:
        judge_alert(alert, is_justified=True, remark="Gevraagd", by=petra)
    alert.refresh_from_db()
    assert alert.judged_by == cast.petra.user
    with acting_as(cast.petra.pk):
        assert _by_sql(cast.petra) == 0, "once"


def _by_sql(person: Person) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "update privacy_readingalert set judged_at = now(), judged_by_id = %s, is_justified = true",
            [person.user.pk],
        )
        return cursor.rowcount


def test_the_numbers_are_not_for_supervisors_to_change(cast: Cast, alert: ReadingAlert) -> None:
    for statement in ("update privacy_readingalert set files = 1", "delete from privacy_readingalert"):
        with (
            acting_as(cast.fatima.pk),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    for other in (cast.petra, cast.fatima):
        with acting_as(cast.fatima.pk) as fatima:
            mine = other.user.pk == fatima.user_id
            if mine:
                assert _by_sql(other) == 1
            else:
                with pytest.raises(DatabaseError), transaction.atomic():
                    _by_sql(other)


def test_an_hour_that_still_runs_is_not_judged(cast: Cast, alert: ReadingAlert) -> None:
    ReadingAlert.objects.update(hour=now())
    alert.refresh_from_db()
    page = cast.fatima.client().get(f"{ALERTS}{alert.pk}/").content.decode()
    assert "Dit is nog niet voorbij" in page and "Oordeel vastleggen" not in page
    assert cast.fatima.client().post(f"{ALERTS}{alert.pk}/", {"oordeel": "ja", "opmerking": "x"}).status_code == 404
    assert "Signaal beoordelen" not in cast.fatima.client().get("/mijn-werk/").content.decode()


def test_an_alert_goes_on_its_last_day(cast: Cast, alert: ReadingAlert) -> None:
    def due(day: object) -> bool:
        return any(model is ReadingAlert for model, _, _ in destruction.due(day))

    assert not due(alert.ends_on) and due(alert.ends_on + timedelta(days=1))
    assert destruction.destroy_dossier(
        ReadingAlert, alert.pk, destruction.row_is_due, today=alert.ends_on + timedelta(days=1)
    )
    assert not ReadingAlert.objects.exists()


def test_it_is_the_task_of_the_clock(cast: Cast) -> None:
    from privacy.tasks import watch_log

    assert cast.fatima and watch.MOST == 30
    reads(cast, cast.rosa, 31)
    watch_log()
    assert ReadingAlert.objects.count() == 1
