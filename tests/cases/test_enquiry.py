"""Enquiries: who is asked, who reads the question and for how long, and what an answer leaves behind."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction

from cases.models import Case, Enquiry, EnquiryAnswer
from cases.nightly import remind_parties
from cases.policy import NotAllowed
from cases.workflow.aanmelding import reject
from cases.workflow.enquiry import answer_enquiry, askable_parties, close_enquiries, send_enquiries
from cases.workflow.enquiry_mail import mail_enquiry
from tests.cases import story
from tests.cast import Cast, Person, delegate, party_of
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.in_triage(cast)


def ask(cast: Cast, case: Case, *people: Person) -> list[Enquiry]:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return send_enquiries(case, [person.party for person in people], by=rosa)


def answer(enquiry: Enquiry, person: Person, is_known: bool) -> EnquiryAnswer:
    with open_keyring(), acting_as(person.pk) as actor:
        return answer_enquiry(enquiry, is_known=is_known, by=actor)


def seen(person: Person) -> list[str]:
    """The names this person can read, the same in Python and in SQL."""
    with open_keyring(), acting_as(person.pk) as actor:
        rows = list(Enquiry.objects.visible_to(actor))
        with connection.cursor() as cursor:
            cursor.execute("select id from cases_enquiry")
            assert {row[0] for row in cursor.fetchall()} == {row.pk for row in rows}
        return [row.name for row in rows]


def test_only_the_asked_party_and_the_house_read_the_question(cast: Cast, case: Case) -> None:
    ask(cast, case, cast.gea)
    assert seen(cast.gea) == ["Jan Kanarie"] == seen(cast.rosa) == seen(cast.mara)
    for other in (cast.wil, cast.zoe, cast.fatima, cast.abel, cast.piet):
        assert seen(other) == []


def test_an_assigned_party_does_not_read_what_others_were_asked(cast: Cast, case: Case) -> None:
    ask(cast, case, cast.gea)
    story.assigned(cast, case, cast.olga)
    assert seen(cast.gea) == ["Jan Kanarie"]
    assert seen(cast.olga) == []


def test_known_leaves_the_question_and_not_known_takes_it_away(cast: Cast, case: Case) -> None:
    of_gea, of_gijs = sorted(ask(cast, case, cast.gea, cast.gijs), key=lambda row: row.party_id != cast.gea.party.pk)
    assert seen(cast.gea) == seen(cast.gijs) == ["Jan Kanarie"]
    answer(of_gea, cast.gea, True)
    answer(of_gijs, cast.gijs, False)
    assert seen(cast.gea) == ["Jan Kanarie"]
    assert seen(cast.gijs) == []
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert {row.party_id: row.state for row in Enquiry.objects.visible_to(rosa)} == {
            cast.gea.party.pk: "bekend",
            cast.gijs.party.pk: "niet bekend",
        }


def test_the_same_answer_twice_is_one_answer_and_another_is_refused(cast: Cast, case: Case) -> None:
    (enquiry,) = ask(cast, case, cast.gea)
    assert answer(enquiry, cast.gea, True) == answer(enquiry, cast.gea, True)
    with pytest.raises(NotAllowed):
        answer(enquiry, cast.gea, False)
    assert EnquiryAnswer.objects.count() == 1


@pytest.mark.parametrize("name", ["wil", "rosa", "zoe"])
def test_nobody_answers_for_another_party(cast: Cast, case: Case, name: str) -> None:
    (enquiry,) = ask(cast, case, cast.gea)
    person: Person = getattr(cast, name)
    with pytest.raises(NotAllowed):
        answer(enquiry, person, True)
    with pytest.raises(ProgrammingError), acting_as(person.pk) as actor, transaction.atomic():
        EnquiryAnswer(enquiry_id=enquiry.pk, is_known=True, by_id=actor.user_id, at=enquiry.at).save(force_insert=True)
    assert answer(enquiry, cast.gea, True).is_known


def test_closing_empties_the_question(cast: Cast, case: Case) -> None:
    ask(cast, case, cast.gea)
    assert seen(cast.gea) == ["Jan Kanarie"]
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        close_enquiries(case, by=rosa)
    assert seen(cast.gea) == []
    assert seen(cast.rosa) == [""]


def test_only_the_role_of_the_house_asks(cast: Cast, case: Case) -> None:
    with open_keyring(), acting_as(cast.otto.pk) as otto, pytest.raises(NotAllowed):
        send_enquiries(case, [cast.gea.party], by=otto)
    assert len(ask(cast, case, cast.gea)) == 1


def test_in_kennemerland_the_procesondersteuner_asks_during_the_intake(db: None) -> None:
    cast = Cast(house="KL")
    case = story.filed(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        send_enquiries(case, [cast.olga.party], by=rosa)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        assert len(send_enquiries(case, [cast.olga.party], by=otto)) == 1
    assert seen(cast.olga) == ["Jan Kanarie"]
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reject(case, feedback="Geen casus voor het huis", by=rosa)
    assert seen(cast.olga) == []


@pytest.mark.parametrize(("years", "is_asked"), [(17, True), (19, False)])
def test_in_kennemerland_rvdk_is_asked_about_minors_only(db: None, years: int, is_asked: bool) -> None:
    cast = Cast(house="KL")
    case = story.filed(cast, born=today() - timedelta(days=365 * years))
    rvdk = delegate("Ravi", party_of(cast.house, "rvdk"), cast.house).party
    assert cast.olga.party in askable_parties(case, today=today())
    assert (rvdk in askable_parties(case, today=today())) is is_asked


def test_radicalisation_asks_only_the_kinds_of_the_approach(cast: Cast) -> None:
    case = story.in_triage(cast, approach="radicalisering")
    lawful, other = cast.olga.party, cast.gijs.party
    askable = askable_parties(case, today=today())
    assert lawful in askable
    assert other not in askable
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        send_enquiries(case, [cast.gijs.party], by=rosa)


def test_a_party_outside_the_law_of_the_case_is_not_asked(cast: Cast, case: Case) -> None:
    housing = delegate("Hanna", party_of(cast.house, "woningcorporatie"), cast.house).party
    assert housing not in askable_parties(case, today=today())
    assert cast.gijs.party in askable_parties(case, today=today())


def test_asking_again_asks_nobody_twice(cast: Cast, case: Case) -> None:
    assert len(ask(cast, case, cast.gea)) == 1
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        send_enquiries(case, [cast.gea.party], by=rosa)
    assert Enquiry.objects.count() == 1


def test_the_mail_names_nobody(cast: Cast, case: Case) -> None:
    assert cast.wil.user.email
    ask(cast, case, cast.gea)
    with acting_as_system():
        mail_enquiry(str(case.pk), str(cast.gea.party.pk))
    (sent,) = mail.outbox
    assert sent.to == [cast.gea.user.email]
    assert "/bekendheidsvragen/" in sent.body
    for secret in ("Kanarie", "Jan", case.number, str(case.pk), "1994"):
        assert secret not in sent.body + sent.subject


def test_a_reminder_goes_once_in_every_term_and_stops_at_the_answer(cast: Cast, case: Case) -> None:
    (enquiry,) = ask(cast, case, cast.gea)

    def reminders(day: date) -> int:
        Job.objects.all().delete()
        with acting_as_system(day):
            remind_parties(day)
            remind_parties(day)
        return Job.objects.filter(name="mail_enquiry").count()

    due = enquiry.due_on
    assert [reminders(day) for day in (due - timedelta(days=1), due, due + timedelta(days=1))] == [0, 1, 0]
    assert reminders(due + timedelta(days=7)) == 1
    answer(enquiry, cast.gea, True)
    assert reminders(due + timedelta(days=30)) == 0


def test_every_enquiry_has_a_key_of_its_own(cast: Cast, case: Case) -> None:
    ask(cast, case, cast.gea, cast.gijs)
    with connection.cursor() as cursor:
        cursor.execute("select name from cases_enquiry")
        assert all(b"Kanarie" not in bytes(row[0]) for row in cursor.fetchall())
    first, second = Enquiry.objects.all()
    assert len({case.pk, first.dossier_id, second.dossier_id}) == 3
