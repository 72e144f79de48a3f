"""The daily look through the log: planted lines are found among many, supervisors judge, the FG hears what is late (09, 2.4)."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Case, CaseGrant, Subject
from cases.phases import Phase
from parties.dates import is_working_day
from privacy.dayrules import RULES
from privacy.logreview import escalate_alerts, review_days
from privacy.models import AccessLogLine, LogWatch, ReadingAlert
from privacy.models.alert import AlertKind, midnight
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring

DAY = timedelta(days=1)
ALERTS = "/privacy/signalen/"


def workday(before: date) -> date:
    """The last working day before this one, within one month with it."""
    found = before - DAY
    while not is_working_day(found):
        found -= DAY
    return found


NOW = date(2026, 11, 20)  # a Friday
THEN = workday(NOW)


def line(person: Person, case: Case | None = None, at: time = time(10), **changes: object) -> AccessLogLine:
    """As the log has it when somebody opens a page of a case."""
    given: dict[str, object] = {
        "event_kind": "dossier-view", "action": "R", "actor_id": person.user.pk, "house_id": case.house_id if case else 0,
        "dossier_id": case.pk if case else None, "actor_role": getattr(person.capacity, "role", "delegate"),
        "event_time": timezone.make_aware(datetime.combine(THEN, at)),
    }  # fmt: skip
    return AccessLogLine(**{**given, **changes})


def written(*lines: AccessLogLine) -> None:
    AccessLogLine.objects.bulk_create(lines, batch_size=1000)


def reviewed(on: date = NOW) -> list[tuple[str, str | None, int]]:
    with open_keyring(), acting_as_system(on):
        review_days(on)
        found = ReadingAlert.objects.order_by("kind", "user__name").values_list("kind", "user__name", "files")
        return list(found)


@pytest.fixture
def watched(cast: Cast) -> Cast:
    """The log was looked through up to the day before."""
    assert cast.fatima and cast.petra
    LogWatch.objects.create(until=midnight(THEN), days_until=THEN - DAY)
    return cast


@pytest.fixture
def case(watched: Cast) -> Case:
    return story.at_table(watched, watched.piet)


def test_twelve_among_ten_thousand(watched: Cast) -> None:
    """What was planted is found, and of the rest not one in a hundred."""
    cast = watched
    cases = [story.at_table(cast, cast.piet, surname=f"Kanarie{letter}") for letter in "abcd"]
    closed, namesake, colleague = story.at_table(cast), story.at_table(cast, surname="Olga"), story.at_table(cast)
    Case.objects.filter(pk=closed.pk).update(phase=Phase.AFSCHALING, closed_on=THEN - 9 * DAY)
    for person in (cast.rosa, cast.otto):
        person.user.name = f"{person.user.name} van Dyck"
        person.user.save()
    with open_keyring():
        Subject.objects.get(case=namesake).delete()
        Subject.objects.create(case=namesake, surname="Dijck", infix="van", first_names="Iemand")
        Subject.objects.get(case=colleague).delete()
        Subject.objects.create(case=colleague, surname="Bergen", first_names="Kees")
    cast.mara.user.name = "Kees Bergen"
    cast.mara.user.save()
    normal = [(cast.rosa, cases[n % 4]) if n % 2 else (cast.piet, cases[n % 4]) for n in range(10_000)]
    written(*(line(person, case, time(8 + n % 12, n % 60)) for n, (person, case) in enumerate(normal)))
    written(
        line(cast.olga, cases[0]), line(cast.zoe, cases[1]),  # not assigned; of another house
        line(cast.otto, closed), line(cast.olga, closed),  # after closing
        line(cast.rosa, namesake), line(cast.otto, colleague),  # by who is called so, and of a colleague
        line(cast.rosa, cases[0], time(23, 30)), line(cast.piet, cases[1], time(5, 59)),  # at night
        *(line(cast.gea, None, outcome="denied", actor_party_id=cast.gea.party.pk) for _ in range(5)),
        *(line(cast.otto, cases[0], outcome="denied") for _ in range(6)),
        line(cast.abel, None, event_kind="export", rule="mensen-uitvoer", house_id=cast.house.pk),
        line(cast.petra, None, event_kind="export", rule="logboek-uitvoeren", house_id=cast.house.pk),
    )  # fmt: skip
    planted = {
        ("relatie", cast.olga), ("relatie", cast.zoe), ("gesloten", cast.otto), ("gesloten", cast.olga),
        ("naam", cast.rosa), ("naam", cast.otto),
        ("nacht", cast.rosa), ("nacht", cast.piet), ("geweigerd", cast.gea), ("geweigerd", cast.otto), ("uitvoer", cast.abel),
        ("uitvoer", cast.petra),
    }  # fmt: skip
    assert len(planted) == 12
    reviewed()
    here = ReadingAlert.objects.filter(house=cast.house)
    assert set(here.values_list("kind", "user_id")) == {(kind, person.user.pk) for kind, person in planted}


@pytest.mark.parametrize("at", [time(6), time(12), time(21, 59)])
def test_by_day_is_no_night(case: Case, watched: Cast, at: time) -> None:
    written(line(watched.piet, case, at))
    assert reviewed() == []


def test_a_day_off_is_all_night(case: Case, watched: Cast) -> None:
    saturday = date(2026, 11, 14)
    LogWatch.objects.update(days_until=saturday - DAY)
    written(line(watched.piet, case, event_time=timezone.make_aware(datetime.combine(saturday, time(12)))))
    assert reviewed() == [("nacht", "Piet", 1)]


def test_who_was_assigned_that_day_had_a_reason_also_when_it_was_withdrawn_since(watched: Cast) -> None:
    case = story.at_table(watched, watched.olga)  # who filed it, Piet, would have a reason anyhow
    written(line(watched.olga, case))
    CaseGrant.objects.filter(content_object=case, user=watched.olga.user).delete()
    with connection.cursor() as cursor:  # the history has the clock of the database
        cursor.execute("update cases_granthistory set at = %s where given", [midnight(THEN - DAY)])
        assert reviewed() == []
        cursor.execute("update cases_granthistory set at = %s where not given", [midnight(THEN - DAY)])
    LogWatch.objects.update(days_until=THEN - DAY)
    assert reviewed() == [("relatie", "Olga", 1)]


def test_four_refusals_are_none_too_many_and_a_plain_export_has_nobody_in_it(case: Case, watched: Cast) -> None:
    written(*(line(watched.piet, case, outcome="denied") for _ in range(4)))
    written(line(watched.abel, None, event_kind="export", rule="naleving-downloaden", house_id=watched.house.pk))
    assert reviewed() == []


def test_days_without_a_run_are_looked_through_after_all_and_once(case: Case, watched: Cast) -> None:
    LogWatch.objects.update(days_until=THEN - 5 * DAY)
    written(line(watched.zoe, case, event_time=timezone.make_aware(datetime.combine(THEN - 3 * DAY, time(12)))))
    assert [one[0] for one in reviewed()] == ["relatie"]
    LogWatch.objects.update(days_until=THEN - 5 * DAY)
    assert len(reviewed()) == 1
    told = Job.objects.filter(name="send_letter", arguments__letter="veel-gelezen")
    assert told.count() == 2, "FG and privacy adviser, once"


def test_every_kind_has_a_rule() -> None:
    assert set(RULES) == set(AlertKind) - {AlertKind.MUCH, AlertKind.SAMPLE}


# --- the sample --------------------------------------------------------------------------------------------------------------


FIRST = date(2026, 11, 1)  # the day after the month of the sample


def in_october(person: Person, case: Case, day: int = 15) -> AccessLogLine:
    return line(person, case, event_time=timezone.make_aware(datetime(2026, 10, day, 12)))


def sampled() -> "list[ReadingAlert]":
    LogWatch.objects.update(days_until=FIRST - 2 * DAY)
    reviewed(FIRST)
    return list(ReadingAlert.objects.filter(kind="steekproef"))


def test_the_sample_of_a_month(watched: Cast) -> None:
    """Ten files, or all of them; of what was opened in that month only, and once."""
    cases = [story.filed(watched) for _ in range(12)]
    written(*(in_october(watched.rosa, one) for one in cases[:11]), in_october(watched.rosa, cases[0]))
    written(line(watched.rosa, cases[11], event_time=midnight(date(2026, 9, 30))))
    found = sampled()
    assert len(found) == 10 and {one.sampled_id for one in found} <= {one.pk for one in cases[:11]}
    assert {one.when for one in found} == {"oktober 2026"}
    assert len(sampled()) == 10


def test_two_in_a_hundred_where_that_is_more(watched: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privacy.logreview.FEWEST", 0)
    monkeypatch.setattr("privacy.logreview.SHARE", 0.5)
    written(*(in_october(watched.rosa, story.filed(watched)) for _ in range(3)))
    assert len(sampled()) == 2, "rounded up"


def test_the_page_of_a_sample_says_who_opened_it_and_who_did_does_not_judge(watched: Cast) -> None:
    found = story.filed(watched)
    written(in_october(watched.rosa, found), in_october(watched.fatima, found))
    (sample,) = sampled()
    address = f"{ALERTS}{sample.pk}/"
    own = watched.fatima.client().get(address).content.decode()
    assert "Dit gaat over uzelf" in own and "Oordeel vastleggen" not in own
    page = watched.petra.client().get(address).content.decode()
    assert "oktober 2026" in page and "door het lot gekozen" in page and page.count("Dossier bekeken") == 2
    assert watched.petra.client().post(address, {"oordeel": "ja", "opmerking": "Gevraagd"}).status_code == 302


# --- verdicts ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def alert(case: Case, watched: Cast) -> ReadingAlert:
    written(line(watched.zoe, case))
    reviewed()
    return ReadingAlert.objects.get()


def test_the_whole_walk(watched: Cast, case: Case, alert: ReadingAlert) -> None:
    fatima = watched.fatima.client()
    assert "Signaal beoordelen: dossier geopend zonder band met de casus" in fatima.get("/mijn-werk/").content.decode()
    assert "Dossier geopend zonder band" in fatima.get(ALERTS).content.decode()
    page = fatima.get(f"{ALERTS}{alert.pk}/").content.decode()
    assert "Zoe" in page and "meld dit ook aan de beheerder" in page and "19 november 2026" in page
    assert fatima.post(f"{ALERTS}{alert.pk}/", {"oordeel": "nee", "opmerking": "Kanarievraag"}).status_code == 302
    assert "niet terecht" in fatima.get(ALERTS).content.decode()


def test_what_is_late_goes_to_the_fg_once(watched: Cast, alert: ReadingAlert) -> None:
    def late() -> int:
        return Job.objects.filter(name="send_letter", arguments__letter="signaal-te-laat").count()

    for day, told in ((alert.judge_by, 0), (alert.judge_by + DAY, 1), (alert.judge_by + 2 * DAY, 1)):
        with acting_as_system(day):
            escalate_alerts(day)
        assert late() == told
    assert Job.objects.get(arguments__letter="signaal-te-laat").arguments["user_id"] == str(watched.fatima.user.pk)


def test_an_alert_is_of_a_person_or_of_a_file(watched: Cast, alert: ReadingAlert) -> None:
    for changes in ({"user": None}, {"sampled_id": uuid4()}, {"kind": "steekproef"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReadingAlert.objects.filter(pk=alert.pk).update(**changes)
