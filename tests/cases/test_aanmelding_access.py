"""Who gets which page of phase 1: the answers by hand, tested through HTTP and in the database."""

from collections.abc import Callable

import pytest
from django.db import connection

from cases.models import Case, Consultation, Feedback, Subject
from cases.policy import NotAllowed
from cases.workflow.aanmelding import accept_for_triage, consult, mark_criterion, reject, start_draft
from cases.workflow.subject import add_subject, change_subject, remove_subject
from parties.models import Criterion, House
from tests.cases.story import assigned, draft, filed, in_triage
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring

EVERYBODY = ("piet", "wil", "rosa", "otto", "mara", "zoe", "abel", "rik", "fatima", "petra")
# Who files has the concept; nobody else, whatever the role.
CONCEPT = {"piet": 200}
START = {"piet": 200, "wil": 200, "rosa": 200, "otto": 200, "zoe": 200}
FILED = {"piet": 200, "rosa": 200, "otto": 200, "mara": 200}
DECIDE = {"rosa": 200}
IN_TRIAGE = {"olga": 200, "rosa": 200, "otto": 200, "mara": 200}
FEEDBACK = {"piet": 200}


def answers(cast: Cast, address: str, people: tuple[str, ...] = EVERYBODY) -> dict[str, int]:
    """Status per person, of those who get something else than "bestaat niet"."""
    found = {name: getattr(cast, name).client().get(address).status_code for name in people}
    return {name: status for name, status in found.items() if status != 404}


def test_start(cast: Cast) -> None:
    assert answers(cast, "/casussen/aanmelden/") == START


@pytest.mark.parametrize("part", ["", "betrokkenen/", "betrokkenen/nieuw/", "criteria/", "controle/", "weggooien/"])
def test_concept(cast: Cast, part: str) -> None:
    assert answers(cast, f"/casussen/aanmelden/{draft(cast, cast.piet).pk}/{part}") == CONCEPT


@pytest.mark.parametrize("part", ["", "weghalen/"])
def test_person_of_a_concept(cast: Cast, part: str) -> None:
    case = draft(cast, cast.piet)
    person = Subject.objects.get(case=case)
    assert answers(cast, f"/casussen/aanmelden/{case.pk}/betrokkenen/{person.pk}/{part}") == CONCEPT


def test_registration(cast: Cast) -> None:
    number = filed(cast).number
    for part, expected in (
        ("", FILED),
        ("verstuurd/", FILED),
        ("in-behandeling/", DECIDE),
        ("niet-in-behandeling/", DECIDE),
    ):
        assert answers(cast, f"/casussen/{number}/aanmelding/{part}") == expected, part


def test_registration_in_triage(cast: Cast) -> None:
    case = in_triage(cast)
    assigned(cast, case, cast.olga)
    assert answers(cast, f"/casussen/{case.number}/aanmelding/", (*EVERYBODY, "olga")) == IN_TRIAGE
    assert answers(cast, f"/casussen/{case.number}/aanmelding/in-behandeling/") == {}
    assert answers(cast, f"/casussen/{case.number}/aanmelding/verstuurd/", ("rosa", "piet")) == {"rosa": 302}


