"""Nobody computes a small number by subtracting what two pages show: two periods, two filters, a table and its total (09, 3.5)."""

import random
from itertools import combinations, product
from typing import Any

import pytest

from zvh.smallcells import (
    SMALLEST,
    STEP,
    Count,
    beside_rest,
    shown,
    shown_beside_rest,
    shown_cells,
    without_small_cells,
)

SMALL = range(1, SMALLEST)
Range = tuple[int, int]
Base = tuple[int, int, int]  # quarter, approach, gemeente
Set = frozenset[Base]
QUARTERS, APPROACHES, GEMEENTEN = 3, 3, 3
CELLS = tuple(product(range(QUARTERS), range(APPROACHES), range(GEMEENTEN)))


def possible(number: int | None) -> Range:
    """What somebody who knows the rule makes of a number that is shown; nothing that is hidden is surely small: it may be there to hide."""
    if number is None:
        return (0, 10**6)
    return (0, 0) if number == 0 else (max(SMALLEST, number - STEP + 1), number + STEP - 1)


@pytest.mark.parametrize("number", range(60))
@pytest.mark.parametrize("key", range(STEP))
def test_what_is_shown_is_a_step_near_and_never_small(number: int, key: int) -> None:
    found = shown(Count(number, key))
    if number in SMALL:
        assert found is None
    else:
        assert found is not None and found % STEP == 0 and abs(found - number) < STEP and found not in SMALL
        low, high = possible(found)
        assert low <= number <= high


def test_rounding_is_right_on_average() -> None:
    for number in range(SMALLEST, 40):
        assert sum(shown(Count(number, key)) or 0 for key in range(STEP)) == STEP * number


def test_no_difference_of_two_shown_numbers_is_a_small_one() -> None:
    """Every pair of numbers of which one counts part of the other: what is left is never one number under ten."""
    for whole in range(80):
        for part in range(whole + 1):
            if whole - part not in SMALL:
                continue
            for first, second in product(range(STEP), repeat=2):
                seen, of_part = shown(Count(whole, first)), shown(Count(part, second))
                if seen is None or of_part is None:
                    continue
                (low, high), (least, most) = possible(seen), possible(of_part)
                assert max(0, low - most) < high - least, (whole, part)


