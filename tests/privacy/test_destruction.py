"""A killed run leaves a file untouched or is finished by the next one; another file is never touched (05; 00, items 19-22)."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cases.models import Case, CaseGrant, CaseLink, GrantHistory, StatisticsFact, Subject
from privacy import dossiers, nightly
from privacy.models import DestructionRecord, KeptValues, NightlyRun
from tests.cast import Cast
from tests.privacy.stories import closed_case, is_readable
from zvh import keydestruction, keystore
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.wrapping import read_wrapping_keys

STEPS = [
    "privacy.destruction.hold",
    "zvh.keydestruction.intend",
    "privacy.destruction._record",
    "privacy.destruction._delete",
    "zvh.keydestruction.destroy",
    "privacy.destruction.finish",
    "zvh.keydestruction._with_new_key",
    "zvh.keydestruction._rewrap_all",
]


@pytest.fixture(scope="module")
def cast(committing):
    return Cast()


def killed_after(step: str, day: date) -> None:
    """Run the nightly work in a process of its own that dies right after this step."""
    database = settings.DATABASES["default"]
    url = f"postgresql://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    given = {
        "DATABASE_URL": url, "KEYSTORE_URL": settings.KEYSTORE_URL, "ZVH_STEP_DOWN": "1",
        "ZVH_WRAPPING_KEY_FILE": settings.WRAPPING_KEY_FILE,
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "tests.privacy.killed", step, day.isoformat()],
        env={**os.environ, **given}, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def run_again(day: date) -> dict[str, int]:
    """The next run; the server may need a moment to see that the killed process is gone."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return nightly.run(day)
        except nightly.AlreadyRunning:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def traces(case: Case) -> dict[str, int]:
    """Rows that still name the case or one of its rows, table by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(("cases_", "zvh_")):
                cursor.execute(f'select count(*) from "{table}" t where t::text like %s', [f"%{case.pk}%"])
                found[table] = cursor.fetchone()[0]
    return {table: number for table, number in found.items() if number}


def dump(case: Case) -> list[str]:
    """Every row of a case as PostgreSQL writes it, the access history included."""
    rows = []
    with connection.cursor() as cursor:
        for model in [Case, *dossiers.lookups_to(Case)]:
            key = [case.pk] if model is Case else list(dossiers.rows_of(model, case).values_list("pk", flat=True))
            cursor.execute(f'select t::text from "{model._meta.db_table}" t where id = any(%s) order by 1', [key])
            rows += [row[0] for row in cursor.fetchall()]
    return rows


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_run_leaves_the_file_untouched_or_is_finished_by_the_next(cast, step):
    case = closed_case(cast, cast.piet)
    other = closed_case(cast, cast.piet)
    Case.objects.filter(pk=other.pk).update(destroy_on=case.destroy_on + timedelta(days=400))
    assert is_readable(cast, case) and traces(case)["cases_subject"] == 1
    before, day = dump(other), case.destroy_on
    killed_after(step, day)
    gone = not Case.objects.filter(pk=case.pk).exists()
    assert gone or is_readable(cast, case), "never half"
    assert gone == (STEPS.index(step) > STEPS.index("privacy.destruction._delete"))

    first, second = run_again(day), nightly.run(day)
    assert traces(case) == {}
    assert keystore.fetch([case.pk]) == {} and keystore.has_tombstone(case.pk)
    assert not keydestruction.intended()
    record = DestructionRecord.objects.get(dossier_id=case.pk)
    assert record.key_destroyed_at and record.checksum == record.computed_checksum()
    assert record.rows["subject"] == 1
    assert first["destroyed"] + first["finished"] <= 1 and second["destroyed"] == second["finished"] == 0
    assert len(read_wrapping_keys(settings.WRAPPING_KEY_FILE).by_name) == 1
    assert not list(Path(settings.WRAPPING_KEY_FILE).parent.glob("*.oud"))
    assert dump(other) == before and is_readable(cast, other)
    Case.objects.filter(pk=other.pk).update(destroy_on=None)


def test_a_person_in_two_cases_keeps_the_other_byte_for_byte(cast):
    case, twin = closed_case(cast, cast.piet, surname="Tweeling"), closed_case(cast, cast.gea, surname="Tweeling")
    assert bytes(case.subjects.get().name_birth_index or b"") == bytes(twin.subjects.get().name_birth_index or b"")
    Case.objects.filter(pk=case.pk).update(destroy_on=date(2026, 1, 2))
    before = dump(twin)
    nightly.run(date(2026, 1, 2))
    assert not Subject.objects.filter(case=case.pk).exists()
    assert dump(twin) == before and is_readable(cast, twin)


def test_nothing_goes_a_day_too_early_and_reopened_files_stay(cast):
    case = closed_case(cast)
    nightly.run(case.destroy_on - timedelta(days=1))
    assert is_readable(cast, case)
    Case.objects.filter(pk=case.pk).update(phase="casusoverleg")
    nightly.run(case.destroy_on)
    assert Case.objects.filter(pk=case.pk).exists()
    Case.objects.filter(pk=case.pk).update(phase="afschaling")
    nightly.run(case.destroy_on)
    assert not Case.objects.filter(pk=case.pk).exists()
    assert not CaseGrant.objects.filter(content_object=case.pk).exists()
    assert not GrantHistory.objects.filter(case_id=case.pk).exists()
    assert not Job.objects.filter(arguments__case_id=str(case.pk)).exists()


def test_the_facts_stay_and_cannot_be_joined(cast):
    case = closed_case(cast)
    before = set(StatisticsFact.objects.values_list("pk", "kind"))
    nightly.run(case.destroy_on)
    after = set(StatisticsFact.objects.values_list("pk", "kind"))
    assert before < after and {kind for _, kind in after - before} == {"vernietigd"}
    assert not StatisticsFact.objects.filter(pk=case.pk).exists()
    assert KeptValues.objects.count() == 0, "only where the policy asks for it"


def test_a_run_leaves_a_row_with_counts(cast):
    day = date(2026, 1, 3)
    nightly.run(day)
    assert NightlyRun.objects.get(day=day).counts["destroyed"] == 0
    assert nightly.is_done(day)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_linked_case_keeps_everything_but_the_link(cast, is_first):
    """Whichever side was destroyed: nothing in the other tells that there was a link."""
    case, other = closed_case(cast, cast.piet), closed_case(cast, cast.piet)
    Case.objects.filter(pk=other.pk).update(destroy_on=None)
    before = dump(other)
    one, another = (case, other) if is_first else (other, case)
    with open_keyring():
        CaseLink.objects.create(
            case=one, other=another, kind="gezin", reason="Kanarie", by=cast.rosa.user, at=timezone.now()
        )
    assert any(str(case.pk) in row for row in dump(other))
    Case.objects.filter(pk=case.pk).update(destroy_on=date(2026, 1, 2))
    nightly.run(date(2026, 1, 2))
    assert dump(other) == before and is_readable(cast, other)
    assert not traces(case)
