"""Every id anywhere is judged for who sends it (S23, S25): in paths, queries, hidden fields and lists to choose from.

What the people of one case may ask and send is read from the matrix and from the pages; a stranger sends the same, and they send it
themselves with the ids of a case that is none of theirs.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model

from cases.models import (
    BreakGlass,
    BreakGlassNotice,
    Candidate,
    CandidateList,
    Case,
    Feedback,
    KeptDraft,
    Meeting,
    SavedView,
    Transfer,
)
from parties.roles import Role
from privacy import dossiers
from privacy.models import AccessReview, Breach, Instruction, ReadingAlert, RequestMeasure, ReviewItem, SubjectRequest
from tests.access import asking
from tests.access.matrix import PEOPLE
from tests.access.test_matrix import ADDRESSES, GET
from tests.access.world import everybody, rich_case
from tests.cases import story
from tests.cast import Cast, Person, staff
from tests.hostile.crawling import Place, places
from tests.privacy.planting import Planting
from zvh.fields import SealedTextField
from zvh.sealing import open_keyring


class Twins(Cast):
    """The same people again, under other names, in the other house."""

    def _staff(self, name: str, role: Role) -> Person:
        return super()._staff(f"{name} twee", role)

    def _delegate(self, name: str, *kinds: str) -> Person:
        return super()._delegate(f"{name} twee", *kinds)

    @property
    def zoe(self) -> Person:
        return self._once("Zoe", lambda: staff("Zoe twee", self.other_house, Role.PROCESREGISSEUR))


BESIDE = (
    Meeting,
    BreakGlass,
    BreakGlassNotice,
    CandidateList,
    Candidate,
    Feedback,
    KeptDraft,
    AccessReview,
    Breach,
    Instruction,
    ReadingAlert,
    RequestMeasure,
    ReviewItem,
    SavedView,
    SubjectRequest,
)  # rows that hang on no case


@pytest.fixture(scope="module")
def two(
    django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[Cast, Case, Case, dict[str, Any], dict[str, str], set[str]]]:
    """The case of the world with its ids, the case of another house, which id there stands for which here, and words of it alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = Cast()
        case = rich_case(cast)
        everybody(cast)
        given = asking.ids(cast, case)
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in BESIDE}
        twins = Twins("HG", "RU")
        other = rich_case(twins)
        pairs = dict(_pairs(case, other))
        for model, known in before.items():
            foreign = model._base_manager.exclude(pk__in=known).values_list("pk", flat=True).first()
            pairs |= {str(pk): str(foreign) for pk in known}
        draft = story.draft(twins, twins.piet)
        planting = Planting()
        planting.plant(other)
        pairs[str(given["delegation"])] = str(twins.olga.pk)
        supported = Case.objects.get(house=twins.house, follow_up_on__isnull=False)
        pairs[str(given["supported"])] = str(supported.number)
        offer = Transfer.objects.open().exclude(case=other).get(house=twins.house)
        pairs |= {str(given["offered"]): str(offer.case.number), str(given["offer"]): str(offer.pk)}
        pairs |= {str(given["concept"]): str(draft.pk), str(given["person"]): str(draft.subjects.get().pk)}
        yield cast, case, other, given, pairs, {planting.core, str(other.number)}
        transaction.set_rollback(True)


def _pairs(case: Case, other: Case) -> Iterator[tuple[str, str]]:
    yield str(case.number), str(other.number)
    for model in (Case, *dossiers.lookups_to(Case)):
        foreign = _rows(model, other)
        for row in _rows(model, case) if foreign else []:
            if not isinstance(row.pk, int):
                yield str(row.pk), str(foreign[0].pk)


def _rows(model: type[Model], case: Case) -> list[Model]:
    return [case] if model is Case else list(dossiers.rows_of(model, case))


def words_of(case: Case) -> set[str]:
    """What pages could show of it: its number and every sealed text in it."""
    with open_keyring():
        texts = {
            str(getattr(row, field.attname) or "")
            for model in (Case, *dossiers.lookups_to(Case)) for row in _rows(model, case)
            for field in model._meta.concrete_fields if isinstance(field, SealedTextField)
        }  # fmt: skip
    return {str(case.number), *(text for text in texts if text.startswith("Kanarie"))}


def state_of(case: Case) -> list[str]:
    """Every row of a case as the database has it."""
    found = []
    with connection.cursor() as cursor:
        for model in (Case, *dossiers.lookups_to(Case)):
            keys = [row.pk for row in _rows(model, case)]
            column = model._meta.pk.column
            cursor.execute(f"select t::text from {model._meta.db_table} t where {column} = any(%s) order by 1", [keys])
            found += [row for (row,) in cursor.fetchall()]
    return found


@pytest.fixture
def point(two: Any) -> Iterator[None]:
    saved = transaction.savepoint()
    yield
    transaction.savepoint_rollback(saved)


