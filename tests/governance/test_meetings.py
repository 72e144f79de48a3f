"""A vergadering from request to minutes: who takes part, who prepares, and that nobody else reads it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from governance.models import AgendaPoint, Attendee, BodyMeeting, BodyMinutes, MeetingRequest, WrittenInput
from governance.policy import NotAllowed
from governance.workflow import agenda, held, meetings
from governance.workflow.mail import mail_body_meeting, mail_written_input
from parties.roles import Purpose
from tests.cast import Cast, Person, delegate
from tests.governance import story
from zvh.actor import acting_as, acting_as_system
from zvh.today import today


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie in the partneroverleg, with a seat; the manager is secretary."""
    made = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, story.table(cast))
    story.seated(story.table(cast), made, cast.abel, every_party=True)
    return made


def test_from_request_to_minutes_without_javascript(cast: Cast, pia: Person) -> None:
    """One whole journey on the pages; what is not hers is never shown to who has no seat."""
    body = story.table(cast)
    house, member, mara, abel = f"/bestuur/organen/{body.pk}/", pia.client(), cast.mara.client(), cast.abel.client()
    story.contact(body, cast.abel, every_party=True)
    assert member.post(f"{house}verzoek/", {"reden": "Kanarieverzoek"}).status_code == 302
    assert "Kanarieverzoek" in mara.get(house).content.decode()
    assert "Kanarieverzoek" not in abel.get(house).content.decode()
    point = {"onderwerp": "Kanariepunt", "toelichting": "Lang genoeg gewacht", "besluit": "on"}
    assert member.post(f"{house}inbreng/", point).status_code == 302
    plan = {"datum": f"{today():%d-%m-%Y}", "begin": "9.30", "plaats": "Zaal 1", "telt": body.meeting_duties.get().pk}
    address = mara.post(f"{house}vergaderingen/nieuw/", plan).url
    found = BodyMeeting.objects.get()
    assert address == f"/bestuur/vergaderingen/{found.pk}/"
    assert MeetingRequest.objects.get().meeting == found
    mara.post(address, {"op": str(AgendaPoint.objects.get().pk)})
    mara.post(address, {"uitnodigen": "1"})
    assert Attendee.objects.count() == 3
    page = member.get(address).content.decode()
    assert "Kanariepunt" in page and "besluit gevraagd" in page and "Leden uitnodigen" not in page
    assert abel.get(address).status_code == 404  # an administrator knows the body, not what it discusses
    mara.post(f"{address}houden/", {"deel": "aanwezig", f"aanwezig-{_of(cast.mara).pk}": "on"})
    own = _of(pia)
    assert own.is_present is False and own.input_due_on == today() + timedelta(days=14)
    assert own.input_source == "keuze van het huis"
    assert f"/bestuur/inbreng/{own.pk}/" in member.get(address).content.decode()
    assert member.post(f"/bestuur/inbreng/{own.pk}/", {"inbreng": "Kanarieinbreng"}).url == address
    assert member.post(f"/bestuur/inbreng/{own.pk}/", {"inbreng": "Nog eens"}).status_code == 404
    assert "Kanarieinbreng" in mara.get(address).content.decode()
    mara.post(f"{address}houden/", {"deel": "verslag", "versie": "0", "verslag": "Kanarieverslag"})
    assert "Kanarieverslag" not in member.get(address).content.decode()
    assert "Kanarieverslag" in mara.get(address).content.decode()
    mara.post(f"{address}houden/", {"deel": "rondgestuurd", "rondgestuurd": f"{today()}", "aan": "alle leden"})
    page = member.get(address).content.decode()
    assert "Kanarieverslag" in page and "alle leden" in page
    again = {"deel": "verslag", "versie": "1", "verslag": "Anders"}
    assert mara.post(f"{address}houden/", again).status_code == 404
    assert BodyMinutes.objects.get().text == "Kanarieverslag"


def _of(person: Person) -> Attendee:
    return Attendee.objects.get(holder__user=person.user)


def test_two_who_write_the_minutes_lose_nothing(cast: Cast, pia: Person) -> None:
    found = story.meeting(cast, story.table(cast), today())
    mara, address = cast.mara.client(), f"/bestuur/vergaderingen/{found.pk}/houden/"
    mara.post(address, {"deel": "verslag", "versie": "0", "verslag": "Eerste"})
    answer = mara.post(address, {"deel": "verslag", "versie": "0", "verslag": "Tweede"})
    assert answer.status_code == 409
    assert "Eerste" in answer.content.decode() and "Tweede" in answer.content.decode()
    assert BodyMinutes.objects.get().text == "Eerste"


