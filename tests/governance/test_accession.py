"""Joining from request to proposal: doors, the Handvat, telling and asking every party, an objection, silence (conv. 20; protocol 28)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from governance.models import Accession, AccessionConsent, Decision, Holder
from governance.policy import NotAllowed
from governance.workflow import accession as workflow
from governance.workflow import decisions, voting
from governance.workflow.accessionmail import mail_accession, remind_of_accessions
from parties.models import Body, Covenant, House, Membership, Party, PartyKind
from parties.roles import Purpose
from parties.workflow.register import AlreadyMember
from tests.cast import START, Cast, Person, delegate
from tests.governance import story
from tests.governance.fifth import load_fifth
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

NEW = "/partijen/toetreding/nieuw/"


@pytest.fixture
def newcomer(db: None) -> Party:
    """An organisation in the register, of a kind that the Handvat names, that takes part in nothing."""
    made = Party.objects.create(slug="nieuwe-zorg", name="Nieuwe Zorg", source="aanvraag")
    made.kinds.add(PartyKind.objects.filter(named_in_6_4=True)[0])
    return made


@pytest.fixture
def small(cast: Cast) -> list[Party]:
    """Only two parties take part: those of Piet and Gea."""
    cast.piet, cast.gea  # noqa: B018  # made here
    kept = [cast.piet.party, cast.gea.party]
    others = Membership.objects.filter(covenant=cast.house.covenant).exclude(party__in=kept)
    others.update(until_date=today() - timedelta(days=1))
    return kept


@pytest.fixture
def secretary(cast: Cast) -> Person:
    return story.secretary(cast, story.board(cast))


@pytest.fixture
def pia(cast: Cast, small: list[Party]) -> Person:
    return delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)


@pytest.fixture
def gina(cast: Cast, small: list[Party]) -> Person:
    return delegate("Gina", cast.gea.party, cast.house, Purpose.STUURGROEP)


def started(cast: Cast, party: Party) -> Accession:
    with acting_as(cast.abel.pk) as by:
        door = cast.house.accession_rule.doors.all()[0]
        return workflow.start_accession(cast.house, party, door, on=by.today, task="Kanarietaak", by=by)


def told(cast: Cast, party: Party) -> Accession:
    made = started(cast, party)
    with acting_as(cast.mara.pk) as by:
        workflow.check_accession(made, note="", by=by)
        workflow.tell_parties(made, by=by)
    made.refresh_from_db()
    return made


def consent_of(accession: Accession, person: Person) -> AccessionConsent:
    return AccessionConsent.objects.get(accession=accession, party=person.party)


def answered(accession: Accession, person: Person, answer: str, reason: str = "") -> None:
    with acting_as(person.pk) as by:
        workflow.answer_accession(consent_of(accession, person), answer, reason=reason, by=by)


@pytest.mark.parametrize(
    ("house", "doors", "told_by", "decides"),
    [
        ("KL", ["regiegroep", "ketenregiegroep", None], "regiegroep", "regiegroep"),
        ("HG", ["partneroverleg"], "stuurgroep", "stuurgroep"),
        ("RU", ["stuurgroep-ru", "partneroverleg-ru", None], "stuurgroep-ru", "stuurgroep-ru"),
        ("FL", ["stuurgroep-fl", "partneroverleg-fl", None], "stuurgroep-fl", "stuurgroep-fl"),
        ("BN", ["stuurgroep"], None, "stuurgroep"),
    ],
)
def test_doors_and_bodies_are_those_of_the_covenant(
    db: None, house: str, doors: list[str | None], told_by: str | None, decides: str
) -> None:
    rule = House.objects.get(code=house).accession_rule
    assert [one.body.code if one.body else None for one in rule.doors.all()] == doors
    assert (rule.told_by.code if rule.told_by else None) == told_by and rule.decided_by.code == decides
    assert rule.needs_consent


def test_from_request_to_proposal_without_javascript(
    cast: Cast, secretary: Person, pia: Person, gina: Person, newcomer: Party
) -> None:
    abel, mara = cast.abel.client(), cast.mara.client()
    door = cast.house.accession_rule.doors.all()[0].pk
    given = {"partij": newcomer.pk, "deur": door, "dag": f"{today()}", "taak": "Kanarietaak"}
    page = abel.post(NEW, given).url
    found = Accession.objects.get()
    assert page == f"/partijen/toetreding/{found.pk}/"
    assert abel.post(NEW, given).status_code == 422  # once at a time
    assert abel.post(page, {"stap": "toets"}).status_code == 422
    assert mara.post(page, {"stap": "inlichten"}).status_code == 404  # checked first
    assert abel.post(page, {"stap": "toets", "past": "on", "toelichting": ""}).status_code == 302
    assert abel.post(page, {"stap": "inlichten"}).status_code == 404  # the secretary whom the covenant names
    assert mara.post(page, {"stap": "inlichten"}).status_code == 302
    own = consent_of(found, pia)
    assert own.due_on == today() + timedelta(weeks=4) and AccessionConsent.objects.count() == 2
    asked = f"/partijen/toetreding/antwoord/{own.pk}/"
    assert "Kanarietaak" in pia.client().get(asked).content.decode()
    assert asked in pia.client().get("/mijn-werk/").content.decode()
    assert gina.client().get(asked).status_code == 404 and cast.piet.client().get(asked).status_code == 404
    read = {"versie": workflow.answer_version(own), "toelichting": ""}
    assert pia.client().post(asked, {**read, "antwoord": "bezwaar"}).status_code == 422
    assert pia.client().post(asked, {**read, "antwoord": "akkoord"}).url == page
    late = {**read, "antwoord": "bezwaar", "toelichting": "Kanariebezwaar"}
    conflict = pia.client().post(asked, late)  # in another window, before the first was read
    assert conflict.status_code == 409 and "Kanariebezwaar" in conflict.content.decode()
    assert "heeft nog niet geantwoord" in mara.get(page).content.decode()
    assert mara.post(page, {"stap": "voorleggen"}).status_code == 404  # silence is no consent
    assert "heeft nog niemand die kan antwoorden" not in mara.get(page).content.decode()
    gina.capacity.delete()
    assert "heeft nog niemand die kan antwoorden" in mara.get(page).content.decode()
    gina = delegate("Gerda", gina.party, cast.house, Purpose.PARTNEROVERLEG)
    answered(found, gina, "akkoord")
    answer = mara.post(page, {"stap": "voorleggen"})
    decision = Decision.objects.get()
    assert answer.url == f"/bestuur/besluiten/{decision.pk}/" and decision.kind == "toetreding"
    assert decision.body_id == cast.house.accession_rule.decided_by_id
    change = f"{answer.url}wijzigen/"  # what it says may change, what it is may not
    words = {"soort": "overig", "onderwerp": "Ander onderwerp", "voorstel": "Tekst", "vergadering": ""}
    assert mara.post(change, {**words, "versie": decisions.proposal_version(decision)}).status_code == 302
    decision.refresh_from_db()
    assert (decision.kind, decision.subject) == ("toetreding", "Ander onderwerp")
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):
        decisions.change_proposal(
            decision, kind="overig", subject="x", text="x", meeting=None, version=None, by=by
        )  # fmt: skip
    assert pia.client().post(asked, late).status_code == 404  # it went further


def test_an_objection_stops_it_until_it_is_taken_back(
    cast: Cast, secretary: Person, pia: Person, gina: Person, newcomer: Party
) -> None:
    made = told(cast, newcomer)
    answered(made, pia, "akkoord")
    answered(made, gina, "bezwaar", "Kanariebezwaar")
    with acting_as(cast.mara.pk) as by:
        assert [text.endswith("heeft bezwaar") for text in workflow.missing_consents(made, by)] == [True]
        with pytest.raises(NotAllowed):
            workflow.put_to_body(made, by=by)
        with pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
            Accession.objects.filter(pk=made.pk).update(stage="besluit")
    assert "Kanariebezwaar" not in pia.client().get(f"/partijen/toetreding/{made.pk}/").content.decode()
    answered(made, gina, "akkoord")
    with acting_as(cast.mara.pk) as by:
        workflow.put_to_body(made, by=by)


def test_who_joined_meanwhile_is_asked_too(
    cast: Cast, secretary: Person, pia: Person, gina: Person, newcomer: Party
) -> None:
    made = told(cast, newcomer)
    answered(made, pia, "akkoord")
    answered(made, gina, "akkoord")
    members = Party.objects.filter(memberships__covenant=cast.house.covenant)
    other = members.exclude(pk__in=[pia.party.pk, gina.party.pk])[0]
    Membership.objects.filter(party=other, covenant=cast.house.covenant).update(until_date=None)
    with acting_as(cast.mara.pk) as by:
        assert workflow.missing_consents(made, by) == [f"{other} is nog niet gevraagd"]
        assert [one.party for one in workflow.tell_parties(made, by=by)] == [other]


def test_a_party_is_told_and_reminded_by_mail_once_a_week(
    cast: Cast, secretary: Person, pia: Person, gina: Person, newcomer: Party
) -> None:
    made = told(cast, newcomer)
    consent = consent_of(made, pia)
    with acting_as_system(today()):
        mail_accession(str(consent.pk))
    [letter] = mail.outbox
    assert letter.to == [pia.user.email] and newcomer.name not in letter.body + letter.subject
    assert f"/partijen/toetreding/antwoord/{consent.pk}/" in letter.body
    answered(made, gina, "akkoord")

    def reminded(day: int) -> int:
        with acting_as_system(today() + timedelta(days=day)):
            return remind_of_accessions(today() + timedelta(days=day))

    assert [reminded(day) for day in (1, 21, 21, 27, 28)] == [0, 1, 0, 0, 1]


def test_a_kind_outside_the_handvat_needs_an_analysis_but_joins(cast: Cast, secretary: Person, newcomer: Party) -> None:
    newcomer.kinds.set(PartyKind.objects.filter(named_in_6_4=False)[:1])
    made = started(cast, newcomer)
    page = f"/partijen/toetreding/{made.pk}/"
    cast.abel.client().post(page, {"stap": "toets", "past": "on", "toelichting": ""})
    made.refresh_from_db()
    assert made.needs_analysis and not made.may_exchange
    with acting_as(cast.mara.pk) as by:
        assert workflow.tell_parties(made, by=by)  # it goes on
    abel, done = cast.abel.client(), {"stap": "aanbeveling", "uitgevoerd": f"{today()}"}
    assert abel.post(page, done).status_code == 404  # after the analysis
    given = {"stap": "analyse", "analyse": "Kanarieanalyse", "dag": f"{today()}"}
    assert abel.post(page, given).status_code == 302 and abel.post(page, given).status_code == 404  # once
    made.refresh_from_db()
    assert made.analysis_on == today() and not made.may_exchange
    assert abel.post(page, {**done, "uitgevoerd": f"{today() + timedelta(days=1)}"}).status_code == 422
    assert abel.post(page, done).status_code == 302
    made.refresh_from_db()
    assert made.may_exchange


def test_a_stopped_one_stays_and_may_be_asked_again(cast: Cast, newcomer: Party) -> None:
    made = started(cast, newcomer)
    page = f"/partijen/toetreding/{made.pk}/"
    assert cast.abel.client().post(page, {"stap": "stoppen", "waarom": "Ingetrokken"}).status_code == 302
    assert cast.abel.client().post(page, {"stap": "toets", "past": "on"}).status_code == 404
    assert started(cast, newcomer).pk != made.pk


def test_who_is_not_asked_sees_nothing(cast: Cast, secretary: Person, pia: Person, newcomer: Party) -> None:
    made = started(cast, newcomer)
    page = f"/partijen/toetreding/{made.pk}/"
    for person in (cast.piet, cast.rosa, cast.fatima, cast.zoe, pia):  # pia: not asked yet
        assert person.client().get(page).status_code == 404
    assert pia.client().get("/partijen/toetreding/").status_code == 200
    assert newcomer.name not in pia.client().get("/partijen/toetreding/").content.decode()
    with acting_as(pia.pk):
        assert not Accession.objects.filter(pk=made.pk).exists()


def test_a_request_is_refused_where_the_form_would_not_offer_it(
    cast: Cast, secretary: Person, pia: Person, newcomer: Party
) -> None:
    """Whatever sends it: another house's door, a day to come, somebody who does not keep it, twice."""
    doors, other = cast.house.accession_rule.doors, cast.other_house.accession_rule.doors.all()[0]

    def start(person: Person, **given: Any) -> Accession:
        with acting_as(person.pk) as by, transaction.atomic():
            wanted = {"door": doors.all()[0], "on": by.today, **given}
            return workflow.start_accession(cast.house, newcomer, task="Zorg", by=by, **wanted)

    for refused in ({"door": other}, {"on": today() + timedelta(days=1)}):
        with pytest.raises(NotAllowed):
            start(cast.abel, **refused)
    for person in (cast.rosa, cast.zoe, pia):
        with pytest.raises(NotAllowed):
            start(person)
    made = start(secretary)
    with pytest.raises(workflow.AlreadyAsked):
        start(cast.abel)
    for person in (cast.rosa, pia):
        with acting_as(person.pk) as by, pytest.raises(NotAllowed):
            workflow.check_accession(made, note="", by=by)
    page = f"/partijen/toetreding/{made.pk}/"
    stop = {"stap": "stoppen", "waarom": "Ingetrokken"}
    assert [cast.abel.client().post(page, stop).status_code for _ in range(2)] == [302, 404]


