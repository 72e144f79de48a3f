"""The geometry of bars that lie: a line of text, its bars and their numbers; the template writes it as SVG.

Series differ in pattern and in place, not in colour alone; every bar carries its number.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from zvh.components import Chart

WIDTH, TEXT, ROOM = 720, 250, 90  # of the drawing, of the words before the bars, of the numbers behind them
BAR, GAP, LINE = 16, 14, 17
LETTERS = 33  # of a line of the words
HIDDEN = "afgeschermd"


@dataclass(frozen=True)
class Bar:
    """One bar with its number behind it."""

    y: float
    width: float
    text: str
    series: int
    height: int = BAR - 2

    @property
    def middle(self) -> float:
        return self.y + BAR / 2

    @property
    def after(self) -> float:
        return round(TEXT + self.width + 6, 1)


@dataclass(frozen=True)
class Line:
    """A category: its words in at most two lines, and its bars."""

    words: list[tuple[str, float]]
    bars: list[Bar]


class RowChart:
    """Lines of a chart, from above."""

    width, left = WIDTH, TEXT

    def __init__(self, chart: Chart, key: str) -> None:
        """`key` is unique on the page: patterns are found by it."""
        self.chart, self.key = chart, key
        self.most = max((figure for series in chart.series for figure in series.figures if figure), default=1)
        self.step = max(2, len(chart.series)) * BAR + GAP

    @property
    def height(self) -> int:
        return self.step * len(self.chart.categories) + GAP

    @property
    def lines(self) -> Iterator[Line]:
        for place, name in enumerate(self.chart.categories):
            top = GAP + self.step * place
            words = _wrapped(name)
            first = top + (self.step - GAP - BAR * len(self.chart.series)) / 2
            start = top + (self.step - GAP) / 2 + 5 - LINE * (len(words) - 1) / 2
            bars = [
                self._bar(series.figures[place], first + BAR * n, n + 1) for n, series in enumerate(self.chart.series)
            ]
            yield Line([(text, start + LINE * n) for n, text in enumerate(words)], bars)

    def _bar(self, figure: int | None, y: float, series: int) -> Bar:
        width = (WIDTH - TEXT - ROOM) * (figure or 0) / self.most
        return Bar(y, round(width, 1), HIDDEN if figure is None else str(figure), series)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Number and name of each series, where there is more than one."""
        names = [series.name for series in self.chart.series]
        return list(enumerate(names, 1)) if len(names) > 1 else []


def _wrapped(text: str) -> list[str]:
    """Two lines at most; what does not fit ends in an ellipsis, and stands whole in the table."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: LETTERS - 1]}…"]
    return [line if len(line) <= LETTERS else f"{line[: LETTERS - 1]}…" for line in lines]
