"""What the page of trends shows: of each how often it was noted, as it may be read, and what a body is told of it."""

from dataclasses import dataclass

from governance.figurepage import texts
from governance.figures.numbers import Filters, load
from governance.figures.period import year_of
from governance.figures.shown import Maker
from governance.figures.table import FIGURES
from governance.policy import may
from parties.models import Body, House, Trend
from zvh.actor import Actor

NOTED = next(figure for figure in FIGURES if figure.code == "trends-genoteerd")


@dataclass(frozen=True)
class TrendLine:
    """A trend with (year, how often in words), the latest year first."""

    trend: Trend
    years: list[tuple[str, str]]

    @property
    def can_end(self) -> bool:
        """What every house has is not the manager's to end."""
        return self.trend.house_id is not None and self.trend.ended_on is None

    @property
    def advice(self) -> str:
        """With what a point for a body begins."""
        said = "; ".join(f"{year}: {number}" for year, number in self.years)
        return (
            f"Zo vaak noteerde het huis bij een casus “{self.trend.name}” ({self.trend.get_kind_display()}): {said}. "
            "Getallen zijn afgerond op vijf; afgeschermd is te weinig om te tonen.\n\nAdvies: "
        )


def lines_of(house: House, actor: Actor) -> list[TrendLine]:
    """The figure `trends-genoteerd` of this year and those before, also of what was never noted."""
    table = Maker(house, load(house, year_of(actor.today.year), Filters()), actor).table(NOTED)
    found = {row.label: texts(table, row) for row in table.rows}
    nothing = ["0"] * len(table.columns)
    return [
        TrendLine(trend, list(zip(table.columns, found.get(trend.name, nothing), strict=True)))
        for trend in Trend.objects.of_house(house)
    ]


def bodies_for_advice(house: House, actor: Actor) -> list[Body]:
    """To whose agenda who acts may hand in."""
    return [body for body in Body.objects.filter(house=house).order_by("name") if may(actor, "hand_in_point", body)]
