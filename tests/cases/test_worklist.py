"""The worklist: who sees what, in which order, at a fixed number of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, State
from cases.phases import OPEN_PHASES, Phase
from cases.worklist import known_cases, page_of
from parties.models import Term
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import Actor, acting_as
from zvh.today import today


def page(person: Person, query: str = "") -> str:
    answer = person.client().get(f"/casussen/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_sees_the_own_cases_only(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    for person in (cast.rosa, cast.otto, cast.mara, cast.gea):
        assert case.number in page(person)
    for person in (cast.zoe, cast.wil, cast.piet):
        html = page(person)
        assert case.number not in html
        assert "0 casussen" in html


def test_names_are_masked(cast: Cast) -> None:
    story.filed(cast, surname="Zilverreiger", born=date(1994, 5, 6))
    html = page(cast.rosa)
    assert "J. Z. (1994)" in html
    assert "Zilverreiger" not in html


def test_who_filed_sees_the_registration_until_it_is_decided(cast: Cast) -> None:
    case = story.filed(cast, by=cast.piet)
    assert case.number in page(cast.piet)
    Case.objects.filter(pk=case.pk).update(phase=Phase.TRIAGE)
    assert case.number not in page(cast.piet)
    assert case.number in page(cast.rosa)


def test_a_procesregisseur_begins_with_own_and_unassigned_cases(cast: Cast) -> None:
    own, foreign, fresh = story.in_triage(cast), story.in_triage(cast), story.filed(cast)
    Case.objects.filter(pk=foreign.pk).update(procesregisseur=cast.otto.user)
    html = page(cast.rosa)
    assert own.number in html
    assert fresh.number in html
    assert foreign.number not in html
    assert foreign.number in page(cast.rosa, "?regisseur=alle")
    assert own.number not in page(cast.rosa, "?regisseur=niemand")


def test_filters(cast: Cast) -> None:
    filed, triage = story.filed(cast), story.in_triage(cast, approach="mda")
    assert filed.number not in page(cast.rosa, "?fase=triage")
    assert triage.number in page(cast.rosa, "?fase=triage&fase=casusoverleg")
    assert filed.number not in page(cast.rosa, "?aanpak=mda")
    closed = page(cast.rosa, "?fase=afschaling")
    assert "Geen casussen met deze filters" in closed
    assert "Wis filter" in closed


@pytest.mark.parametrize(
    "query",
    ["?fase=onbekend", "?aanpak=%27--", "?regisseur=999999999999999999999", "?regisseur=0x1",
         "?pagina=-1", "?pagina=9e9",
     "?sorteer=password", "?sorteer=-", "?fase=triage&fase=%F0%9F%92%A9", "?regisseur=²"],
)  # fmt: skip
def test_hostile_filters_break_nothing(cast: Cast, query: str) -> None:
    case = story.filed(cast)
    html = page(cast.rosa, query)
    assert case.number in html


def test_a_wrong_filter_says_so_at_the_field(cast: Cast) -> None:
    story.filed(cast)
    assert "Kies bij fase iets uit de lijst" in page(cast.rosa, "?fase=onbekend")


def test_due_dates_of_list_and_term_agree(cast: Cast) -> None:
    """What PostgreSQL counts for the order is what the term says, also at the end of a month."""
    case = story.in_triage(cast)
    for unit, amount in [("dagen", 14), ("weken", 3), ("maanden", 1), ("jaren", 1)]:
        Term.objects.filter(code="triage").update(unit=unit, amount=amount)
        for start in (date(2027, 1, 31), date(2028, 2, 29), date(2026, 12, 31)):
            Case.objects.filter(pk=case.pk).update(phase_since=start)
            found = Case.objects.get(pk=case.pk)
            term = Term.objects.of_house(case.house, "triage")
            assert found.due_on == term.due(start), (unit, start)


def order(actor: Actor, wanted: str) -> list[Case]:
    return list(page_of(known_cases(actor), actor, OPEN_PHASES, wanted)[1].object_list)


def test_shortest_term_first_and_newest_on_demand(cast: Cast) -> None:
    early, late = story.filed(cast), story.filed(cast)
    Case.objects.filter(pk=late.pk).update(phase_since=today() - timedelta(days=90))
    with acting_as(cast.rosa.pk) as rosa:
        assert order(rosa, "") == [late, early]
        assert order(rosa, "-termijn") == [early, late]
        assert order(rosa, "-nummer") == [late, early]
    assert "83 dagen te laat" in page(cast.rosa)


def test_a_delegate_has_the_same_order_and_counts(cast: Cast) -> None:
    early, late, over = (story.at_table(cast, cast.gea) for _ in range(3))
    Case.objects.filter(pk=late.pk).update(phase_since=today() - timedelta(days=900))
    Case.objects.filter(pk=over.pk).update(phase=Phase.TRIAGE)
    with acting_as(cast.gea.pk) as gea:
        assert order(gea, "")[0] == late and order(gea, "-termijn")[-1] == late
        assert order(gea, "nummer") == [early, late, over]
        counts, found = page_of(known_cases(gea), gea, [Phase.TRIAGE])
        assert (counts, list(found.object_list), found.paginator.count) == (
            {Phase.CASUSOVERLEG: 2, Phase.TRIAGE: 1}, [over], 1,
        )  # fmt: skip


def test_contributions_are_counted_for_who_may_know(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea, cast.gijs)
    first = story.asked(case, cast.gea, cast.rosa, today())
    story.asked(case, cast.gijs, cast.rosa, today())
    story.delivered(case, cast.gea, first)
    assert "1 van 2" in page(cast.rosa)
    assert "1 van 1" in page(cast.gea)
    assert "0 van 1" in page(cast.gijs)
    story.delivered(case, cast.gijs, state=State.DRAFT)
    assert "0 van 1" in page(cast.gijs)


SCAFFOLD = (
    "SAVEPOINT",
    "set transaction read only",
    "RELEASE",
    "ROLLBACK",
    "select set_config",
    "select app.end_as",
    'UPDATE "parties_session"',
)


def queries(person: Person, address: str, sent: dict[str, Any] | None = None) -> list[str]:
    """What one request, of something `sent` a POST, asks of the database, without the stepping down of tests and the once-a-minute note
    of the session.
    """
    client = person.client()
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(address) if sent is None else client.post(address, sent)
    assert answer.status_code == 200
    return [query["sql"] for query in taken if not query["sql"].startswith(SCAFFOLD)]


def test_the_number_of_queries_is_that_of_the_page(cast: Cast) -> None:
    for rows in (1, 3):
        while Case.objects.count() < rows:
            case = story.at_table(cast, cast.gea)
            story.asked(case, cast.gea, cast.rosa, today())
        assert len(queries(cast.rosa, "/casussen/")) == QUERIES_OF_STAFF, rows
        assert len(queries(cast.gea, "/casussen/")) == QUERIES_OF_DELEGATE, rows


def test_one_line_in_the_access_log_with_all_numbers_shown(cast: Cast) -> None:
    shown = {story.filed(cast).pk for _ in range(3)}
    before = AccessLogLine.objects.count()
    page(cast.rosa)
    line = AccessLogLine.objects.get(rule="casussen")
    assert AccessLogLine.objects.count() == before + 1
    assert set(line.shown_ids) == shown
    assert (line.rule, line.actor_id, line.result_count) == ("casussen", cast.rosa.user.pk, 3)


def test_twenty_five_rows_on_a_page(cast: Cast) -> None:
    cases = [story.filed(cast) for _ in range(27)]
    html = page(cast.rosa)
    assert html.count("<tr") == 1 + 25
    assert cases[26].number not in html
    assert page(cast.rosa, "?pagina=2").count("<tr") == 1 + 2
    assert len(queries(cast.rosa, "/casussen/")) == QUERIES_OF_STAFF


def test_the_filter_shows_what_is_in_force(cast: Cast) -> None:
    story.in_triage(cast)
    assert '<option value="" selected>Ik, en nog niet toegewezen</option>' in page(cast.rosa)
    assert '<option value="alle" selected>Iedereen</option>' in page(cast.rosa, "?regisseur=alle")
    assert "Ik, en nog niet toegewezen" not in page(cast.otto)
    assert "niet verplicht" not in page(cast.rosa)


QUERIES_OF_STAFF = 14
QUERIES_OF_DELEGATE = 14