def test_the_secretary_does_not_answer_for_a_party(
    cast: Cast, secretary: Person, pia: Person, gina: Person, newcomer: Party
) -> None:
    made = told(cast, newcomer)
    asked = consent_of(made, pia)
    for person in (secretary, gina, cast.abel):
        with acting_as(person.pk) as by, pytest.raises(NotAllowed):
            workflow.answer_accession(asked, "akkoord", reason="", by=by)
    answered(made, pia, "akkoord")
    with acting_as_system(today()):
        mail_accession(str(consent_of(made, pia).pk))
    assert not mail.outbox  # it answered already


# --- from the decision to taking part -------------------------------------------------------------------------------------


def decided(accession: Accession, secretary: Person, board: Body, choice: str = "voor") -> Accession:
    """All agreed; the body votes, as its secretary notes it."""
    holder = Holder.objects.get(seat__body=board, user=None)
    with acting_as(secretary.pk) as by:
        made = workflow.put_to_body(accession, by=by)
        decisions.say_none_affected(made, by=by)
        voting.open_vote(made, by=by)
        voting.cast_vote(made, holder, choice, by=by)
        voting.close_vote(made, by=by)
    accession.refresh_from_db()
    return accession


def chair(cast: Cast) -> None:
    """Somebody without account who votes in the board and speaks for no party."""
    Holder.objects.create(
        seat=story.seat_of(story.board(cast), votes=1), contact_name="Bo Bestuurder", contact_mail="bo@voorbeeld.invalid",
        from_date=START, by=cast.abel.user,
    )  # fmt: skip


