"""The access log is sealed, copied out of the database and checked; whatever is changed in it is named (09, 2.3; S52, S53)."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from parties.roles import Role
from privacy import logcopy, logseal, tasks, verifylog
from privacy.logseal import seal_all
from privacy.models import AccessLogLine, LogBatch, LogCheck, LogCopy, LogSeal
from privacy.verifylog import check, verify
from tests.cast import Cast, staff
from zvh.actor import acting_as, acting_as_system
from zvh.celery import app
from zvh.models import Job

pytestmark = pytest.mark.django_db
TABLES = ("privacy_accesslogline", "privacy_logseal", "privacy_logbatch", "privacy_logcopy")


@pytest.fixture
def copy(tmp_path: Path, settings: Any) -> Path:
    settings.LOG_COPY = str(tmp_path)
    return tmp_path


def written(number: int, at: datetime | None = None) -> list[UUID]:
    """So many lines of the log, a second apart, with text that needs quoting."""
    begin = at or now() - timedelta(seconds=number)
    made = [
        AccessLogLine(
            event_kind="list", action="R", event_time=begin + timedelta(seconds=second), rule='"(,\\', parts=["a,b", "c"],
            shown_ids=[uuid4()], actor_id=second,
        ) for second in range(number)
    ]  # fmt: skip
    AccessLogLine.objects.bulk_create(made)
    return [line.pk for line in made]


def owner(sql: str, *values: object) -> None:
    """What nobody may do, done by who owns the database: also without the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(sql, values)
        for table in TABLES:
            cursor.execute(f"alter table {table} enable trigger user")
        cursor.execute("set constraints all deferred")


def seq_of(line: UUID) -> int:
    return LogSeal.objects.get(line_id=line).seq


# --- sealing --------------------------------------------------------------------------------------------------------------


def test_every_line_gets_the_next_number_and_a_leaf(monkeypatch: Any) -> None:
    monkeypatch.setattr(logseal, "MOST", 4)
    first = written(10)
    assert seal_all() == 10 and seal_all() == 0
    second = written(3)
    assert seal_all() == 3
    sealed = list(LogSeal.objects.values_list("seq", "line_id"))
    assert sealed == list(enumerate([*first, *second], start=1))
    assert [(batch.first_seq, batch.last_seq) for batch in LogBatch.objects.all()] == [
        (1, 4),
        (5, 8),
        (9, 10),
        (11, 13),
    ]
    assert len({bytes(seal.leaf) for seal in LogSeal.objects.all()}) == 13
    assert verify(None) == []


def test_a_leaf_covers_every_column() -> None:
    """A new column without a new form would be a column that may be changed unseen."""
    covered = logseal.LEAVES[logseal.FORM]
    missing = [field.column for field in AccessLogLine._meta.fields if f"l.{field.column}" not in covered]
    assert missing == [], "give LEAVES a new form with these columns, and set FORM to it"


def test_a_line_that_was_written_long_ago_is_found_at_night() -> None:
    written(2)
    seal_all()
    late = written(1, now() - timedelta(hours=3))
    assert seal_all() == 0 and seal_all(everything=True) == 1
    assert verify(None) == [
        f"Regel 3 ({late[0]}) van {verifylog._moment(AccessLogLine.objects.get(pk=late[0]).event_time)} is later tussengevoegd."
    ]


def test_after_hours_without_a_worker_nothing_is_suspect() -> None:
    written(2, now() - timedelta(hours=9))
    seal_all()
    written(2, now() - timedelta(hours=5))
    written(2)
    owner("update privacy_logbatch set sealed_at = %s", now() - timedelta(hours=8))
    assert seal_all() == 4
    assert [one for one in verify(None) if one.startswith("Regel")] == []


def refused(sql: str) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(error.value)


def test_only_the_job_seals_and_nobody_changes_it(cast: Cast) -> None:
    written(1)
    with acting_as_system():
        assert seal_all() > 0
    changes = (
        "update privacy_logseal set seq = 9",
        "delete from privacy_logbatch",
        "truncate privacy_logseal",
    )
    assert cast.fatima
    for actor in (acting_as_system(), acting_as(cast.fatima.pk)):
        with actor:
            assert all("permission denied" in refused(sql) for sql in changes)
    with acting_as(cast.fatima.pk):
        assert "permission denied" in refused("select 1 from privacy_logbatch")
        assert "permission denied" in refused("insert into privacy_logcopy values (1, now())")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    for sql in (*changes, "update privacy_accesslogline set rule = ''", "delete from privacy_accesslogline"):
        assert "append-only" in refused(sql), "also for the owner, as long as the triggers stand"