def test_feedback(cast: Cast) -> None:
    case = filed(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reject(case, feedback="Nee", by=rosa)
    assert answers(cast, f"/terugkoppelingen/{Feedback.objects.get().pk}/") == FEEDBACK


@pytest.mark.parametrize("name", ["otto", "mara", "piet", "wil", "zoe", "fatima"])
def test_only_the_procesregisseur_decides(cast: Cast, name: str) -> None:
    case = filed(cast)
    verbs: list[Callable[..., object]] = [
        lambda by: accept_for_triage(case, by=by),
        lambda by: reject(case, feedback="Nee", by=by),
    ]
    for verb in verbs:
        with open_keyring(), acting_as(getattr(cast, name).pk) as actor, pytest.raises(NotAllowed):
            verb(actor)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert accept_for_triage(case, by=rosa).procesregisseur_id == cast.rosa.user.pk


def test_a_concept_is_changed_by_its_author_only_and_not_after_it_was_sent(cast: Cast) -> None:
    case, sent = draft(cast, cast.piet), filed(cast)
    for person, of in ((cast.rosa, case), (cast.wil, case), (cast.piet, sent), (cast.rosa, sent)):
        subject, criterion = Subject.objects.get(case=of), of.approach.own_criteria().first()
        verbs: list[Callable[..., object]] = [
            lambda by, of=of: add_subject(of, by=by, surname="Erbij"),
            lambda by, subject=subject: change_subject(subject, by=by, surname="Anders"),
            lambda by, subject=subject: remove_subject(subject, by=by),
            lambda by, of=of, c=criterion: mark_criterion(of, c.pk, is_met=False, explanation="", by=by),
        ]
        for verb in verbs:
            with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
                verb(actor)
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        add_subject(case, by=piet, surname="Erbij")
    assert (Subject.objects.filter(case=case).count(), Subject.objects.filter(case=sent).count()) == (2, 1)


def test_a_criterion_of_another_approach_is_refused(cast: Cast) -> None:
    case = draft(cast, cast.piet)
    foreign = Criterion.objects.exclude(pk__in=case.approach.own_criteria()).first()
    assert foreign is not None
    with open_keyring(), acting_as(cast.piet.pk) as piet, pytest.raises(NotAllowed):
        mark_criterion(case, foreign.pk, is_met=True, explanation="", by=piet)


def test_one_files_only_where_the_party_takes_part(cast: Cast) -> None:
    approach = cast.other_house.approaches.get(code="complexe-casuistiek")
    for name in ("piet", "rosa", "mara", "fatima"):
        with open_keyring(), acting_as(getattr(cast, name).pk) as actor, pytest.raises(NotAllowed):
            start_draft(cast.other_house, approach, by=actor)
    with open_keyring(), acting_as(cast.zoe.pk) as zoe:
        assert start_draft(cast.other_house, approach, by=zoe).is_concept


def insert_case(person, house: House) -> int:  # type: ignore[no-untyped-def]
    """Past the application, straight into the table, as the web role."""
    import uuid

    with acting_as(person.pk) as actor, connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_case (id, house_id, approach_id, phase, filed_by_id, filed_by_party_id, archive_readers, "
            "destroy_source, version) values (%s, %s, %s, 'concept', %s, %s, '{}', '', 1)",
            [uuid.uuid4(), house.pk, house.approaches.first().pk, actor.user_id, actor.party_id or None],
        )
        return int(cursor.rowcount)


def test_the_database_knows_where_one_may_file(cast: Cast) -> None:
    from django.db import ProgrammingError

    assert insert_case(cast.piet, cast.house) == insert_case(cast.rosa, cast.house) == 1
    for person, house in ((cast.piet, cast.other_house), (cast.mara, cast.house), (cast.rosa, cast.other_house)):
        with pytest.raises(ProgrammingError, match="row-level security"):
            insert_case(person, house)


@pytest.mark.parametrize("opens_in", ["aanmelding", "triage"])
def test_the_two_lines_agree_on_the_consultation(cast: Cast, opens_in: str) -> None:
    House.objects.filter(pk=cast.house.pk).update(consultation_opens_in=opens_in)
    case = filed(cast)
    may_speak = {name for name in ("piet", "olga", "rosa", "otto", "mara", "zoe") if speaks(cast, name, case)}
    assert may_speak == ({"piet", "rosa", "otto"} if opens_in == "aanmelding" else set())
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        accept_for_triage(case, by=rosa)
    for name in ("piet", "olga"):
        assigned(cast, case, getattr(cast, name))
    assert {name for name in ("piet", "olga", "rosa", "mara", "zoe") if speaks(cast, name, case)} == {"piet", "rosa"}
    said = Consultation.objects.count()
    assert {name: heard(cast, name) for name in ("piet", "olga", "rosa", "mara", "zoe", "fatima")} == {
        "piet": said, "olga": 0, "rosa": said, "mara": said, "zoe": 0, "fatima": 0,
    }  # fmt: skip


def speaks(cast: Cast, name: str, case: Case) -> bool:
    with open_keyring(), acting_as(getattr(cast, name).pk) as actor:
        try:
            consult(case, "Vraag", by=actor)
        except NotAllowed:
            return False
    return True


def heard(cast: Cast, name: str) -> int:
    with acting_as(getattr(cast, name).pk) as actor:
        seen = Consultation.objects.visible_to(actor).count()
        assert seen == Consultation.objects.count()
    return seen
