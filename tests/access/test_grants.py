"""Grants: nobody gives himself one, every one leaves a history, closing takes them, whatever way leads there (00, item 5; S23-S26, S28)."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Case, CaseGrant, Contribution, GrantHistory, State, Subject
from tests.access import asking
from tests.access.matrix import PEOPLE
from tests.access.test_matrix import ADDRESSES, GET, POST
from tests.cases import story
from tests.cases.meetings import meeting
from tests.cast import Cast, Person
from tests.governance import story as governing
from zvh.actor import acting_as
from zvh.sealing import open_keyring


def grant(case: Case, to: Person, by: Any, **changes: Any) -> CaseGrant:
    given = {
        "user": to.user, "party": to.party, "content_object": case, "permission": Permission.objects.get(codename="read_case"),
        "reason": "toegewezen", "granted_by_id": by.user_id, "granted_at": timezone.now(), "from_date": by.today,
    }  # fmt: skip
    return CaseGrant(**{**given, **changes})


@pytest.mark.parametrize("name", ["piet", "wil", "gea", "mara", "abel", "fatima", "zoe"])
def test_the_database_refuses_a_grant_by_who_may_not_give_it(cast: Cast, case: Case, name: str) -> None:
    person = getattr(cast, name)
    with acting_as(person.pk) as actor, pytest.raises(DatabaseError), transaction.atomic():
        grant(case, cast.wil, actor).save(force_insert=True)
    with acting_as(cast.rosa.pk) as rosa:
        grant(case, cast.wil, rosa).save(force_insert=True)
    assert CaseGrant.objects.filter(user=cast.wil.user).count() == 1


def test_staff_gives_nothing_to_the_own_account_and_not_in_the_name_of_a_colleague(cast: Cast, case: Case) -> None:
    with acting_as(cast.rosa.pk) as rosa:
        for wrong in ({"user": cast.rosa.user}, {"granted_by_id": cast.otto.user.pk}):
            with pytest.raises(DatabaseError), transaction.atomic():
                grant(case, cast.wil, rosa, **wrong).save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            CaseGrant.objects.filter(content_object=case).update(user=cast.rosa.user)
    assert not CaseGrant.objects.filter(user=cast.rosa.user).exists()


def test_every_grant_leaves_a_history_also_by_plain_sql(cast: Cast, case: Case) -> None:
    GrantHistory.objects.all().delete()
    with acting_as(cast.rosa.pk) as rosa:
        grant(case, cast.wil, rosa).save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("delete from cases_casegrant where user_id = %s", [cast.wil.user.pk])
    found = (
        GrantHistory.objects.filter(user_id=cast.wil.user.pk)
        .order_by("pk")
        .values_list("given", "case_id", "party_id", "by_id")
    )
    assert list(found) == [
        (True, case.pk, cast.wil.party.pk, cast.rosa.user.pk),
        (False, case.pk, cast.wil.party.pk, 0),
    ]


@pytest.mark.parametrize(
    ("phase", "left"),
    [("afschaling", {"Piet"}), ("beeindigd", set()), ("triage", {"Piet", "Olga", "Gea", "Rens", "Gijs"})],
)
def test_closing_takes_the_grants_also_by_plain_sql(cast: Cast, case: Case, phase: str, left: set[str]) -> None:
    grants = CaseGrant.objects.filter(content_object=case)
    assert {one.user.name for one in grants} == {"Piet", "Olga", "Gea", "Rens", "Gijs"}
    with connection.cursor() as cursor:
        cursor.execute("update cases_case set phase = %s where id = %s", [phase, case.pk])
    assert {one.user.name for one in grants.all()} == left


def masked(answer: Any) -> str:
    """The page without its reference, its tokens and the time in its printed head."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|om \d\d:\d\d uur', "", answer.content.decode())
    return re.sub(r"\b[0-9a-f]{8}\b", "", html)


def test_foreign_and_absent_are_the_same(cast: Cast, case: Case) -> None:
    """S26, R8: status, headers and body, for a case, a contribution and a question."""
    shared = Contribution.objects.filter(case=case, state=State.DELIVERED).first()
    assert shared is not None
    places = [
        (f"/casussen/{case.number}/{part}", f"/casussen/RU-2026-9999/{part}")
        for part in ("", "toegang/", "bijdragen/", "plan/", "triage/")
    ] + [(f"/bijdragen/{shared.pk}/", f"/bijdragen/{uuid4()}/")]
    assert [cast.rosa.client().get(foreign).status_code for foreign, _ in places] == [200] * len(places)
    for person in (cast.wil, cast.zoe, cast.fatima, cast.abel):
        client = person.client()
        for foreign, absent in places:
            one, other = client.get(foreign), client.get(absent)
            assert one.status_code == other.status_code == 404
            assert masked(one) == masked(other)
            assert dict(one.headers) == dict(other.headers)