def test_only_the_secretary_prepares(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    found = story.meeting(cast, body, today())
    for person in (pia, cast.abel, cast.rosa):
        with acting_as(person.pk) as actor:
            for step in (
                lambda by: meetings.plan_body_meeting(
                    body, duty=None, on=by.today, starts_at=found.starts_at, place="Z", by=by
                ),
                lambda by: meetings.call_off_meeting(found, by=by),
                lambda by: meetings.invite_members(found, by=by),
                lambda by: held.note_presence(found, (), by=by),
                lambda by: held.save_body_minutes(found, "Tekst", version=0, by=by),
            ):
                with pytest.raises(NotAllowed):
                    step(actor)
            with pytest.raises(DatabaseError), transaction.atomic():  # the second line
                BodyMeeting.objects.create(
                    body=body, on=actor.today, starts_at=found.starts_at, place="Z", by=person.user
                )


def test_both_lines_agree_on_what_members_read(cast: Cast, pia: Person) -> None:
    """Every row of a meeting, read as the role of the web without and as nobody with `visible_to`."""
    body = story.table(cast)
    found = story.meeting(cast, body, today())
    with acting_as(pia.pk) as by:
        meetings.ask_meeting(body, reason="Kanarie", by=by)
        agenda.hand_in_point(body, subject="Kanarie", text="", asks_decision=False, by=by)
    with acting_as(cast.mara.pk) as by:
        agenda.hand_in_point(story.board(cast), subject="Van het partneroverleg", text="", asks_decision=True, by=by)
        meetings.invite_members(found, by=by)
        held.note_presence(found, (), by=by)
        held.save_body_minutes(found, "Kanarie", version=0, by=by)
    with acting_as(pia.pk) as by:
        held.give_input(_of(pia), "Kanarie", by=by)
    models = (BodyMeeting, MeetingRequest, AgendaPoint, Attendee, WrittenInput, BodyMinutes)
    counts = {}
    for name, person in {"mara": cast.mara, "pia": pia, "abel": cast.abel, "rosa": cast.rosa, "zoe": cast.zoe}.items():
        with acting_as(person.pk) as actor:
            in_sql = [set(model.objects.values_list("pk", flat=True)) for model in models]
        python = [set(model.objects.visible_to(actor).values_list("pk", flat=True)) for model in models]
        assert in_sql == python, name
        counts[name] = [len(rows) for rows in in_sql]
    assert counts == {
        "mara": [1, 1, 2, 2, 1, 1], "pia": [1, 1, 1, 2, 1, 0], "abel": [1, 0, 0, 0, 0, 0], "rosa": [0] * 6, "zoe": [0] * 6,
    }  # fmt: skip


def test_a_party_asks_only_where_the_covenant_lets_it(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    body.meeting_duties.update(on_request=False)
    with acting_as(pia.pk) as by, pytest.raises(NotAllowed):
        meetings.ask_meeting(body, reason="Toch", by=by)
    body.meeting_duties.update(on_request=True)
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):  # she speaks for no party
        meetings.ask_meeting(body, reason="Toch", by=by)


def test_the_order_of_the_agenda(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    found = story.meeting(cast, body)
    with acting_as(cast.mara.pk) as by:
        points = [
            agenda.place_point(
                agenda.hand_in_point(body, subject=word, text="", asks_decision=False, by=by), found, by=by
            )
            for word in ("een", "twee", "drie")
        ]
        agenda.move_point(points[2], up=True, by=by)
        assert [one.subject for one in found.points.all()] == ["een", "drie", "twee"]
        agenda.take_off(points[0], by=by)
        assert [(one.order, one.subject) for one in found.points.all()] == [(1, "drie"), (2, "twee")]
        with pytest.raises(NotAllowed):
            agenda.place_point(points[1], found, by=by)


def test_invitations_are_mailed_with_a_file_for_the_calendar(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    known = story.contact(body, cast.abel, every_party=True)
    found = story.meeting(cast, body)
    with acting_as(cast.mara.pk) as by:
        agenda.place_point(
            agenda.hand_in_point(body, subject="Kanariepunt", text="", asks_decision=False, by=by), found, by=by
        )
        made = meetings.invite_members(found, by=by)
        assert meetings.invite_members(found, by=by) == []
    with acting_as_system():
        for one in made:
            mail_body_meeting(str(found.pk), str(one.holder_id))
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        ["bo@voorbeeld.invalid", cast.mara.user.email, pia.user.email]
    )
    to_contact = next(one for one in mail.outbox if one.to == [known.contact_mail])
    assert "Kanariepunt" not in "".join(one.body for one in mail.outbox) and str(found.pk) not in to_contact.body
    name, content, kind = to_contact.attachments[0]
    text = content.decode() if isinstance(content, bytes) else content
    assert name == "vergadering.ics" and "METHOD:PUBLISH" in text and f"UID:{found.pk}" in text and "SEQUENCE:0" in text
    with acting_as(cast.mara.pk) as by:
        meetings.call_off_meeting(found, by=by)
    mail.outbox.clear()
    with acting_as_system():
        mail_body_meeting(str(found.pk), str(known.pk))
    text = mail.outbox[0].attachments[0][1]
    assert "METHOD:CANCEL" in (text.decode() if isinstance(text, bytes) else text)
    assert AgendaPoint.objects.get().meeting is None


def test_who_is_absent_and_votes_is_asked_for_input(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    found = story.meeting(cast, body, today())
    with acting_as(cast.mara.pk) as by:
        meetings.invite_members(found, by=by)
        held.note_presence(found, (), by=by)
        assert _of(pia).input_due_on and _of(cast.mara).input_due_on is None
        held.note_presence(found, {_of(pia).pk}, by=by)
        assert _of(pia).input_due_on is None
        with pytest.raises(NotAllowed):  # she was there
            held.give_input(_of(pia), "Toch", by=by)
        held.note_presence(found, (), by=by)
    with acting_as_system():
        mail_written_input(str(_of(pia).pk))
    assert mail.outbox[0].to == [pia.user.email]
    with acting_as(cast.mara.pk) as by:
        held.give_input(_of(pia), "Uit een brief", by=by)
    mail.outbox.clear()
    with acting_as_system():
        mail_written_input(str(_of(pia).pk))  # answered meanwhile
    assert mail.outbox == []


def test_a_meeting_is_moved_and_called_off_on_pages_of_their_own(cast: Cast, pia: Person) -> None:
    found = story.meeting(cast, story.table(cast))
    mara, address = cast.mara.client(), f"/bestuur/vergaderingen/{found.pk}/"
    with acting_as(cast.mara.pk) as by:
        [first, *_] = meetings.invite_members(found, by=by)
    day = found.on + timedelta(days=1)
    moved = {"versie": "0", "datum": f"{day}", "begin": "10:00", "plaats": "Zaal 2"}
    assert mara.post(f"{address}wijzigen/", moved).url == address
    assert mara.post(f"{address}wijzigen/", {**moved, "plaats": "Zaal 3"}).status_code == 409
    with acting_as_system():
        mail_body_meeting(str(found.pk), str(first.holder_id))
    assert mail.outbox[0].subject == "Een vergadering is gewijzigd" and "Zaal 2" in mail.outbox[0].body
    text = mail.outbox[0].attachments[0][1]
    assert "SEQUENCE:1" in (text.decode() if isinstance(text, bytes) else text)
    page = mara.get(f"{address}afgelasten/").content.decode()
    assert "2 mensen krijgen" in page
    assert (
        mara.post(f"{address}afgelasten/", {"versie": "0"}).url == f"{address}afgelasten/"
    )  # read before it was moved
    assert mara.post(f"{address}afgelasten/", {"versie": "1"}).url == address
    assert BodyMeeting.objects.get().cancelled_at and mara.get(f"{address}wijzigen/").status_code == 404
    assert pia.client().get(f"{address}afgelasten/").status_code == 404


def test_what_was_held_is_not_called_off(cast: Cast, pia: Person) -> None:
    found = story.meeting(cast, story.table(cast), today())
    with acting_as(cast.mara.pk) as by:
        meetings.invite_members(found, by=by)
        held.note_presence(found, (), by=by)
        for step in (lambda: meetings.call_off_meeting(found, by=by), lambda: meetings.move_body_meeting(
            found, on=by.today, starts_at=found.starts_at, place="Elders", by=by
        )):  # fmt: skip
            with pytest.raises(NotAllowed):
                step()
