"""Bekijk als: exactly what the delegate sees, never more than who looks may see, and a read of who looks (10, pattern 8c)."""

import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from cases import caseblocks
from cases.casepage import CasePage, blocks, open_page
from cases.models import Attachment, AttachmentFile, Case, Contribution, State
from cases.phases import Phase
from parties.models import House
from privacy.logbook import in_words
from privacy.models import AccessLogLine
from tests.access.test_equivalence import STATES, of_one_case, seen_in_sql, turn
from tests.access.world import everybody
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

DELEGATES = ("piet", "olga", "gea")


def look(cast: Cast, case: Case, person: Person, by: Person | None = None) -> Any:
    address = f"/casussen/{case.number}/toegang/bekijk-als/{person.pk}/"
    return (by or cast.rosa).client().get(address)


def in_sql(person: Person, case: Case) -> set[Any]:
    """What row-level security alone leaves of the contributions of the case."""
    with acting_as(person.pk), connection.cursor() as cursor:
        cursor.execute("select id from cases_contribution where case_id = %s", [case.pk])
        return {pk for (pk,) in cursor.fetchall()}


def reads_file(person: Person, case: Case) -> bool:
    return person.client().get(f"/casussen/{case.number}/toegang/").status_code == 200


@pytest.mark.parametrize("state", [name for name, change in STATES.items() if change.get("number", "") is not None])
def test_the_contributions_are_those_that_both_may_see(cast: Cast, case: Case, state: str) -> None:
    turn(case, STATES[state])
    for name in DELEGATES:
        person = getattr(cast, name)
        answer = look(cast, case, person)
        may_look = Case.objects.get(pk=case.pk).phase in ("aanmelding", "triage", "casusoverleg", "afschaling")
        if not (may_look and reads_file(cast.rosa, case) and reads_file(person, case)):
            assert answer.status_code == 404, (state, name)
            continue
        shown = {one.pk for one in answer.context["seen"].contributions}
        assert shown == in_sql(person, case) & in_sql(cast.rosa, case), (state, name)


def test_every_way_of_releasing_is_in_the_world(cast: Cast, case: Case) -> None:
    """Otherwise the test above would prove little."""
    shown = {name: look(cast, case, getattr(cast, name)).context["seen"].contributions for name in DELEGATES}
    everything = set(Contribution.objects.filter(case=case).values_list("pk", flat=True))
    found = {name: {one.pk for one in rows} for name, rows in shown.items()}
    assert all(found.values()) and len(set(map(frozenset, found.values()))) == 3
    assert all(rows < everything for rows in found.values())
    assert Contribution.objects.filter(case=case, supplier=cast.piet.party, state=State.DRAFT).exists()


def test_a_draft_of_the_party_is_not_shown_although_the_party_sees_it(cast: Cast, case: Case) -> None:
    draft = Contribution.objects.get(case=case, supplier=cast.piet.party, state=State.DRAFT)
    assert draft.pk in in_sql(cast.piet, case)
    assert draft.pk not in {one.pk for one in look(cast, case, cast.piet).context["seen"].contributions}


@pytest.mark.parametrize("state", [name for name, change in STATES.items() if change.get("number", "") is not None])
def test_of_everything_else_the_house_sees_what_a_delegate_sees(cast: Cast, case: Case, state: str) -> None:
    """So that the blocks show nothing that who looks may not see."""
    turn(case, STATES[state])
    house = seen_in_sql(cast.rosa, today())
    if str(case.pk) not in house["cases_case"]:
        return
    for name in DELEGATES:
        theirs = seen_in_sql(getattr(cast, name), today())
        for table, model in of_one_case().items():
            own = {str(pk) for pk in model.objects.filter(case=case).values_list("pk", flat=True)} & theirs[table]
            drafts = {str(pk) for rows in of_drafts() for pk in rows.values_list("pk", flat=True)}
            assert own - drafts <= house[table], (name, table)


def of_drafts() -> list["QuerySet[Any]"]:
    """Nobody but the supplier has these."""
    return [
        Contribution.objects.filter(state=State.DRAFT),
        Attachment.objects.filter(contribution__state=State.DRAFT),
        AttachmentFile.objects.filter(attachment__contribution__state=State.DRAFT),
    ]


