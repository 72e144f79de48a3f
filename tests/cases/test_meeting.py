"""Casusoverleg: agenda, invitations, attendance, the table that opens, minutes; acting as the web role."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from icalendar import Calendar

from cases.models import (
    AgendaItem,
    Attendance,
    Case,
    Contribution,
    Invitation,
    Meeting,
    Minutes,
    ReleaseLevel,
)
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.agenda import clock, move_item, plan_meeting, put_on_agenda, take_off_agenda
from cases.workflow.invitation import answer_invitation, invitable, withdraw_invitation
from cases.workflow.invitation_mail import mail_invitation
from cases.workflow.meeting import finish_item, record_attendance, save_minutes, start_item
from tests.cases import meetings, story
from tests.cast import Cast, Person
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken

TABLES = {
    Meeting: "cases_meeting",
    AgendaItem: "cases_agendaitem",
    Invitation: "cases_invitation",
    Attendance: "cases_attendance",
    Minutes: "cases_minutes",
}


def seen(person: Person, *models: Any) -> list[int]:
    """How many rows of each kind this person sees, the same in Python and in SQL."""
    found = []
    with open_keyring(), acting_as(person.pk) as actor:
        for model in models or TABLES:
            rows = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            with connection.cursor() as cursor:
                cursor.execute(f"select id from {TABLES[model]}")
                assert {row[0] for row in cursor.fetchall()} == rows, model
            found.append(len(rows))
    return found


def test_no_agenda_before_the_subject_is_informed(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    with pytest.raises(StepNotAllowed):
        meetings.on_agenda(cast, case)
    assert meetings.on_agenda(cast, meetings.informed(cast)).order == 1


def test_only_those_who_prepare_it_plan_and_put_on_the_agenda(cast: Cast) -> None:
    case, held = meetings.informed(cast, cast.gea), meetings.meeting(cast)
    for person in (cast.mara, cast.gea, cast.zoe, cast.wil):
        with open_keyring(), acting_as(person.pk) as actor:
            with pytest.raises(NotAllowed):
                plan_meeting(cast.house, on=today(), starts_at=held.starts_at, place="Zaal", by=actor)
            with pytest.raises(NotAllowed):
                put_on_agenda(case, held, purpose="doel", by=actor)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        assert put_on_agenda(case, held, purpose="doel", by=otto).meeting == held


def test_a_case_comes_once_and_only_in_a_meeting_to_come(cast: Cast) -> None:
    case, held = meetings.informed(cast), meetings.meeting(cast)
    meetings.on_agenda(cast, case, held)
    with pytest.raises(StepNotAllowed):
        meetings.on_agenda(cast, case, held)
    with pytest.raises(StepNotAllowed):
        meetings.meeting(cast, on=today() - timedelta(days=1))
    old = meetings.meeting(cast)
    Meeting.objects.filter(pk=old.pk).update(on=today() - timedelta(days=1))
    with pytest.raises(StepNotAllowed):
        meetings.on_agenda(cast, case, old)


def test_order_and_times_of_an_agenda(cast: Cast) -> None:
    held = meetings.meeting(cast)
    first, second = (meetings.on_agenda(cast, meetings.informed(cast), held) for _ in range(2))
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        move_item(second, up=True, by=rosa)
        move_item(second, up=True, by=rosa)
        items = list(AgendaItem.objects.visible_to(rosa))
        assert [item.pk for item in items] == [second.pk, first.pk]
        assert [f"{at:%H:%M}" for at, _ in clock(held, items)] == ["13:30", "13:50"]
        take_off_agenda(second, by=rosa)
        assert list(AgendaItem.objects.visible_to(rosa)) == [first]


def test_the_invited_see_their_case_and_nothing_of_the_rest_of_the_evening(cast: Cast) -> None:
    held = meetings.meeting(cast)
    item = meetings.on_agenda(cast, meetings.informed(cast, cast.gea), held)
    other = meetings.on_agenda(cast, meetings.informed(cast, cast.gijs), held)
    everywhere = (Meeting, AgendaItem, Invitation)
    assert seen(cast.gea, *everywhere) == [0, 0, 0]
    meetings.invited(cast, item, cast.gea, cast.olga)
    meetings.invited(cast, other, cast.gijs)
    assert seen(cast.rosa, *everywhere) == seen(cast.mara, *everywhere) == [1, 2, 3]
    assert seen(cast.gea, *everywhere) == [1, 1, 2]
    assert seen(cast.gijs, *everywhere) == [1, 1, 1]
    for person in (cast.zoe, cast.wil, cast.fatima, cast.abel, cast.rens):
        assert seen(person, *everywhere) == [0, 0, 0]


def test_an_invitation_assigns_and_mails_once_without_personal_data(cast: Cast) -> None:
    held = meetings.meeting(cast)
    cases = [meetings.informed(cast), meetings.informed(cast)]
    for case in cases:
        meetings.invited(cast, meetings.on_agenda(cast, case, held), cast.gea)
    assert cast.gea.client().get(f"/casussen/{cases[0].number}/").status_code == 200
    job = Job.objects.get(name="mail_invitation")
    with acting_as_system():
        mail_invitation(**job.arguments)
    assert [letter.to for letter in mail.outbox] == [[cast.gea.user.email]]
    letter = mail.outbox[0]
    name, content, kind = letter.attachments[0]
    assert (name, kind) == ("overleg.ics", "text/calendar; method=PUBLISH")
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event["LOCATION"] == "Vergaderzaal 2"
    assert event.decoded("dtstart").strftime("%H:%M %Z") in ("13:30 CET", "13:30 CEST")
    text = f"{letter.subject} {letter.body} {content.decode() if isinstance(content, bytes) else content}"
    assert f"/overleggen/{held.pk}/" in text.replace("\r\n ", "")
    for secret in (*(case.number for case in cases), "Kanarie", "Gea", "Rosa"):
        assert secret not in text


def test_who_was_withdrawn_gets_no_mail(cast: Cast) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast))
    [seat] = meetings.invited(cast, item, cast.gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        withdraw_invitation(seat, by=rosa)
    with acting_as_system():
        mail_invitation(str(item.meeting_id), str(cast.gea.user.pk))
    assert mail.outbox == []


def test_only_lawful_parties_are_invited(cast: Cast) -> None:
    cast.olga, cast.gijs
    item = meetings.on_agenda(cast, meetings.informed(cast, approach="radicalisering"))
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        people = {one.user_id for one in invitable(item, by=rosa)}
    assert cast.olga.user.pk in people
    assert cast.gijs.user.pk not in people
    with pytest.raises(NotAllowed):
        meetings.invited(cast, item, cast.gijs)


def test_the_invited_person_answers_and_nobody_else(cast: Cast) -> None:
    [of_gea, of_olga] = meetings.invited(cast, meetings.on_agenda(cast, meetings.informed(cast)), cast.gea, cast.olga)
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        assert answer_invitation(of_gea, answer="vervanger", by=gea).answer == "vervanger"
        with pytest.raises(NotAllowed):
            answer_invitation(of_olga, answer="nee", by=gea)
        assert Invitation.objects.filter(pk=of_olga.pk).update(answer="nee") == 0
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert {one.user_id: one.answer for one in Invitation.objects.visible_to(rosa)} == {
            cast.gea.user.pk: "vervanger", cast.olga.user.pk: "open",
        }  # fmt: skip


def test_nobody_sits_at_the_table_without_declaring_secrecy(cast: Cast) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast))
    [seat] = meetings.invited(cast, item, cast.gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(StepNotAllowed):
            record_attendance(item, seat, is_present=True, declared=False, by=rosa)
        with pytest.raises(StepNotAllowed):
            start_item(item, by=rosa)
        assert record_attendance(item, seat, is_present=True, declared=True, by=rosa).secrecy_declared_at
        assert start_item(item, by=rosa).started_at


def test_a_discussion_does_not_begin_before_its_day(cast: Cast) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast), meetings.meeting(cast, today() + timedelta(days=1)))
    meetings.invited(cast, item, cast.gea)
    with pytest.raises(StepNotAllowed):
        meetings.started(cast, item, cast.gea)


def test_the_table_opens_for_the_invited_only(cast: Cast) -> None:
    case = meetings.informed(cast, cast.olga, cast.gea, cast.gijs)
    text = story.delivered(case, cast.olga)
    Contribution.objects.filter(pk=text.pk).update(release_level=ReleaseLevel.TABLE)

    def reads(person: Person) -> bool:
        with open_keyring(), acting_as(person.pk) as actor:
            return Contribution.objects.visible_to(actor).filter(pk=text.pk).exists()

    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.gea)
    assert not reads(cast.gea)
    meetings.started(cast, item, cast.gea)
    assert reads(cast.gea)
    assert not reads(cast.gijs)
    meetings.invited(cast, item, cast.gijs)
    assert not reads(cast.gijs)


def test_minutes_are_for_the_house_and_afterwards_for_who_was_there(cast: Cast) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast))
    meetings.invited(cast, item, cast.gea, cast.olga)
    meetings.started(cast, item, cast.gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        texts = {"picture": "Kanariebeeld", "judgement": "", "decision": ""}
        save_minutes(item, texts=texts, version=0, by=rosa)
        with pytest.raises(StepNotAllowed):
            finish_item(item, by=rosa)
        save_minutes(item, texts={**texts, "decision": "Kanariebesluit"}, version=1, by=rosa)
    assert seen(cast.rosa, Minutes) == [1]
    assert seen(cast.gea, Minutes) == [0]
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        finish_item(item, by=rosa)
    assert seen(cast.gea, Minutes) == [1]
    assert seen(cast.olga, Minutes) == seen(cast.zoe, Minutes) == [0]
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        assert Minutes.objects.visible_to(gea).get().decision == "Kanariebesluit"


def test_two_people_never_overwrite_each_other(cast: Cast) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast))
    meetings.invited(cast, item, cast.gea)
    meetings.started(cast, item, cast.gea)
    mine = {"picture": "a", "judgement": "", "decision": ""}
    for person in (cast.rosa, cast.otto):
        with open_keyring(), acting_as(person.pk) as actor:
            if person is cast.rosa:
                save_minutes(item, texts=mine, version=0, by=actor)
                continue
            with pytest.raises(Overtaken) as overtaken:
                save_minutes(item, texts={**mine, "picture": "b"}, version=0, by=actor)
            assert overtaken.value.stored.picture == "a"


def test_the_common_file_stays_with_the_house_in_kennemerland(db: None) -> None:
    cast = Cast("KL", "RU")
    approach = cast.house.approaches.first().code
    item = meetings.on_agenda(cast, meetings.informed(cast, approach=approach))
    meetings.invited(cast, item, cast.gea, cast.olga)
    meetings.started(cast, item, cast.gea, cast.olga)
    meetings.discussed(cast, item)
    assert seen(cast.rosa) == [1, 1, 2, 2, 1]
    assert seen(cast.gea) == [1, 1, 1, 1, 0]


def test_what_was_said_can_not_be_deleted(cast: Cast) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast))
    meetings.invited(cast, item, cast.gea)
    meetings.started(cast, item, cast.gea)
    meetings.discussed(cast, item)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(StepNotAllowed):
            take_off_agenda(item, by=rosa)
        assert Minutes.objects.filter(item=item).delete()[0] == 0
        assert AgendaItem.objects.filter(pk=item.pk)._raw_delete("default") == 0
    with acting_as(cast.gea.pk), pytest.raises(ProgrammingError), transaction.atomic():
        Attendance.objects.create(
            case=item.case,
            item=item,
            party=cast.gea.party,
            user=cast.gea.user,
            is_present=True,
            by=cast.gea.user,
            at="2026-01-01",
        )


def test_the_text_is_sealed(cast: Cast) -> None:
    case: Case = meetings.informed(cast)
    meetings.on_agenda(cast, case)
    with connection.cursor() as cursor:
        cursor.execute("select purpose from cases_agendaitem")
        assert b"Kanarie" not in bytes(cursor.fetchone()[0])
