"""Figures: each has one definition, counts what happened, is read by who may, and goes along as a file."""

import csv
import io
import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pypdf import PdfReader

from cases.models import Case
from cases.models.statistics import quarter_of
from governance.figurepage import texts
from governance.figures.labels import DETAILS, VALUES
from governance.figures.numbers import Filters, Numbers, load
from governance.figures.period import Period, year_of
from governance.figures.shown import Maker
from governance.figures.table import FIGURES, KEY_FIGURES, SECTIONS, By
from governance.figures.tables import Part, Table
from governance.models import BudgetLine, Paper, Share, Spending
from parties.models import PaperRule, Party
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from tests.governance import planning
from tests.governance.counted import Event, event, first_quarter, happened, house_parties, some_years
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.django_db
ADDRESS = "/rapportage/RU/"
SQL = [Path(settings.BASE_DIR, place).read_text() for place in ("cases/sql/facts.sql", "privacy/sql/figures.sql")]


def numbers(cast: Cast, period: Period | None = None, by: Person | None = None, **chosen: Any) -> Numbers:
    with acting_as((by or cast.mara).pk):
        return load(cast.house, period or year_of(today().year), Filters(**chosen))


def tables(cast: Cast, period: Period | None = None, **chosen: Any) -> dict[str, Table]:
    with acting_as(cast.mara.pk) as mara:
        made = Maker(cast.house, load(cast.house, period or year_of(today().year), Filters(**chosen)), mara)
        return {table.figure.code: table for part in made.parts() for table in part.tables}


def page(person: Person, query: str = "") -> str:
    answer = person.client().get(f"{ADDRESS}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


# --- one definition in one place


def test_every_figure_is_defined_once_with_words_and_a_source() -> None:
    for figure in FIGURES:
        assert figure.words.endswith(".") and figure.source and figure.name, figure.code
    for names in ([f.code for f in FIGURES], [f.name for f in FIGURES], [s.code for s in SECTIONS]):
        assert len(names) == len(set(names))
    assert set(KEY_FIGURES) <= {figure.code for figure in FIGURES}


def test_what_a_figure_counts_is_written_somewhere_and_what_is_written_is_counted() -> None:
    day = r"(?:app\.fact_day\((?:[^()]|\([^()]*\))*\)|[\w.]+)"
    written = {kind for text in SQL for kind in re.findall(rf"note_(?:case_)?fact\([\w.]+, {day},\s*'([a-z-]+)'", text)}
    assert len(written) > 25
    assert {figure.kind for figure in FIGURES} - {"uniek", "looptijd", "geld"} == written


def test_every_code_that_a_figure_divides_by_has_words() -> None:
    for figure in FIGURES:
        if figure.by == By.VALUE:
            assert figure.kind in VALUES, figure.code
        if figure.by == By.DETAIL:
            assert figure.kind in DETAILS, figure.code
        if figure.by == By.PARTY_YES:
            assert figure.part in figure.among, figure.code


def test_the_page_says_under_every_figure_what_it_counts(cast: Cast) -> None:
    found = page(cast.mara)
    for figure in FIGURES:
        assert f'id="{figure.code}"' in found
        assert figure.words.split(".")[0].replace("'", "&#x27;") in found


# --- against an independent count


def test_numbers_are_those_of_the_list_of_events(cast: Cast) -> None:
    events = some_years(cast.house, 300)
    happened(cast.house, events)
    period = Period(first_quarter() - 4, first_quarter() - 2)
    found = numbers(cast, period)
    mine = [one for one in events if period.first <= one.quarter <= period.last]
    assert {kind: found.total(kind).number for kind in kinds(mine)} == kinds(mine)
    registered = [one for one in mine if one.kind == "aangemeld"]
    lines = {line: found.lines["aangemeld", line] for line in ("gemeente", "approach", "age")} | {
        "party": found.per_party("aangemeld")
    }
    for line, column in (
        ("gemeente", "gemeente_id"),
        ("approach", "approach_id"),
        ("age", "age_band"),
        ("party", "party_id"),
    ):
        assert {member: count.number for member, count in lines[line].items()} == Counter(
            one.get(column) for one in registered
        )
    for back, before in enumerate(period.compared):
        then = [one for one in events if before.first <= one.quarter <= before.last]
        assert {str(key): count.number for key, count in found.details("afgesloten", back).items()} == Counter(
            one.get("detail") for one in then if one.kind == "afgesloten"
        )
        assert found.total("uniek", back).number == sum(
            one.kind == "persoon" and (one.get("measure") is None or one.quarter - one.get("measure") < before.first)
            for one in then
        )


def kinds(events: list[Event]) -> dict[str, int]:
    return dict(Counter(one.kind for one in events))


def test_stock_is_what_went_in_less_what_came_out(cast: Cast) -> None:
    events = some_years(cast.house, 300)
    happened(cast.house, events)
    period = Period(first_quarter() - 4, first_quarter() - 1)
    found = numbers(cast, period)

    def running(phase: str, until: int) -> int:
        signs = {"erin": 1, "eruit": -1}
        return sum(signs.get(one.kind, 0) for one in events if one.get("value") == phase and one.quarter < until)

    for phase in ("aanmelding", "triage"):
        opening = found.stock[phase]
        closing = opening + found.values("erin")[phase] - found.values("eruit")[phase]
        assert opening.number == running(phase, period.first)
        assert closing.number == running(phase, period.last + 1)


def test_what_runs_today_by_how_long_it_did(cast: Cast) -> None:
    for place in range(24):
        case = story.filed(cast)
        if place < 12:
            Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - timedelta(weeks=60))
    rows = tables(cast)["looptijd"].rows
    assert [row.label for row in rows] == ["tot 13 weken", "52 weken en langer"]
    assert all(row.cells in ((10,), (15,)) for row in rows)
    assert tables(cast, year_of(today().year - 1))["looptijd"].is_empty, (
        "of a year that is over nobody knows it any more"
    )


