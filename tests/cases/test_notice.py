"""Informing the subject: who sees that it was done, and who sees why it was not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from cases.models import Case, Ground, NoNotice, Notice, Subject
from cases.policy import NotAllowed
from cases.workflow.notice import missing_to_convene, next_check, record_no_notice, record_notice
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today


@pytest.fixture
def case(cast: Cast) -> Case:
    found = story.in_triage(cast)
    with open_keyring():
        Subject.objects.create(case=found, surname="Merel", order=1)
    return found


def subject(case: Case, number: int = 0) -> Subject:
    return case.subjects.order_by("order")[number]


def inform(case: Case, person: Person, one: Subject, **values: Any) -> Notice:
    with open_keyring(), acting_as(person.pk) as actor:
        given = {"way": Notice.Way.LETTER, "on": today(), "by": actor, **values}
        return record_notice(case, one, **given)


def postpone(case: Case, person: Person, one: Subject, **values: Any) -> NoNotice:
    with open_keyring(), acting_as(person.pk) as actor:
        given: dict[str, Any] = {
            "ground": Ground.CRIME,
            "reasons": "Kanariereden",
            "circumstances": "onderzoek",
            "later_how": "brief",
            "expected_on": today() + timedelta(days=60),
            "check_on": today() + timedelta(days=14),
            "by": actor,
        }
        return record_no_notice(case, one, **{**given, **values})


def missing(cast: Cast, case: Case) -> int:
    with open_keyring(), acting_as(cast.rosa.pk):
        return len(missing_to_convene(case))


def test_no_meeting_before_everyone_is_informed_or_a_reason_is_given(cast: Cast, case: Case) -> None:
    assert missing(cast, case) == 2
    inform(case, cast.rosa, subject(case, 0))
    assert missing(cast, case) == 1
    postpone(case, cast.rosa, subject(case, 1))
    assert missing(cast, case) == 0


def test_all_parties_see_when_and_how_but_not_why_not(cast: Cast, case: Case) -> None:
    story.assigned(cast, case, cast.olga)
    story.assigned(cast, case, cast.gea)
    inform(case, cast.gea, subject(case, 0))
    postpone(case, cast.olga, subject(case, 1))

    def counts(person: Person) -> tuple[int, int]:
        with open_keyring(), acting_as(person.pk) as actor:
            seen = Notice.objects.visible_to(actor).count(), NoNotice.objects.visible_to(actor).count()
            assert seen == (Notice.objects.count(), NoNotice.objects.count())
            return seen

    assert counts(cast.rosa) == counts(cast.olga) == (1, 1)
    assert counts(cast.gea) == (1, 0)
    for person in (cast.wil, cast.zoe, cast.piet, cast.fatima):
        assert counts(person) == (0, 0)


def test_a_delegate_records_for_the_own_party_only(cast: Cast, case: Case) -> None:
    story.assigned(cast, case, cast.gea)
    assert inform(case, cast.gea, subject(case), party=cast.olga.party).party == cast.gea.party
    assert inform(case, cast.rosa, subject(case), party=cast.olga.party).party == cast.olga.party
    with pytest.raises(ProgrammingError), open_keyring(), acting_as(cast.gea.pk) as gea, transaction.atomic():
        Notice(
            case_id=case.pk,
            subject=subject(case),
            party=cast.olga.party,
            way="brief",
            on=today(),
            by_id=gea.user_id,
            at=case.opened_at,
        ).save(force_insert=True)


@pytest.mark.parametrize("name", ["wil", "zoe", "mara", "fatima", "piet"])
def test_who_does_not_work_in_the_case_records_nothing(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(NotAllowed):
        inform(case, getattr(cast, name), subject(case))
    assert inform(case, cast.otto, subject(case)).pk


def test_a_person_of_another_case_is_refused(cast: Cast, case: Case) -> None:
    other = story.in_triage(cast)
    with pytest.raises(NotAllowed):
        inform(case, cast.rosa, subject(other))
    with pytest.raises(NotAllowed):
        postpone(case, cast.rosa, subject(other))


@pytest.mark.parametrize("days", [0, -1, 400])
def test_the_next_judgement_lies_within_the_term(cast: Cast, case: Case, days: int) -> None:
    with pytest.raises(ValueError, match="within the term"):
        postpone(case, cast.rosa, subject(case), check_on=today() + timedelta(days=days))
    latest, source = next_check(case, today())
    assert postpone(case, cast.rosa, subject(case), check_on=latest).check_source == source


def test_the_latest_reason_holds_until_the_person_is_informed(cast: Cast, case: Case) -> None:
    postpone(case, cast.rosa, subject(case))
    latest = postpone(case, cast.rosa, subject(case), reasons="nieuw")
    assert list(NoNotice.objects.holding()) == [latest]
    inform(case, cast.rosa, subject(case))
    assert list(NoNotice.objects.holding()) == []


@pytest.mark.parametrize(
    ("house", "words"),
    [("RU", "(protocol art. 16.6 b; UAVG 41 lid 1 d)"), ("KL", "(UAVG 41 lid 1 d)")],
)
def test_a_protocol_is_cited_only_where_it_is_in_force(db: None, house: str, words: str) -> None:
    cast = Cast(house=house)
    case = story.in_triage(cast)
    assert postpone(case, cast.rosa, subject(case)).ground_words.endswith(words)
