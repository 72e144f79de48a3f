"""Breaches: reported by anybody, two clocks in absolute time, decided, told, closed; meanwhile nothing is destroyed (protocol 14; S64)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from cases.models import Case
from cases.policy import NotAllowed
from privacy import breaches, destruction
from privacy.breaches import AUTHORITY, OUTCOME, SUBJECTS, clock
from privacy.forms.moment import moment_of
from privacy.models import AccessLogLine, Breach, DestructionListing
from privacy.nightly import list_for_destruction
from tests.cast import Cast, Person, staff
from tests.jobs import do_jobs
from tests.privacy.registering import breach_of, reported
from tests.privacy.stories import closed_case
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken

pytestmark = pytest.mark.django_db
LIST = "/privacy/datalekken/"
HOURS_72 = timedelta(hours=72)


@pytest.mark.parametrize(
    ("day", "at", "deadline"),
    [
        (
            date(2026, 10, 25),
            time(1, 0),
            datetime(2026, 10, 27, 23, 0, tzinfo=UTC),
        ),  # an hour before it is 3 o'clock twice
        (date(2027, 3, 28), time(1, 0), datetime(2027, 3, 31, 0, 0, tzinfo=UTC)),  # an hour before the clock goes on
        (date(2026, 11, 3), time(14, 0), datetime(2026, 11, 6, 13, 0, tzinfo=UTC)),
    ],
)
def test_72_hours_pass_whatever_the_clock_on_the_wall_says(
    cast: Cast, day: date, at: time, deadline: datetime, time_machine: object
) -> None:
    noticed = moment_of(day, at)
    time_machine.move_to(noticed + timedelta(hours=1))  # type: ignore[attr-defined]
    found = reported(cast, noticed_at=noticed)
    assert found.authority_by == deadline
    assert found.authority_by - found.noticed_at == HOURS_72
    assert found.report_by - found.noticed_at == timedelta(hours=2)


def test_what_local_time_would_have_given_is_another_moment() -> None:
    """That the test above can fail: 72 hours on the wall are 73 in the week of the autumn."""
    local = timezone.localtime(moment_of(date(2026, 10, 25), time(1, 0)))
    assert (local + HOURS_72).astimezone(UTC) - local.astimezone(UTC) == timedelta(hours=73)


def test_an_hour_that_was_skipped_is_refused_and_of_one_that_came_twice_the_first_counts() -> None:
    with pytest.raises(ValidationError):
        moment_of(date(2027, 3, 28), time(2, 30))
    first = moment_of(date(2026, 10, 25), time(2, 30))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock(first) == "25 oktober 2026, 02:30 uur (zomertijd)"
    assert clock(first + timedelta(hours=1)) == "25 oktober 2026, 02:30 uur (wintertijd)"


def given(found: Breach, part: tuple[str, ...], **values: object) -> dict[str, object]:
    return {name: getattr(found, name) for name in part} | values


def save(cast: Cast, found: Breach, part: tuple[str, ...], by: Person | None = None, **values: object) -> None:
    with open_keyring(), acting_as((by or cast.mara).pk) as actor:
        stored = Breach.objects.get(pk=found.pk)
        breaches.save_part(stored, part, given(stored, part, **values), read=breaches.version(stored, part), by=actor)


CONTENT = {
    "reported_nature": "aard", "people": "groepen", "data": "soorten", "unreadable": "nee", "advice": "advies", "consequences": "gevolgen",
}  # fmt: skip


def test_anybody_with_a_role_reports_and_who_is_told_gets_a_mail_without_a_word_of_it(cast: Cast) -> None:
    told = (cast.mara, cast.fatima, cast.petra, cast.rosa)
    for person in (cast.piet, cast.abel, cast.otto, cast.rik):
        reported(cast, person)
    do_jobs("send_letter")
    assert {letter.to[0] for letter in mail.outbox} == {person.user.email for person in told}
    assert len(mail.outbox) == 4 * len(told)
    for letter in mail.outbox:
        assert "datalek" in letter.subject and "Kanarie" not in letter.subject + letter.body
    assert Breach.objects.get(reported_by=cast.piet.user).party == cast.piet.party


def test_who_reads_the_overview_and_who_does_not(cast: Cast) -> None:
    found = reported(cast)
    for person in (cast.mara, cast.fatima, cast.petra, cast.rosa):
        page = person.client().get(f"{LIST}{found.pk}/").content.decode()
        assert "Kanarienature" in page and "voor " in page
    frans, elsewhere = staff("Frans", cast.other_house, "fg"), staff("Mies", cast.other_house, "manager")
    for person in (cast.piet, cast.abel, cast.otto, cast.rik, cast.zoe, frans, elsewhere):
        assert person.client().get(f"{LIST}{found.pk}/").status_code == 404
        with acting_as(person.pk) as actor:
            assert not Breach.objects.visible_to(actor).exists() and not Breach.objects.exists()


def test_only_manager_and_privacy_adviser_decide(cast: Cast) -> None:
    found = reported(cast)
    for person in (cast.rosa, cast.fatima):
        with pytest.raises(NotAllowed):
            save(cast, found, OUTCOME, person, measures="x")
    save(cast, found, OUTCOME, cast.petra, measures="Kanariemaatregel")
    with open_keyring(), acting_as(cast.mara.pk):
        assert Breach.objects.get().measures == "Kanariemaatregel"


def test_who_read_an_older_text_does_not_overwrite_it(cast: Cast) -> None:
    found = reported(cast)
    save(cast, found, OUTCOME, measures="eerste")
    with open_keyring(), acting_as(cast.petra.pk) as petra:
        stored = Breach.objects.get(pk=found.pk)
        read = breaches.version(stored, OUTCOME)
    save(cast, found, OUTCOME, measures="tweede")
    with open_keyring(), acting_as(cast.petra.pk) as petra, pytest.raises(Overtaken):
        breaches.save_part(stored, OUTCOME, {"measures": "derde", "lessons": ""}, read=read, by=petra)


def test_it_is_not_reported_to_the_authority_without_what_14_8_asks(cast: Cast) -> None:
    found = reported(cast)
    client = cast.mara.client()
    page = f"{LIST}{found.pk}/autoriteit/"
    with open_keyring(), acting_as(cast.mara.pk):
        version = breaches.version(Breach.objects.get(), AUTHORITY)
    day = timezone.localdate()
    sent = {"melden": "ja", "reden": "hoog risico", "gemeld_op": str(day), "gemeld_om": "00:00", "versie": version}
    answer = client.post(page, sent)
    assert answer.status_code == 422 and answer.content.decode().count("hoort bij de melding (protocol art. 14.8)") >= 6
    full = {"aard": "a", "mensen": "b", "gegevens": "c", "onleesbaar": "nee", "advies": "e", "gevolgen": "f"}
    assert client.post(page, sent | full).status_code == 302
    assert Breach.objects.get().sent_at is not None


def test_the_whole_walk_to_the_end_and_what_is_missing(cast: Cast) -> None:
    found = reported(cast)
    assert "Datalek afhandelen" in cast.mara.client().get("/mijn-werk/").content.decode()
    assert "Datalek afhandelen" in cast.fatima.client().get("/mijn-werk/").content.decode()
    assert "Datalek afhandelen" not in cast.rosa.client().get("/mijn-werk/").content.decode()
    with open_keyring(), acting_as(cast.mara.pk) as mara, pytest.raises(breaches.StillMissing):
        breaches.close_breach(found, by=mara)
    save(cast, found, AUTHORITY, to_authority=True, authority_reason="risico", sent_at=timezone.now(), **CONTENT)
    save(cast, found, SUBJECTS, subjects="inlichten", subjects_reason="r", subjects_decided_on=today(), subjects_text="Kanarietekst",
         subjects_told_on=today())  # fmt: skip
    save(cast, found, OUTCOME, measures="m", lessons="l")
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        left = [one.text for one in breaches.missing(Breach.objects.get())]
        assert len(left) == 3 and all("in" in text or "afschrift" in text for text in left)
        for whom in ("fg", "partneroverleg", "afschrift-partneroverleg", "afschrift-stuurgroep"):
            breaches.note_told(found, whom=whom, on=mara.today, by=mara)
        breaches.close_breach(found, by=mara)
    closed = Breach.objects.get()
    assert closed.closed_at and closed.ends_on == date(today().year + 5, today().month, today().day)
    with pytest.raises(NotAllowed):
        save(cast, found, OUTCOME, measures="nog iets")
    page = cast.fatima.client().get(f"{LIST}{found.pk}/").content.decode()
    assert "Kanarietekst" in page and "afgesloten" in page
    assert {"report_breach", "save_breach", "note_told", "close_breach", "datalek"} <= set(
        AccessLogLine.objects.values_list("rule", flat=True)
    )


def test_its_texts_are_sealed(cast: Cast) -> None:
    reported(cast)
    with connection.cursor() as cursor:
        cursor.execute("select nature::text || risks::text from privacy_breach")
        assert b"Kanarie".hex() not in cursor.fetchone()[0]


def test_while_it_runs_its_cases_are_not_destroyed_and_the_list_says_why(cast: Cast) -> None:
    case = closed_case(cast)
    Case.objects.filter(pk=case.pk).update(destroy_on=today())
    assert destruction.case_is_due(Case.objects.get(pk=case.pk), today())
    found = breach_of(cast, case)
    with open_keyring(), acting_as_system():
        list_for_destruction(today())
    assert not destruction.case_is_due(Case.objects.get(pk=case.pk), today())
    assert DestructionListing.objects.get(case=case).held_because == "er loopt een onderzoek naar een datalek"
    assert (
        "tegengehouden: er loopt een onderzoek naar een datalek"
        in cast.rik.client().get("/vernietiging/").content.decode()
    )
    Breach.objects.filter(pk=found.pk).update(closed_at=timezone.now(), ends_on=today())
    with open_keyring(), acting_as_system():
        list_for_destruction(today())
    assert destruction.case_is_due(Case.objects.get(pk=case.pk), today())
    assert DestructionListing.objects.get(case=case).held_because == ""


def test_a_case_that_one_does_not_read_cannot_be_linked(cast: Cast) -> None:
    found, case = reported(cast), closed_case(cast)
    with open_keyring(), acting_as(cast.mara.pk) as mara, pytest.raises(breaches.NoSuchCase):
        breaches.link_case(found, "RU-2026-9999", by=mara)
    with open_keyring(), acting_as(cast.petra.pk) as petra, pytest.raises(NotAllowed):
        breaches.link_case(found, str(case.number), by=petra)


def test_after_its_last_day_it_is_destroyed(cast: Cast) -> None:
    found = reported(cast)
    Breach.objects.filter(pk=found.pk).update(closed_at=timezone.now(), ends_on=today())
    judge = destruction.row_is_due
    assert not destruction.destroy_dossier(Breach, found.pk, judge, today=today())
    assert destruction.destroy_dossier(Breach, found.pk, judge, today=today() + timedelta(days=1))
    assert not Breach.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(cast: Cast, number: int, django_assert_num_queries: object) -> None:
    for _ in range(number):
        reported(cast)
    client = cast.mara.client()
    client.get(LIST)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        assert client.get(LIST).status_code == 200


QUERIES = 15
