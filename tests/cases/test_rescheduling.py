"""A meeting is moved or cancelled: who is told, what is asked again, and what two people do at once; acting as the web role."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core import mail
from icalendar import Calendar

from cases.models import AgendaItem, Invitation, Meeting
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.agenda import open_meetings, take_off_agenda
from cases.workflow.invitation import answer_invitation
from cases.workflow.meeting import record_attendance, start_item
from cases.workflow.rescheduling import cancel_meeting, move_meeting
from tests.cases import meetings
from tests.cast import Cast, Person
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken


def in_a_week() -> date:
    return today() + timedelta(days=7)


@pytest.fixture
def planned(cast: Cast) -> Meeting:
    """Two cases in one meeting, Gea invited for both and coming to the first."""
    held = meetings.meeting(cast)
    items = [meetings.on_agenda(cast, meetings.informed(cast), held) for _ in range(2)]
    [seat], _ = [meetings.invited(cast, item, cast.gea) for item in items]
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        answer_invitation(seat, answer="ja", by=gea)
    Job.objects.all().delete()
    return held


def moved(cast: Cast, meeting: Meeting, by: Person | None = None, **about: Any) -> Meeting:
    given = {"on": in_a_week(), "starts_at": time(9, 0), "place": "Zaal 3", **about}
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        return move_meeting(meeting, **given, by=actor)


def cancelled(cast: Cast, meeting: Meeting, by: Person | None = None) -> Meeting:
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        return cancel_meeting(meeting, by=actor)


def sent() -> tuple[Any, Any, str]:
    """The event and the calendar of the one mail, and all that stands in the mail."""
    do_jobs("mail_rescheduled")
    [letter] = mail.outbox
    _, content, kind = letter.attachments[0]
    calendar = Calendar.from_ical(content)
    assert kind == f"text/calendar; method={calendar['METHOD']}"
    return calendar.walk("VEVENT")[0], calendar, f"{letter.subject} {letter.body} {content!r}"


def test_who_is_invited_is_told_once_and_asked_again(cast: Cast, planned: Meeting) -> None:
    moved(cast, planned, version=0)
    assert set(Invitation.objects.values_list("answer", flat=True)) == {"open"}
    event, calendar, text = sent()
    assert (str(event["UID"]), int(event["SEQUENCE"]), str(calendar["METHOD"])) == (
        f"{planned.pk}@casusportaal",
        1,
        "PUBLISH",
    )
    assert (
        event.decoded("dtstart").strftime("%Y-%m-%d %H:%M") == f"{in_a_week()} 09:00" and event["LOCATION"] == "Zaal 3"
    )
    for secret in ("Kanarie", "Gea", "Rosa", *(item.case.number for item in AgendaItem.objects.select_related("case"))):
        assert str(secret) not in text


def test_an_answer_counts_for_the_day_that_was_read(cast: Cast, planned: Meeting) -> None:
    gea, page = cast.gea.client(), f"/overleggen/{planned.pk}/"
    seat = Invitation.objects.get(answer="open")
    given = {"punt": f"{seat.item_id}", "antwoord": "nee", "versie": "0"}
    moved(cast, planned)
    assert "Lees wat er nu staat" in gea.post(page, given, follow=True).content.decode()
    assert set(Invitation.objects.values_list("answer", flat=True)) == {"open"}
    assert 'name="versie" value="1"' in gea.get(page).content.decode()
    gea.post(page, {**given, "versie": "1"})
    seat.refresh_from_db()
    assert seat.answer == "nee"


def test_another_room_leaves_the_answers(cast: Cast, planned: Meeting) -> None:
    moved(cast, planned, on=planned.on, starts_at=planned.starts_at)
    assert sorted(Invitation.objects.values_list("answer", flat=True)) == ["ja", "open"]
    assert Job.objects.filter(name="mail_rescheduled").count() == 1


def test_the_same_once_more_tells_nobody(cast: Cast, planned: Meeting) -> None:
    for _ in range(2):
        found = moved(cast, planned)
    assert (found.sequence, Job.objects.filter(name="mail_rescheduled").count()) == (1, 1)


def test_nobody_moves_what_he_did_not_read_or_what_has_begun(cast: Cast, planned: Meeting) -> None:
    moved(cast, planned, version=0)
    with pytest.raises(Overtaken):
        moved(cast, planned, by=cast.otto, place="Elders", version=0)
    with pytest.raises(StepNotAllowed):
        moved(cast, planned, on=today() - timedelta(days=1))
    moved(cast, planned, on=today())
    meetings.started(cast, planned.items.all()[0], cast.gea)
    for step in (moved, cancelled):
        with pytest.raises(StepNotAllowed):
            step(cast, planned)


def test_only_who_plans_meetings_of_the_house(cast: Cast, planned: Meeting) -> None:
    for person in (cast.gea, cast.zoe, cast.mara, cast.fatima):
        for step in (moved, cancelled):
            with pytest.raises(NotAllowed):
                step(cast, planned, by=person)


def test_a_cancelled_meeting_leaves_the_calendar(cast: Cast, planned: Meeting) -> None:
    cancelled(cast, planned)
    event, calendar, text = sent()
    assert (str(calendar["METHOD"]), str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    assert "gaat niet door" in text
    with pytest.raises(StepNotAllowed):
        cancelled(cast, planned)


def test_nothing_happens_any_more_in_a_cancelled_meeting(cast: Cast, planned: Meeting) -> None:
    item = planned.items.all()[0]
    seat = item.invitations.get()
    cancelled(cast, planned)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for step in (
            lambda: record_attendance(item, seat, is_present=True, declared=True, by=rosa),
            lambda: start_item(item, by=rosa),
            lambda: take_off_agenda(item, by=rosa),
        ):
            with pytest.raises(StepNotAllowed):
                step()
    with open_keyring(), acting_as(cast.gea.pk) as gea, pytest.raises(StepNotAllowed):
        answer_invitation(seat, answer="nee", by=gea)


def test_its_cases_wait_for_another_agenda(cast: Cast, planned: Meeting) -> None:
    cancelled(cast, planned)
    client = cast.rosa.client()
    work = client.get("/mijn-werk/").content.decode()
    assert work.count("Opnieuw agenderen") >= 2
    first, second = (item.case for item in planned.items.select_related("case__house"))
    again = meetings.meeting(cast, in_a_week())
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert open_meetings(first, today=rosa.today) == [again]
    assert "Kanariedoel" in client.get(f"/casussen/{first.number}/overleg/agenderen/").content.decode()
    meetings.on_agenda(cast, first, again)
    work = client.get("/mijn-werk/").content.decode()
    assert f"Opnieuw agenderen: {first.number}" not in work and f"Opnieuw agenderen: {second.number}" in work


def test_the_pages_move_and_cancel(cast: Cast, planned: Meeting) -> None:
    client, page = cast.rosa.client(), f"/overleggen/{planned.pk}/"
    shown = client.get(f"{page}wijzigen/").content.decode()
    assert "Vergaderzaal 2" in shown
    given = {"versie": "0", "datum": f"{in_a_week()}", "begin": "09:00", "plaats": "Zaal 3"}
    assert client.post(f"{page}wijzigen/", {**given, "datum": "2020-01-01"}).status_code == 422
    assert client.post(f"{page}wijzigen/", given).url == page
    assert "1 persoon krijgt" in client.get(f"{page}afgelasten/").content.decode()
    assert client.post(f"{page}afgelasten/", {"versie": "0"}).url == f"{page}afgelasten/", (
        "another version is shown again"
    )
    assert client.post(f"{page}afgelasten/", {"versie": "1"}).url == page
    assert client.post(f"{page}afgelasten/", {"versie": "2"}).status_code == 404
    assert "gaat niet door" in cast.gea.client().get(page).content.decode()
    item = planned.items.all()[0]
    assert client.get(f"{page}vergaderen/{item.pk}/").status_code == 404
    assert str(planned.pk) not in client.get("/overleggen/").content.decode()
