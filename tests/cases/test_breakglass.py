"""Break-glass: which cases it opens, for how long, who is told, who judges, and what is left (00, item 3; 03, R13; 09, 2.4)."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import (
    BreakGlass,
    BreakGlassNotice,
    BreakGlassReason,
    BreakGlassVerdict,
    Case,
)
from cases.nightly import remind_judges
from cases.policy import NotAllowed, operations
from cases.reach import OpenCase
from cases.readers import readers_of_case
from cases.workflow.breakglass import (
    Duration,
    NothingToOpen,
    close_break_glass,
    judge_break_glass,
    open_break_glass,
)
from parties.dates import add_working_days
from parties.models import Appointment, Delegation, House
from parties.roles import Role
from privacy import destruction
from privacy.models import AccessLogLine
from tests.access.world import named_for_another
from tests.cases import story
from tests.cast import START, Cast, Person, staff
from tests.privacy.stories import closed_case
from zvh.actor import acting_as, acting_as_system
from zvh.keystore import has_tombstone
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.tasks import run_job
from zvh.today import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return archived(cast)


def archived(cast: Cast) -> Case:
    """Closed with Piet and Olga at the table, past its archive date."""
    case = closed_case(cast, cast.piet, cast.olga)
    Case.objects.filter(pk=case.pk).update(archive_on=today(), destroy_on=today() + timedelta(days=30))
    case.refresh_from_db()
    return case


def broken(
    cast: Cast, number: str, by: Person | None = None, duration: str = "4", text: str = "Kanarienood"
) -> BreakGlass:
    with open_keyring(), acting_as((by or cast.mara).pk) as actor:
        return open_break_glass(number, kind="geschil", text=text, duration=duration, by=actor)


def reads(person: Person, case: Case) -> bool:
    with acting_as(person.pk) as actor:
        return Case.objects.visible_to(actor).filter(pk=case.pk).exists()


def log(**wanted: object) -> list[AccessLogLine]:
    return list(AccessLogLine.objects.filter(event_kind="break-glass", **wanted).order_by("event_time"))


def run_jobs() -> None:
    for pk in Job.objects.unfinished().values_list("pk", flat=True):
        run_job(str(pk))


# --- opening -----------------------------------------------------------------------------------------------------------


def test_the_manager_reads_until_it_lapses(cast: Cast, case: Case) -> None:
    assert reads(cast.rosa, case) and not reads(cast.mara, case)
    row = broken(cast, str(case.number))
    assert reads(cast.mara, case)
    assert timedelta(hours=4) == row.until_at - row.opened_at
    BreakGlass.objects.update(until_at=timezone.now())
    assert not reads(cast.mara, case)


def test_he_reads_and_does_nothing_else(cast: Cast, case: Case) -> None:
    broken(cast, str(case.number))
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        seen = Case.objects.visible_to(mara).get(pk=case.pk)
        assert operations(OpenCase(seen, mara)) == frozenset()
        assert seen.subjects.get().surname == "Kanarie"
        with connection.cursor() as cursor:
            cursor.execute("update cases_case set version = version + 1 where id = %s", [case.pk])
            assert cursor.rowcount == 0
            cursor.execute("update cases_subject set initials = initials where case_id = %s", [case.pk])
            assert cursor.rowcount == 0


def test_it_opens_one_case_for_one_person(cast: Cast, case: Case) -> None:
    other, colleague = archived(cast), staff("Mia", cast.house, Role.MANAGER)
    broken(cast, str(case.number))
    assert reads(cast.mara, case)
    assert not reads(cast.mara, other) and not reads(colleague, case)


@pytest.mark.parametrize("role", ["rosa", "otto", "abel", "rik", "fatima", "petra", "piet"])
def test_only_managers_break_the_glass(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        broken(cast, str(case.number), by=getattr(cast, role))
    assert not BreakGlass.objects.exists()


REFUSED = {
    "no such case": {"number": "RU-2026-9999"},
    "readable anyhow": {"archive_on": None},
    "archive date to come": {"archive_on": timedelta(days=1)},
    "managers are readers": {"archive_readers": ["manager"]},
    "past its last day": {"destroy_on": timedelta(days=-1)},
    "key missing": {"blocked_at": "2026-01-01T00:00Z"},
    "of another house": {"house": "HG"},
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_can_not_be_opened_gets_one_answer_and_a_line(cast: Cast, case: Case, why: str) -> None:
    changes = dict(REFUSED[why])
    number = changes.pop("number", str(case.number))
    if "house" in changes:
        changes["house"] = House.objects.get(code="HG")
    dated = {name: today() + value if isinstance(value, timedelta) else value for name, value in changes.items()}
    if dated:
        Case.objects.filter(pk=case.pk).update(**dated)
    with acting_as(cast.mara.pk) as mara, pytest.raises(NothingToOpen):
        open_break_glass(number, kind="geschil", text="Kanarienood", duration="4", by=mara)
    assert not BreakGlass.objects.exists()
    (line,) = log(outcome="denied")
    assert (line.actor_id, line.object_id, line.house_id) == (cast.mara.user.pk, number, cast.house.pk)
    assert line.dossier_id is None


def test_twice_is_once(cast: Cast, case: Case) -> None:
    first = broken(cast, str(case.number))
    assert broken(cast, str(case.number), duration="1").pk == first.pk
    assert BreakGlass.objects.count() == BreakGlassReason.objects.count() == 1


def test_the_database_refuses_what_the_workflow_would_not_do(cast: Cast, case: Case) -> None:
    """The second line: another's name, another house's case, a case that is not archived, and more hours than the house allows."""
    row = broken(cast, str(case.number))
    open_case = closed_case(cast)
    wrong = [
        {"user_id": cast.rosa.user.pk},
        {"case_id": open_case.pk, "number": open_case.number},
        {"until_at": row.opened_at + timedelta(hours=13)},
        {"house_id": cast.other_house.pk},
    ]
    for change in [{}, *wrong]:
        again = BreakGlass.objects.get(pk=row.pk)
        again.pk = again.id = type(row)().pk
        for name, value in change.items():
            setattr(again, name, value)
        with acting_as(cast.mara.pk):
            if not change:
                again.save(force_insert=True)
                continue
            with pytest.raises(DatabaseError), transaction.atomic():
                again.save(force_insert=True)


@pytest.mark.parametrize(
    ("duration", "most", "now", "until"),
    [
        ("1", 12, "10:00:00", "11:00:00"),
        ("4", 12, "10:00:00", "14:00:00"),
        ("4", 2, "10:00:00", "12:00:00"),
        ("dag", 12, "15:00:00", "23:59:59"),
        ("dag", 12, "09:00:00", "21:00:00"),
    ],
)
def test_it_lasts_as_long_as_chosen_and_the_house_allows(
    cast: Cast, duration: str, most: int, now: str, until: str
) -> None:
    cast.house.break_glass_hours = most
    begin = timezone.make_aware(datetime.fromisoformat(f"2026-03-27T{now}"))
    assert f"{timezone.localtime(Duration(duration).until(begin, cast.house)):%H:%M:%S}" == until


def test_closing_before_the_time(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    with acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        close_break_glass(row, by=rosa)
    with acting_as(cast.mara.pk) as mara:
        close_break_glass(row, by=mara)
    assert not reads(cast.mara, case)
    closed_at = BreakGlass.objects.get().closed_at
    with acting_as(cast.mara.pk) as mara:
        close_break_glass(BreakGlass.objects.get(), by=mara)
    assert BreakGlass.objects.get().closed_at == closed_at
    assert [line.reason for line in log()] == ["geschil", "gesloten"]


# --- logged ------------------------------------------------------------------------------------------------------------


def test_every_read_under_it_is_logged_as_such(cast: Cast, case: Case) -> None:
    broken(cast, str(case.number))
    before = len(log(action="R"))
    client = cast.mara.client()
    for part in ("", "toegang/", "bijdragen/", "plan/"):
        assert client.get(f"/casussen/{case.number}/{part}").status_code == 200
    client.get("/casussen/?regisseur=alle&fase=afschaling")
    lines = log(action="R", dossier_id=case.pk)[before:]
    assert {line.rule for line in lines} == {"break-glass"}
    assert {"casus", "casus-toegang", "casus-plan", "casussen"} <= {line.purpose for line in lines}
    assert not AccessLogLine.objects.filter(dossier_id=case.pk, actor_id=cast.mara.user.pk).exclude(
        event_kind="break-glass"
    )


def test_an_ordinary_read_of_the_same_person_is_not(cast: Cast, case: Case) -> None:
    other = closed_case(cast)
    broken(cast, str(case.number))
    cast.mara.client().get(f"/casussen/{other.number}/")
    (line,) = AccessLogLine.objects.filter(dossier_id=other.pk, actor_id=cast.mara.user.pk)
    assert (line.event_kind, line.rule) == ("dossier-view", "casus")


# --- told --------------------------------------------------------------------------------------------------------------


def test_who_took_part_the_house_and_the_judges_are_told_once(cast: Cast, case: Case) -> None:
    for person in (cast.otto, cast.fatima, cast.wil):
        assert person
    case.procesregisseur = cast.rosa.user
    case.save()
    broken(cast, str(case.number))
    run_jobs()
    run_jobs()
    told = {(one.user_id, one.party_id) for one in BreakGlassNotice.objects.all()}
    assert told == {
        (cast.piet.user.pk, cast.piet.party.pk),
        (cast.olga.user.pk, cast.olga.party.pk),
        (cast.rosa.user.pk, None),
        (cast.otto.user.pk, None),
    }
    sent = sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)
    assert sent == ["fatima", "olga", "otto", "piet", "rosa"]
    for letter in mail.outbox:
        assert str(case.number) not in letter.subject + letter.body and "Kanarie" not in letter.subject + letter.body


def test_who_no_longer_speaks_for_the_party_is_not_told(cast: Cast, case: Case) -> None:
    Delegation.objects.filter(pk=cast.olga.pk).update(until_date=today() - timedelta(days=1))
    broken(cast, str(case.number))
    run_jobs()
    assert set(BreakGlassNotice.objects.exclude(party=None).values_list("user", flat=True)) == {cast.piet.user.pk}


def test_the_list_of_readers_names_him_while_it_lasts(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    found = {reader.capacity.pk: reader.why for reader in readers_of_case(case, today())}
    assert found[cast.mara.pk] == f"heeft noodtoegang tot {timezone.localtime(row.until_at):%H:%M}"
    BreakGlass.objects.update(closed_at=timezone.now())
    assert cast.mara.pk not in {reader.capacity.pk for reader in readers_of_case(case, today())}


# --- judged ------------------------------------------------------------------------------------------------------------


def judged(person: Person, row: BreakGlass, **said: object) -> BreakGlassVerdict:
    with open_keyring(), acting_as(person.pk) as actor:
        return judge_break_glass(row, **{"is_justified": False, "text": "Kanarieoordeel", **said}, by=actor)


def test_the_fg_or_another_manager_judges_once(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    for person in (cast.mara, cast.rosa, cast.petra, cast.piet):
        with pytest.raises((NotAllowed, BreakGlass.DoesNotExist)):
            judged(person, row)
    assert not BreakGlassVerdict.objects.exists()
    verdict = judged(staff("Mia", cast.house, Role.MANAGER), row)
    assert verdict.words == "niet terecht"
    with pytest.raises(NotAllowed):
        judged(cast.fatima, row, is_justified=True)
    assert [line.reason for line in log(action="C")] == ["niet terecht"]


def test_nobody_judges_himself_in_another_role(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    fg = Appointment.objects.create(
        user=cast.mara.user, house=cast.house, role=Role.FG, from_date=START, secrecy_on=START
    )
    mara_as_fg = Person(cast.mara.user, fg)
    with pytest.raises(NotAllowed):
        judged(mara_as_fg, row)
    with open_keyring(), acting_as(mara_as_fg.pk) as mara, pytest.raises(DatabaseError), transaction.atomic():
        BreakGlassVerdict.objects.create(
            break_glass=row, is_justified=True, text="", by_id=mara.user_id, at=row.opened_at
        )


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 3, 23), date(2026, 3, 30)),
        (date(2026, 3, 27), date(2026, 4, 7)),  # Good Friday and Easter Monday
        (date(2026, 4, 24), date(2026, 5, 4)),  # the King's birthday
        (date(2026, 5, 1), date(2026, 5, 11)),  # 5 May
        (date(2026, 5, 9), date(2026, 5, 18)),  # from a Saturday, over Ascension Day
        (date(2026, 12, 23), date(2026, 12, 31)),  # Christmas, of which the second day is a Saturday
    ],
)
def test_five_working_days(start: date, due: date) -> None:
    assert add_working_days(start, 5) == due


# --- what is left ------------------------------------------------------------------------------------------------------


def test_destruction_takes_the_reason_and_leaves_the_register(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    assert BreakGlassReason.objects.filter(case=case).exists()
    due = today() + timedelta(days=31)
    assert destruction.destroy_dossier(Case, case.pk, destruction.case_is_due, today=due)
    left = BreakGlass.objects.get(pk=row.pk)
    assert (left.case_id, left.number, left.kind) == (None, case.number, "geschil")
    assert not BreakGlassReason.objects.exists()
    assert judged(cast.fatima, row, text="Kanarie na vernietiging").words == "niet terecht"
    with open_keyring(), acting_as(cast.fatima.pk) as fatima:
        assert BreakGlassVerdict.objects.visible_to(fatima).get().text == "Kanarie na vernietiging"


def test_the_register_ends_too(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    judged(cast.fatima, row)
    day = row.ends_on + timedelta(days=1)
    with acting_as_system(day):
        assert (BreakGlass, row.pk, destruction.row_is_due) in destruction.due(day)
    assert destruction.destroy_dossier(BreakGlass, row.pk, destruction.row_is_due, today=day)
    assert not BreakGlass.objects.exists() and not BreakGlassVerdict.objects.exists()
    assert has_tombstone(row.pk)


# --- approaches that a manager is not named for (00, item 3) --------------------------------------------------------------


def test_it_opens_a_case_of_an_approach_that_he_is_not_named_for(cast: Cast) -> None:
    """Open or archived: it is closed to her, so she breaks the glass; who is named for it needs not."""
    running, mona = story.in_triage(cast), named_for_another(cast)
    with acting_as(mona.pk) as actor:
        assert not Case.objects.visible_to(actor).exists()
    row = broken(cast, str(running.number), by=mona)
    with acting_as(mona.pk) as actor:
        assert Case.objects.visible_to(actor).get() == running
        assert operations(OpenCase(running, actor)) == frozenset()
    assert mona.user in {one.person for one in readers_of_case(running, today()) if "noodtoegang" in one.why}
    with acting_as(mona.pk, now=row.until_at) as actor:
        assert not Case.objects.visible_to(actor).exists()
    with pytest.raises(NothingToOpen):
        broken(cast, str(running.number), by=cast.mara)


# --- late ---------------------------------------------------------------------------------------------------------------


def test_who_judges_is_reminded_once_when_the_term_is_past(cast: Cast, case: Case) -> None:
    fatima = cast.fatima
    row = broken(cast, str(case.number))
    assert reminded(row.judge_by) == []
    late = row.judge_by + timedelta(days=1)
    assert reminded(late) == [str(fatima.user.pk)]
    assert reminded(late) == [] and reminded(late + timedelta(days=1)) == []


def test_what_was_judged_in_time_reminds_nobody(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    with open_keyring(), acting_as(cast.fatima.pk) as fatima:
        judge_break_glass(row, is_justified=True, text="Ja", by=fatima)
    assert reminded(row.judge_by + timedelta(days=1)) == []


def reminded(day: date) -> list[str]:
    """To whom the nightly run of this day sends the reminder."""
    letters = Job.objects.filter(name="send_letter", arguments__letter="noodtoegang-te-laat")
    before = list(letters.values_list("pk", flat=True))
    with acting_as_system(day):
        remind_judges(day)
    return [str(one.arguments["user_id"]) for one in letters.exclude(pk__in=before)]
