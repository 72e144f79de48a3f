"""Consent of the parties before the house says something to the outside (conv. 19.1; 003 art. 18.1)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from governance.models import Statement, StatementAnswer
from governance.policy import NotAllowed
from governance.workflow.statements import NotAgreed, answer_statement, ask_consent, ask_newcomers, drop_it, say_it
from parties.models import Duty, Membership, Party
from parties.roles import Purpose
from tests.cast import Cast, Person, delegate
from tests.governance.test_compliance import ADDRESS, stand
from tests.jobs import do_jobs
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

pytestmark = pytest.mark.django_db
NAME = "Instemming van partijen met een bericht naar buiten"
ASKS = "Stemt uw partij in met een bericht naar buiten?"


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie in the partneroverleg."""
    return delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)


@pytest.fixture
def statement(cast: Cast, pia: Person) -> Statement:
    with acting_as(cast.mara.pk) as by:
        duty = Duty.objects.get(covenant=cast.house.covenant, code="communicatie")
        return ask_consent(cast.house, duty, subject="Kanarienieuws", text="Kanarietekst", by=by)


def own(statement: Statement, person: Person) -> StatementAnswer:
    return statement.answers.get(party=person.party)


def all_agree(cast: Cast, statement: Statement) -> None:
    for one in statement.answers.filter(choice=""):
        with acting_as(cast.mara.pk) as by:
            answer_statement(one, "ja", "Brief", by=by)


def test_every_party_is_asked_within_the_term_of_the_covenant(cast: Cast, statement: Statement) -> None:
    members = Membership.objects.in_force(today()).filter(houses=cast.house)
    assert set(statement.answers.values_list("party", flat=True)) == set(members.values_list("party", flat=True))
    assert (statement.answer_by, statement.source[:18]) == (today() + timedelta(days=14), "convenant art. 19.")
    assert stand(cast.mara, NAME) == "op-tijd"


def test_a_delegate_answers_for_the_own_party_from_mijn_werk(cast: Cast, statement: Statement, pia: Person) -> None:
    client, address = pia.client(), f"/naleving/berichten/{statement.pk}/"
    page = client.get("/mijn-werk/").content.decode()
    assert ASKS in page and f'href="{address}"' in page
    page = client.get(address).content.decode()
    assert "Kanarietekst" in page and page.count("nog geen antwoord") == 1  # the own party only
    assert client.post(address, {"antwoord": ""}).status_code == 422
    assert client.post(address, {"antwoord": "nee", "toelichting": "Te vroeg"}).status_code == 302
    assert client.post(address, {"antwoord": "ja"}).status_code == 404  # once
    assert ASKS not in client.get("/mijn-werk/").content.decode()
    assert "Te vroeg" in cast.mara.client().get(address).content.decode()
    assert cast.piet.client().get(address).status_code == 404  # a delegate for cases


def test_silence_is_no_consent_and_an_objection_stops_it(cast: Cast, statement: Statement, pia: Person) -> None:
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAgreed):
        say_it(statement, by=by)
    with acting_as(pia.pk) as by:
        answer_statement(own(statement, pia), "nee", "Nee", by=by)
    all_agree(cast, statement)
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAgreed):
        say_it(statement, by=by)
    answer = cast.mara.client().post(f"/naleving/berichten/{statement.pk}/", {"stap": "gezegd"}, follow=True)
    assert "Nog niet iedere partij stemt in" in answer.content.decode()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:  # whoever writes it
        cursor.execute("update governance_statement set said_on = %s where id = %s", [today(), statement.pk])
    with acting_as(cast.mara.pk) as by:
        assert drop_it(statement, by=by).dropped_on == today()
    assert stand(cast.mara, NAME) == "op-tijd"


def test_with_everybodys_consent_it_is_said_once(cast: Cast, statement: Statement) -> None:
    all_agree(cast, statement)
    with acting_as(cast.mara.pk) as by:
        assert say_it(statement, by=by).said_on == today()
        for step in (say_it, drop_it):
            with pytest.raises(NotAllowed):
                step(statement, by=by)


def test_a_party_that_left_is_waited_for_no_longer(cast: Cast, statement: Statement, pia: Person) -> None:
    for one in statement.answers.exclude(party=pia.party):
        with acting_as(cast.mara.pk) as by:
            answer_statement(one, "ja", "", by=by)
    Membership.objects.filter(party=pia.party, houses=cast.house).update(until_date=today() - timedelta(days=1))
    with acting_as(cast.mara.pk) as by:
        assert say_it(statement, by=by).said_on == today()


def test_nobody_answers_for_another_party(cast: Cast, statement: Statement, pia: Person) -> None:
    other = statement.answers.exclude(party=pia.party)[0]
    with acting_as(pia.pk) as by:
        assert list(StatementAnswer.objects.visible_to(by).values_list("party", flat=True)) == [pia.party.pk]
        with pytest.raises(NotAllowed):
            answer_statement(other, "ja", "", by=by)
    with acting_as(cast.fatima.pk) as by, pytest.raises(NotAllowed):
        answer_statement(other, "ja", "", by=by)


def test_the_manager_asks_in_the_browser(cast: Cast) -> None:
    client = cast.mara.client()
    assert client.post(f"{ADDRESS}berichten/nieuw/", {"onderwerp": "Open dag"}).status_code == 422
    answer = client.post(f"{ADDRESS}berichten/nieuw/", {"onderwerp": "Open dag", "tekst": "Wij openen onze deuren"})
    assert answer.status_code == 302
    chosen = Statement.objects.get().answers.all()[0]
    sent = {"partij": str(chosen.party_id), "antwoord": "ja", "toelichting": "Brief van vandaag"}
    assert client.post(answer.url, sent).status_code == 302
    assert client.post(answer.url, sent).status_code == 422  # answered: no choice any more
    assert "1 van de " in client.get(f"{ADDRESS}berichten/").content.decode()
    Duty.objects.filter(covenant=cast.house.covenant, code="communicatie").delete()
    assert client.get(f"{ADDRESS}berichten/nieuw/").status_code == 404  # a covenant that asks for no consent


def test_who_joins_later_is_asked_as_well_and_has_as_long_for_it(cast: Cast, statement: Statement) -> None:
    """Also where its day came after everybody else agreed: until it answered nothing is said."""
    all_agree(cast, statement)
    late = Party.objects.create(slug="later", name="Later Erbij", source="aanvraag")
    membership = Membership.objects.create(
        party=late, covenant=cast.house.covenant, from_date=today() + timedelta(days=10), source="besluit"
    )
    membership.houses.add(cast.house)
    voice = delegate("Lara", late, cast.house, Purpose.PARTNEROVERLEG)
    with acting_as_system():
        assert ask_newcomers(today()) == 0  # it takes no part yet
    day = today() + timedelta(days=10)
    with acting_as_system(day):
        assert ask_newcomers(day) == 1 and ask_newcomers(day) == 0
    statement.refresh_from_db()
    assert statement.answers.get(party=late).choice == "" and statement.answer_by == day + timedelta(days=14)
    do_jobs("send_letter")
    assert [one.to for one in mail.outbox if one.to == [voice.user.email]]
    Membership.objects.filter(pk=membership.pk).update(from_date=today())
    with acting_as(cast.mara.pk) as by:
        with pytest.raises(NotAgreed):
            say_it(statement, by=by)
        with pytest.raises(DatabaseError, match="did not agree"), transaction.atomic():  # whoever writes it
            Statement.objects.filter(pk=statement.pk).update(said_on=by.today)
    StatementAnswer.objects.filter(party=late).delete()
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAgreed):  # not asked is no consent either
        say_it(statement, by=by)
