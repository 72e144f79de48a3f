"""The geometry of a trend of scores, in units of its own drawing; the template writes it as SVG."""

from dataclasses import dataclass
from itertools import pairwise

from zvh.components import Trend

HEIGHTS = {"groen": 10, "oranje": 25, "rood": 40}
ORDER = list(HEIGHTS)
STEP, MARGIN, HEIGHT = 36, 12, 50
R = 6  # half the size of a sign


@dataclass(frozen=True)
class Sign:
    """One score: a disc, triangle or diamond."""

    x: int
    y: int
    level: str

    @property
    def points(self) -> str:
        """The corners of triangle and diamond; a disc has none."""
        x, y = self.x, self.y
        return {
            "oranje": f"{x},{y - R} {x + R},{y + R} {x - R},{y + R}",
            "rood": f"{x},{y - R} {x + R},{y} {x},{y + R} {x - R},{y}",
        }.get(self.level, "")


class TrendLine:
    """The signs of a trend, the lines between them, and the same in words."""

    height, radius = HEIGHT, R

    def __init__(self, trend: Trend) -> None:
        self.levels = trend.levels
        self.signs = [
            Sign(MARGIN + place * STEP, HEIGHTS[level], level) for place, level in enumerate(trend.levels) if level
        ]

    @property
    def width(self) -> int:
        return 2 * MARGIN + STEP * max(1, len(self.levels) - 1)

    @property
    def lines(self) -> list[tuple[Sign, Sign]]:
        return list(pairwise(self.signs))

    @property
    def words(self) -> str:
        """How the last score compares with the first."""
        if len(self.signs) < 2:
            return "nog geen verloop"
        first, last = (ORDER.index(sign.level) for sign in (self.signs[0], self.signs[-1]))
        return "beter" if last < first else "slechter" if last > first else "gelijk"
