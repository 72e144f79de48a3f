"""A case goes to another house: only what was let go, once, and nothing stays where it was not taken (04; 03, R1 and R5; 07)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.models import (
    Case,
    Closing,
    Contribution,
    Disclosure,
    FurtherUse,
    Received,
    ReceivedContribution,
    Subject,
    Transfer,
    TransferAnswer,
    TransferPart,
)
from cases.nightly import expire_transfers
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.closing import close_case, missing_to_close
from cases.workflow.furtheruse_answers import stop_further_use
from cases.workflow.receiving import accept_transfer, refuse_transfer
from cases.workflow.transfer import Offer, let_go, missing_to_offer, offer_transfer, transfer_houses, withdraw_transfer
from parties.models import House
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cases.test_further_use import ask, objection, say, supplied
from tests.cast import Cast, Person
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring
from zvh.today import today

GROUND = "Wmo 5.1.1"


@pytest.fixture
def case(cast: Cast) -> Case:
    """Of a house that hands over digitally; Gea supplied to Olga, Piet reads nothing of it."""
    House.objects.filter(pk=cast.house.pk).update(allows_digital_transfer=True)
    cast.house.refresh_from_db()
    assert cast.zoe.pk
    return story.at_table(cast, cast.piet, cast.olga, cast.gea)


@pytest.fixture
def given(cast: Cast, case: Case) -> Contribution:
    """Of the gemeente, which said yes to this transfer."""
    return agreed(cast, case)


def agreed(cast: Cast, case: Case) -> Contribution:
    made = supplied(cast, case, cast.gea, cast.olga)
    asked = ask(case, cast.rosa, made, why="overdracht", receiver_name="", house=cast.other_house, ground=GROUND)
    say(asked, cast.gea, conditions="Kanarievoorwaarde")
    for person in (cast.piet, cast.olga):
        objection(asked, person, False)
    return made


def offering(cast: Cast, case: Case, *given: Contribution, **about: Any) -> Offer:
    subjects = list(case.subjects.all())
    values = {
        "reason": "De betrokkene verhuist", "description": "Een volwassene met zorgen thuis", "summary": "Kanariesamenvatting",
        "ground": GROUND, "subjects": subjects, "contributions": given, **about,
    }  # fmt: skip
    return Offer(cast.other_house, **values)


def offer(cast: Cast, case: Case, *given: Contribution, by: Person | None = None, **about: Any) -> Transfer:
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        return offer_transfer(case, offering(cast, case, *given, **about), by=actor)


def accept(cast: Cast, transfer: Transfer, by: Person | None = None, on: Any = None) -> Case:
    with open_keyring(), acting_as((by or cast.zoe).pk, on) as actor:
        return accept_transfer(transfer, cast.other_house.approaches.all()[0], by=actor)


def withdraw(cast: Cast, case: Case, by: Person | None = None) -> None:
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        withdraw_transfer(case, by=actor)


def seen(person: Person, model: Any = Transfer) -> int:
    """What the application shows and what the database gives are the same."""
    with open_keyring(), acting_as(person.pk) as actor:
        shown = model.objects.visible_to(actor).count()
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {model._meta.db_table}")
            assert cursor.fetchone() == (shown,)
    return int(shown)


def test_exactly_what_was_let_go_goes_over(cast: Cast, case: Case, given: Contribution) -> None:
    kept = supplied(cast, case, cast.piet, cast.olga)
    transfer = offer(cast, case, given)
    made = accept(cast, transfer)
    assert (made.house, made.phase, made.procesregisseur) == (cast.other_house, Phase.AANMELDING, None)
    assert str(made.number).startswith(cast.other_house.code) and made.pk != case.pk
    with open_keyring(), acting_as(cast.zoe.pk) as zoe:
        person = Subject.objects.visible_to(zoe).get(case=made)
        assert (person.first_names, person.surname) == ("Jan", "Kanarie")
        assert person.pk not in [one.pk for one in case.subjects.all()]
        assert Case.objects.visible_to(zoe).get(pk=made.pk).aanmelding.problem == "Kanariesamenvatting"
        copy = ReceivedContribution.objects.visible_to(zoe).get(case=made)
        assert (copy.supplier, copy.from_house, copy.facts) == (cast.gea.party, cast.house, given.facts)
        assert copy.conditions.endswith("Kanarievoorwaarde")
        assert Received.objects.visible_to(zoe).get().from_house == cast.house
    register = Disclosure.objects.filter(what="overdracht-huis")
    assert {(one.house, one.number, one.to_house, one.supplier, one.source) for one in register} == {
        (cast.house, case.number, cast.other_house, supplier, GROUND) for supplier in (None, cast.gea.party)
    }
    assert FurtherUse.objects.get(contribution=given).given_on == today()
    assert not Disclosure.objects.filter(supplier=kept.supplier).exists()
    transfer.refresh_from_db()
    assert (transfer.ended_as, transfer.description, transfer.reason) == ("aangenomen", "", "")


def test_the_other_house_sees_the_offer_and_nothing_else(cast: Cast, case: Case, given: Contribution) -> None:
    transfer = offer(cast, case, given)
    assert (seen(cast.zoe), seen(cast.zoe, TransferPart), seen(cast.zoe, Subject), seen(cast.zoe, Case)) == (1, 0, 0, 0)
    assert (seen(cast.rosa), seen(cast.rosa, TransferPart), seen(cast.otto), seen(cast.gea)) == (1, 3, 1, 0)
    with open_keyring(), acting_as(cast.zoe.pk), connection.cursor() as cursor:
        for what in ("subjects", "summaries", "uses", "yeses", "contributions"):
            cursor.execute(f"select count(*) from app.transferred_{what}(%s)", [transfer.pk])
            assert cursor.fetchone() == (0,)
    accept(cast, transfer)
    assert (seen(cast.zoe), seen(cast.zoe, Case), seen(cast.zoe, TransferPart)) == (0, 1, 0)
    with open_keyring(), acting_as(cast.zoe.pk), connection.cursor() as cursor:
        cursor.execute("select count(*) from app.transferred_subjects(%s)", [transfer.pk])
        assert cursor.fetchone() == (0,)
    assert (seen(cast.rosa, Received), seen(cast.rosa, TransferAnswer), seen(cast.zoe, Received)) == (0, 1, 1)


@pytest.mark.parametrize("how", ["geweigerd", "ingetrokken", "verlopen"])
def test_what_is_not_taken_is_emptied_at_once(cast: Cast, case: Case, given: Contribution, how: str) -> None:
    transfer = offer(cast, case, given)
    if how == "geweigerd":
        with open_keyring(), acting_as(cast.zoe.pk) as zoe:
            refuse_transfer(transfer, reason="Kanariereden", by=zoe)
    elif how == "ingetrokken":
        withdraw(cast, case)
    else:
        with acting_as(cast.zoe.pk, transfer.due_on + timedelta(days=1)) as late:
            assert not Transfer.objects.visible_to(late).exists()
        for day, number in ((transfer.due_on, 0), (transfer.due_on + timedelta(days=1), 1), (transfer.due_on, 0)):
            with open_keyring(), acting_as_system(day):
                assert expire_transfers(day) == number
    with connection.cursor() as cursor:
        cursor.execute("select ended_as, description = '', reason = '' from cases_transfer")
        assert cursor.fetchall() == [(how, True, True)]
    assert (seen(cast.zoe), TransferPart.objects.count(), Received.objects.count()) == (0, 0, 0)
    assert not Disclosure.objects.filter(what="overdracht-huis").exists()
    with pytest.raises(NotAllowed):
        accept(cast, transfer)
    assert offer(cast, case, given).pk != transfer.pk


def test_a_yes_that_is_taken_back_does_not_go_over(cast: Cast, case: Case, given: Contribution) -> None:
    transfer = offer(cast, case, given)
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        stop_further_use(FurtherUse.objects.get(contribution=given), by=gea)
    accept(cast, transfer)
    assert not ReceivedContribution.objects.exists()
    assert [one.supplier for one in Disclosure.objects.filter(what="overdracht-huis")] == [None]


def test_silence_is_no(cast: Cast, case: Case) -> None:
    made = supplied(cast, case, cast.gea, cast.olga)
    ask(case, cast.rosa, made, why="overdracht", receiver_name="", house=cast.other_house, ground=GROUND)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert let_go(case, cast.other_house, by=rosa) == []
    with pytest.raises(StepNotAllowed):
        offer(cast, case, made)
    assert not Transfer.objects.exists()


def test_who_may_offer_answer_and_withdraw(cast: Cast, case: Case) -> None:
    for person in (cast.otto, cast.mara, cast.gea, cast.zoe):
        with pytest.raises(NotAllowed):
            offer(cast, case, by=person)
    transfer = offer(cast, case)
    for person in (cast.rosa, cast.gea, cast.otto):
        with pytest.raises(NotAllowed):
            accept(cast, transfer, by=person)
        with pytest.raises(NotAllowed), open_keyring(), acting_as(person.pk) as actor:
            refuse_transfer(transfer, reason="r", by=actor)
    for person in (cast.otto, cast.zoe):
        with pytest.raises(NotAllowed):
            withdraw(cast, case, by=person)
    with pytest.raises(NotAllowed), open_keyring(), acting_as(cast.zoe.pk) as zoe:
        accept_transfer(transfer, cast.house.approaches.exclude(houses=cast.other_house)[0], by=zoe)
    with pytest.raises(NotAllowed):
        accept(cast, transfer, on=transfer.due_on + timedelta(days=1))
    assert Transfer.objects.open().get() == transfer and not TransferAnswer.objects.exists()


def test_twice_or_out_of_order_changes_nothing(cast: Cast, case: Case) -> None:
    with pytest.raises(StepNotAllowed):
        withdraw(cast, case)
    transfer = offer(cast, case)
    with pytest.raises(StepNotAllowed):
        offer(cast, case)
    made = accept(cast, transfer)
    for again in (lambda: accept(cast, transfer), lambda: withdraw(cast, case), lambda: offer(cast, case)):
        with pytest.raises((NotAllowed, StepNotAllowed)):
            again()
    assert list(Case.objects.filter(house=cast.other_house)) == [made]
    assert Received.objects.count() == TransferAnswer.objects.count() == 1


def test_what_the_offer_lacks_is_said_at_its_field(cast: Cast, case: Case) -> None:
    third = House.objects.exclude(pk__in=[cast.house.pk, cast.other_house.pk])[0]
    House.objects.filter(pk=third.pk).update(allows_digital_transfer=False)
    wrong = {"subjects": [], "ground": "de wet", "description": "Zorgen over Kanarie.", "reason": "Jan verhuist"}
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert third not in transfer_houses(case) and cast.house not in transfer_houses(case)
        found = missing_to_offer(case, Offer(third, summary="s", **wrong), by=rosa)
        assert {field for _, field in found} == {"huis", "personen", "grond", "omschrijving", "reden"}
        assert missing_to_offer(case, offering(cast, case), by=rosa) == []


def test_off_in_utrecht(cast: Cast) -> None:
    assert not cast.house.allows_digital_transfer and cast.other_house.allows_digital_transfer
    case = story.at_table(cast)
    with open_keyring(), acting_as(cast.rosa.pk):
        assert transfer_houses(case) == []
    with pytest.raises(NotAllowed):
        offer(cast, case)
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(cast.rosa.pk) as rosa:
        _bare(case, cast, rosa)


def _bare(case: Case, cast: Cast, actor: Any, **about: Any) -> Transfer:
    values = {"house": cast.house, "to_house": cast.other_house, "ground": GROUND, "due_source": "d", **about}
    return Transfer.objects.create(case=case, due_on=today(), by_id=actor.user_id, at=case.opened_at, **values)


def test_the_database_holds_it_too(cast: Cast, case: Case) -> None:
    transfer = offer(cast, case)
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(cast.rosa.pk) as rosa:
        _bare(case, cast, rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING)
    with acting_as(cast.zoe.pk), connection.cursor() as cursor:
        cursor.execute("update cases_transfer set ended_as = 'ingetrokken', closed_at = now()")
        assert cursor.rowcount == 0
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(cast.zoe.pk) as zoe:
        TransferAnswer(transfer=transfer, is_accepted=True, by_id=zoe.user_id, at=case.opened_at).save(
            force_insert=True
        )
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(cast.zoe.pk) as zoe:
        Received(
            case=case, from_house=cast.house, offer_id=transfer.pk, ground=GROUND, by_id=zoe.user_id, at=case.opened_at
        ).save(force_insert=True)


def test_a_case_is_not_closed_while_it_is_offered(cast: Cast, case: Case) -> None:
    transfer = offer(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        Closing.objects.create(case=case)
        assert "overdracht" in {field for _, field in missing_to_close(case, today=rosa.today)}
        with pytest.raises(StepNotAllowed):
            close_case(case, version=1, by=rosa)
    accept(cast, transfer)
    with acting_as(cast.rosa.pk) as rosa:
        assert "overdracht" not in {field for _, field in missing_to_close(case, today=rosa.today)}


def test_both_houses_log_it(cast: Cast, case: Case) -> None:
    transfer = offer(cast, case)
    made = accept(cast, transfer)
    for house, what in ((cast.house, "transfer"), (cast.other_house, "transferanswer")):
        assert AccessLogLine.objects.filter(house_id=house.pk, object_type=what, rule="accept_transfer").exists()
    assert AccessLogLine.objects.filter(
        house_id=cast.other_house.pk, dossier_id=made.pk, rule="file_aanmelding"
    ).exists()
