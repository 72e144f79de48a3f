"""Leaving: the earliest day of each covenant, the day itself, exclusion after time to repair, and what lasts."""

import io
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from pypdf import PdfReader

from cases.models import Case, Enquiry
from cases.workflow.enquiry import send_enquiries
from governance.models import Departure, Holder
from governance.policy import NotAllowed
from governance.reach import seats_in
from governance.workflow import decisions, voting
from governance.workflow import departure as workflow
from parties import policy
from parties.choices import Ended
from parties.leaving import earliest_day
from parties.models import Covenant, DepartureRule, House, Membership, RegisterChange
from parties.roles import Purpose
from parties.workflow.leaving import leave_house
from tests.cases import story as cases
from tests.cast import Cast, Person, delegate
from tests.governance import story
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring
from zvh.today import today

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("covenant", "noticed", "out"),
    [
        ("kennemerland", "2019-06-01", "2021-03-01"),  # art. 22.1: two years, then a year at a time
        ("kennemerland", "2026-05-10", "2027-03-01"),
        ("kennemerland", "2027-02-28", "2027-03-01"),
        ("kennemerland", "2027-03-01", "2028-03-01"),  # it was renewed that day
        ("haaglanden", "2020-02-29", "2024-01-01"),  # art. 23.1: five years, then a year at a time
        ("haaglanden", "2026-11-22", "2027-01-01"),
        ("haaglanden", "2026-12-31", "2027-01-01"),
        ("midden-nederland", "2020-01-01", "2020-10-01"),  # art. 23.1: a year at a time
        ("midden-nederland", "2026-11-22", "2027-10-01"),
        ("brabant-noordoost", "2026-01-01", "2027-01-01"),  # art. 22.4: a year's notice, as of 1 January
        ("brabant-noordoost", "2026-01-02", "2028-01-01"),
        ("brabant-noordoost", "2026-12-31", "2028-01-01"),
        ("brabant-noordoost", "2028-02-29", "2030-01-01"),
    ],
)
def test_the_earliest_day_after_a_notice_is_that_of_the_covenant(
    db: None, covenant: str, noticed: str, out: str
) -> None:
    rule = Covenant.objects.get(code=covenant).departure_rules.get(why=Ended.NOTICE)
    assert earliest_day(rule, date.fromisoformat(noticed)) == date.fromisoformat(out)


@pytest.mark.parametrize("covenant", ["kennemerland", "haaglanden", "midden-nederland", "brabant-noordoost"])
def test_who_does_not_accept_a_change_leaves_on_its_day(db: None, covenant: str) -> None:
    for why in (Ended.AMENDMENT, Ended.ACCESSION):
        rule = Covenant.objects.get(code=covenant).departure_rules.get(why=why)
        assert earliest_day(rule, date(2026, 3, 1), date(2026, 5, 1)) == date(2026, 5, 1)
        assert earliest_day(rule, date(2026, 6, 1), date(2026, 5, 1)) == date(2026, 6, 1)  # not before its letter


def of(cast: Cast, why: str) -> str:
    return str(cast.house.covenant.departure_rules.get(why=why).pk)


def earliest(cast: Cast) -> date:
    found = earliest_day(cast.house.covenant.departure_rules.get(why=Ended.NOTICE), today())
    assert found
    return found


def noticed(cast: Cast, leaves_on: date) -> Departure:
    page = f"/partijen/{cast.piet.party.slug}/uittreden/"
    given = {
        "dag": f"{today()}",
        "manier": of(cast, "opzegging"),
        "ingang": "",
        "vanaf": f"{leaves_on}",
        "reden": "Kanariereden",
    }
    answer = cast.abel.client().post(page, given)
    found = Departure.objects.get()
    assert answer.url == f"/partijen/uittreding/{found.pk}/"
    return found