@pytest.fixture
def agreed(cast: Cast, secretary: Person, pia: Person, gina: Person, newcomer: Party) -> Accession:
    chair(cast)
    made = told(cast, newcomer)
    answered(made, pia, "akkoord")
    answered(made, gina, "akkoord")
    return made


def begun(cast: Cast, accession: Accession) -> Any:
    protocol = cast.house.covenant.protocols.order_by("pk")[0].pk
    given = {"ondertekend": f"{today()}", "vanaf": f"{today()}", "protocollen": [protocol]}
    return cast.abel.client().post(f"/partijen/toetreding/{accession.pk}/deelname/", given)


def test_who_was_adopted_and_signed_takes_part(
    cast: Cast, agreed: Accession, secretary: Person, newcomer: Party
) -> None:
    page = f"/partijen/toetreding/{agreed.pk}/"
    assert begun(cast, agreed).status_code == 404  # decided first
    assert cast.abel.client().get(f"{page}bijlage/").status_code == 404
    decided(agreed, secretary, story.board(cast))
    paper = cast.abel.client().get(f"{page}bijlage/")
    text = "".join(part.extract_text() for part in PdfReader(io.BytesIO(paper.content)).pages)
    assert newcomer.name in text and cast.house.covenant.name in " ".join(text.split())
    protocol = cast.house.covenant.protocols.order_by("pk")[0]
    assert cast.mara.client().get(f"{page}bijlage/{protocol.pk}/").status_code == 200
    assert cast.mara.client().post(f"{page}deelname/", {}).status_code == 404  # it gives rights
    assert begun(cast, agreed).url == page
    held = Membership.objects.get(party=newcomer)
    assert held.houses.get() == cast.house and held.protocols.get() == protocol and held.signed_on == today()
    assert held.source.startswith(f"besluit {today().year}-1 van") and not held.exchange_waits
    assert "Nodig de eerste gebruikers uit" in cast.abel.client().get(page).content.decode()
    with acting_as(delegate("Nel", newcomer, cast.house).pk) as nel:
        assert nel.party_id == newcomer.pk
    assert begun(cast, agreed).status_code == 404  # once