def test_a_foreign_case_changes_no_output_of_anybody_else(cast: Cast) -> None:
    """S24: no name, no number, no count."""
    pages = ("/casussen/", "/casussen/?regisseur=alle", "/mijn-werk/", "/overleggen/", "/acties/")
    others = (cast.zoe, cast.wil, cast.gijs)

    def outputs() -> list[str]:
        return [masked(person.client().get(page)) for person in others for page in pages]

    before = outputs()
    own = cast.rosa.client().get("/casussen/?regisseur=alle").content
    story.at_table(cast, cast.gea, surname="Zilverreiger")
    assert cast.rosa.client().get("/casussen/?regisseur=alle").content != own
    assert outputs() == before


def test_a_person_known_elsewhere_makes_no_difference_to_who_files(cast: Cast) -> None:
    """S26: a BSN that lives in a case of others is taken like any other."""
    draft = story.draft(cast, cast.wil)

    def add(bsn: str) -> tuple[int, str]:
        point = transaction.savepoint()
        answer = cast.wil.client().post(
            f"/casussen/aanmelden/{draft.pk}/betrokkenen/nieuw/", {"surname": "Twee", "bsn": bsn, "verder": "1"}
        )
        transaction.savepoint_rollback(point)
        return answer.status_code, masked(answer)

    fresh = add("123456782")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        person = Subject.objects.visible_to(rosa).filter(case__phase="casusoverleg").first()
        person.bsn = "123456782"
        person.save()
    assert Subject.objects.filter(bsn_index=person.bsn_index).count() == 1
    assert add("123456782") == fresh
    assert fresh[0] in (200, 302)


def test_extra_keys_in_a_form_never_reach_the_row(cast: Cast) -> None:
    """S28, S25: neither another case, phase, author nor house."""
    draft, other = story.draft(cast, cast.piet), story.draft(cast, cast.wil)
    person = draft.subjects.get()
    extra = {
        "case": other.pk, "case_id": other.pk, "id": uuid4(), "pk": uuid4(), "order": 99, "bsn_index": "x", "phase": "casusoverleg",
        "house": cast.other_house.pk, "filed_by": cast.wil.user.pk, "number": "RU-2026-9998", "destroy_on": "2030-01-01",
    }  # fmt: skip
    answer = cast.piet.client().post(
        f"/casussen/aanmelden/{draft.pk}/betrokkenen/{person.pk}/", {"surname": "Gewijzigd", "verder": "1", **extra}
    )
    assert answer.status_code == 302
    draft.refresh_from_db()
    with open_keyring():
        row = Subject.objects.get(pk=person.pk)
        assert (row.surname, row.case_id, row.order) == ("Gewijzigd", draft.pk, person.order)
    kept = (draft.phase, draft.house_id, draft.filed_by_id, draft.number, draft.destroy_on)
    assert kept == ("concept", cast.house.pk, cast.piet.user.pk, None, None)
    assert not other.subjects.filter(pk=person.pk).exists()


NESTED = {name: address for name, address in ADDRESSES.items() if address.count("{") > 1}


def test_a_child_of_one_case_is_not_reached_through_another(cast: Cast, case: Case) -> None:
    """S25: the parts of an address belong together, also for who may see both."""
    given, people, tried = asking.ids(cast, case), asking.people(cast), 0
    others = {
        "number": story.at_table(cast, cast.piet, cast.olga, cast.gea).number,
        "concept": story.draft(cast, cast.piet).pk,
        "meeting": meeting(cast).pk,
        "someone": cast.otto.user.pk,
        "party": cast.olga.party.slug,
        "neighbour": cast.olga.party.slug,
        "body": governing.board(cast).pk,
        "voted": given["prepared"],
        "adopted": given["joining"],
        "code": cast.other_house.code,
        "entering": cast.house.covenant.code,
        "taken": cast.house.covenant.code,
    }
    assert given["someone"] != others["someone"]
    for name, address in NESTED.items():
        if name == "bekijk-als":  # one delegate may be assigned to both; tests/access/test_seen_as.py
            continue
        parent = re.findall(r"{(\w+)}", address)[0]
        whole, mixed = address.format(**given), address.format(**{**given, parent: others[parent]})
        for who in (
            who for who, *letters in zip(PEOPLE, GET[name], POST[name], strict=True) if set(letters) & {"y", ">"}
        ):
            client = people[who].client()
            if GET[name][PEOPLE.index(who)] == "y":
                assert client.get(whole).status_code == 200, (name, who)
            answers = client.get(mixed), client.post(mixed)
            assert {one.status_code for one in answers} <= {404, 405}, (name, who)
            tried += 1
    assert tried > 30


def test_there_is_no_admin(cast: Cast) -> None:
    """S34."""
    from django.apps import apps

    assert not apps.is_installed("django.contrib.admin")
    for person in (cast.abel, cast.rosa):
        assert person.client().get("/admin/").status_code == 404