def test_a_party_that_gives_notice_is_out_on_the_day_and_not_before(cast: Cast) -> None:
    first, page = earliest(cast), f"/partijen/{cast.piet.party.slug}/uittreden/"
    given = {
        "dag": f"{today()}",
        "manier": of(cast, "opzegging"),
        "ingang": "",
        "vanaf": f"{first - DAY}",
        "reden": "Brief",
    }
    early = cast.abel.client().post(page, given)
    assert early.status_code == 422 and "of een latere dag" in early.content.decode()
    found = noticed(cast, first)
    held = Membership.objects.get(pk=found.membership_id)
    assert held.until_date == first - DAY and held.ended_because == "opzegging"
    assert cast.abel.client().get(page).status_code == 404  # it is leaving already
    cast.piet.user.vettings.update(valid_until=first + 9 * DAY)
    with acting_as(cast.piet.pk, first - DAY) as actor:
        assert not actor.is_nobody
    with acting_as(cast.piet.pk, first) as actor:  # no job ran yet, and none is needed
        assert actor.is_nobody

    def night(day: date) -> int:
        with acting_as_system(day):
            return workflow.carry_out_departures(day)

    assert [night(day) for day in (first - DAY, first, first)] == [0, 1, 0]
    assert Departure.objects.get().stage == "uit"


def test_a_night_that_is_ended_halfway_is_done_again(cast: Cast) -> None:
    found = noticed(cast, earliest(cast))
    with pytest.raises(KeyboardInterrupt), acting_as_system(found.leaves_on):
        assert found.leaves_on and workflow.carry_out_departures(found.leaves_on) == 1
        raise KeyboardInterrupt
    assert Departure.objects.get().stage == "vast"
    with acting_as_system(found.leaves_on):
        assert workflow.carry_out_departures(found.leaves_on) == 1


def test_what_lasts_is_said_to_the_party(cast: Cast) -> None:
    found = noticed(cast, earliest(cast))
    page = f"/partijen/uittreding/{found.pk}/"
    own = delegate("Pia", cast.piet.party, cast.house, Purpose.STUURGROEP)
    other = delegate("Gina", cast.gea.party, cast.house, Purpose.STUURGROEP)
    assert "protocol art. 29.3" in own.client().get(page).content.decode()
    assert other.client().get(page).status_code == 404 and cast.piet.client().get(page).status_code == 404
    paper = own.client().get(f"{page}blijft/")
    text = " ".join("".join(part.extract_text() for part in PdfReader(io.BytesIO(paper.content)).pages).split())
    assert "Geheimhouding" in text and cast.piet.party.name in text


def test_a_party_that_takes_its_notice_back_stays(cast: Cast) -> None:
    found = noticed(cast, earliest(cast))
    back = f"/partijen/uittreding/{found.pk}/intrekken/"
    assert cast.mara.client().post(back, {"waarom": "Toch niet"}).status_code == 404
    assert cast.abel.client().post(back, {"waarom": "Toch niet"}).status_code == 302
    assert Membership.objects.get(pk=found.membership_id).until_date is None
    assert cast.abel.client().post(back, {"waarom": "Toch niet"}).status_code == 404


