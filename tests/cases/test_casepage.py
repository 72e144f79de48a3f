"""The case page: who gets which part, at a fixed number of queries, with its line in the log."""

from datetime import date, timedelta

import pytest

from cases import caseblocks
from cases.casepage import TABS
from cases.models import Case, GrantReason, State
from cases.phases import Phase
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from zvh.today import today

MOST_QUERIES = 30  # every part of casework adds its block to this page


def page(person: Person, case: Case) -> str:
    answer = person.client().get(f"/casussen/{case.number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_a_case_at_the_table(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea, surname="Zilverreiger", born=date(1994, 5, 6))
    request = story.asked(case, cast.gea, cast.rosa, today() - timedelta(days=3))
    html = page(cast.rosa, case)
    for words in (
        case.number, "J. Z. (1994)", "Jan Zilverreiger", "6 mei 1994", "Complexe casuïstiek",
        cast.gea.party.name, "Gea",
        "Gevraagd, 3 dagen te laat", "Volgend casusoverleg: keuze van het huis",
        "Aangemeld door", cast.piet.party.name,
        "2 personen van 2 organisaties", "Gedelegeerde toewijzen", "Naar fase: Triage",
    ):  # fmt: skip
        assert words in html, words
    story.delivered(case, cast.gea, request)
    assert "Geleverd" in page(cast.rosa, case)


def test_a_delegate_sees_the_case_and_of_contributions_only_the_own_request(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea, cast.gijs)
    story.asked(case, cast.gijs, cast.rosa, today())
    assert "Gevraagd, vandaag" in page(cast.rosa, case)
    assert "Gevraagd, vandaag" in page(cast.gijs, case)
    html = page(cast.gea, case)
    assert "Gijs" in html
    assert "Gevraagd" not in html
    assert "Gedelegeerde toewijzen" not in html


def test_who_only_filed_goes_to_the_registration(cast: Cast) -> None:
    case = story.filed(cast, by=cast.piet)
    answer = cast.piet.client().get(f"/casussen/{case.number}/")
    assert (answer.status_code, answer.url) == (302, f"/casussen/{case.number}/aanmelding/")
    story.assigned(cast, case, cast.piet)
    assert cast.piet.client().get(f"/casussen/{case.number}/").status_code == 200


def test_words_of_the_house(db: None) -> None:
    cast = Cast("KL", "RU")
    case = story.at_table(cast, approach=cast.house.approaches.first().code)
    html = page(cast.rosa, case)
    assert f">{cast.house.word('triage').capitalize()}<" in html
    assert "Weging" in html
    assert cast.house.word("casusregisseur").capitalize() in html


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    story.asked(case, cast.gea, cast.rosa, today())
    few = {person.pk: len(queries(person, f"/casussen/{case.number}/")) for person in (cast.rosa, cast.gea)}
    for person in (cast.gijs, cast.olga, cast.rens):
        story.assigned(cast, case, person)
        story.asked(case, person, cast.rosa, today())
    many = {person.pk: len(queries(person, f"/casussen/{case.number}/")) for person in (cast.rosa, cast.gea)}
    assert few == many
    assert max(few.values()) <= MOST_QUERIES


def test_one_fetch_of_keys(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from zvh import keystore

    case, fetched = story.at_table(cast, cast.gea), []
    real = keystore.fetch
    monkeypatch.setattr(keystore, "fetch", lambda ids: fetched.append(set(ids)) or real(ids))
    page(cast.rosa, case)
    assert fetched == [{case.pk}]


def test_the_log_names_the_parts(cast: Cast) -> None:
    case = story.at_table(cast)
    page(cast.rosa, case)
    line = AccessLogLine.objects.get(rule="casus")
    assert (line.dossier_id, line.actor_id, line.house_id) == (case.pk, cast.rosa.user.pk, cast.house.pk)
    assert line.parts == [block.__name__ for block in caseblocks.MAIN]


def test_a_tab_opens_for_who_sees_it(cast: Cast) -> None:
    """No tab leads to a page that this person may not open."""
    case = story.at_table(cast, cast.gea)
    for person in (cast.rosa, cast.mara, cast.gea):
        client, html = person.client(), page(person, case)
        for tab in TABS:
            url = f"/casussen/{case.number}/{tab.name.removeprefix('casus').removeprefix('-')}/".replace("//", "/")
            if f'ams-tab-navigation__link" href="{url}"' in html:
                assert client.get(url, follow=True).status_code == 200, url
    assert f"/casussen/{case.number}/toegang/" in html


def test_withdrawn_answers_count_as_answered(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    request = story.asked(case, cast.gea, cast.rosa, today())
    story.delivered(case, cast.gea, request, state=State.WITHDRAWN)
    assert "Ingetrokken" in page(cast.rosa, case)


def test_after_closing_only_staff_and_who_keeps_access(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    story.assigned(cast, case, cast.olga, after_closing=True, reason=GrantReason.CASUSREGISSEUR)
    assert page(cast.gea, case)
    Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING)
    assert cast.gea.client().get(f"/casussen/{case.number}/").status_code == 404
    assert page(cast.olga, case)
    html = page(cast.rosa, case)
    assert "Afschaling" in html
    assert "Gedelegeerde toewijzen" not in html