def test_sealed_within_a_minute() -> None:
    entry = next(one for one in app.conf.beat_schedule.values() if one["task"] == "privacy.tasks.seal_log")
    assert entry["schedule"] <= 60 and entry["options"]["queue"] == "system"


# --- tampering: each of these must name the line (09, 2.3) ------------------------------------------------------------------


def change_a_column(lines: list[UUID]) -> str:
    owner("update privacy_accesslogline set actor_id = 999 where id = %s", lines[3])
    return f"Regel {seq_of(lines[3])} ({lines[3]}) is gewijzigd."


def change_the_time(lines: list[UUID]) -> str:
    owner("update privacy_accesslogline set event_time = event_time + interval '1 microsecond' where id = %s", lines[3])
    return f"Regel {seq_of(lines[3])} ({lines[3]}) is gewijzigd."


def move_a_comma(lines: list[UUID]) -> str:
    """Two parts become one: written out they look alike."""
    owner("update privacy_accesslogline set parts = array['a', 'b,c'] where id = %s", lines[0])
    return f"Regel {seq_of(lines[0])} ({lines[0]}) is gewijzigd."


def delete_one(lines: list[UUID]) -> str:
    owner("delete from privacy_accesslogline where id = %s", lines[5])
    return f"Regel {seq_of(lines[5])} ({lines[5]}) is weg."


def delete_one_with_its_seal(lines: list[UUID]) -> str:
    seq = seq_of(lines[5])
    owner("delete from privacy_accesslogline where id = %s", lines[5])
    owner("delete from privacy_logseal where line_id = %s", lines[5])
    return f"Het zegel van regel {seq} is weg."


def swap_two_times(lines: list[UUID]) -> str:
    one, two = (AccessLogLine.objects.get(pk=pk).event_time for pk in lines[:2])
    owner("update privacy_accesslogline set event_time = case when id = %s then %s::timestamptz else %s end where id in (%s, %s)",
          lines[0], two, one, lines[0], lines[1])  # fmt: skip
    return f"Regel {seq_of(lines[1])} ({lines[1]}) is gewijzigd."


def insert_an_old_one(lines: list[UUID]) -> str:
    (line,) = written(1, now() - timedelta(days=40))
    at = verifylog._moment(AccessLogLine.objects.get(pk=line).event_time)
    return f"Regel {line} van {at} heeft geen zegel."


def delete_a_batch(lines: list[UUID]) -> str:
    owner("delete from privacy_logseal where batch_id = 2")
    owner("delete from privacy_logbatch where number = 2")
    return "Reeks 2 is weg."


def change_a_leaf_with_its_line(lines: list[UUID]) -> str:
    """As who knows how a leaf is made, and not that a batch covers it."""
    owner("update privacy_accesslogline set actor_id = 999 where id = %s", lines[3])
    owner(
        f"update privacy_logseal s set leaf = {logseal.LEAVES[1]} from privacy_accesslogline l where l.id = s.line_id and l.id = %s",
        lines[3],
    )
    batch = LogSeal.objects.get(line_id=lines[3]).batch_id
    return f"De zegels van reeks {batch} zijn niet die waarvan de reeks is gemaakt."


TAMPERED = [
    change_a_column, change_the_time, move_a_comma, delete_one, delete_one_with_its_seal, swap_two_times, insert_an_old_one, delete_a_batch,
    change_a_leaf_with_its_line,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED)
def test_what_was_done_to_the_log_is_named(tamper: Callable[[list[UUID]], str], monkeypatch: Any) -> None:
    monkeypatch.setattr(logseal, "MOST", 4)
    lines = written(12)
    seal_all()
    assert verify(None) == []
    assert tamper(lines) in verify(None)


