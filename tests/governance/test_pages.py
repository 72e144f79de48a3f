"""Mijn werk of secretary and members, how many queries a page takes, and the clicks of the secretary."""

import re
from datetime import timedelta

import pytest

from governance import demo
from governance.models import Attendee, BodyMeeting, Decision, Holder
from governance.workflow import agenda, decisions, held, meetings, voting
from parties.models import Membership
from parties.roles import Purpose
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person, delegate
from tests.governance import story
from zvh.actor import acting_as
from zvh.today import today


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie in the partneroverleg, with a seat; the manager is secretary."""
    made = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, story.table(cast))
    story.seated(story.table(cast), made, cast.abel, every_party=True)
    return made


def work(person: Person) -> str:
    return person.client().get("/mijn-werk/").content.decode()


def test_the_secretary_reads_what_has_a_term(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    story.meeting(cast, body, today() - timedelta(weeks=13))
    assert f"Vergadering plannen: {body.name}" in work(cast.mara)
    assert "Vergadering plannen" not in work(cast.abel)  # no seat
    with acting_as(pia.pk) as by:
        meetings.ask_meeting(body, reason="Kanarie", by=by)
    page = work(cast.mara)
    assert "Een partij vraagt om een vergadering" in page and "Kanarie" not in page
    story.meeting(cast, body, today())
    assert "Vergadering plannen" not in work(cast.mara)


def test_members_read_what_is_asked_of_them(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    found = story.meeting(cast, body, today())
    with acting_as(cast.mara.pk) as by:
        made = decisions.propose_decision(body, kind="kader", subject="Kanariebesluit", text="Tekst", by=by)
        decisions.name_affected(made, cast.piet.party, by=by)
        meetings.invite_members(found, by=by)
        held.note_presence(found, (), by=by)
    page = work(pia)
    assert f"Een besluit raakt uw partij: {made.number}" in page and "Schriftelijke inbreng geven" in page
    assert "Kanariebesluit" not in page
    with acting_as(pia.pk) as by:
        decisions.hear_party(made.affected.get(), on=by.today, text="Gehoord", is_written=True, by=by)
        held.give_input(Attendee.objects.get(holder__user=pia.user), "Inbreng", by=by)
    with acting_as(cast.mara.pk) as by:
        voting.open_vote(made, by=by)
    page = work(pia)
    assert f"Stemmen over besluit {made.number}" in page and "raakt uw partij" not in page
    assert "Schriftelijke inbreng" not in page
    assert f"Stemmen over besluit {made.number}" not in work(cast.mara)  # a seat without a vote
    [ballot] = re.findall(r'href="(/bestuur/besluiten/[^"]+/stem/[^"]+/)"', page)
    assert pia.client().post(ballot, {"stem": "voor"}).status_code == 302  # from the list: one page, one press
    assert "Stemmen over besluit" not in work(pia)
    with acting_as(cast.mara.pk) as by:
        voting.close_vote(made, by=by)
    assert f"Besluit {made.number} meedelen" in work(cast.mara) and "meedelen" not in work(pia)


def test_an_agenda_is_prepared_in_four_presses_on_three_pages(cast: Cast, pia: Person) -> None:
    """10, section 9: the meeting, its points, their order, sent."""
    body, mara = story.table(cast), cast.mara.client()
    found = story.meeting(cast, body)
    with acting_as(pia.pk) as by:
        first, second = [
            agenda.hand_in_point(body, subject=word, text="", asks_decision=False, by=by) for word in ("een", "twee")
        ]
    page = mara.get(f"/bestuur/organen/{body.pk}/").content.decode()
    address = f"/bestuur/vergaderingen/{found.pk}/"
    assert f'href="{address}"' in page
    for sent in ({"op": str(first.pk)}, {"op": str(second.pk)}, {"omhoog": str(second.pk)}, {"uitnodigen": "1"}):
        assert mara.post(address, sent).url == address
    assert [one.subject for one in found.points.all()] == ["twee", "een"] and Attendee.objects.count() == 2


def test_the_number_of_queries_does_not_grow(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    found = story.meeting(cast, body, today())
    with acting_as(cast.mara.pk) as by:
        made = decisions.propose_decision(body, kind="kader", subject="Besluit", text="Tekst", meeting=found, by=by)
        meetings.invite_members(found, by=by)
        held.note_presence(found, (), by=by)
    addresses = (
        "/bestuur/", f"/bestuur/organen/{body.pk}/", f"/bestuur/vergaderingen/{found.pk}/",
        f"/bestuur/vergaderingen/{found.pk}/houden/", f"/bestuur/organen/{body.pk}/besluiten/", f"/bestuur/besluiten/{made.pk}/",
    )  # fmt: skip
    counted = []
    for turn in range(3):
        _more(cast, turn, made, found)
        counted.append([len(queries(cast.mara, address)) for address in addresses])
    assert counted[1] == counted[2]


def _more(cast: Cast, turn: int, decision: Decision, meeting: BodyMeeting) -> None:
    """One more of everything that pages list."""
    members = Membership.objects.filter(houses=cast.house).exclude(party=cast.piet.party).order_by("pk")
    party = members[turn].party
    seat = story.seat_of(story.table(cast), every_party=True)
    Holder.objects.create(
        seat=seat, contact_name=f"Contact {turn}", contact_mail="c@voorbeeld.invalid", party=party, from_date=today(), by=cast.abel.user
    )  # fmt: skip
    with acting_as(cast.mara.pk) as by:
        table = story.table(cast)
        point = agenda.hand_in_point(table, subject=f"Punt {turn}", text="", asks_decision=True, by=by)
        agenda.place_point(point, meeting, by=by)
        meetings.invite_members(meeting, by=by)
        held.note_presence(meeting, (), by=by)
        decisions.propose_decision(table, kind="kader", subject=f"Besluit {turn}", text="T", meeting=meeting, by=by)
        decisions.name_affected(decision, party, by=by)
    story.meeting(cast, story.table(cast), today() + timedelta(days=turn + 1))


def test_the_demo_fills_seats_and_meets_once(cast: Cast) -> None:
    assert cast.abel and cast.mara
    made = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    for _ in range(2):
        demo.tell(cast.house)
        assert Holder.objects.count() == 3 and BodyMeeting.objects.count() == Decision.objects.count() == 2
    assert "Stemmen over besluit" in work(made)
