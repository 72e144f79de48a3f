"""A dispute before a body: a text without names, read by its members; the case stays closed to them (conv. 11.4, 12.4, 13.4; 004 q.14)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.models import Case, Dispute, DisputeTurn
from cases.phases import StepNotAllowed
from cases.workflow.dispute import raise_dispute, take_turn
from governance.models import AgendaPoint, Referral
from governance.policy import NotAllowed
from governance.workflow import agenda, referring
from parties.models import Body, DisputeStep, House
from parties.roles import Purpose
from tests.access import twolines
from tests.cases import story
from tests.cases.test_triage_pages import text
from tests.cast import Cast, Person, delegate
from tests.governance import story as bodies
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today


@pytest.fixture
def body(cast: Cast) -> Body:
    """The body at the second step of a dispute about the casusregisseur; the manager is its secretary."""
    found = bodies.table(cast)
    bodies.secretary(cast, found)
    return found


@pytest.fixture
def pia(cast: Cast, body: Body) -> Person:
    """A member."""
    made = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    bodies.seated(body, made, cast.abel, every_party=True)
    return made


@pytest.fixture
def dispute(cast: Cast) -> Dispute:
    """Olga has a dispute about Piet, the casusregisseur; Rosa solved nothing, so it is for the partneroverleg."""
    case = story.at_table(cast, cast.piet, cast.olga)
    Case.objects.filter(pk=case.pk).update(
        procesregisseur=cast.rosa.user, casusregisseur=cast.piet.user, casusregisseur_party=cast.piet.party
    )
    with open_keyring():
        with acting_as(cast.olga.pk) as olga:
            made = raise_dispute(case, about="casusregisseur", text="Kanariegeschil", by=olga)
        with acting_as(cast.rosa.pk) as rosa:
            return take_turn(
                made,
                order=1,
                on=rosa.today,
                outcome="Niet eens",
                result="volgende",
                description="Zonder namen",
                by=rosa,
            )


def referred(
    dispute: Dispute, body: Body, by: Person, words: str = "Twee organisaties verschillen van mening"
) -> Referral:
    with open_keyring(), acting_as(by.pk) as actor:
        return referring.refer(dispute, body, description=words, by=actor)


def ruled(referral: Referral, by: Person, **about: Any) -> Referral:
    with open_keyring(), acting_as(by.pk) as actor:
        return referring.note_ruling(
            referral, about.get("text", "Kanarieuitspraak"), on=about.get("on", actor.today), by=actor
        )


def test_from_the_dispute_to_the_body_and_back(cast: Cast, dispute: Dispute, body: Body, pia: Person) -> None:
    rosa, mara, member = cast.rosa.client(), cast.mara.client(), pia.client()
    address = f"/geschillen/{dispute.pk}/voorleggen/"
    page = text(rosa.get(f"/geschillen/{dispute.pk}/"))
    assert f"Voorleggen aan {body}" in page
    assert "Zonder namen" in text(rosa.get(address))  # as it was written at the step before
    sent = rosa.post(address, {"orgaan": body.pk, "omschrijving": "Twee organisaties verschillen van mening"})
    made = Referral.objects.get()
    assert sent.url == f"/bestuur/voorgelegd/{made.pk}/" and rosa.get(address).status_code == 404
    assert "Voorgelegd geschil" in text(mara.get("/mijn-werk/")) and "Voorgelegd geschil" not in text(
        member.get("/mijn-werk/")
    )
    shown = text(member.get(sent.url))
    assert "Twee organisaties" in shown and "Kanariegeschil" not in shown and dispute.number not in shown
    assert f"/geschillen/{dispute.pk}/" not in shown and member.get(f"/geschillen/{dispute.pk}/").status_code == 404
    assert mara.post(sent.url, {"stap": "agenda"}).status_code == 302
    with acting_as(cast.mara.pk) as by:
        agenda.place_point(AgendaPoint.objects.get(), meeting := bodies.meeting(cast, body), by=by)
    seen = member.get(f"/bestuur/vergaderingen/{meeting.pk}/").content.decode()
    assert sent.url in seen and "Twee organisaties" not in seen
    assert (
        mara.post(sent.url, {"stap": "uitspraak", "op": f"{today()}", "uitspraak": "Kanarieuitspraak"}).status_code
        == 302
    )
    assert "Kanarieuitspraak" in text(member.get(sent.url)) and "Voorgelegd geschil" not in text(
        mara.get("/mijn-werk/")
    )
    for person in (cast.rosa, cast.olga, cast.piet):
        assert "uitspraak op" in text(person.client().get(f"/geschillen/{dispute.pk}/"))
        assert "Kanarieuitspraak" in text(person.client().get(sent.url))


def test_only_members_and_who_has_part_in_the_dispute_read_it(
    cast: Cast, dispute: Dispute, body: Body, pia: Person
) -> None:
    referred(dispute, body, cast.rosa)
    elsewhere = delegate("Ria", cast.gea.party, cast.house, Purpose.PARTNEROVERLEG)  # without a seat
    seen = {
        one.user.name: len(twolines.seen(one, Referral))
        for one in (
            cast.rosa,
            cast.mara,
            cast.olga,
            cast.piet,
            pia,
            cast.gea,
            cast.otto,
            cast.abel,
            cast.fatima,
            elsewhere,
        )
    }
    assert {name for name, number in seen.items() if number} == {"Rosa", "Mara", "Olga", "Piet", "Pia"}


@pytest.mark.parametrize("words", ["{surname} is het niet eens", "Over casus {number}", ""])
def test_a_body_reads_no_name_and_no_number(cast: Cast, dispute: Dispute, body: Body, words: str) -> None:
    with open_keyring():
        surname = dispute.case.subjects.get().surname
    given = words.format(surname=surname, number=dispute.number)
    with pytest.raises(StepNotAllowed):
        referred(dispute, body, cast.rosa, given)
    answer = cast.rosa.client().post(
        f"/geschillen/{dispute.pk}/voorleggen/", {"orgaan": body.pk, "omschrijving": given}
    )
    assert answer.status_code == 422 and given in text(answer) and not Referral.objects.exists()


def test_only_who_handles_it_puts_it_before_the_body_that_is_meant(
    cast: Cast, dispute: Dispute, body: Body, pia: Person
) -> None:
    for person in (cast.olga, cast.piet, cast.abel, pia, cast.fatima):
        with pytest.raises(NotAllowed):
            referred(dispute, body, person)
        assert person.client().get(f"/geschillen/{dispute.pk}/voorleggen/").status_code == 404
    with pytest.raises(NotAllowed):
        referred(dispute, bodies.board(cast), cast.rosa)
    referred(dispute, body, cast.mara)
    with pytest.raises(NotAllowed):  # once
        referred(dispute, body, cast.rosa)


def test_by_sql_too_it_is_who_handles_it_and_the_step_of_now(
    cast: Cast, dispute: Dispute, body: Body, pia: Person
) -> None:
    turn = DisputeTurn.objects.get(dispute=dispute, decided_on=None)
    old = DisputeTurn.objects.get(dispute=dispute, order=1)

    def row(of: DisputeTurn, by: Person) -> Referral:
        return Referral(
            case_id=of.case_id, turn=of, body=body, about="x", source="x", description="x", by=by.user, on=today()
        )  # fmt: skip

    for of, by in ((turn, cast.piet), (turn, pia), (old, cast.rosa)):
        with open_keyring(), acting_as(by.pk), pytest.raises(ProgrammingError), transaction.atomic():
            row(of, by).save(force_insert=True)
    with open_keyring(), acting_as(cast.rosa.pk):
        row(turn, cast.rosa).save(force_insert=True)


def test_the_secretary_writes_the_ruling_once(cast: Cast, dispute: Dispute, body: Body, pia: Person) -> None:
    made = referred(dispute, body, cast.rosa)
    for person in (pia, cast.rosa, cast.olga):
        with pytest.raises(NotAllowed):
            ruled(made, person)
        assert person.client().post(f"/bestuur/voorgelegd/{made.pk}/", {"stap": "uitspraak"}).status_code == 404
        with acting_as(person.pk):  # the second line
            assert Referral.objects.filter(pk=made.pk).update(ruled_on=today(), ruled_by=person.user) == 0
    for wrong in ({"on": today() + timedelta(days=1)}, {"on": today() - timedelta(days=1)}, {"text": ""}):
        with pytest.raises(StepNotAllowed):
            ruled(made, cast.mara, **wrong)
    assert ruled(made, cast.mara).ruled_by_id == cast.mara.user.pk
    with pytest.raises(NotAllowed):
        ruled(made, cast.mara)
    with acting_as(cast.mara.pk):
        assert Referral.objects.filter(pk=made.pk).update(ruled_on=today()) == 0
        with pytest.raises(ProgrammingError), transaction.atomic():  # what the body read stays what it read
            Referral.objects.filter(pk=made.pk).update(on=today())


def test_a_secretary_writes_no_ruling_in_a_dispute_about_his_own_work(cast: Cast) -> None:
    case = story.at_table(cast, cast.piet)
    Case.objects.filter(pk=case.pk).update(procesregisseur=cast.rosa.user)
    body = next(one for one in Body.objects.filter(house=cast.house) if one.name.startswith("Stuurgroep"))
    bodies.secretary(cast, body)
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        made = raise_dispute(case, about="manager", text="Kanariegeschil", by=piet)
    found = referred(made, body, cast.rosa)  # the first step of this ladder
    page = cast.mara.client().get(f"/bestuur/voorgelegd/{found.pk}/")
    assert page.status_code == 200 and "Uitspraak vastleggen" not in text(page)
    with pytest.raises(NotAllowed):
        ruled(found, cast.mara)
    with acting_as(cast.mara.pk), pytest.raises(ProgrammingError), transaction.atomic():
        Referral.objects.filter(pk=found.pk).update(ruled_on=today(), ruled_by=cast.mara.user)


def test_a_second_press_says_that_somebody_was_first(cast: Cast, dispute: Dispute, body: Body) -> None:
    made, mara = referred(dispute, body, cast.rosa), cast.mara.client()
    for _ in range(2):
        answer = mara.post(f"/bestuur/voorgelegd/{made.pk}/", {"stap": "agenda"}, follow=True)
    assert "Iemand anders was u voor" in text(answer) and AgendaPoint.objects.count() == 1
    assert mara.post(f"/bestuur/voorgelegd/{made.pk}/", {"stap": "anders"}).status_code == 404


def test_the_secretary_is_told_by_mail_of_nothing_but_that(
    cast: Cast, dispute: Dispute, body: Body, mailoutbox: list[Any]
) -> None:
    Job.objects.all().delete()
    mailoutbox.clear()
    made = referred(dispute, body, cast.rosa)
    do_jobs("mail_referral")
    do_jobs("send_letter")
    [mail] = mailoutbox
    assert mail.to == [cast.mara.user.email] and "orgaan" in mail.subject and dispute.number not in mail.body
    mailoutbox.clear()
    ruled(made, cast.mara)
    do_jobs("send_letter")
    assert [mail.to for mail in mailoutbox] == [[cast.rosa.user.email]]


def test_every_ladder_reaches_a_body_of_its_house() -> None:
    """All six houses: where a step is no person of the house, a body is found by the words of the covenant."""
    for house in House.objects.select_related("covenant"):
        for step in DisputeStep.objects.filter(covenant=house.covenant):
            found = referring.bodies_for(Dispute(house=house), DisputeTurn(goes_to=step.goes_to))
            people = {"manager", "procesregisseur", "procescoördinator"}
            assert bool(found) is (step.goes_to not in people), (house, step)
            assert all(one.name.split()[0] in step.goes_to for one in found), (house, step, found)


def test_it_goes_with_the_case(cast: Cast, dispute: Dispute, body: Body) -> None:
    """What was sealed with the key of the case can not be read after it, also not from a backup."""
    made = referred(dispute, body, cast.rosa)
    with connection.cursor() as cursor:
        cursor.execute("select description from governance_referral where id = %s", [made.pk])
        assert b"organisaties" not in bytes(cursor.fetchone()[0])
    Case.objects.get(pk=dispute.case_id).delete()
    assert not Referral.objects.exists()
