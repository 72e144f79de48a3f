"""Who knows which body, who fills its seats, and what the page says about its next meeting."""

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, transaction

from governance.models import BodyMeeting, Holder
from governance.policy import NotAllowed
from governance.reach import bodies_known
from governance.seating import Sitter
from governance.workflow.holders import SeatTaken, empty_seat, fill_seat
from parties.models import Body, Membership
from parties.roles import Purpose, Role
from privacy.models import AccessLogLine
from tests.cast import Cast, Person, delegate, staff
from tests.governance import story
from zvh.actor import acting_as
from zvh.today import today


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie in the partneroverleg."""
    return delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)


def knows(person: Person) -> set[str]:
    with acting_as(person.pk) as actor:
        return set(bodies_known(actor).values_list("code", flat=True))


def test_a_role_gives_the_bodies_of_the_own_house_and_a_seat_gives_one(cast: Cast, pia: Person) -> None:
    both = {"stuurgroep-ru", "partneroverleg-ru"}
    assert knows(cast.mara) == knows(cast.abel) == both
    assert knows(cast.rosa) == knows(pia) == knows(cast.piet) == knows(cast.fatima) == set()
    story.seated(story.table(cast), pia, cast.abel, every_party=True)
    story.seated(story.table(cast), cast.rosa, cast.abel, office="procesregisseur")
    assert knows(pia) == knows(cast.rosa) == {"partneroverleg-ru"}
    assert pia.client().get(f"/bestuur/organen/{story.table(cast).pk}/").status_code == 200
    assert pia.client().get(f"/bestuur/organen/{story.board(cast).pk}/").status_code == 404


def test_a_seat_counts_for_the_party_and_the_table_only(cast: Cast) -> None:
    """Piet sits for his party in the partneroverleg: not as delegate for cases, not for another party, not after the last day."""
    body = story.table(cast)
    held = story.seated(body, cast.piet, cast.abel, every_party=True)
    assert knows(cast.piet) == set()  # his delegation is for the casusoverleg
    member = Membership.objects.get(party=cast.gijs.party, covenant=cast.house.covenant)
    for_other = cast.piet.capacity.__class__.objects.create(
        user=cast.piet.user,
        membership=member,
        purpose="partneroverleg",
        from_date="2026-01-01",
        secrecy_on="2026-01-01",
    )
    assert knows(Person(cast.piet.user, for_other)) == set()
    own = Membership.objects.get(party=cast.piet.party, covenant=cast.house.covenant)
    for purpose, found in (("partneroverleg", {"partneroverleg-ru"}), ("stuurgroep", set())):
        for_other.__class__.objects.filter(pk=for_other.pk).update(membership=own, purpose=purpose)
        assert knows(Person(cast.piet.user, for_other)) == found
    for_other.__class__.objects.filter(pk=for_other.pk).update(purpose="partneroverleg")
    Holder.objects.filter(pk=held.pk).update(until_date=today() - timedelta(days=1))
    assert knows(Person(cast.piet.user, for_other)) == set()


def test_sql_and_python_say_the_same(cast: Cast, pia: Person) -> None:
    for body in (story.table(cast), story.board(cast)):
        story.secretary(cast, body)
    story.seated(story.table(cast), pia, cast.abel, every_party=True)
    other = Body.objects.get(house=cast.other_house, level="tactisch")
    story.seated(other, cast.zoe, cast.abel, office="procesregisseur")
    everybody = [cast.mara, cast.abel, cast.rosa, cast.zoe, cast.piet, pia, cast.fatima, cast.rik]
    seen = []
    for person in everybody:
        with acting_as(person.pk) as actor:
            in_sql = set(Holder.objects.values_list("pk", flat=True))
        python = set(Holder.objects.visible_to(actor).values_list("pk", flat=True))
        assert in_sql == python, person.user.name
        seen.append(len(in_sql))
    assert seen == [3, 3, 0, 1, 0, 2, 0, 0]


def test_a_seat_is_filled_and_emptied_on_the_page(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    seat, abel = story.seat_of(body, every_party=True), cast.abel.client()
    address = f"/bestuur/organen/{body.pk}/zetels/{seat.pk}/"
    assert abel.post(address, {"wie": str(pia.pk), "vanaf": f"{today()}"}).status_code == 302
    held = Holder.objects.get()
    assert (held.user, held.party) == (pia.user, cast.piet.party)
    page = abel.get(f"/bestuur/organen/{body.pk}/").content.decode()
    assert "Pia" in page and "convenant art. 6.3 a" in page
    again = abel.post(address, {"wie": str(pia.pk), "vanaf": f"{today()}"})
    assert again.status_code == 422 and "al bezet" in again.content.decode()
    assert abel.post(f"/bestuur/zetels/{held.pk}/beeindigen/").status_code == 302
    assert Holder.objects.get().until_date == today()
    assert abel.post(f"/bestuur/zetels/{held.pk}/beeindigen/").status_code == 404


def test_a_contact_has_a_name_a_mail_address_and_a_party(cast: Cast) -> None:
    body = story.table(cast)
    address = f"/bestuur/organen/{body.pk}/zetels/{story.seat_of(body, every_party=True).pk}/"
    abel = cast.abel.client()
    empty = abel.post(address, {"vanaf": f"{today()}"})
    assert empty.status_code == 422
    for words in ("Vul een naam in", "Vul een e-mailadres in", "Kies de partij"):
        assert words in empty.content.decode()
    given = {
        "naam": "Bo Bestuurder",
        "mail": "bo@voorbeeld.invalid",
        "partij": cast.gea.party.pk,
        "vanaf": f"{today()}",
    }
    assert abel.post(address, given).status_code == 302
    assert Holder.objects.get().party == cast.gea.party
    assert "contactpersoon" in abel.get(f"/bestuur/organen/{body.pk}/").content.decode()


def test_nobody_seats_himself_or_in_a_seat_of_another_party(cast: Cast, pia: Person) -> None:
    body = story.board(cast)
    manager, politie = story.seat_of(body, is_secretary=True), story.seat_of(body, party=cast.piet.party)
    with acting_as(cast.mara.pk) as mara:
        with pytest.raises(NotAllowed):
            fill_seat(manager, Sitter(user=cast.mara.user), since=mara.today, by=mara)
        with pytest.raises(NotAllowed):
            fill_seat(
                politie, Sitter(name="Bo", mail="bo@voorbeeld.invalid", party=cast.gea.party), since=mara.today, by=mara
            )
        with pytest.raises(DatabaseError), transaction.atomic():  # the second line
            Holder.objects.create(seat=manager, user=cast.mara.user, from_date=mara.today, by=cast.mara.user)
    for person in (cast.rosa, pia):
        with acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            fill_seat(manager, Sitter(user=cast.otto.user), since=actor.today, by=actor)
    with acting_as(cast.abel.pk) as abel:
        fill_seat(manager, Sitter(user=cast.mara.user), since=abel.today, by=abel)
        with pytest.raises(SeatTaken):
            fill_seat(manager, Sitter(user=cast.rosa.user), since=abel.today, by=abel)
    with acting_as(cast.mara.pk) as mara, pytest.raises(NotAllowed):
        empty_seat(Holder.objects.get(), last_day=mara.today, by=mara)


def test_the_page_says_until_when_and_warns(cast: Cast) -> None:
    body = story.table(cast)
    page = cast.mara.client().get(f"/bestuur/organen/{body.pk}/").content.decode()
    assert "elke 12 weken" in page and "convenant art. 6.2" in page and "als een partij erom vraagt" in page
    duty = body.meeting_duties.get()
    day = {"body": body, "duty": duty, "starts_at": time(9), "place": "Zaal 1", "by": cast.abel.user}
    held = BodyMeeting.objects.create(on=today() - timedelta(weeks=13), **day)
    assert "Deze vergadering is te laat" in cast.mara.client().get("/bestuur/").content.decode()
    BodyMeeting.objects.filter(pk=held.pk).update(on=today() - timedelta(weeks=1))
    assert "te laat" not in cast.mara.client().get(f"/bestuur/organen/{body.pk}/").content.decode()
    BodyMeeting.objects.filter(pk=held.pk).update(on=today() - timedelta(weeks=11))
    assert "Plan deze vergadering" in cast.mara.client().get(f"/bestuur/organen/{body.pk}/").content.decode()
    BodyMeeting.objects.create(on=today() + timedelta(days=3), **day)
    assert "Plan deze vergadering" not in cast.mara.client().get(f"/bestuur/organen/{body.pk}/").content.decode()


def test_who_looked_at_whom_stands_in_the_log(cast: Cast) -> None:
    body = story.board(cast)
    held = story.contact(body, cast.abel, is_chair=True)
    cast.abel.client().get(f"/bestuur/organen/{body.pk}/")
    line = AccessLogLine.objects.filter(rule="orgaan").get()
    assert line.shown_ids == [held.pk] and line.house_id == cast.house.pk


def test_every_house_of_every_covenant_has_its_bodies(cast: Cast) -> None:
    """What differs between covenants is data: the pages open for all of them."""
    for body in Body.objects.exclude(house=None).select_related("house"):
        manager = staff(f"Manager {body.pk}", body.house, Role.MANAGER)
        client = manager.client()
        page = client.get(f"/bestuur/organen/{body.pk}/")
        assert page.status_code == 200 and body.name in page.content.decode()
        assert all(seat.source in page.content.decode() for seat in body.seats.all())
