"""Numbers as they may be read: 1 to 9 are never shown, nor can they be computed from what is shown (00, item 27; 09, 3.5).

Three things together. A small cell is hidden, and with it the next smallest until the total tells none of them. What is shown is
rounded to a multiple of five, up or down by chance, so that two periods or two filters can not be subtracted. The chance is drawn
once, with the facts themselves: a cell that is counted again, along whatever way, is rounded the same and can not be averaged.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
SMALLEST = 10
STEP = 5
ENOUGH = 50  # a share is told of so many or more


@dataclass(frozen=True)
class Count:
    """How many, and the sum of the keys of the rows that were counted."""

    number: int
    key: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.number + other.number, self.key + other.key)

    def __sub__(self, other: "Count") -> "Count":
        return Count(self.number - other.number, self.key - other.key)


NONE = Count(0)


def shown(count: Count) -> int | None:
    """The number as it may be read; None where it is small. Up as often as the rest is of a step, so that it is right on average."""
    if 0 < count.number < SMALLEST:
        return None
    number = max(0, count.number)
    rest = number % STEP
    return number - rest + (STEP if count.key % STEP < rest else 0)


def shown_cells(cells: Mapping[K, Count]) -> dict[K, int | None]:
    """The cells of a table of which the total is read too."""
    safe = without_small_cells({key: count.number for key, count in cells.items()})
    return {key: None if safe[key] is None else shown(count) for key, count in cells.items()}


def beside_rest(own: Count, rest: Count) -> tuple[int | None, int | None]:
    """The part of a reader who knows it, and the whole: hidden also where the rest is small, which he would get by subtracting."""
    return shown(own), None if shown(rest) is None else shown(own + rest)


def shown_beside_rest(own: Mapping[K, Count], rest: Mapping[K, Count]) -> dict[K, tuple[int | None, int | None]]:
    """The same of the cells of a table, of which the totals are read too."""
    mine, others, whole = shown_cells(own), shown_cells(rest), shown_cells({key: own[key] + rest[key] for key in own})
    return {key: (mine[key], None if others[key] is None else whole[key]) for key in own}


def share(part: int | None, whole: int | None) -> int | None:
    """Percent of what is shown, so that it tells no more than that; None where the whole is too small."""
    if part is None or whole is None or whole < ENOUGH:
        return None
    return min(100, round(100 * part / whole))


def without_small_cells(counts: Mapping[K, int]) -> dict[K, int | None]:
    """1 to 9 become None, and with them the next smallest until the total tells none of them (00, item 27)."""
    hidden = {key for key, number in counts.items() if 0 < number < SMALLEST}
    others = sorted({counts[key] for key in counts.keys() - hidden}, key=lambda number: (number == 0, number))
    while others and hidden and _total_tells([counts[key] for key in hidden]):
        next_one = others.pop(0)
        hidden |= {key for key, number in counts.items() if number == next_one}  # all: which of them would tell
    return {key: None if key in hidden else number for key, number in counts.items()}


def _total_tells(numbers: list[int]) -> bool:
    """Whether these are so low that none of them can be ten, or so high that all are nine, for who knows their total."""
    most_in_one = sum(numbers) - (len(numbers) - 1)
    return most_in_one < SMALLEST or set(numbers) == {SMALLEST - 1}