def test_times_are_the_middle_and_the_ninetieth(cast: Cast) -> None:
    quarter = first_quarter()
    happened(cast.house, [event(quarter, "afgesloten", value="doel-bereikt", measure=weeks) for weeks in range(1, 101)])
    [row, *_] = tables(cast)["duur-casus"].rows
    assert row.cells == (100, 50, 90)
    [row, *_] = tables(cast, Period(quarter + 1, quarter + 1))["duur-casus"].rows
    assert row.cells == (0, None, None)


def test_a_filter_counts_only_what_knows_it(cast: Cast) -> None:
    events = some_years(cast.house, 300)
    happened(cast.house, events)
    party = next(iter(house_parties(cast.house)))
    found = numbers(cast, party=party)
    period = year_of(today().year)
    expected = kinds(
        [one for one in events if one.get("party_id") == party and period.first <= one.quarter <= period.last]
    )
    assert {kind: found.total(kind).number for kind in expected} == expected
    with acting_as(cast.mara.pk) as mara:
        parts = Maker(cast.house, found, mara).parts()
    assert "Lopende casussen" in [name for part in parts for name in part.without]
    assert "Aanmeldingen" in [table.figure.name for part in parts for table in part.tables]


def test_what_the_workflow_does_is_in_the_figures_at_once(cast: Cast) -> None:
    for _ in range(10):
        story.filed(cast)
    found = numbers(cast)
    assert (found.total("aangemeld").number, found.total("persoon").number) == (10, 10)
    assert tables(cast)["aanmeldingen"].rows[0].cells in ((10,),)


def test_a_gemeente_is_set_against_its_inhabitants(cast: Cast) -> None:
    gemeente = Party.objects.in_house(cast.house).of_kind("gemeente").get(seat="Woerden")
    happened(cast.house, [event(first_quarter(), "aangemeld", gemeente_id=gemeente.pk)] * 25)
    [row] = tables(cast)["aanmeldingen-per-gemeente"].rows
    assert row.cells == (25,), "without a budget nobody knows how many live there"
    paper = Paper.objects.create(
        house=cast.house, rule=PaperRule.objects.filter(covenant=cast.house.covenant, kind="begroting").get(),
        first_year=today().year, last_year=today().year, at=timezone.now(), by=cast.mara.user,
    )  # fmt: skip
    Share.objects.create(paper=paper, party=gemeente, inhabitants=53_000, amount=0)
    [row] = tables(cast)["aanmeldingen-per-gemeente"].rows
    assert row.cells == (25, 47)
    assert '<span class="z-num">4,7</span>' in page(cast.mara)


def test_money_is_that_of_the_budget_and_its_bookings(cast: Cast) -> None:
    """Of an adopted budget, exact, also to who may not see a single booking; counted here from the rows."""
    planning.planned(cast)
    year = today().year - 1
    for person in (cast.mara, cast.fatima):
        found = numbers(cast, year_of(year), by=person).money
        lines = BudgetLine.objects.filter(paper__house=cast.house, paper__first_year=year, paper__state="vastgesteld")
        assert found and found == {
            line.title: (line.amount, sum((one.amount for one in line.spendings.all()), Decimal())) for line in lines
        }
    table = tables(cast, year_of(year))["uitgaven"]
    [row] = table.rows
    assert row.cells[2] == row.cells[0] - row.cells[1] and row.cells[1] > 0
    assert texts(table, row)[0].startswith("€ ") and texts(table, row)[0] in page(
        cast.mara, f"?van={year}-1&tot={year}-4"
    )
    spent_on = Spending.objects.get().on
    before = quarter_of(spent_on) - 1
    if before >= year * 4:
        assert tables(cast, Period(before, before))["uitgaven"].rows[0].cells[1] == 0
    assert tables(cast)["uitgaven"].is_empty, "a draft is no budget"
    assert "Uitgaven en begroting" in [name for part in parts_with(cast, age="50+") for name in part.without]