def test_who_took_part_elsewhere_or_earlier_joins_too(
    cast: Cast, newcomer: Party, agreed: Accession, secretary: Person
) -> None:
    """No administrator here keeps what stands about it: that the body adopted it lets it in, and nothing else does."""
    elsewhere = Covenant.objects.exclude(pk=cast.house.covenant_id)[0]
    before = {"from_date": START, "until_date": today() - timedelta(days=1), "source": "eerder"}
    Membership.objects.create(party=newcomer, covenant=elsewhere, **before)
    other = Party.objects.create(slug="elders", name="Elders", source="aanvraag")
    Membership.objects.create(party=other, covenant=elsewhere, **before)
    with acting_as(cast.abel.pk) as by:
        assert other in workflow.candidates(cast.house, by) and cast.gea.party not in workflow.candidates(
            cast.house, by
        )
        for party in (newcomer, other):
            with pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
                Membership.objects.create(party=party, covenant=cast.house.covenant, from_date=today(), source="x")
    decided(agreed, secretary, story.board(cast))
    assert begun(cast, agreed).status_code == 302
    assert Membership.objects.get(party=newcomer, covenant=cast.house.covenant).is_in_force(today())


def joined(person: Person, accession: Accession, **given: Any) -> Membership:
    with acting_as(person.pk) as by, transaction.atomic():
        days = {"signed_on": by.today, "since": by.today, **given}
        return workflow.join_party(accession, protocols=(), by=by, **days)


