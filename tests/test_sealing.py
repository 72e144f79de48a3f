"""What is sealed opens with its own key, in its own row and field, and nowhere else (00, items 17-19)."""

import uuid
from datetime import date

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from cases.models import Case, Subject
from tests.cast import Cast
from zvh import keystore, sealing, wrapping


@pytest.fixture
def case(cast: Cast) -> Case:
    made = Case(house=cast.house, approach=cast.house.approaches.first(), filed_by=cast.piet.user)
    sealing.new_dossier(made.pk)
    made.save(force_insert=True)
    return made


def stored(subject: Subject, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from cases_subject where id = %s", [subject.pk])
        return bytes(cursor.fetchone()[0])


def test_values_come_back_and_are_not_in_the_row(case: Case) -> None:
    subject = Subject.objects.create(case=case, surname="Kanarie", born_on=date(1990, 2, 28))
    again = Subject.objects.get(pk=subject.pk)
    assert (again.surname, again.born_on, again.infix) == ("Kanarie", date(1990, 2, 28), "")
    assert b"Kanarie" not in stored(subject, "surname")
    assert b"1990" not in stored(subject, "born_on")


def test_the_same_value_never_looks_the_same(case: Case) -> None:
    one, two = (Subject.objects.create(case=case, surname="Kanarie") for _ in range(2))
    assert stored(one, "surname") != stored(two, "surname")


@pytest.mark.parametrize("move", ["other row", "other field", "changed"])
def test_a_moved_or_changed_value_does_not_open(case: Case, move: str) -> None:
    one, two = (Subject.objects.create(case=case, surname=name, place="Utrecht") for name in ("Een", "Twee"))
    value = stored(one, "surname")
    target, column = (two, "surname") if move == "other row" else (one, "place")
    if move == "changed":
        target, column, value = one, "surname", value[:-1] + bytes([value[-1] ^ 1])
    with connection.cursor() as cursor:
        cursor.execute(f"update cases_subject set {column} = %s where id = %s", [value, target.pk])
    moved = Subject.objects.get(pk=target.pk)
    with pytest.raises(sealing.SealBroken):
        _ = moved.surname if column == "surname" else moved.place


def test_a_page_fetches_its_keys_in_one_call(case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    others = []
    for _ in range(3):
        other = Case(house=cast.house, approach=case.approach, filed_by=cast.piet.user)
        sealing.new_dossier(other.pk)
        other.save(force_insert=True)
        others.append(Subject.objects.create(case=other, surname="Kanarie"))
    calls: list[set[uuid.UUID]] = []
    fetch = keystore.fetch
    monkeypatch.setattr(keystore, "fetch", lambda ids: calls.append(set(ids)) or fetch(ids))
    with sealing.open_keyring():
        assert {row.surname for row in Subject.objects.all()} == {"Kanarie"}
    assert calls == [{other.case_id for other in others}]


def test_a_dossier_without_a_key_can_not_be_written_or_read(case: Case) -> None:
    with pytest.raises(keystore.KeyMissing):
        sealing.seal("tekst", uuid.uuid4(), "cases.subject.surname", uuid.uuid4())


def test_a_key_opens_nothing_without_its_wrapping_key(case: Case, tmp_path: object) -> None:
    keys = wrapping.read_wrapping_keys(settings.WRAPPING_KEY_FILE)
    name, wrapped = keystore.wrap(keys, case.pk, b"k" * 32)
    assert keystore.unwrap(keys, case.pk, wrapped, name) == b"k" * 32
    line = wrapping.new_key()
    wrapping.write_wrapping_keys(f"{tmp_path}/ander", [line])
    with pytest.raises(keystore.KeyMissing):
        keystore.unwrap(wrapping.read_wrapping_keys(f"{tmp_path}/ander"), case.pk, wrapped, name)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from keys.dossier_key",
        "delete from keys.dossier_key",
        "update keys.dossier_key set wrapped = ''",
        "truncate keys.dossier_key",
        "insert into keys.tombstone (id) values (gen_random_uuid())",
    ],
)
def test_the_web_login_can_not_list_or_delete_keys(case: Case, statement: str) -> None:
    with psycopg.connect(settings.KEYSTORE_URL, autocommit=True) as owner:
        assert owner.execute("select count(*) from keys.dossier_key").fetchone()[0] > 0
        owner.execute("set role keys_web")
        assert owner.execute("select count(*) from keys.fetch(%s)", [[case.pk]]).fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute(statement)