def rebuild(seq: int) -> None:
    """Who owns the database changes a line, and makes every seal after it again: the chain is sound."""
    line = LogSeal.objects.get(seq=seq).line_id
    owner("update privacy_accesslogline set actor_id = 999 where id = %s", line)
    owner("delete from privacy_logseal")
    owner("delete from privacy_logcopy")
    owner("delete from privacy_logbatch")
    seal_all()


def test_only_the_copy_tells_that_the_chain_was_made_again(copy: Path) -> None:
    lines = written(6)
    seal_all()
    logcopy.copy_new(copy)
    rebuild(3)
    assert verify(None) == [], "the database alone is sound"
    assert verify(copy) == [
        "Reeks 1 is een andere dan die in de kopie.",
        f"Regel 3 ({lines[2]}) is een andere dan die in de kopie.",
    ]


def test_the_newest_lines_may_not_go_unseen(copy: Path) -> None:
    lines = written(3)
    seal_all()
    written(100)
    seal_all()
    logcopy.copy_new(copy)
    owner("delete from privacy_accesslogline where id not in (%s, %s, %s)", *lines)
    owner("delete from privacy_logseal where batch_id = 2")
    owner("delete from privacy_logcopy where batch_id = 2")
    owner("delete from privacy_logbatch where number = 2")
    assert verify(None) == []
    assert verify(copy) == ["Reeks 2 staat in de kopie en niet meer in het logboek."]


# --- the copy -------------------------------------------------------------------------------------------------------------


def test_the_copy_holds_every_line_whole(copy: Path) -> None:
    lines = written(3)
    tasks.seal_log()
    path = logcopy.path_of(1, copy)
    assert [(line["seq"], line["id"]) for line in logcopy.read_lines(path)] == list(enumerate(map(str, lines), start=1))
    kept = logcopy.read_lines(path)[1]["line"]
    assert kept["rule"] == '"(,\\' and kept["parts"] == ["a,b", "c"] and kept["actor_id"] == 1
    assert LogCopy.objects.count() == 1 and verify(copy) == []


def test_a_copy_that_is_damaged_or_gone_is_told(copy: Path) -> None:
    written(3)
    tasks.seal_log()
    path = logcopy.path_of(1, copy)
    path.write_bytes(b"niets")
    assert verify(copy) == ["De kopie van reeks 1 is niet te lezen."]
    path.unlink()
    assert verify(copy) == ["De kopie van reeks 1 is weg."]


def test_a_copy_with_its_end_cut_off_is_told(copy: Path) -> None:
    written(3)
    seal_all()
    logcopy.copy_new(copy)
    path = logcopy.path_of(1, copy)
    path.write_bytes(path.read_bytes()[:-9])
    assert verify(copy) == ["De kopie van reeks 1 is niet meer heel."]


def test_killed_between_the_file_and_the_note_nothing_is_written_twice(copy: Path) -> None:
    written(2)
    seal_all()
    logcopy.copy_new(copy)
    before = logcopy.path_of(1, copy).read_bytes()
    owner("delete from privacy_logcopy")
    assert logcopy.copy_new(copy) == 1
    assert logcopy.path_of(1, copy).read_bytes() == before and verify(copy) == []


def test_a_copy_that_can_not_be_written_is_tried_again_and_told_after_five_minutes(cast: Cast, copy: Path) -> None:
    fatima = cast.fatima
    assert fatima
    written(2)
    shutil.rmtree(copy)
    copy.write_text("no directory")
    tasks.seal_log()
    assert LogBatch.objects.exists() and not LogCheck.objects.exists(), "sealed; not late yet"
    owner("update privacy_logbatch set sealed_at = %s", now() - timedelta(minutes=6))
    tasks.seal_log()
    tasks.seal_log()
    assert [one.problems for one in LogCheck.objects.all()] == [[verifylog.NOT_COPIED]], "said once"
    assert Job.objects.filter(arguments__letter="logboek", arguments__user_id=str(fatima.user.pk)).count() == 1
    copy.unlink()
    tasks.seal_log()
    assert LogCopy.objects.count() == LogBatch.objects.count() > 0


def test_another_batch_in_the_copy_stops_it(copy: Path) -> None:
    written(3)
    tasks.seal_log()
    rebuild(2)
    tasks.seal_log()
    assert LogCheck.objects.get().problems == [verifylog.OTHER_COPY]
    assert not LogCopy.objects.exists(), "nothing new is trusted to it"