def parts_with(cast: Cast, **chosen: Any) -> list[Part]:
    with acting_as(cast.mara.pk) as mara:
        return Maker(cast.house, load(cast.house, year_of(today().year), Filters(**chosen)), mara).parts()


# --- small numbers


def test_small_numbers_stand_nowhere_on_the_page(cast: Cast) -> None:
    quarter, [first, second, *_] = first_quarter(), list(house_parties(cast.house))
    happened(
        cast.house,
        [event(quarter, "aangemeld", party_id=first)] * 7 + [event(quarter, "aangemeld", party_id=second)] * 40,
    )
    table = tables(cast)["aanmeldingen-per-partij"]
    assert {row.cells for row in table.rows} == {(None,)}, "the total less the other would tell"
    found = page(cast.mara)
    shown = [int(text) for text in re.findall(r'<span class="z-num">(\d+)%?</span>', found)]
    assert shown and not [number for number in shown if 0 < number < 10 or number % 5]
    assert "afgeschermd" in found


def test_a_list_of_nothing_but_hidden_lines_is_a_sentence(cast: Cast) -> None:
    parties = list(house_parties(cast.house))
    happened(cast.house, [event(first_quarter(), "casusregie", party_id=one) for one in parties[:4]])
    table = tables(cast)["casusregie"]
    assert not table.tells and not table.is_empty
    found = page(cast.mara, "?fase=casusoverleg").split('id="casusregie"')[1].split('id="plannen"')[0]
    assert "te weinig geteld om te tonen" in found and "<table" not in found
    assert tables(cast)["zsm"].is_empty


def test_what_is_hidden_beside_the_others_is_hidden_on_its_own_page(cast: Cast) -> None:
    quarter, [first, second, *_] = first_quarter(), list(house_parties(cast.house))
    happened(
        cast.house,
        [event(quarter, "aangemeld", party_id=first)] * 7 + [event(quarter, "aangemeld", party_id=second)] * 40,
    )
    assert tables(cast, party=second)["aanmeldingen"].rows[0].cells == (None,)
    happened(cast.house, [event(quarter, "aangemeld", party_id=first)] * 33)
    assert tables(cast, party=second)["aanmeldingen"].rows[0].cells == (40,)


def test_a_share_is_told_from_fifty(cast: Cast) -> None:
    quarter, [first, second, third, *_] = first_quarter(), list(house_parties(cast.house))
    for party, yes, no in ((first, 60, 20), (second, 30, 10), (third, 75, 5)):
        happened(cast.house, [event(quarter, "aanwezig", value="ja", party_id=party)] * yes)
        happened(cast.house, [event(quarter, "aanwezig", value="nee", party_id=party)] * no)
    rows = {row.cells for row in tables(cast)["aanwezigheid"].rows}
    assert rows == {(80, 60, 75), (40, 30, None), (80, None, None)}, "of five who stayed away nothing can be computed"


# --- who reads it


@pytest.mark.parametrize("name", ["mara", "rosa", "fatima", "petra"])
def test_who_runs_and_supervises_reads_it(cast: Cast, name: str) -> None:
    happened(cast.house, [event(first_quarter(), "aangemeld")] * 20)
    person = getattr(cast, name)
    assert numbers(cast, by=person).total("aangemeld").number == 20
    assert 'href="/rapportage/"' in person.client().get("/mijn-werk/").content.decode()
    assert person.client().get("/rapportage/").headers["Location"] == ADDRESS
    assert page(person)


@pytest.mark.parametrize("name", ["abel", "rik", "otto", "zoe", "piet", "gea"])
def test_to_others_it_is_not_there_and_the_database_answers_nothing(cast: Cast, name: str) -> None:
    happened(cast.house, [event(first_quarter(), "aangemeld")] * 20)
    person = getattr(cast, name)
    assert numbers(cast, by=person).total("aangemeld").number == 0
    assert person.client().get(ADDRESS).status_code == 404
    assert person.client().post(f"{ADDRESS}downloaden/", {"vorm": "csv"}).status_code == 404


