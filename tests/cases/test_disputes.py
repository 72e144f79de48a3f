"""A dispute climbs the ladder of its covenant, is read by who has part in it, and holds destruction back (01; 05; 06)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.models import Case, Dispute, DisputeTurn, Escalation
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.dispute import ladder, raise_dispute, take_turn
from cases.workflow.escalation import answer_escalation, escalate
from parties.choices import DisputeAbout
from parties.models import Appointment, Body, Delegation, House, Membership, Party
from parties.roles import Purpose, Role
from privacy import destruction
from privacy.models import DestructionListing
from privacy.nightly import list_for_destruction
from tests.access import twolines
from tests.access.world import named_for_another
from tests.cases import story
from tests.cases.test_triage_pages import text
from tests.cast import START, Cast, Person
from tests.privacy.stories import closed_case
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring
from zvh.today import today


@pytest.fixture
def case(cast: Cast) -> Case:
    """Piet is casusregisseur; Rosa is procesregisseur."""
    made = story.at_table(cast, cast.piet, cast.olga)
    Case.objects.filter(pk=made.pk).update(
        procesregisseur=cast.rosa.user, casusregisseur=cast.piet.user, casusregisseur_party=cast.piet.party
    )
    made.refresh_from_db()
    return made


def raised(case: Case, by: Person, about: str = "casusregisseur") -> Dispute:
    with open_keyring(), acting_as(by.pk) as actor:
        return raise_dispute(case, about=about, text="Kanariegeschil", by=actor)


def turn(dispute: Dispute, by: Person, result: str, order: int = 1, **about: Any) -> Dispute:
    about = {"outcome": "Kanarieuitkomst", "on": today(), **about}
    with open_keyring(), acting_as(by.pk) as actor:
        return take_turn(dispute, order=order, result=result, **about, by=actor)


def seen(person: Person) -> int:
    """How many disputes this person sees; their steps go along."""
    assert len(twolines.seen(person, DisputeTurn)) == len(found := twolines.seen(person, Dispute))
    return len(found)


def test_every_house_has_a_ladder_with_its_source_for_every_dispute() -> None:
    for house in House.objects.select_related("covenant"):
        for about in DisputeAbout:
            steps = ladder(house, about)
            assert steps and all(step.source for step in steps), (house, about)
            assert [step.order for step in steps] == list(range(1, len(steps) + 1))


def test_only_who_has_part_in_it_and_who_handles_it_read_it(cast: Cast, case: Case) -> None:
    raised(case, cast.olga)
    assert [seen(one) for one in (cast.olga, cast.piet, cast.rosa, cast.mara)] == [1] * 4
    assert [seen(one) for one in (cast.otto, cast.gea, cast.wil, cast.zoe, cast.fatima, cast.abel, cast.rik)] == [0] * 7


def test_who_has_part_in_it_reads_it_after_the_case_is_closed_to_him(cast: Cast, case: Case) -> None:
    dispute = raised(case, cast.olga)
    Case.objects.filter(pk=case.pk).update(phase="afschaling", destroy_on=today() - timedelta(days=1))
    assert cast.olga.client().get(f"/casussen/{case.number}/").status_code == 404
    assert "Kanariegeschil" in text(cast.olga.client().get(f"/geschillen/{dispute.pk}/"))
    assert turn(dispute, cast.mara, "opgelost").is_solved


def test_the_same_person_in_another_capacity_has_no_part_in_it(cast: Cast, case: Case) -> None:
    """For another party, or at another meeting; and a manager who is named for another approach."""
    raised(case, cast.olga)
    for person in (cast.olga, cast.piet):
        assert seen(acting_for(person, cast.gea.party)) == 0
    assert seen(named_for_another(cast)) == 0
    for person in (cast.olga, cast.piet):
        Delegation.objects.filter(pk=person.pk).update(purpose=Purpose.PARTNEROVERLEG)
        assert seen(person) == 0


def acting_for(person: Person, party: Party) -> Person:
    """The same person, delegated by another party too."""
    membership = Membership.objects.get(party=party, covenant=House.objects.get(code="RU").covenant)
    made = Delegation.objects.create(user=person.user, membership=membership, from_date=START, secrecy_on=START)
    return Person(person.user, made)


def test_it_climbs_to_a_body_with_a_description_without_names(cast: Cast, case: Case) -> None:
    dispute = raised(case, cast.olga)
    names = [step.goes_to for step in ladder(cast.house, "casusregisseur")]
    assert names == ["procesregisseur", "Partneroverleg"]
    for description in ("", "Het gaat over Kanarie"):
        with pytest.raises(StepNotAllowed):
            turn(dispute, cast.rosa, "volgende", description=description)
    turn(dispute, cast.rosa, "volgende", description="Twee partijen verschillen van mening")
    with open_keyring(), acting_as_system():
        assert [one.goes_to for one in DisputeTurn.objects.filter(dispute=dispute)] == names
        assert Dispute.objects.get().description == "Twee partijen verschillen van mening"
    with pytest.raises(StepNotAllowed):
        turn(dispute, cast.rosa, "volgende", order=2, description="Nog eens")
    assert turn(dispute, cast.rosa, "beeindigd", order=2).state == "beëindigd, niet opgelost"


def test_a_step_is_taken_once_and_by_who_read_it(cast: Cast, case: Case) -> None:
    dispute = raised(case, cast.olga, "besluit")
    turn(dispute, cast.rosa, "volgende")
    for about in (
        {},
        {"order": 2, "outcome": ""},
        {"order": 2, "on": today() + timedelta(days=1)},
        {"order": 2, "on": today() - timedelta(days=1)},
    ):
        with pytest.raises(StepNotAllowed):
            turn(dispute, cast.mara, "opgelost", **about)
    turn(dispute, cast.mara, "opgelost", order=2)
    with pytest.raises(NotAllowed):
        turn(dispute, cast.mara, "opgelost", order=2)


@pytest.mark.parametrize(
    ("about", "who", "may"),
    [
        ("procesregisseur", "rosa", False), ("procesregisseur", "mara", True), ("manager", "mara", False), ("manager", "rosa", True),
        ("besluit", "rosa", True), ("besluit", "otto", False), ("besluit", "olga", False), ("casusregisseur", "piet", False),
    ],
)  # fmt: skip
def test_whom_it_is_about_does_not_handle_it(cast: Cast, case: Case, about: str, who: str, may: bool) -> None:
    dispute, person = raised(case, cast.olga, about), getattr(cast, who)
    with acting_as(person.pk), connection.cursor() as cursor:
        cursor.execute("update cases_dispute set ended_on = %s, is_solved = true where id = %s", [today(), dispute.pk])
        assert (cursor.rowcount == 1) is may
    Dispute.objects.filter(pk=dispute.pk).update(ended_on=None, is_solved=None)
    if may:
        assert turn(dispute, person, "opgelost").ended_on
    else:
        with pytest.raises(NotAllowed):
            turn(dispute, person, "opgelost")


def test_who_is_involved_handles_it_in_no_role(cast: Cast, case: Case) -> None:
    """Who raised it; and whom it is about, who is a manager of the house too."""
    with pytest.raises(NotAllowed):
        turn(raised(case, cast.rosa, "besluit"), cast.rosa, "opgelost")
    also = Appointment.objects.create(
        user=cast.piet.user, house=cast.house, role=Role.MANAGER, from_date=START, secrecy_on=START
    )
    with pytest.raises(NotAllowed):
        turn(raised(case, cast.olga), Person(cast.piet.user, also), "opgelost")


def test_there_is_no_dispute_about_a_casusregisseur_who_is_not_there(cast: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(casusregisseur=None, casusregisseur_party=None)
    with pytest.raises(StepNotAllowed):
        raised(case, cast.olga)


def test_who_is_not_in_the_case_raises_nothing(cast: Cast, case: Case) -> None:
    for person in (cast.gea, cast.wil, cast.zoe, cast.otto, cast.mara):
        with pytest.raises(NotAllowed):
            raised(case, person)
    with (
        acting_as(cast.wil.pk) as wil,
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into cases_dispute (id, case_id, house_id, approach_id, number, about, raised_by_id, party_id, text, description, at)"
            " values (gen_random_uuid(), %s, %s, %s, %s, 'besluit', %s, %s, '', '', now())",
            [case.pk, case.house_id, case.approach_id, case.number, wil.user_id, wil.party_id],
        )


def test_an_open_dispute_holds_destruction_back_and_the_list_says_so(cast: Cast) -> None:
    case = story.at_table(cast, cast.olga)
    dispute = raised(case, cast.olga, "besluit")
    closed = closed_case(cast)
    Case.objects.filter(pk=case.pk).update(
        phase="afschaling",
        closed_on=today(),
        destroy_on=today(),
        destroy_source="r",
        closing_reason=closed.closing_reason,
    )
    with open_keyring(), acting_as_system():
        list_for_destruction(today())
    assert DestructionListing.objects.get(case=case).is_held
    assert "er loopt een geschil" in text(cast.rik.client().get("/vernietiging/"))
    judge, day = destruction.case_is_due, today() + timedelta(days=1)
    assert not destruction.destroy_dossier(Case, case.pk, judge, today=day)
    turn(dispute, cast.mara, "opgelost")
    with open_keyring(), acting_as_system():
        list_for_destruction(today())
    assert not DestructionListing.objects.get(case=case).is_held
    assert destruction.destroy_dossier(Case, case.pk, judge, today=day) and not Dispute.objects.exists()


def test_a_dispute_in_the_browser(cast: Cast, case: Case) -> None:
    olga, rosa = cast.olga.client(), cast.rosa.client()
    assert f"/casussen/{case.number}/geschillen/" in olga.get(f"/casussen/{case.number}/").content.decode()
    new = f"/casussen/{case.number}/geschillen/nieuw/"
    assert olga.post(new, {"waarover": "casusregisseur", "geschil": ""}).status_code == 422
    assert olga.post(new, {"waarover": "casusregisseur", "geschil": "Kanariegeschil"}).status_code == 302
    dispute = Dispute.objects.get()
    assert f"Geschil: {case.number}" in text(rosa.get("/mijn-werk/"))
    address = f"/geschillen/{dispute.pk}/"
    sent = {
        "versie": "1",
        "op": today().isoformat(),
        "uitkomst": "Kanarieuitkomst",
        "verder": "volgende",
        "omschrijving": "Jan Kanarie",
    }
    wrong = rosa.post(address, sent)
    assert wrong.status_code == 422 and "Haal namen uit de omschrijving: Jan, Kanarie" in text(wrong)
    assert rosa.post(address, {**sent, "omschrijving": "Zonder namen"}).status_code == 302
    stale = rosa.post(address, {**sent, "omschrijving": "Zonder namen"})
    assert stale.status_code == 422 and "Iemand anders legde deze stap al vast" in text(stale)
    assert "Partneroverleg" in text(olga.get(address)) and "Kanarieuitkomst" in text(olga.get(address))


# --- opschaling ----------------------------------------------------------------------------------------------------------


def up(case: Case, by: Person, **about: Any) -> Escalation:
    about = {"question": "Kanarievraag", "asked_on": today(), **about}
    with open_keyring(), acting_as(by.pk) as actor:
        return escalate(case, **about, by=actor)


def test_a_question_goes_to_one_body_or_mayor_and_is_answered_once(cast: Cast, case: Case) -> None:
    body = Body.objects.filter(covenant=cast.house.covenant, house__in=[cast.house]).first()
    wrong: list[dict[str, Any]] = [
        {}, {"body": body, "gemeente": cast.gea.party}, {"gemeente": cast.piet.party}, {"body": body, "question": ""},
        {"body": body, "asked_on": today() + timedelta(days=1)},
        {"body": Body.objects.exclude(covenant=cast.house.covenant).first()},
    ]  # fmt: skip
    for about in wrong:
        with pytest.raises(StepNotAllowed):
            up(case, cast.rosa, **about)
    for person in (cast.mara, cast.olga, cast.piet, cast.zoe):
        with pytest.raises(NotAllowed):
            up(case, person, body=body)
    made = up(case, cast.rosa, body=body)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        answer_escalation(made, answer="Kanarieantwoord", answered_on=otto.today, by=otto)
        with pytest.raises(StepNotAllowed):
            answer_escalation(made, answer="Anders", answered_on=otto.today, by=otto)


def test_who_reads_what_was_asked(cast: Cast, case: Case) -> None:
    up(case, cast.rosa, gemeente=cast.gea.party)
    for person, count in ((cast.rosa, 1), (cast.mara, 1), (cast.piet, 1), (cast.olga, 0), (cast.gea, 0), (cast.zoe, 0)):
        assert len(twolines.seen(person, Escalation)) == count, person.user.name


def test_opschaling_in_the_browser(cast: Cast, case: Case) -> None:
    rosa, address = cast.rosa.client(), f"/casussen/{case.number}/opschaling/"
    sent = {"gemeente": str(cast.gea.party.pk), "vraag": "Kanarievraag", "op": today().isoformat()}
    assert rosa.post(address, {**sent, "gemeente": ""}).status_code == 422
    assert rosa.post(address, sent).status_code == 302
    answer = f"{address}{Escalation.objects.get().pk}/"
    assert rosa.post(answer, {"antwoord": "Kanarieantwoord", "op": today().isoformat()}).status_code == 302
    page = text(cast.piet.client().get(address))
    assert "Kanarievraag" in page and "Kanarieantwoord" in page and f"Burgemeester, {cast.gea.party}" in page
    assert rosa.get(answer).status_code == 404
