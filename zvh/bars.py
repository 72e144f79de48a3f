"""The geometry of a bar chart, in units of its own drawing; the template writes it as SVG."""

from collections.abc import Iterator
from dataclasses import dataclass

from zvh.components import Chart

WIDTH, HEIGHT = 720, 300
LEFT, TOP, BOTTOM = 48, 28, 36
GAP = 0.25  # of the width of a category


@dataclass(frozen=True)
class Bar:
    """One bar with the figure above it."""

    x: float
    y: float
    width: float
    height: float
    text: str
    series: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        return round(self.y - 6, 1)


class BarChart:
    """Bars, grid lines and labels of a chart."""

    width, height, left = WIDTH, HEIGHT, LEFT

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        figures = [figure for series in chart.series for figure in series.figures if figure is not None]
        self.step = nice_step(max(figures, default=1))
        self.top = self.step * max(1, -(-max(figures, default=1) // self.step))

    @property
    def floor(self) -> float:
        return HEIGHT - BOTTOM

    def y(self, figure: float) -> float:
        return round(self.floor - (self.floor - TOP) * figure / self.top, 1)

    @property
    def slot(self) -> float:
        return (WIDTH - LEFT) / max(1, len(self.chart.categories))

    @property
    def lines(self) -> list[tuple[int, float]]:
        """Figures of the grid with their height."""
        return [(figure, self.y(figure)) for figure in range(0, self.top + 1, self.step)]

    @property
    def labels(self) -> list[tuple[str, float]]:
        """Categories with the middle of their place."""
        return [(name, round(LEFT + self.slot * (i + 0.5), 1)) for i, name in enumerate(self.chart.categories)]

    @property
    def bars(self) -> Iterator[Bar]:
        """All bars; a figure that may not be shown has no height and says so."""
        width = self.slot * (1 - GAP) / max(1, len(self.chart.series))
        for number, series in enumerate(self.chart.series):
            for place, figure in enumerate(series.figures):
                x = LEFT + self.slot * (place + GAP / 2) + width * number
                y = self.y(figure or 0)
                text = "< 10" if figure is None else str(figure)
                yield Bar(round(x, 1), y, round(width * 0.9, 1), round(self.floor - y, 1), text, number + 1)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The same figures as rows of a table."""
        return [
            (name, [_words(series.figures[place]) for series in self.chart.series])
            for place, name in enumerate(self.chart.categories)
        ]


def _words(figure: int | None) -> str:
    return "minder dan 10" if figure is None else str(figure)


def nice_step(highest: int) -> int:
    """The distance between grid lines: 1, 2 or 5 times a power of ten, at most five lines."""
    step = 1
    while highest / step > 5:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step
