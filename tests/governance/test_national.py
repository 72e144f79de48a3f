"""The own house beside all houses: for its manager, grouped in the database, and no number of one other house."""

import csv
import io
import re
from collections import Counter

import pytest

from cases.nightly import add_up_facts
from governance.figures import national
from governance.figures.period import year_of
from parties.models import House
from privacy.models import AccessLogLine
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from tests.governance.counted import Event, event, first_quarter, happened, some_years
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

pytestmark = pytest.mark.django_db
ADDRESS = "/rapportage/RU/landelijk/"


def lines(cast: Cast, by: Person | None = None) -> list[national.Line]:
    with acting_as((by or cast.mara).pk):
        return national.load(cast.house, year_of(today().year))


def page(cast: Cast, query: str = "") -> str:
    answer = cast.mara.client().get(f"{ADDRESS}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def lived(cast: Cast, *numbers: int) -> dict[House, list[Event]]:
    """So many cases in the own house and in others."""
    houses = [cast.house, *House.objects.exclude(pk=cast.house.pk).order_by("pk")]
    found = {}
    for seed, (house, number) in enumerate(zip(houses, numbers, strict=False)):
        found[house] = some_years(house, number, seed)
        happened(house, found[house], seed)
    return found


def test_it_is_what_the_lists_of_events_add_up_to(cast: Cast) -> None:
    events = lived(cast, 60, 50, 40)
    year = year_of(today().year)

    def counted(wanted: list[House]) -> Counter[tuple[str, str, str]]:
        compared = {figure.kind for figure in national.figures_compared()}
        return Counter(
            (one.kind, one.get("value") or "", one.get("detail") or "")
            for house in wanted
            for one in events[house]
            if one.kind in compared and year.first <= one.quarter <= year.last
        )

    own, *others = events
    found = lines(cast)
    assert {(one.kind, one.value, one.detail): one.own.number for one in found if one.own.number} == counted([own])
    assert {(one.kind, one.value, one.detail): one.rest.number for one in found if one.rest.number} == counted(others)
    assert {one.others for one in found if one.kind == "aangemeld"} == {2}
    with acting_as_system(today()):
        assert add_up_facts(today()) == sum(map(len, events.values()))
    assert sorted(lines(cast), key=str) == sorted(found, key=str), "added up they are the same"


def test_the_page_shows_rounded_totals_and_an_average(cast: Cast) -> None:
    quarter = first_quarter()
    for house in (cast.house, *House.objects.exclude(pk=cast.house.pk)[:2]):
        happened(
            house, [event(quarter, "aangemeld")] * 32 + [event(quarter, "trend", value="huis-9", detail="triage")] * 15
        )
    found = page(cast)
    numbers = re.findall(r'<span class="z-num">([^<]*)</span>', found.split('id="aanmeldingen"')[1].split("<h3")[1])
    own, whole, average = map(int, numbers)
    assert own in (30, 35) and whole in (95, 100) and average == round(whole / 3)
    assert not [n for n in re.findall(r'<span class="z-num">(\d+)</span>', found) if 0 < int(n) < 10]
    assert "huis-9" not in found and "anders" in found, "what only another house has a word for"
    assert f'href="{ADDRESS}"' in cast.mara.client().get("/rapportage/RU/").content.decode()
    assert str(today().year - 2) in page(cast, f"?jaar={today().year - 2}")
    assert "Fout" in page(cast, "?jaar=1066")


def test_one_other_house_is_not_told_as_all(cast: Cast) -> None:
    quarter, other = first_quarter(), House.objects.exclude(pk=cast.house.pk)[0]
    for house in (cast.house, other):
        happened(house, [event(quarter, "aangemeld")] * 30)
    assert ">60<" not in page(cast) and ">30<" in page(cast)


def test_what_the_others_have_little_of_is_hidden(cast: Cast) -> None:
    quarter = first_quarter()
    happened(cast.house, [event(quarter, "besproken")] * 40)
    for house in House.objects.exclude(pk=cast.house.pk)[:3]:
        happened(house, [event(quarter, "besproken")] * 2)
    [row] = [
        table.rows[0]
        for part in national.parts(cast.house, lines(cast))
        for table in part.tables
        if table.figure.code == "besproken"
    ]
    assert row.cells == (40, None, None)


def test_it_goes_along_as_a_file_and_that_is_logged(cast: Cast) -> None:
    happened(cast.house, [event(first_quarter(), "aangemeld")] * 40)
    for house in House.objects.exclude(pk=cast.house.pk)[:2]:
        happened(house, [event(first_quarter(), "aangemeld")] * 20)
    mara, before = cast.mara.client(), today().year - 1
    answer = mara.post(f"{ADDRESS}downloaden/", {"vorm": "csv"})
    assert answer.headers["Content-Disposition"].endswith(f'landelijk-{cast.house.slug}-{today().year}.csv"')
    rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    found = {row[5]: row[6] for row in rows if row[3] == "Aanmeldingen"}
    assert found == {cast.house.name: "40", "alle huizen": "80", "gemiddeld per huis": "27"}
    of_before = mara.post(f"{ADDRESS}downloaden/?jaar={before}", {"vorm": "pdf"})
    assert of_before.content.startswith(b"%PDF") and f"-{before}.pdf" in of_before.headers["Content-Disposition"]
    assert mara.post(f"{ADDRESS}downloaden/", {"vorm": "exe"}).status_code == 404
    with acting_as(cast.fatima.pk) as actor:
        lines = AccessLogLine.objects.visible_to(actor).filter(rule="landelijk-downloaden", outcome="ok")
        assert sorted(lines.values_list("event_kind", "parts")) == [("export", ["csv"]), ("export", ["pdf"])]


@pytest.mark.parametrize("name", ["rosa", "fatima", "petra", "zoe", "abel", "piet"])
def test_nobody_else_compares_and_the_database_answers_nothing(cast: Cast, name: str) -> None:
    happened(cast.house, [event(first_quarter(), "aangemeld")] * 20)
    person = getattr(cast, name)
    assert lines(cast) and lines(cast, by=person) == []
    assert person.client().get(ADDRESS).status_code == 404
    assert person.client().post(f"{ADDRESS}downloaden/", {"vorm": "csv"}).status_code == 404
    with acting_as(cast.mara.pk):
        assert national.load(cast.other_house, year_of(today().year)) == [], "only beside the own house"


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    page(cast)
    few = len(queries(cast.mara, ADDRESS))
    lived(cast, 30, 30, 30)
    assert len(queries(cast.mara, ADDRESS)) == few <= 25