def test_a_departure_is_refused_where_the_form_would_not_offer_it(cast: Cast) -> None:
    """Whatever sends it: an exclusion by letter, a letter of tomorrow, a change without its day, another house, twice."""
    rules, held = cast.house.covenant.departure_rules, cast.piet.capacity.membership
    notice, change = rules.get(why=Ended.NOTICE), rules.get(why=Ended.AMENDMENT)
    exclusion, late = rules.get(why=Ended.EXCLUSION), earliest(cast) + 900 * DAY

    def note(person: Person, rule: DepartureRule, membership: Membership = held, **given: Any) -> Departure:
        with acting_as(person.pk) as by, transaction.atomic():
            days = {"noticed_on": by.today, "leaves_on": late, **given}
            return workflow.note_departure(membership, rule, cast.house, reason="Brief", by=by, **days)

    def blame(person: Person, rule: DepartureRule, day: date) -> Departure:
        with acting_as(person.pk) as by, transaction.atomic():
            return workflow.give_default_notice(held, rule, cast.house, noticed_on=day, reason="Verwijt", by=by)

    elsewhere = Membership.objects.filter(covenant=cast.house.covenant).exclude(houses=cast.house)[0]
    for rule, given in (
        (exclusion, {}), (notice, {"noticed_on": today() + DAY}), (notice, {"changes_on": today()}), (change, {}),
        (notice, {"membership": elsewhere}),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            note(cast.abel, rule, **given)
    for rule, day in ((notice, today()), (exclusion, today() + DAY)):
        with pytest.raises(NotAllowed):
            blame(cast.abel, rule, day)
    for person in (cast.mara, cast.piet):
        with pytest.raises(NotAllowed):
            note(person, notice)
    note(cast.abel, notice)
    for again in (lambda: note(cast.abel, notice), lambda: blame(cast.abel, exclusion, today())):
        with pytest.raises(NotAllowed):
            again()


def test_where_the_covenant_has_no_term_nobody_leaves_by_notice(cast: Cast) -> None:
    covenant, held = cast.house.covenant, cast.piet.capacity.membership
    Covenant.objects.filter(pk=covenant.pk).update(first_term_months=None)
    rule = covenant.departure_rules.select_related("covenant").get(why=Ended.NOTICE)
    with acting_as(cast.abel.pk) as by, pytest.raises(workflow.TooEarly) as early:
        workflow.note_departure(
            held, rule, cast.house, noticed_on=by.today, reason="Brief", leaves_on=date(2099, 1, 1), by=by
        )
    assert early.value.earliest is None


def test_on_the_day_itself_a_notice_is_not_taken_back(cast: Cast) -> None:
    found = noticed(cast, earliest(cast))
    with acting_as(cast.abel.pk, found.leaves_on) as by, pytest.raises(NotAllowed):
        workflow.withdraw_departure(found, because="Toch niet", by=by)


@pytest.fixture
def secretary(cast: Cast) -> Person:
    story.contact(story.board(cast), cast.abel, votes=1)
    return story.secretary(cast, story.board(cast))


def test_exclusion_takes_a_notice_time_to_repair_a_hearing_and_a_majority(cast: Cast, secretary: Person) -> None:
    abel, board = cast.abel.client(), story.board(cast)
    given = {"dag": f"{today()}", "reden": "Kanarieverwijt"}
    page = abel.post(f"/partijen/{cast.gea.party.slug}/in-gebreke/", given).url
    found = Departure.objects.get()
    assert found.repair_until == today() + timedelta(weeks=4)
    assert secretary.client().post(page, {"stap": "voorleggen"}).status_code == 404  # there is time
    with acting_as(cast.abel.pk), pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
        Departure.objects.filter(pk=found.pk).update(stage="besluit")
    Departure.objects.filter(pk=found.pk).update(repair_until=today() - DAY)
    assert abel.post(page, {"stap": "voorleggen"}).status_code == 404  # the secretary
    assert secretary.client().post(page, {"stap": "voorleggen"}).status_code == 302
    found.refresh_from_db()
    made = found.decision
    assert made and made.kind == "uitsluiting" and made.affected.get().party == cast.gea.party
    with acting_as(cast.abel.pk), pytest.raises(DatabaseError, match="no such decision"), transaction.atomic():
        Departure.objects.filter(pk=found.pk).update(outcome="aangenomen")
    with acting_as(secretary.pk) as by:
        with pytest.raises(NotAllowed):
            voting.open_vote(made, by=by)
        decisions.hear_party(made.affected.get(), on=by.today, text="Gehoord", is_written=False, by=by)
        voting.open_vote(made, by=by)
        voting.cast_vote(made, Holder.objects.get(seat__body=board, user=None), "voor", by=by)
    assert abel.post(f"{page}uitsluiten/").status_code == 404  # decided first
    with acting_as(cast.abel.pk) as by, pytest.raises(NotAllowed):
        workflow.carry_out_exclusion(found, by=by)
    with acting_as(secretary.pk) as by:
        voting.close_vote(made, by=by)
    assert cast.mara.client().post(f"{page}uitsluiten/").status_code == 404
    with acting_as(cast.gea.pk) as actor:
        assert not actor.is_nobody
    assert abel.post(f"{page}uitsluiten/").status_code == 302
    with acting_as(cast.gea.pk) as actor:
        assert actor.is_nobody
    assert Membership.objects.get(pk=found.membership_id).ended_because == "uitsluiting"


def test_a_house_excludes_for_itself_and_the_party_goes_on_in_the_others(cast: Cast, secretary: Person) -> None:
    """Three Stuurgroepen under one covenant (01): its cases and seats here are gone at once, those elsewhere stay."""
    party, other = cast.piet.party, House.objects.exclude(pk=cast.house.pk).filter(covenant=cast.house.covenant)[0]
    membership = party.memberships.get(covenant=cast.house.covenant)
    assert membership.houses.count() == 3
    pia = delegate("Pia", party, cast.house, Purpose.PARTNEROVERLEG)
    seat = story.seated(story.table(cast), pia, cast.abel, every_party=True)
    here, there = cases.at_table(cast, cast.piet), cases.at_table(cast, cast.piet)
    Case.objects.filter(pk=there.pk).update(house=other)
    filed = cases.filed(cast, cast.piet)
    triage = cases.in_triage(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        (question,) = send_enquiries(triage, [party], by=rosa)
    with acting_as(cast.piet.pk) as piet:
        assert set(Case.objects.visible_to(piet)) == {here, there, filed}
        assert set(Enquiry.objects.visible_to(piet)) == {question}
    board = story.board(cast)
    decision = board.decisions.create(
        keeper=board, year=today().year, place=1, kind="uitsluiting", subject="Uitsluiting", text="Tekst", state="gesloten",
        outcome="aangenomen", none_affected=True, decided_on=today(), by=cast.mara.user, at=timezone.now(),
    )  # fmt: skip
    found = Departure.objects.create(
        house=cast.house, party=party, membership=membership, rule=DepartureRule.objects.get(
            covenant=cast.house.covenant, why="uitsluiting"
        ), noticed_on=today(), reason="Kanarieverwijt", stage="besluit", outcome="aangenomen", repair_until=today(),
        decided_words="besluit 1", decision=decision, by=cast.abel.user, at=timezone.now(),
    )  # fmt: skip
    page = f"/partijen/uittreding/{found.pk}/"
    assert f"De partij blijft deelnemen in {membership.houses.exclude(pk=cast.house.pk)[0]}" in unescape(
        cast.abel.client().get(f"{page}uitsluiten/").content.decode()
    )
    assert cast.abel.client().post(f"{page}uitsluiten/").status_code == 302
    membership.refresh_from_db()
    seat.refresh_from_db()
    assert membership.until_date is None and membership.houses.count() == 2 and seat.until_date is not None
    with acting_as(cast.piet.pk) as piet:
        assert not piet.is_nobody
        assert set(Case.objects.visible_to(piet)) == {there}, "nor what it filed here"
        assert not Enquiry.objects.visible_to(piet).exists()
        assert {case.pk for case in Case.objects.all()} == {there.pk}, "as the database has it"
        assert not Enquiry.objects.exists()
    assert cast.piet.client().get(f"/casussen/{here.number}/").status_code == 404
    with acting_as(pia.pk) as actor:
        assert not seats_in(actor).exists()
    assert RegisterChange.objects.filter(party=party, became__contains="besluit 1").exists()


def test_nobody_takes_a_party_out_of_the_only_house_it_is_in(cast: Cast) -> None:
    """That is the end of its membership, with a day and a reason."""
    membership = cast.gea.party.memberships.get(covenant=cast.house.covenant)
    with acting_as(cast.abel.pk) as abel, pytest.raises(policy.NotAllowed):
        leave_house(membership, note_words="besluit", by=abel)
    with acting_as(cast.zoe.pk), transaction.atomic():  # whoever writes it
        Membership.houses.through.objects.filter(membership=membership)._raw_delete("default")
    assert membership.houses.count() == 1