def test_only_the_administrator_lets_it_begin_and_not_before_it_is_signed(
    cast: Cast, agreed: Accession, secretary: Person
) -> None:
    decided(agreed, secretary, story.board(cast))
    tomorrow = today() + timedelta(days=1)
    for person, given in ((secretary, {}), (cast.abel, {"signed_on": tomorrow, "since": tomorrow})):
        with pytest.raises(NotAllowed):
            joined(person, agreed, **given)
    assert joined(cast.abel, agreed).party == agreed.party


def test_who_is_leaving_another_house_of_the_covenant_begins_anew(
    cast: Cast, agreed: Accession, secretary: Person
) -> None:
    """A membership that ends is not stretched; the new one begins after it."""
    last = today() + timedelta(days=10)
    there = Membership.objects.create(
        party=agreed.party, covenant=cast.house.covenant, from_date=START, until_date=last, source="elders"
    )
    there.houses.add(House.objects.filter(covenant=cast.house.covenant).exclude(pk=cast.house.pk)[0])
    decided(agreed, secretary, story.board(cast))
    with pytest.raises(AlreadyMember):
        joined(cast.abel, agreed)
    made = joined(cast.abel, agreed, since=last + timedelta(days=1))
    assert made.pk != there.pk and list(made.houses.all()) == [cast.house] and there.houses.count() == 1


