"""One case that can not be destroyed stops no other, reaches people once, and goes as soon as it can (09, section 4)."""

import pytest
from django.db import connection

from cases.models import Case
from privacy import nightly
from privacy.models import DestructionFailure, DestructionRecord, NightlyRun
from tests.privacy.stories import closed_case, is_readable
from zvh import keydestruction, keystore
from zvh.actor import acting_as
from zvh.models import Job

pytestmark = pytest.mark.django_db


def refuse(statement: str, table: str, condition: str = "true") -> None:
    """A fault of the database itself: it refuses this statement, with an error of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function pg_temp.broken() returns trigger language plpgsql as"
            " $$ begin raise exception 'Kanariefout' using errcode = '22000'; end $$"
        )
        cursor.execute(
            f"create trigger broken before {statement} on {table} for each row when ({condition})"
            " execute function pg_temp.broken()"
        )


def mend(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"drop trigger broken on {table}")


def letters() -> int:
    return Job.objects.filter(name="send_letter", arguments__letter="vernietiging-mislukt").count()


def test_a_bad_case_stops_no_other_and_reaches_people_once(cast):
    first, bad, last = (closed_case(cast) for _ in range(3))
    assert cast.mara and cast.rik and cast.abel
    day = first.destroy_on
    refuse("delete", "cases_case", f"old.id = '{bad.pk}'")
    counts = nightly.run(day)
    assert (counts["destroyed"], counts["failed"]) == (2, 1)
    assert set(Case.objects.filter(pk__in=[first.pk, bad.pk, last.pk])) == {bad}
    assert is_readable(cast, bad), "whole, not half"
    assert keystore.has_tombstone(last.pk) and not keystore.has_tombstone(bad.pk)
    assert not DestructionRecord.objects.filter(dossier_id=bad.pk).exists()
    failure = DestructionFailure.objects.get()
    assert (failure.dossier_id, failure.house, failure.kind_name, failure.tries) == (bad.pk, bad.house, "casus", 1)
    assert "Kanariefout" not in failure.failed_with and failure.failed_with == "DataError"
    assert letters() == 3, "manager, record manager and administrator"
    assert not nightly.is_done(day), "the clock tries again"

    nightly.run(day)
    assert DestructionFailure.objects.get().tries == 2 and letters() == 3
    page = cast.rik.client().get("/vernietiging/").content.decode()
    assert "vernietigen lukte niet" in page and str(bad.pk)[:8] in page and bad.number not in page.split("</header>")[0]

    mend("cases_case")
    assert nightly.run(day)["destroyed"] == 1
    assert keystore.has_tombstone(bad.pk) and not keydestruction.intended() and nightly.is_done(day)
    assert DestructionFailure.objects.get().settled_at
    assert "vernietigen lukte niet" not in cast.rik.client().get("/vernietiging/").content.decode()


def test_who_sees_it(cast):
    bad = closed_case(cast)
    refuse("delete", "cases_case", f"old.id = '{bad.pk}'")
    nightly.run(bad.destroy_on)
    for person, sees in (
        (cast.rik, True),
        (cast.mara, True),
        (cast.fatima, True),
        (cast.piet, False),
        (cast.zoe, False),
    ):
        with acting_as(person.pk) as actor:
            assert DestructionFailure.objects.visible_to(actor).exists() is sees
            assert DestructionFailure.objects.exists() is sees, "in the database too"


def test_a_warning_that_fails_holds_no_destruction_back(cast):
    """The warning may fail, the destruction may not (09, section 0)."""
    gone = closed_case(cast)
    refuse("insert", "cases_retentionwarning")
    counts = nightly.run(gone.destroy_on)
    assert (counts["destroyed"], counts["steps_failed"]) == (1, 1)
    assert not Case.objects.filter(pk=gone.pk).exists()
    assert NightlyRun.objects.get().finished_at is None, "looked at again in a quarter of an hour"
    mend("cases_retentionwarning")
    assert nightly.run(gone.destroy_on)["steps_failed"] == 0
    assert NightlyRun.objects.get().finished_at
