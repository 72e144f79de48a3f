"""Facts are added up every night: the figures stay the same, before and after, and nobody reads a cell."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import FigureCell, StatisticsFact
from cases.nightly import add_up_facts
from governance.figures.numbers import Filters, Numbers, load
from governance.figures.period import Period
from governance.figures.table import FIGURES, By
from tests.cast import Cast
from tests.governance.counted import event, first_quarter, happened, house_parties, some_years
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

pytestmark = pytest.mark.django_db
PERIOD = Period(first_quarter() - 6, first_quarter())


def added_up() -> int:
    with acting_as_system(today()):
        return add_up_facts(today())


def everything(cast: Cast) -> list[Numbers]:
    """What the page is made of, without a filter and with each."""
    party, gemeente = next(iter(house_parties(cast.house))), next(iter(house_parties(cast.house, "gemeente")))
    chosen: list[dict[str, Any]] = [
        {}, {"party": party}, {"gemeente": gemeente}, {"age": "18-26"}, {"approach": cast.house.approaches.earliest("pk").pk},
    ]  # fmt: skip
    with acting_as(cast.mara.pk):
        return [load(cast.house, PERIOD, Filters(**one)) for one in chosen]


def test_added_up_the_figures_are_the_same(cast: Cast) -> None:
    happened(cast.house, some_years(cast.house, 300))
    before = everything(cast)
    assert all(found.counts for found in before) and before[0].durations
    assert any(found.beside for found in before) and all(found.stock for found in before)
    assert added_up() == StatisticsFact.objects.count()
    assert FigureCell.objects.filter(line="").count() < StatisticsFact.objects.count()
    assert everything(cast) == before
    assert added_up() == 0, "a second run has nothing left"


def test_what_is_told_of_a_figure_is_kept_when_it_is_added_up(db: None) -> None:
    """A figure in weeks needs the measures, one per party the parties; what is not asked for is not kept apart."""
    timed = {figure.kind for figure in FIGURES if figure.by == By.DURATION}
    per_party = {figure.kind for figure in FIGURES if figure.by in (By.PARTY, By.PARTY_YES)}
    for function, kinds in (("is_timed", timed), ("is_told_per_party", per_party)):
        with connection.cursor() as cursor:
            cursor.execute(
                f"select kind from unnest(%s::text[]) kind where app.{function}(kind)", [[one.kind for one in FIGURES]]
            )
            assert {kind for (kind,) in cursor.fetchall()} == kinds, function


def test_facts_of_today_are_counted_beside_the_cells_and_added_to_them_in_the_night(cast: Cast) -> None:
    past, now = some_years(cast.house, 150), some_years(cast.house, 150, seed=2)
    happened(cast.house, past)
    added_up()
    cells = FigureCell.objects.count()
    happened(cast.house, now, seed=2)
    both = everything(cast)
    assert both[0].total("aangemeld").number == len(
        [one for one in [*past, *now] if one.kind == "aangemeld" and PERIOD.first <= one.quarter <= PERIOD.last]
    )
    assert added_up() == StatisticsFact.objects.count() - len(past)
    assert everything(cast) == both
    assert FigureCell.objects.count() < 2 * cells, "what is alike goes to the cell that is there"


def test_nobody_reads_a_cell_nor_adds_up(cast: Cast) -> None:
    happened(cast.house, [event(first_quarter() - 3, "gevraagd")])
    added_up()
    assert FigureCell.objects.exists()
    for acting in (acting_as(cast.mara.pk), acting_as_system()):
        with pytest.raises(DatabaseError), acting, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1 from cases_figurecell")
    with pytest.raises(DatabaseError), acting_as(cast.mara.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select app.add_up_facts()")
