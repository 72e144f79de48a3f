"""1 to 9 are never shown, nor can they be computed from what is shown (00, item 27; 09, 3.5)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zvh.smallcells import SMALLEST, without_small_cells

SMALL = range(1, SMALLEST)
Shown = tuple[int | None, ...]


def shown(numbers: tuple[int, ...]) -> Shown:
    return tuple(without_small_cells(dict(enumerate(numbers))).values())


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((10, 20, 0), (10, 20, 0)),
        ((0, 0, 0), (0, 0, 0)),
        ((9, 20, 30), (None, None, 30)),  # one alone is the total less the others
        ((5, 5, 30, 40), (None, None, None, 40)),  # together ten: neither can be more than nine
        ((9, 9, 30, 40), (None, None, None, 40)),  # eighteen in two hidden cells is nine and nine
        ((9, 8, 30), (None, None, 30)),
        ((1,) * 10 + (50, 60), (None,) * 11 + (60,)),  # ten hidden cells that are ten together are one each
        ((3, 0, 0), (None, None, None)),  # who knows that it is none of the others knows it
        ((4, 0, 30), (None, 0, None)),
    ],
)
def test_what_is_hidden(numbers: tuple[int, ...], expected: Shown) -> None:
    assert shown(numbers) == expected


@settings(suppress_health_check=[HealthCheck.too_slow])  # of the machine, not of what is drawn
@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=12))
def test_no_small_number_is_shown_and_no_other_is_changed(counts: dict[int, int]) -> None:
    found = without_small_cells(counts)
    assert found.keys() == counts.keys()
    for key, number in found.items():
        assert number is None or (number == counts[key] and number not in SMALL)
    if not any(number in SMALL for number in counts.values()):
        assert found == counts


def tables(cells: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every table with so many cells whose total is at most this."""
    if not cells:
        yield ()
        return
    for first in range(most + 1):
        for rest in tables(cells - 1, most - first):
            yield (first, *rest)


def gives_away(show: Any, cells: int, most: int) -> list[tuple[Any, int, set[int]]]:
    """What an observer learns who knows this rule, sees a table and its total, and tries every table that looks the same.

    A total of 1 to 9 is small itself, so he does not see it. Found is every small number that he can name.
    """
    looks_same: Mapping[Any, list[tuple[int, ...]]] = defaultdict(list)
    for numbers in tables(cells, most):
        total = sum(numbers)
        looks_same[show(numbers), None if total in SMALL else total].append(numbers)
    return [
        (seen, cell, values)
        for seen, possible in looks_same.items()
        for cell in range(cells)
        if len(values := {numbers[cell] for numbers in possible}) == 1 and values <= set(SMALL)
    ]


@pytest.mark.parametrize(("cells", "most"), [(2, 60), (3, 40), (4, 26), (5, 18)])
def test_nobody_can_compute_a_small_number(cells: int, most: int) -> None:
    assert gives_away(shown, cells, most) == []


def test_the_observer_does_find_what_hiding_alone_gives_away() -> None:
    """The control: without hiding a second cell, the total less the others is the answer."""

    def hidden_alone(numbers: tuple[int, ...]) -> Shown:
        return tuple(None if number in SMALL else number for number in numbers)

    assert gives_away(hidden_alone, 3, 40)
    assert gives_away(lambda numbers: numbers, 3, 40)