class World:
    """Numbers per quarter, approach and gemeente, and everything that pages show of them."""

    def __init__(self, seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311  # a test that can be repeated
        weights = [0, 0, 1, 1, 2, 3, 5, 8, 9, 10, 12, 14, 20, 35]
        self.truth = {cell: Count(draw.choice(weights), draw.randrange(STEP)) for cell in CELLS}

    def count(self, cells: Set) -> Count:
        return sum((self.truth[cell] for cell in cells), Count(0))

    def pages(self) -> dict[Set, int | None]:
        """Each set of cells that some page shows, with what is shown of it; what is hidden on one page, another may tell."""
        found: dict[Set, list[int | None]] = {}
        for first, last in combinations(range(QUARTERS + 1), 2):
            period = frozenset(cell for cell in CELLS if first <= cell[0] < last)
            for line, members in ((1, APPROACHES), (2, GEMEENTEN)):
                beside = {m: frozenset(cell for cell in period if cell[line] == m) for m in range(members)}
                table = shown_cells({m: self.count(cells) for m, cells in beside.items()})
                found.setdefault(period, []).append(shown(self.count(period)))
                for m, cells in beside.items():
                    found.setdefault(cells, []).append(table[m])
                    if table[m] is None:
                        continue
                    other = 3 - line  # the page of the chosen one, divided along the other line
                    within = {n: frozenset(cell for cell in cells if cell[other] == n) for n in range(GEMEENTEN)}
                    for n, number in shown_cells({n: self.count(each) for n, each in within.items()}).items():
                        found.setdefault(within[n], []).append(number)
        return {cells: next((one for one in numbers if one is not None), None) for cells, numbers in found.items()}


def solved(pages: dict[Set, int | None]) -> dict[Set, int]:
    """Small numbers that follow: from what is shown, every sum of parts and every difference, again and again until nothing moves."""
    ranges: dict[Set, Range] = {cells: possible(number) for cells, number in pages.items()}
    for first, last in combinations(range(QUARTERS + 1), 2):
        period = frozenset(cell for cell in CELLS if first <= cell[0] < last)
        if pages[period] is None:  # nothing stands beside a total: it is hidden because it is small
            ranges[period] = (1, SMALLEST - 1)
    ranges |= {frozenset([cell]): ranges.get(frozenset([cell]), (0, 10**6)) for cell in CELLS}
    splits = [(whole, parts) for whole in ranges for parts in divisions(whole, ranges)]
    for _ in range(30):
        before = dict(ranges)
        for whole, parts in splits:
            low, high = ranges[whole]
            ranges[whole] = (
                max(low, sum(ranges[one][0] for one in parts)),
                min(high, sum(ranges[one][1] for one in parts)),
            )
            for one in parts:
                others = [other for other in parts if other != one]
                least, most = ranges[one]
                ranges[one] = (
                    max(least, ranges[whole][0] - sum(ranges[other][1] for other in others)),
                    min(most, ranges[whole][1] - sum(ranges[other][0] for other in others)),
                )
        if ranges == before:
            break
    return {cells: low for cells, (low, high) in ranges.items() if low == high and low in SMALL}


def divisions(whole: Set, known: dict[Set, Range]) -> list[list[Set]]:
    """Ways in which pages divide it: per quarter, approach, gemeente, or by one known part and the rest."""
    found = []
    for line in range(3):
        parts = [frozenset(cell for cell in whole if cell[line] == m) for m in range(3)]
        parts = [part for part in parts if part]
        if len(parts) > 1 and all(part in known for part in parts):
            found.append(parts)
    found += [[part, whole - part] for part in known if part < whole and whole - part in known]
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_published_tables_solve_to_no_small_number(seed: int) -> None:
    world = World(seed)
    found = solved(world.pages())
    assert found == {}, {tuple(sorted(cells)): (value, world.count(cells).number) for cells, value in found.items()}


def test_the_solver_does_find_what_exact_numbers_give_away() -> None:
    """The control: with the same tables unrounded and only the small cells hidden, a solver names small numbers."""

    def exact(world: World) -> dict[Set, int | None]:
        return {
            cells: None if world.count(cells).number in SMALL else world.count(cells).number for cells in world.pages()
        }

    def solve_exact(pages: dict[Set, int | None]) -> dict[Set, int]:
        return solved_with(pages, lambda number: (0, 10**6) if number is None else (number, number))

    assert any(solve_exact(exact(World(seed))) for seed in range(5))


def solved_with(pages: dict[Set, int | None], judge: Any) -> dict[Set, int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "possible", judge)
        return solved(pages)


def test_the_total_of_a_table_tells_no_cell() -> None:
    assert without_small_cells({"a": 9, "b": 20, "c": 30}) == {"a": None, "b": None, "c": 30}


# --- the own house beside all: the reader knows the own numbers exactly


def rest_of(own: list[int], whole: dict[int, int | None], total: int | None, judge: Any) -> list[Range]:
    """What a manager makes of every number of the other houses, from his own numbers and what is shown of all, until nothing moves."""
    ranges = [tuple(max(0, edge - mine) for edge in judge(whole[place])) for place, mine in enumerate(own)]
    low_all, high_all = (max(0, edge - sum(own)) for edge in judge(total)) if total is not None else (0, SMALLEST - 1)
    for _ in range(30):
        before = list(ranges)
        for place, (low, high) in enumerate(ranges):
            others = [one for at, one in enumerate(ranges) if at != place]
            ranges[place] = (
                max(low, low_all - sum(one[1] for one in others)), min(high, high_all - sum(one[0] for one in others))
            )  # fmt: skip
        if ranges == before:
            break
    return ranges


def compared(seed: int) -> tuple[list[int], list[Count], dict[int, tuple[int | None, int | None]], int | None]:
    """Numbers of the own house and of the rest, and what the page shows of both together."""
    draw = random.Random(seed)  # noqa: S311
    own = [Count(draw.choice([0, 0, 3, 9, 12, 41, 44]), draw.randrange(STEP)) for _ in range(4)]
    rest = [Count(draw.choice([0, 0, 1, 2, 5, 9, 10, 14, 60]), draw.randrange(STEP)) for _ in range(4)]
    shown_now = shown_beside_rest(dict(enumerate(own)), dict(enumerate(rest)))
    return [one.number for one in own], rest, shown_now, beside_rest(sum(own, Count(0)), sum(rest, Count(0)))[1]


def test_who_knows_the_own_house_learns_no_small_number_of_the_others() -> None:
    for seed in range(1500):
        own, rest, page, total = compared(seed)
        whole = {place: pair[1] for place, pair in page.items()}
        for place, (low, high) in enumerate(rest_of(own, whole, total, possible)):
            assert low <= rest[place].number <= high, seed
            if rest[place].number in SMALL:  # no more than that it is nothing or small
                assert low == 0 and high >= SMALLEST - 1, (seed, own, rest, page, total)


def test_the_same_reader_does_when_the_whole_is_exact() -> None:
    """The control: all of them, but where the whole itself is small."""
    found = 0
    for seed in range(50):
        own, rest, _, _ = compared(seed)
        whole = {
            place: None if 0 < mine + rest[place].number < SMALLEST else mine + rest[place].number
            for place, mine in enumerate(own)
        }
        ranges = rest_of(
            own,
            whole,
            sum(n for n in own) + sum(one.number for one in rest),
            lambda n: (0, 10**6) if n is None else (n, n),
        )
        found += sum(low == high and low in SMALL for low, high in ranges)
    assert found > 10
