"""The known-person check: spelling variants, the same house only, never a word to the filer."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, KnownMatch, Subject
from cases.workflow.aanmelding import accept_for_triage, file_aanmelding
from tests.cases.story import assigned, draft
from tests.cast import Cast, Person, delegate, party_of
from zvh.actor import acting_as
from zvh.blindindex import normalised_surname
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.tasks import run_job

BORN = date(1990, 4, 3)


def with_subject(cast: Cast, by: Person, *, file: bool = True, **about: object) -> Case:
    """A case about one person with these values; filed, and then checked by the job."""
    case = draft(cast, by)
    with open_keyring():
        subject = Subject.objects.get(case=case)
        subject.first_names = ""
        for name, value in about.items():
            setattr(subject, name, value)
        subject.save()
    if file:
        with open_keyring(), acting_as(by.pk) as actor:
            case = file_aanmelding(case, by=actor)
        run_job(str(Job.objects.get(name="find_known_persons", arguments__case_id=str(case.pk)).pk))
    return case


def found(case: Case) -> list[tuple[object, str]]:
    return list(KnownMatch.objects.filter(case=case).values_list("other_id", "basis"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"surname": "Jansen"}, {"surname": "Janssen"}),
        ({"surname": "Berg", "infix": "van den"}, {"surname": "v.d. Berg"}),
        ({"surname": "v/d Berg"}, {"surname": "van den Berg"}),
        ({"surname": "Dijk"}, {"surname": "Dyk"}),
        ({"surname": "Hondt", "infix": "d'"}, {"surname": "d’Hondt"}),
        ({"surname": "Yıldız"}, {"surname": "YILDIZ"}),
        ({"surname": "Çelik"}, {"surname": "Celik"}),
    ],
)
def test_a_name_spelt_otherwise_with_the_same_birth_date_is_found(cast: Cast, first: dict, second: dict) -> None:
    one = with_subject(cast, cast.piet, born_on=BORN, **first)
    two = with_subject(cast, cast.gijs, born_on=BORN, **second)
    assert found(two) == [(one.pk, "naam-datum")]


def test_a_bsn_is_enough_and_goes_first(cast: Cast) -> None:
    one = with_subject(cast, cast.piet, surname="Jansen", born_on=BORN, bsn="123456782")
    two = with_subject(cast, cast.gijs, surname="Jansen", born_on=BORN, bsn="123456782")
    three = with_subject(cast, cast.gijs, surname="Pieters", bsn="123456782")
    assert found(two) == [(one.pk, "bsn")]
    assert sorted(found(three)) == sorted([(one.pk, "bsn"), (two.pk, "bsn")])


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ({"first_names": "Mohammed"}, {"first_names": "Mohamed"}, True),
        ({"first_names": "Jan Pieter"}, {"initials": "J."}, True),
        ({"nickname": "Joke", "first_names": "Johanna"}, {"first_names": "Johanna"}, True),
        ({"first_names": "Willem"}, {"first_names": "Fatima"}, False),
        ({"first_names": "Willem"}, {}, False),
    ],
)
def test_in_the_same_birth_year_the_given_name_decides(cast: Cast, first: dict, second: dict, alike: bool) -> None:
    one = with_subject(cast, cast.piet, surname="Jansen", born_on=BORN, **first)
    two = with_subject(cast, cast.gijs, surname="Jansen", born_on=date(1990, 3, 4), **second)
    assert found(two) == ([(one.pk, "naam-jaar")] if alike else [])


def test_other_people_other_houses_and_concepts_are_no_match(cast: Cast) -> None:
    with_subject(cast, cast.piet, surname="Pieters", born_on=BORN, bsn="111222333")
    with_subject(cast, cast.piet, file=False, surname="Jansen", born_on=BORN)
    elsewhere = Cast("HG", "RU")
    hanna = delegate("Hanna", party_of(elsewhere.house, "politie"), elsewhere.house)
    other_house = with_subject(elsewhere, hanna, surname="Jansen", born_on=BORN)
    assert found(with_subject(cast, cast.gijs, surname="Jansen", born_on=BORN, bsn="123456782")) == []
    assert found(with_subject(elsewhere, hanna, surname="Jansen", born_on=BORN)) == [(other_house.pk, "naam-datum")]


def test_the_job_may_run_twice_and_follows_what_changed(cast: Cast) -> None:
    one = with_subject(cast, cast.piet, surname="Jansen", born_on=BORN)
    two = with_subject(cast, cast.gijs, surname="Jansen", born_on=BORN)
    job = Job.objects.get(arguments__case_id=str(two.pk), name="find_known_persons")
    Job.objects.filter(pk=job.pk).update(finished_at=None)
    run_job(str(job.pk))
    assert found(two) == [(one.pk, "naam-datum")]
    with open_keyring():
        subject = Subject.objects.get(case=two)
        subject.surname = "Heel Anders"
        subject.save()
    Job.objects.filter(pk=job.pk).update(finished_at=None)
    run_job(str(job.pk))
    assert found(two) == []


def test_only_house_staff_see_it(cast: Cast) -> None:
    one = with_subject(cast, cast.piet, surname="Jansen", born_on=BORN)
    two = with_subject(cast, cast.gijs, surname="Janssen", born_on=BORN)
    address = f"/casussen/{two.number}/aanmelding/"
    assert one.number in cast.rosa.client().get(address).content.decode()
    page = cast.gijs.client().get(address).content.decode()
    assert "Wat is aangemeld" in page and one.number not in page and "bekend in dit huis" not in page
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        accept_for_triage(two, by=rosa)
    assigned(cast, two, cast.olga)
    page = cast.olga.client().get(address).content.decode()
    assert "Wat is aangemeld" in page and one.number not in page
    for person, expected in ((cast.rosa, 1), (cast.olga, 0), (cast.zoe, 0), (cast.gijs, 0)):
        with acting_as(person.pk) as actor:
            assert KnownMatch.objects.count() == KnownMatch.objects.visible_to(actor).count() == expected


def test_the_filer_gets_the_same_answer_by_the_same_work_for_a_known_and_an_unknown_person(cast: Cast) -> None:
    """The comparison is the job's: a draft of a known person is sent with the same queries, and nobody is compared yet."""
    with_subject(cast, cast.piet, surname="Jansen", born_on=BORN)
    work, pages = [], []
    for name in ("Jansen", "Niemand"):
        case = draft(cast, cast.gijs, surname=name, born=BORN)
        browser = cast.gijs.client()
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(f"/casussen/aanmelden/{case.pk}/controle/", {"juist": "on"})
        number = answer.url.split("/")[2]
        page = browser.get(answer.url).content.decode().split("<main")[1].split("</main")[0]
        work.append(len(queries))
        pages.append(page.replace(number, "NUMMER").replace(f"J. {name[0]}.", "NAAM"))
    assert KnownMatch.objects.count() == 0
    assert "NUMMER" in pages[0] and pages[0] == pages[1]
    assert work[0] == work[1]


def test_names_that_have_no_letters_of_ours_stay_apart() -> None:
    assert normalised_surname("李") != normalised_surname("王")
    assert normalised_surname("van") == "van"
