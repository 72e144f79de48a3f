"""Quarters that are over are added up: the figures stay the same, a fact that comes late opens its quarter again, nobody reads a cell."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import FigureCell, FigureQuarter, StatisticsFact
from cases.nightly import add_up_quarters
from governance.figures.numbers import Filters, Numbers, load
from governance.figures.period import Period
from tests.cast import Cast
from tests.governance.counted import event, first_quarter, happened, house_parties, some_years
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

pytestmark = pytest.mark.django_db


def added_up(day: date | None = None) -> int:
    with acting_as_system(day or today()):
        return add_up_quarters(day or today())


def everything(cast: Cast) -> list[Numbers]:
    """What the page is made of, without a filter and with each."""
    party, gemeente = next(iter(house_parties(cast.house))), next(iter(house_parties(cast.house, "gemeente")))
    chosen: list[dict[str, Any]] = [
        {}, {"party": party}, {"gemeente": gemeente}, {"age": "18-26"}, {"approach": cast.house.approaches.earliest("pk").pk},
    ]  # fmt: skip
    with acting_as(cast.mara.pk):
        return [load(cast.house, Period(first_quarter() - 6, first_quarter()), Filters(**one)) for one in chosen]


def test_added_up_the_figures_are_the_same(cast: Cast) -> None:
    happened(cast.house, some_years(cast.house, 300))
    before = everything(cast)
    assert all(found.counts for found in before) and before[0].durations
    assert any(found.beside for found in before) and all(found.stock for found in before)
    assert added_up() > 8
    assert FigureCell.objects.filter(line="").count() < StatisticsFact.objects.count()
    assert everything(cast) == before
    assert added_up() == 0, "a second run has nothing left"


def test_only_quarters_that_rested_a_week(cast: Cast) -> None:
    happened(cast.house, [event(first_quarter(), "gevraagd"), event(first_quarter() - 1, "gevraagd")])
    year = today().year
    added_up(date(year, 1, 7))
    assert not FigureQuarter.objects.exists()
    added_up(date(year, 1, 8))
    assert [one.quarter for one in FigureQuarter.objects.all()] == [first_quarter() - 1]


def test_a_fact_that_comes_late_is_counted_and_added_up_the_next_night(cast: Cast) -> None:
    quarter = first_quarter() - 3
    happened(cast.house, [event(quarter, "gevraagd"), event(quarter - 1, "gevraagd")])
    added_up()
    happened(cast.house, [event(quarter, "gevraagd")])
    assert quarter not in FigureQuarter.objects.values_list("quarter", flat=True)
    assert quarter - 1 in FigureQuarter.objects.values_list("quarter", flat=True)
    with acting_as(cast.mara.pk):
        assert load(cast.house, Period(quarter, quarter), Filters()).total("gevraagd").number == 2
    assert added_up() == 1
    with acting_as(cast.mara.pk):
        assert load(cast.house, Period(quarter, quarter), Filters()).total("gevraagd").number == 2


def test_nobody_reads_a_cell_nor_adds_up(cast: Cast) -> None:
    happened(cast.house, [event(first_quarter() - 3, "gevraagd")])
    added_up()
    assert FigureCell.objects.exists()
    for table in ("cases_figurequarter", "cases_figurecell"):
        for acting in (acting_as(cast.mara.pk), acting_as_system()):
            with pytest.raises(DatabaseError), acting, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"select 1 from {table}")
    with pytest.raises(DatabaseError), acting_as(cast.mara.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select app.add_up_quarters(9000)")
