"""Who has no seat is invited to a vergadering: he is in attendance, votes on nothing and reads nothing (000 5.7; 001 6.4; 003 6.6)."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone
from icalendar import Calendar

from governance.models import AgendaPoint, BodyMeeting, Visitor
from governance.policy import NotAllowed
from governance.workflow import held, meetings, visitors
from parties.models import User
from parties.roles import Purpose
from tests.cast import Cast, Person, delegate
from tests.governance import story
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.today import today

GUEST = {"naam": "Gina Gast", "functie": "Adviseur, Regio Noord", "mail": "gina@voorbeeld.invalid"}


@pytest.fixture
def pia(cast: Cast) -> Person:
    found = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, story.table(cast))
    story.seated(story.table(cast), found, cast.abel, every_party=True)
    return found


def points(cast: Cast, meeting: BodyMeeting) -> list[AgendaPoint]:
    return [
        AgendaPoint.objects.create(
            body=meeting.body,
            meeting=meeting,
            order=at,
            subject=f"Kanariepunt {at}",
            by=cast.mara.user,
            at=timezone.now(),
        )
        for at in (1, 2)
    ]


def test_a_visitor_is_invited_for_a_point_and_is_noted_as_there(cast: Cast, pia: Person) -> None:
    meeting = story.meeting(cast, story.table(cast), today())
    one, two = points(cast, meeting)
    address, mara = f"/bestuur/vergaderingen/{meeting.pk}/", cast.mara.client()
    people = User.objects.count()
    assert mara.post(f"{address}gasten/", {**GUEST, "punten": [one.pk]}).url == address
    found = Visitor.objects.get()
    assert list(found.points.all()) == [one]
    do_jobs("mail_visitor")
    sent = mail.outbox[-1]
    assert sent.to == [GUEST["mail"]] and "voor 1 punt van de agenda" in sent.body
    assert "Kanariepunt" not in sent.body and "http" not in sent.body  # no subjects in mail, and nothing to open
    event = Calendar.from_ical(sent.attachments[0][1]).walk("VEVENT")[0]
    assert event["uid"] == f"{meeting.pk}@casusportaal" and "attendee" not in event
    assert User.objects.count() == people
    page = pia.client().get(address).content.decode()
    assert "Gina Gast" in page and "Adviseur, Regio Noord" in page and GUEST["mail"] not in page
    assert "Gina Gast, Adviseur, Regio Noord (gast)" in mara.get(f"{address}houden/").content.decode()
    mara.post(f"{address}houden/", {"deel": "aanwezig", f"aanwezig-{found.pk}": "on"})
    found.refresh_from_db()
    assert found.is_present is True
    assert mara.get(f"{address}gasten/").status_code == 404  # it was held


def test_the_same_address_is_invited_once(cast: Cast, pia: Person) -> None:
    address = f"/bestuur/vergaderingen/{story.meeting(cast, story.table(cast)).pk}/gasten/"
    assert cast.mara.client().post(address, GUEST).status_code == 302
    answer = cast.mara.client().post(address, {**GUEST, "mail": "GINA@voorbeeld.invalid"})
    assert answer.status_code == 422 and "al uitgenodigd" in answer.content.decode() and Visitor.objects.count() == 1


def test_who_was_invited_hears_that_it_moved_or_is_off(cast: Cast, pia: Person) -> None:
    meeting = story.meeting(cast, story.table(cast))
    with acting_as(cast.mara.pk) as mara:
        visitors.invite_visitor(meeting, name="Gina", office="Adviseur", mail=GUEST["mail"], by=mara)
        meetings.move_body_meeting(
            meeting, on=meeting.on + timedelta(days=1), starts_at=time(10), place="Zaal 2", by=mara
        )
        do_jobs("mail_visitor")
        assert {one.subject for one in mail.outbox} == {"Een vergadering is gewijzigd"}
        mail.outbox.clear()
        meetings.call_off_meeting(meeting, by=mara)
    do_jobs("mail_visitor")
    (sent,) = mail.outbox
    assert sent.subject == "Een vergadering gaat niet door" and "CANCELLED" in str(sent.attachments[0][1])


def test_only_the_secretary_invites(cast: Cast, pia: Person) -> None:
    meeting = story.meeting(cast, story.table(cast))
    elsewhere = points(cast, story.meeting(cast, story.table(cast), today()))[0]
    about = {"name": "Gina", "office": "Adviseur", "mail": "x@voorbeeld.invalid"}
    for person in (pia, cast.abel, cast.rosa):
        assert person.client().get(f"/bestuur/vergaderingen/{meeting.pk}/gasten/").status_code == 404
        with acting_as(person.pk) as actor:
            with pytest.raises(NotAllowed):
                visitors.invite_visitor(meeting, **about, by=actor)
            with pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
                Visitor.objects.create(meeting=meeting, **about, by_id=actor.user_id, at=timezone.now())
    with acting_as(cast.mara.pk) as mara, pytest.raises(NotAllowed):
        visitors.invite_visitor(meeting, **about, points=[elsewhere], by=mara)
    assert not Visitor.objects.exists()


def test_who_need_not_come_hears_it_and_may_be_invited_again(cast: Cast, pia: Person) -> None:
    meeting = story.meeting(cast, story.table(cast))
    with acting_as(cast.mara.pk) as by:
        made = visitors.invite_visitor(meeting, name="Gina", office="Adviseur", mail=GUEST["mail"], by=by)
    address, page, mara = (
        f"/bestuur/gasten/{made.pk}/intrekken/",
        f"/bestuur/vergaderingen/{meeting.pk}/",
        cast.mara.client(),
    )
    assert address in mara.get(page).content.decode() and address not in pia.client().get(page).content.decode()
    for person in (pia, cast.abel, cast.rosa):
        assert person.client().post(address).status_code == 404
    do_jobs("mail_visitor")
    mail.outbox.clear()
    assert mara.post(address).url == page
    do_jobs("mail_visitor")
    (sent,) = mail.outbox
    assert sent.subject == "Uw uitnodiging is ingetrokken" and "CANCELLED" in str(sent.attachments[0][1])
    assert "Gina" not in mara.get(page).content.decode() and mara.get(address).status_code == 404
    assert mara.post(f"{page}gasten/", GUEST).status_code == 302 and Visitor.objects.invited().count() == 1


def test_once_the_meeting_is_held_no_invitation_is_withdrawn(cast: Cast, pia: Person) -> None:
    meeting = story.meeting(cast, story.table(cast), today())
    with acting_as(cast.mara.pk) as by:
        made = visitors.invite_visitor(meeting, name="Gina", office="Adviseur", mail=GUEST["mail"], by=by)
        held.note_presence(meeting, {made.pk}, by=by)
        with pytest.raises(NotAllowed):
            visitors.withdraw_invitation(made, by=by)
    assert cast.mara.client().post(f"/bestuur/gasten/{made.pk}/intrekken/").status_code == 404