# --- checks ---------------------------------------------------------------------------------------------------------------


def checked() -> int:
    with acting_as_system():
        return check().problem_count


def test_the_nightly_check_calls_supervisors_once(cast: Cast, copy: Path) -> None:
    readers = cast.fatima, cast.petra, staff("Frans", cast.other_house, Role.FG)
    lines = written(4)
    tasks.seal_log()
    assert checked() == 0
    owner("update privacy_accesslogline set outcome = 'denied' where id = %s", lines[0])
    assert (checked(), checked()) == (1, 1)
    for person in readers:
        assert Job.objects.filter(arguments__letter="logboek", arguments__user_id=str(person.user.pk)).count() == 1
    assert not Job.objects.filter(arguments__letter="logboek", arguments__user_id=str(cast.mara.user.pk)).exists()


def test_supervisors_see_what_the_last_check_found(cast: Cast) -> None:
    page = "/privacy/logboek/"
    client = cast.fatima.client()
    assert "nog niet gecontroleerd" in client.get(page).content.decode()
    lines = written(4)
    seal_all()
    checked()
    assert "in orde" in client.get(page).content.decode()
    owner("update privacy_accesslogline set outcome = 'denied' where id = %s", lines[0])
    checked()
    html = client.get(page).content.decode()
    assert "Er is iets mis met het logboek" in html and f"({lines[0]}) is gewijzigd" in html
    with acting_as(cast.mara.pk) as mara:
        assert not LogCheck.objects.visible_to(mara).exists() and not LogCheck.objects.exists()


def test_by_hand(copy: Path) -> None:
    lines = written(4)
    tasks.seal_log()
    out = StringIO()
    call_command("verify_log", copy=copy, stdout=out)
    assert "4 regels in orde, ook volgens de kopie" in out.getvalue()
    owner("delete from privacy_accesslogline where id = %s", lines[1])
    out = StringIO()
    with pytest.raises(CommandError, match="1 keer iets mis in 4 regels"):
        call_command("verify_log", copy=None, stdout=out)
    assert f"Regel 2 ({lines[1]}) is weg." in out.getvalue()
    with pytest.raises(CommandError, match="geen map"):
        call_command("verify_log", copy=copy / "nergens", stdout=out)


# --- after a restore --------------------------------------------------------------------------------------------------------


def test_what_a_backup_lost_comes_back_from_the_copy(copy: Path) -> None:
    """The backup was made after the third line: two batches, and lines that had no seal yet, are newer."""
    lines = written(3)
    tasks.seal_log()
    newer = [*written(4), *written(2)]
    tasks.seal_log()
    newer += written(5)
    tasks.seal_log()
    before = list(LogSeal.objects.values_list("seq", "line_id"))
    owner("delete from privacy_accesslogline where id = any(%s)", newer[:-1])
    for table in ("privacy_logcopy", "privacy_logseal"):
        owner(f"delete from {table} where batch_id > 1")
    owner("delete from privacy_logbatch where number > 1")
    assert verify(copy) != []
    out = StringIO()
    call_command("restore_log", copy=copy, stdout=out)
    assert "11 regels teruggezet" in out.getvalue()
    assert list(LogSeal.objects.values_list("seq", "line_id")) == before
    assert verify(copy) == [] and AccessLogLine.objects.filter(pk__in=[*lines, *newer]).count() == 14
    written(1)
    tasks.seal_log()
    assert verify(copy) == [], "and the chain goes on"


def test_a_damaged_copy_brings_nothing_back(copy: Path) -> None:
    written(3)
    tasks.seal_log()
    for table in ("privacy_logcopy", "privacy_logseal", "privacy_logbatch", "privacy_accesslogline"):
        owner(f"delete from {table}")
    logcopy.path_of(1, copy).write_bytes(b"niets")
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("restore_log", copy=copy)
    with pytest.raises(CommandError, match="Geef met --copy"):
        call_command("restore_log", copy=copy / "nergens")
    assert not LogBatch.objects.exists() and not AccessLogLine.objects.exists()


def test_without_a_copy_outside_demo_mode_it_is_told(settings: Any) -> None:
    settings.LOG_COPY, settings.DEMO = "", False
    assert [checked(), *LogCheck.objects.get().problems] == [1, verifylog.NO_COPY]