def test_a_body_that_says_no_lets_nobody_in(cast: Cast, agreed: Accession, secretary: Person) -> None:
    decided(agreed, secretary, story.board(cast), "tegen")
    assert not agreed.is_adopted and begun(cast, agreed).status_code == 404
    with pytest.raises(NotAllowed):
        joined(cast.abel, agreed)
    with acting_as(cast.abel.pk), pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
        Accession.objects.filter(pk=agreed.pk).update(
            stage="toegetreden", membership=Membership.objects.filter(houses=cast.house)[0]
        )
    with acting_as(cast.abel.pk), pytest.raises(DatabaseError, match="no such decision"), transaction.atomic():
        Accession.objects.filter(pk=agreed.pk).update(outcome="aangenomen")


def test_data_wait_for_the_analysis_and_taking_part_does_not(
    cast: Cast, agreed: Accession, secretary: Person, newcomer: Party
) -> None:
    Accession.objects.filter(pk=agreed.pk).update(needs_analysis=True)
    decided(agreed, secretary, story.board(cast))
    assert begun(cast, agreed).status_code == 302
    nel, nora = delegate("Nel", newcomer, cast.house), delegate("Nora", newcomer, cast.house, Purpose.STUURGROEP)
    with acting_as(nel.pk) as actor:
        assert actor.is_nobody
    with acting_as(nora.pk) as actor:
        assert actor.party_id == newcomer.pk
    with acting_as(cast.abel.pk) as by:
        workflow.note_analysis(agreed, text="Kanarieanalyse", on=by.today, by=by)
        workflow.note_advice_done(agreed, on=by.today, by=by)
    with acting_as(nel.pk) as actor:
        assert actor.party_id == newcomer.pk


# --- a fifth covenant ---------------------------------------------------------------------------------------------------


def test_a_party_joins_under_a_fifth_covenant_that_is_only_data(db: None, newcomer: Party) -> None:
    load_fifth()
    cast = Cast("VV")
    secretary, board = story.secretary(cast, story.board(cast)), story.board(cast)
    chair(cast)
    first, second = [
        delegate(name, party, cast.house, Purpose.STUURGROEP)
        for name, party in zip(
            ("Een", "Twee"), Party.objects.filter(slug__startswith="vijfde-").order_by("slug"), strict=True
        )
    ]
    made = told(cast, newcomer)
    assert AccessionConsent.objects.get(party=first.party).due_on == today() + timedelta(days=10)
    answered(made, first, "akkoord")
    answered(made, second, "bezwaar", "Kanariebezwaar")
    with acting_as(secretary.pk) as by, pytest.raises(NotAllowed):
        workflow.put_to_body(made, by=by)
    answered(made, second, "akkoord")
    decided(made, secretary, board)
    with acting_as(cast.abel.pk) as by:
        held = workflow.join_party(made, signed_on=by.today, since=by.today, protocols=(), by=by)
    assert held.covenant.code == "vijfde" and held.houses.get().code == "VV"
