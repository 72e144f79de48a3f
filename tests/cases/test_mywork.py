"""Mijn werk: each role sees what it has to do, shortest term first, and nothing of others."""

from datetime import timedelta

import pytest

from cases.models import Case, Reassessment
from cases.phases import Phase
from parties.models import Vetting
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from zvh.today import today


def page(person: Person) -> str:
    answer = person.client().get("/mijn-werk/")
    assert answer.status_code == 200
    return answer.content.decode()


def in_order(html: str, *words: str) -> bool:
    places = [html.index(word) for word in words]
    return places == sorted(places)


def test_everybody_begins_here(cast: Cast) -> None:
    answer = cast.rosa.client().get("/")
    assert (answer.status_code, answer.url) == (302, "/mijn-werk/")
    for person in (cast.mara, cast.rik, cast.fatima, cast.petra, cast.wil):
        assert "U bent bij" in page(person)


def test_a_procesregisseur_sees_own_and_new_cases_late_first(cast: Cast) -> None:
    fresh, late, foreign = story.filed(cast), story.in_triage(cast), story.in_triage(cast)
    Case.objects.filter(pk=late.pk).update(phase_since=today() - timedelta(days=30))
    Case.objects.filter(pk=foreign.pk).update(procesregisseur=cast.otto.user)
    html = page(cast.rosa)
    assert in_order(html, f"Besluiten over de triage: {late.number}", f"Aanmelding beoordelen: {fresh.number}")
    assert "16 dagen te laat" in html
    assert "Besluit van de triage: keuze van het huis" in html
    assert foreign.number not in html
    assert foreign.number in page(cast.otto)
    assert "U bent bij" in page(cast.zoe)


def test_the_manager_sees_counts_and_what_is_late(cast: Cast) -> None:
    late, fresh = story.in_triage(cast), story.filed(cast)
    Case.objects.filter(pk=late.pk).update(phase_since=today() - timedelta(days=30))
    html = page(cast.mara)
    assert late.number in html
    assert fresh.number not in html
    assert "fase=triage&amp;regisseur=alle" in html


def test_contributions_late_for_the_house_and_to_do_for_the_party(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea, cast.gijs)
    request = story.asked(case, cast.gea, cast.rosa, today() - timedelta(days=2))
    assert in_order(page(cast.gea), f"Bijdrage leveren: {case.number}", "2 dagen te laat")
    assert f"Bijdrage te laat: {case.number}" in page(cast.rosa)
    assert "Bijdrage leveren" not in page(cast.gijs)
    story.delivered(case, cast.gea, request)
    assert "Bijdrage leveren" not in page(cast.gea)
    assert "Bijdrage te laat" not in page(cast.rosa)


def test_a_delegate_judges_own_contributions_again(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea, cast.gijs)
    given = story.delivered(case, cast.gea)
    Reassessment.objects.create(case=case, contribution=given, phase=Phase.CASUSOVERLEG, due_on=today())
    assert f"Bijdrage opnieuw beoordelen: {case.number}" in page(cast.gea)
    assert "opnieuw beoordelen" not in page(cast.gijs)


def test_own_drafts_only(cast: Cast) -> None:
    story.draft(cast, cast.piet)
    assert "Aanmelding afmaken" in page(cast.piet)
    for person in (cast.rosa, cast.gea):
        assert "Aanmelding afmaken" not in page(person)


def test_retention_that_ends(cast: Cast) -> None:
    case = story.at_table(cast)
    Case.objects.filter(pk=case.pk).update(
        phase=Phase.AFSCHALING,
        closed_on=today(),
        destroy_on=today() + timedelta(days=20),
        destroy_source="protocol art. 11.2",
    )
    html = page(cast.rosa)
    assert case.number in html
    assert "protocol art. 11.2" in html
    Case.objects.filter(pk=case.pk).update(destroy_on=today() + timedelta(days=200))
    assert case.number not in page(cast.rosa)


def test_the_administrator_sees_what_ends_and_no_case(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    Vetting.objects.filter(user=cast.gea.user).update(valid_until=today() + timedelta(days=10))
    cast.rosa.capacity.until_date = today() + timedelta(days=20)
    cast.rosa.capacity.save()
    cast.zoe.capacity.until_date = today() + timedelta(days=20)
    cast.zoe.capacity.save()
    html = page(cast.abel)
    assert in_order(html, "VOG of screening loopt af: Gea", "Rol loopt af: Rosa")
    assert "nog 10 dagen" in html
    assert "Zoe" not in html
    assert case.number not in html


@pytest.mark.parametrize("who", ["rosa", "gea", "mara", "abel"])
def test_the_number_of_queries_does_not_grow(cast: Cast, who: str) -> None:
    counted = []
    for rows in (1, 3):
        while Case.objects.count() < rows:
            case = story.at_table(cast, cast.gea)
            story.asked(case, cast.gea, cast.rosa, today() - timedelta(days=1))
            Case.objects.filter(pk=case.pk).update(phase_since=today() - timedelta(days=90))
        counted.append(len(queries(getattr(cast, who), "/mijn-werk/")))
    assert counted[0] == counted[1] <= 25


def test_one_line_in_the_log_with_what_was_shown(cast: Cast) -> None:
    case = story.filed(cast)
    page(cast.rosa)
    assert AccessLogLine.objects.get(rule="mijn-werk").shown_ids == [case.pk]