def rendered(found: list[Any], case: Case) -> str:
    """The words and their marks; links are what the page leaves out."""
    kept = [one for one in found if one.template != caseblocks.MORE]
    text = "".join(render_to_string(one.template, {"block": one.content, "case": case}) for one in kept)
    return " ".join(re.sub(r"<p[^>]*><a class=\"ams-link\"[^>]*>[^<]*</a></p>", "", text).split())


@pytest.mark.parametrize("state", ["triage", "casusoverleg", "afschaling", "the house keeps the common file"])
def test_the_blocks_are_those_of_the_delegate(cast: Cast, case: Case, state: str) -> None:
    turn(case, STATES.get(state, {"phase": Phase.CASUSOVERLEG}))
    House.objects.filter(pk=cast.house.pk).update(delegates_read_case=state in STATES)
    for name in DELEGATES:
        person = getattr(cast, name)
        if not reads_file(person, case):
            continue
        seen = look(cast, case, person).context["seen"]
        with open_keyring(), acting_as(person.pk) as actor:
            own: CasePage = open_page(str(case.number), actor)
            for functions, shown in ((caseblocks.MAIN, seen.main), (caseblocks.ASIDE, seen.aside)):
                assert rendered(shown, case) == rendered(blocks(own, functions), case), (state, name)


def test_it_is_marked_and_nothing_can_be_pressed(cast: Cast, case: Case) -> None:
    page = look(cast, case, cast.olga).content.decode()
    inside = page[page.index('id="inhoud"') : page.index("</main>")]
    assert "U bekijkt deze casus als Olga" in inside
    assert "<form" not in inside and "<button" not in inside
    assert "/bijdragen/" not in inside.replace(f"/casussen/{case.number}/bijdragen/", "")
    assert cast.rosa.client().post(f"/casussen/{case.number}/toegang/bekijk-als/{cast.olga.pk}/").status_code == 405


def test_the_log_holds_a_read_of_who_looks_and_none_of_the_delegate(cast: Cast, case: Case) -> None:
    before = set(AccessLogLine.objects.values_list("pk", flat=True))
    answer = look(cast, case, cast.olga)
    lines = AccessLogLine.objects.exclude(pk__in=before)
    assert {(one.actor_id, one.rule) for one in lines} == {(cast.rosa.user.pk, "bekijk-als")}
    read = lines.get(object_type="case")
    assert (read.purpose, read.recipient, read.dossier_id) == ("toegang-nakijken", str(cast.olga.party), case.pk)
    assert in_words([read])[0].rule == "Casus bekeken zoals een gedelegeerde hem ziet: nakijken wat een partij ziet"
    shown = lines.get(object_type="contribution")
    assert set(shown.shown_ids) == {one.pk for one in answer.context["seen"].contributions}


def test_who_reads_nothing_can_not_be_looked_as(cast: Cast, case: Case) -> None:
    people = everybody(cast)
    for name in set(people) - set(DELEGATES):
        assert look(cast, case, people[name]).status_code == 404, name


def test_only_the_procesregisseur_of_the_house_looks(cast: Cast, case: Case) -> None:
    for name, person in everybody(cast).items():
        assert look(cast, case, cast.olga, by=person).status_code == (200 if name == "rosa" else 404), name


def test_who_only_filed_can_not_be_looked_as(cast: Cast) -> None:
    """He sees the registration, not the file."""
    case = story.filed(cast)
    assert look(cast, case, cast.piet).status_code == 404


def test_the_page_of_access_leads_there_for_the_procesregisseur_only(cast: Cast, case: Case) -> None:
    address = f"/casussen/{case.number}/toegang/"
    for person, leads in ((cast.rosa, True), (cast.otto, False), (cast.mara, False), (cast.piet, False)):
        page = person.client().get(address).content.decode()
        assert (f"bekijk-als/{cast.olga.pk}/" in page) == leads


def test_the_number_of_queries_is_that_of_the_page(cast: Cast, case: Case) -> None:
    counted = []
    for _ in range(2):
        for _ in range(3):
            story.delivered(case, cast.olga)
        client = cast.rosa.client()
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/casussen/{case.number}/toegang/bekijk-als/{cast.olga.pk}/")
        counted.append(len(asked))
    assert counted[0] == counted[1]
