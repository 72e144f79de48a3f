"""The nightly run: warns once, lists, destroys rejected cases the same night, guards keys, and may be run again (05; 00, 19-22)."""

from datetime import date, datetime, timedelta
from time import monotonic
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from cases.models import Case, Feedback, RetentionWarning
from cases.workflow.aanmelding import reject
from parties.dates import add_months
from privacy import nightly
from privacy.models import DestructionListing, DestructionRecord, KeyIncident
from tests.cases.story import filed
from tests.privacy.stories import closed_case, is_readable
from zvh import keydestruction, keystore, wrapping
from zvh.actor import acting_as
from zvh.models import Job
from zvh.sealing import open_keyring

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def letters(name):
    return Job.objects.filter(name="send_letter", arguments__letter=name)


def test_a_last_date_is_announced_once_and_listed(cast):
    assert cast.otto
    case = closed_case(cast)
    early, soon = add_months(case.destroy_on, -1) - timedelta(days=1), add_months(case.destroy_on, -1)
    nightly.run(early)
    assert not RetentionWarning.objects.exists() and not DestructionListing.objects.exists()
    for day in (soon, soon, soon + timedelta(days=1)):
        nightly.run(day)
    assert RetentionWarning.objects.get().case == case
    assert letters("bewaartermijn").count() == 2, "Rosa and Otto, once each"
    listing = DestructionListing.objects.get()
    assert (listing.number, listing.destroy_on, listing.needs_release) == (case.number, case.destroy_on, False)
    for person, sees in (
        (cast.rik, True),
        (cast.mara, True),
        (cast.fatima, True),
        (cast.piet, False),
        (cast.zoe, False),
    ):
        with acting_as(person.pk) as actor:
            assert DestructionListing.objects.visible_to(actor).exists() is sees
            assert DestructionListing.objects.exists() is sees, "in the database too"


def test_top_x_is_announced_two_months_ahead(cast):
    case = closed_case(cast, approach="top-x")
    nightly.run(add_months(case.destroy_on, -2))
    assert DestructionListing.objects.get().needs_release


def test_waiting_for_release_never_moves_the_last_date(cast):
    case = closed_case(cast, approach="top-x")
    nightly.run(case.destroy_on)
    assert not Case.objects.filter(pk=case.pk).exists()


def test_a_rejected_case_goes_the_same_night_and_its_feedback_on_its_own_day(cast):
    case = filed(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        case = reject(case, feedback="Kanarie", by=rosa)
        today = rosa.today
    nightly.run(today - timedelta(days=1))
    assert Case.objects.filter(pk=case.pk).exists()
    nightly.run(today)
    assert not Case.objects.filter(pk=case.pk).exists() and keystore.has_tombstone(case.pk)
    feedback = Feedback.objects.get()
    nightly.run(feedback.ends_on)
    with open_keyring():
        assert Feedback.objects.get().text == "Kanarie", "readable on its last day"
    nightly.run(feedback.ends_on + timedelta(days=1))
    assert not Feedback.objects.exists() and keystore.has_tombstone(feedback.pk)
    assert set(DestructionRecord.objects.values_list("kind", flat=True)) == {"case", "feedback"}


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 10, 23, 14, tzinfo=AMSTERDAM), date(2026, 3, 9)),
        (datetime(2026, 3, 10, 23, 15, tzinfo=AMSTERDAM), date(2026, 3, 10)),
        (datetime(2026, 3, 11, 8, 0, tzinfo=AMSTERDAM), date(2026, 3, 10)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=ZoneInfo("UTC")), date(2026, 3, 28)),  # the night the clock goes forward
        (datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("UTC")), date(2026, 10, 24)),  # the night it goes back
    ],
)
def test_the_day_that_is_run(now, day):
    assert nightly.day_to_run(now) == day


def lose_key(case):
    with keystore.connection().connection() as conn:
        sql = "delete from keys.dossier_key where id = %s returning id, wrapped, wrapping_key"
        return conn.execute(sql, [case.pk]).fetchone()


def test_a_lost_key_closes_the_case_to_all_calls_people_and_destroys_nothing(cast):
    case, today = closed_case(cast), date(2026, 1, 2)
    assert is_readable(cast, case) and cast.mara
    row = lose_key(case)
    assert cast.rosa.client().get(f"/casussen/{case.number}/").status_code == 404, "at once, before any run"
    for _ in range(2):
        nightly.run(today)
    with acting_as(cast.rosa.pk) as rosa:
        assert list(Case.objects.visible_to(rosa)) == list(Case.objects.all()) == []
    assert Case.objects.filter(pk=case.pk).exists() and not DestructionRecord.objects.exists()
    assert KeyIncident.objects.get().settled_at is None
    assert letters("sleutel").count() >= 1
    with keystore.connection().connection() as conn:
        conn.execute("insert into keys.dossier_key (id, wrapped, wrapping_key) values (%s, %s, %s)", row)
    nightly.run(today)
    assert KeyIncident.objects.get().settled_at and is_readable(cast, case)


def test_rows_that_come_back_from_a_backup_go_again(cast):
    case = closed_case(cast)
    keydestruction.intend(case.pk, [])
    keydestruction.destroy(case.pk)  # what a backup of before the destruction looks like
    nightly.run(date(2026, 1, 2))
    assert not Case.objects.filter(pk=case.pk).exists() and not KeyIncident.objects.exists()


def age(dossier_id, days):
    with keystore.connection().connection() as conn:
        conn.execute(
            "update keys.dossier_key set created_at = now() - make_interval(days => %s) where id = %s",
            [days, dossier_id],
        )


def test_orphan_keys_go_after_a_week_and_never_during_a_restore(cast, settings):
    case, young, old = closed_case(cast), uuid4(), uuid4()
    for dossier_id, days in ((young, 6), (old, 8)):
        keystore.mint(dossier_id)
        age(dossier_id, days)
    age(case.pk, 400)
    settings.RESTORING = True
    nightly.run(date(2026, 1, 2))
    assert set(keystore.fetch([young, old])) == {young, old}
    settings.RESTORING = False
    nightly.run(date(2026, 1, 2))
    assert set(keystore.fetch([young, old, case.pk, cast.house.index_key_id])) == {
        young,
        case.pk,
        cast.house.index_key_id,
    }


def test_a_new_wrapping_key_opens_what_survives_and_refuses_the_old_one(cast):
    case = closed_case(cast)
    before = wrapping.read_wrapping_keys(settings.WRAPPING_KEY_FILE)
    keydestruction.replace_wrapping_key()
    after = wrapping.read_wrapping_keys(settings.WRAPPING_KEY_FILE)
    assert set(before.by_name).isdisjoint(after.by_name) and len(after.by_name) == 1
    assert is_readable(cast, case)
    late = uuid4()
    name, wrapped = keystore.wrap(before, late, b"x" * 32)
    with keystore.connection().connection() as conn, pytest.raises(keystore.ObjectInUse):
        conn.execute("select keys.put(%s, %s, %s)", [late, wrapped, name])
    keystore.mint(late)
    assert late in keystore.fetch([late])


def test_dossiers_go_one_by_one_with_time_between_for_who_reads():
    pace, begun = 0.05, monotonic()
    at = [monotonic() - begun for _ in nightly.at_a_pace(range(3), pace)]
    assert at[1] - at[0] >= pace
    assert at[2] - at[1] >= pace
    assert not list(nightly.at_a_pace([], pace))