def everywhere(cast: Cast, given: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Who asks which page, and with which of its ids: route, person, the name between the braces, address."""
    for route, row in GET.items():
        for who, letter in zip(PEOPLE, row, strict=True):
            if letter in "y>":
                yield from ((route, who, name, ADDRESSES[route]) for name in re.findall(r"{(\w+)}", ADDRESSES[route]))


OF_NO_CASE = {
    "party", "house", "covenant", "someone", "colleague", "capacity", "body", "seat", "holder", "vergadering", "komend", "absent",
    "prepared", "voted", "ballot", "affected", "joining", "adopted", "consent", "signed", "leaving", "excluded", "staying",
    "code", "duty", "fulfilled", "agreement", "statement", "housetrend",
    "stuk", "adopted_plan", "report", "export", "chapter", "planinput", "budget", "spent", "post", "share",
    "membership", "neighbour", "membership_there", "mandate", "protocol",
    "entering", "board", "chair", "taken", "newhouse", "placed", "enclosure", "spare", "guest", "record", "contactpoint",
}  # fmt: skip
NUMBERED = {"grant", "listing"}  # stand nowhere but in their own addresses: the next test


def test_a_page_with_the_id_of_another_case_does_not_exist(two: Any, point: None) -> None:
    """In the path: each of the ids in an address by itself, and all of them."""
    cast, _case, _other, given, pairs, words = two
    clients, tried = {}, 0
    for route, who, name, address in everywhere(cast, given):
        if who in ("zoe", "rosa-admin") or name in OF_NO_CASE | NUMBERED:
            continue
        client = clients.setdefault(who, asking.people(cast)[who].client())
        assert str(given[name]) in pairs, f"nothing stands for {name}"
        foreign = {one: pairs.get(str(value), value) for one, value in given.items()}
        for mixed in ({**given, name: foreign[name]}, foreign):
            answer = client.get(address.format(**mixed))
            assert answer.status_code in (404, 405), (route, who, name, answer.status_code)
            assert not [word for word in words if word in answer.content.decode()], (route, who)
            tried += 1
    assert tried > 300


def test_grants_and_listings_of_another_case_do_not_exist(two: Any, point: None) -> None:
    from cases.models import CaseGrant
    from privacy.models import DestructionListing

    cast, case, other, *_ = two
    grant = CaseGrant.objects.filter(content_object=other).first()
    assert grant
    rosa = cast.rosa.client()
    for number in (case.number, other.number):
        assert rosa.get(f"/casussen/{number}/toegang/{grant.pk}/intrekken/").status_code == 404
        assert rosa.post(f"/casussen/{number}/toegang/{grant.pk}/intrekken/").status_code == 404
    listing = DestructionListing.objects.get(case=other)
    assert cast.rik.client().post(f"/vernietiging/{listing.pk}/vrijgeven/").status_code == 404
    assert CaseGrant.objects.filter(pk=grant.pk).exists()


@pytest.fixture(scope="module")
def forms(two: Any) -> Iterator[list[Place]]:
    cast, case, *_ = two
    saved = transaction.savepoint()
    yield places(
        cast, case, "everything", two[3]
    )  # what fills in the addresses was read before the second case was there
    transaction.savepoint_rollback(saved)


def test_a_stranger_who_sends_the_same_reaches_nothing(two: Any, forms: list[Place], point: None) -> None:
    cast, case, *_ = two
    words = words_of(case)
    strangers = {name: getattr(cast, name).client() for name in ("zoe", "wil", "abel", "rik", "petra")}
    before, tried = state_of(case), 0
    for place in forms:
        aimed = bool(set(re.findall(r"{(\w+)}", ADDRESSES[place.route])) - OF_NO_CASE)
        for name, client in strangers.items():
            theirs = GET[place.route][PEOPLE.index(name)] == "y"  # a page of theirs too: the register, the log
            if theirs and aimed:
                continue
            own = {"Kanarie"} | (
                {str(case.number)} if name != "zoe" else set()
            )  # every text begins so; a register of the house has numbers
            foreign = words - own if theirs else words
            client.raise_request_exception = False
            with replace(place, client=client, who=name).sent(place.form.filled()) as sent:
                typed = str(place.form.filled())
                assert not aimed or sent.status in (404, 405), (place, name, sent.status)
                assert [word for word in foreign if word in sent.html and word not in typed] == [], (place, name)
                assert state_of(case) == before, (place, name)
                tried += aimed
    assert tried > 150


def test_ids_of_another_case_in_a_form_change_nothing_of_it(two: Any, forms: list[Place], point: None) -> None:
    """Hidden fields, lists to choose from and the query: sent by who may send the form, with ids that are not of this case."""
    _cast, _case, other, _given, pairs, words = two
    before, tried = state_of(other), 0
    for place in forms:
        if place.who == "zoe" or place.route == "casussen":  # the worklist is of all cases, the other one too
            continue
        for swapped in _swapped(place, pairs):
            with swapped.sent(swapped.form.filled()) as sent:
                assert [word for word in words if word in sent.html and word not in str(swapped.form.filled())] == [], (
                    place
                )
                assert state_of(other) == before, place
                assert not {str(getattr(row, "case_id", "")) for row in sent.saved} & {str(other.pk)}, place
                tried += 1
    assert tried > 100


def _swapped(place: Place, pairs: dict[str, str]) -> Iterator[Place]:
    """The same form with an id of the other case in its query, where it stands for one of this, or in all that is not typed."""
    path, mark, query = place.target.partition("?")
    for one, stands in pairs.items():
        if one in query:
            yield replace(place, form=replace(place.form, action=path + mark + query.replace(one, stands)))
    carried = place.form.of_kind("hidden", "select", "radio", "checkbox")
    mine = {
        value for name in carried for value in (*place.form.controls[name].values, *place.form.controls[name].options)
    }
    for one in [*(mine & pairs.keys()), *sorted(pairs)[:3]] if carried else []:
        changed = {
            name: replace(place.form.controls[name], values=[pairs[one]], options=[pairs[one]]) for name in carried
        }
        yield replace(place, form=replace(place.form, controls={**place.form.controls, **changed}))