def test_without_anybody_who_acts_there_is_no_answer(cast: Cast) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="nobody acts"):
        cursor.execute("select * from app.figure_stock(%s, %s, null)", [cast.house.pk, first_quarter()])


# --- the page


def test_the_period_is_chosen_and_compared(cast: Cast) -> None:
    year = today().year
    happened(cast.house, [event(quarter_of(today().replace(year=year - 1, month=2, day=1)), "aangemeld")] * 20)
    found = page(cast.mara, f"?van={year - 1}-1&tot={year - 1}-2")
    assert f"{year - 1}, eerste halfjaar" in found and f"{year - 2}, eerste halfjaar" in found
    tile = re.search(r'<span class="z-getal">([^<]*)</span>', found)
    assert tile is not None and tile[1] == "20"
    assert f"{year - 1}-1" in found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?van=2026-4&tot=2026-1", "Kies een kwartaal dat niet voor het begin van de periode ligt"),
        ("?van=eergisteren", "van"),
        ("?partij=9999999", "partij"),
        ("?van=x%27--&tot=2026-9&fase=alles", "van"),
    ],
)
def test_what_can_not_be_is_said_at_the_field(cast: Cast, query: str, message: str) -> None:
    found = page(cast.mara, query)
    assert message in found and "Er is een probleem" in found or "Fout" in found
    assert today().strftime("%Y") in found, "the year of today instead"


def test_one_filter_at_a_time(cast: Cast) -> None:
    party = next(iter(house_parties(cast.house)))
    found = page(cast.mara, f"?partij={party}&leeftijd=50%2B")
    assert "Kies één van aanpak, gemeente, partij en leeftijd" in found


def test_a_phase_leaves_the_others_out(cast: Cast) -> None:
    found = page(cast.mara, "?fase=triage")
    assert 'id="uitkomsten"' in found and 'id="aanmeldingen"' not in found


def test_drawings_carry_their_numbers_and_a_table(cast: Cast) -> None:
    happened(cast.house, some_years(cast.house, 200))
    found = page(cast.mara)
    drawings = re.findall(r"<svg class=\"z-grafiek z-staven\".*?</svg>", found, re.DOTALL)
    assert len(drawings) > 5
    for one in drawings:
        assert 'role="img"' in one and 'aria-label="' in one and one.count("<text") > one.count('<rect class="z-staaf')
    assert len(re.findall('<pattern id="([^"]+)"', found)) == len(set(re.findall('<pattern id="([^"]+)"', found)))
    assert "style=" not in found


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    cast.mara.client().get(ADDRESS)
    counts = []
    for _ in range(2):
        happened(cast.house, some_years(cast.house, 50))
        counts.append(len(queries(cast.mara, ADDRESS)))
    assert counts[0] == counts[1] <= 35, counts


# --- as a file


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_it_goes_along_as_a_file_and_that_is_logged(cast: Cast, form: str) -> None:
    happened(cast.house, [event(first_quarter(), "aangemeld")] * 25)
    answer = cast.mara.client().post(f"{ADDRESS}downloaden/?fase=aanmelding", {"vorm": form})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'cijfers-{cast.house.slug}-{today().year}.{form}"')
    if form == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0][:3] == ["Huis", "Periode", "Deel"]
        line = next(row for row in rows if row[3:6] == ["Aanmeldingen", str(today().year), "aantal"])
        assert line[6] == "25" and line[7].startswith("Aanmeldingen die") and line[8]
        assert {row[2] for row in rows[1:]} == {"Aanmelding"}
    else:
        with ZipFile(io.BytesIO(answer.content)) as file:
            assert any(b"Aanmeldingen" in file.read(name) for name in file.namelist())
    with acting_as(cast.fatima.pk) as actor:
        line = AccessLogLine.objects.visible_to(actor).get(rule="rapportage-downloaden", outcome="ok")
    assert (line.event_kind, line.house_id) == ("export", cast.house.pk)


def test_a_form_that_does_not_exist_is_none(cast: Cast) -> None:
    assert cast.mara.client().post(f"{ADDRESS}downloaden/", {"vorm": "exe"}).status_code == 404


def test_on_paper_every_figure_has_its_table_and_words(cast: Cast) -> None:
    happened(cast.house, some_years(cast.house, 200))
    answer = cast.mara.client().post(f"{ADDRESS}downloaden/", {"vorm": "pdf"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    paper = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(one.extract_text().split()) for one in paper.pages)
    for figure in FIGURES:
        assert figure.name in text, figure.code
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged"
    assert b"/TH" in answer.content or "/StructTreeRoot" in paper.trailer["/Root"]
