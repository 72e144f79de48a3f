"""Figures as they may be read: of every figure a table, made from the counts of a house."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from cases.models.statistics import quarter_of
from governance.figures.labels import DETAILS, NOBODY, Words, members, values_of
from governance.figures.numbers import Key, Numbers, Pair
from governance.figures.table import SECTIONS, By, Figure, Section
from governance.figures.tables import Cells, Part, Row, Table
from governance.models import Share
from parties.models import House
from zvh.actor import Actor
from zvh.smallcells import ENOUGH, NONE, SMALLEST, Count, share, shown, shown_cells

PER_INHABITANTS = "per 10.000 inwoners"
SAME_PEOPLE = {"uniek": "persoon", "looptijd": "erin"}  # what stands beside it is told of these facts
LEVELS = {"rood": 3, "oranje": 2, "groen": 1}


class Maker:
    """Makes tables of the numbers of one house."""

    def __init__(self, house: House, numbers: Numbers, actor: Actor) -> None:
        self.house, self.numbers, self.actor = house, numbers, actor
        self.names = tuple(period.name for period in numbers.periods)
        self.members = members(house)

    def parts(self, phase: str = "") -> list[Part]:
        return [self._part(section) for section in SECTIONS if phase in ("", section.code)]

    def _part(self, section: Section) -> Part:
        active = self.numbers.filters.active
        known = [figure for figure in section.figures if not active or active in figure.knows]
        without = tuple(figure.name for figure in section.figures if figure not in known)
        return Part(section, tuple(self.table(figure) for figure in known), without)

    def table(self, figure: Figure) -> Table:
        return MAKERS[figure.by](self, figure)

    # --- whether a page with a filter may tell it at all

    def may_tell(self, kind: str, place: int) -> bool:
        """What is hidden beside the others, where nothing is chosen, is not told on its own page either."""
        filters = self.numbers.filters
        if not filters.active:
            return True
        beside = self.numbers.beside[place, SAME_PEOPLE.get(kind, kind)]
        cells = {member: beside.get(member, NONE) for member in {*self.members[filters.active], *beside}}
        return shown_cells(cells).get(filters.value, 0) is not None

    def cells(self, counts: Mapping[Key, Count], kind: str, place: int = 0) -> dict[Key, int | None]:
        return shown_cells(counts) if self.may_tell(kind, place) else dict.fromkeys(counts)

    def total(self, kind: str, place: int = 0) -> int | None:
        return shown(self.numbers.total(kind, place)) if self.may_tell(kind, place) else None

    # --- divided by kind, with the years before

    def nothing(self, figure: Figure) -> Table:
        rows = tuple(Row(name, (self.total(figure.kind, place),)) for place, name in enumerate(self.names))
        return Table(figure, ("aantal",), rows)

    def value(self, figure: Figure) -> Table:
        return self._over_years(figure, values_of(figure.kind, self.house), self.numbers.values)

    def detail(self, figure: Figure) -> Table:
        return self._over_years(figure, DETAILS[figure.kind], self.numbers.details)

    def _over_years(self, figure: Figure, words: Words, counts: Callable[[str, int], dict[Key, Count]]) -> Table:
        found = [counts(figure.kind, place) for place in range(len(self.names))]
        keys = list(dict.fromkeys([*words, *(key for each in found for key in each)]))
        cells = [
            self.cells({key: each.get(key, NONE) for key in keys}, figure.kind, place)
            for place, each in enumerate(found)
        ]
        rows = [Row(words.get(key) or str(key or "onbekend"), tuple(each[key] for each in cells)) for key in keys]
        total = Row("Samen", tuple(self.total(figure.kind, place) for place in range(len(self.names))))
        return Table(figure, self.names, with_something(rows), total, drawn=tuple(range(min(2, len(self.names)))))

    # --- along parties, gemeenten, approaches, ages

    def _along(self, figure: Figure, line: str, counts: Mapping[Key, Count]) -> Table:
        keys = self._members(line, counts)
        cells = self.cells({key: counts.get(key, NONE) for key in keys}, figure.kind)
        rows = [Row(self._name(line, key), (cells[key],)) for key in keys]
        total = Row("Samen", (self.total(figure.kind),))
        return Table(figure, self.names[:1], with_something(_largest_first(rows)), total)

    def _members(self, line: str, found: Iterable[Key]) -> list[Key]:
        return list(dict.fromkeys([*self.members[line], *found]))

    def _name(self, line: str, key: Key) -> str:
        return self.members[line].get(key, NOBODY[line] if key is None else "een partij die niet meer deelneemt")

    def party(self, figure: Figure) -> Table:
        return self._along(figure, "party", self.numbers.per_party(figure.kind))

    def gemeente(self, figure: Figure) -> Table:
        """With how many that is per 10,000 inhabitants, in tenths, where a budget of the house has their number."""
        found = self._along(figure, "gemeente", self.numbers.lines[figure.kind, "gemeente"])
        shares = Share.objects.visible_to(self.actor).filter(paper__house=self.house, inhabitants__gt=0)
        newest_last = (
            shares.filter(party__isnull=False).order_by("paper__first_year").values_list("party", "inhabitants")
        )
        people = {self._name("gemeente", party): number for party, number in newest_last}
        if not people:
            return found
        rows = tuple(
            replace(row, cells=(*row.cells, _per_inhabitants(row, people.get(row.label)))) for row in found.rows
        )
        whole = replace(found.total, cells=(*found.total.cells, None)) if found.total else None
        return replace(found, columns=(*found.columns, PER_INHABITANTS), rows=rows, total=whole)

    def approach(self, figure: Figure) -> Table:
        return self._along(figure, "approach", self.numbers.lines[figure.kind, "approach"])

    def age(self, figure: Figure) -> Table:
        return self._along(figure, "age", self.numbers.lines[figure.kind, "age"])

    def party_yes(self, figure: Figure) -> Table:
        """Per party all and those with yes; either is hidden where it is small, where it would tell another, or where no is small."""
        answers = self._answers(figure)
        wholes = {party: sum(found.values(), NONE) for party, found in answers.items()}
        all_cells = self.cells(wholes, figure.kind)
        yes_cells = self.cells({party: found[figure.part] for party, found in answers.items()}, figure.kind)
        rows = []
        for party, found in answers.items():
            split = {"yes": found[figure.part], "no": wholes[party] - found[figure.part]}
            part = None if None in shown_cells(split).values() else yes_cells[party]
            rows.append(Row(self._name("party", party), (all_cells[party], part, share(part, all_cells[party]))))
        columns = (self.names[0], f"waarvan {figure.part.replace('-', ' ')}", "in procent")
        whole = shown(sum(wholes.values(), NONE)) if self.may_tell(figure.kind, 0) else None
        return Table(
            figure, columns, with_something(_largest_first(rows), 1), Row("Samen", (whole, None, None)), drawn=(0, 1)
        )

    def _answers(self, figure: Figure) -> dict[Key, dict[str, Count]]:
        """Per party how often each of the answers was given."""
        counts = self.numbers.answers(figure.kind, by_detail=figure.part in DETAILS.get(figure.kind, ()))
        parties = self._members("party", [party for _, party in counts])
        return {party: {answer: counts.get((answer, party), NONE) for answer in figure.among} for party in parties}

    # --- time, stock, life domains

    def duration(self, figure: Figure) -> Table:
        words = values_of(figure.kind, self.house) if figure.kind == "eruit" else {"": figure.name}
        rows = [
            Row(name if len(self.names) == 1 else f"{name}, {period}", self._duration(figure.kind, str(key), place))
            for key, name in words.items()
            for place, period in enumerate(self.names)
        ]
        return Table(
            figure,
            ("gemeten", f"middelste, in {figure.unit}", f"negen van de tien binnen, in {figure.unit}"),
            tuple(rows),
            drawn=(1,),
        )

    def _duration(self, kind: str, key: str, place: int) -> Cells:
        found = self.numbers.durations[place, kind].get(key)
        if found is None:
            return (0, None, None)
        if found.count.number < SMALLEST or not self.may_tell(kind, place):
            return (None, None, None)
        return (shown(found.count), found.median, found.ninetieth if found.count.number >= ENOUGH else None)

    def stock(self, figure: Figure) -> Table:
        into, out = self.numbers.values("erin"), self.numbers.values("eruit")
        rows = []
        for phase, name in values_of("erin", self.house).items():
            opening, came, went = self.numbers.stock.get(str(phase), NONE), into.get(phase, NONE), out.get(phase, NONE)
            rows.append(Row(name, tuple(map(shown, (opening, came, went, opening + came - went)))))
        return Table(figure, ("aan het begin", "erbij", "eraf", "aan het einde"), tuple(rows), drawn=(0, 3))

    def running(self, figure: Figure) -> Table:
        """Of today, so only of a period that is not over."""
        is_now = self.numbers.periods[0].last >= quarter_of(self.actor.today)
        found = {
            line: self.numbers.running.get(line, NONE) if is_now else NONE
            for line in values_of(figure.kind, self.house)
        }
        cells = self.cells(found, figure.kind)
        rows = [Row(words, (cells[line],)) for line, words in values_of(figure.kind, self.house).items()]
        total = Row("Samen", (shown(sum(found.values(), NONE)),))
        return Table(figure, ("aantal",), with_something(rows), total)

    def domain(self, figure: Figure) -> Table:
        words, found = values_of(figure.kind, self.house), self.numbers.pairs(figure.kind)
        table: dict[Pair, Count] = {(domain, way): NONE for domain in words for way in WAYS}
        for (domain, levels), count in found.items():
            pair = (domain, _way(str(levels)))
            table[pair] = table.get(pair, NONE) + count
        rows = []
        for domain, name in words.items():
            cells = self.cells({way: table[domain, way] for way in WAYS}, figure.kind)
            rows.append(Row(name, tuple(cells[way] for way in WAYS)))
        return Table(figure, WAYS, with_something(rows), drawn=tuple(range(len(WAYS))))

    def money(self, figure: Figure) -> Table:
        """In whole euros; what was booked back is not drawn."""
        found = self.numbers.money
        rows = tuple(Row(title, _euros(*amounts)) for title, amounts in found.items())
        whole = (
            _euros(*(sum(column, Decimal()) for column in zip(*found.values(), strict=True))) if found else (0, 0, 0)
        )
        drawn = () if any(cell and cell < 0 for row in rows for cell in row.cells[:2]) else (0, 1)
        return Table(figure, ("begroot", "uitgegeven", "over"), rows, Row("Samen", whole), drawn=drawn)


WAYS = ("beter", "gelijk", "slechter")


def _way(levels: str) -> str:
    """Of the first score and the last, as a fact keeps them: rood-groen."""
    first, last = levels.split("-")
    step = LEVELS[last] - LEVELS[first]
    return WAYS[1] if step == 0 else WAYS[0] if step < 0 else WAYS[2]


def _euros(budgeted: Decimal, spent: Decimal) -> Cells:
    return tuple(int(amount.quantize(Decimal(1), ROUND_HALF_UP)) for amount in (budgeted, spent, budgeted - spent))


def _per_inhabitants(row: Row, inhabitants: int | None) -> int | None:
    """Of what is shown, so that it tells no more."""
    return None if row.cells[0] is None or not inhabitants else round(row.cells[0] * 100_000 / inhabitants)


def with_something(rows: Iterable[Row], counted: int | None = None) -> tuple[Row, ...]:
    """Without the lines where nothing happened in any of the columns that count; what is hidden stays."""
    return tuple(row for row in rows if any(cell != 0 for cell in row.cells[:counted]))


def _largest_first(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-(row.cells[0] or 0), row.cells[0] is None, row.label))


MAKERS: dict[By, Callable[[Maker, Figure], Table]] = {
    By.NOTHING: Maker.nothing, By.VALUE: Maker.value, By.DETAIL: Maker.detail, By.PARTY: Maker.party, By.PARTY_YES: Maker.party_yes,
    By.GEMEENTE: Maker.gemeente, By.APPROACH: Maker.approach, By.AGE: Maker.age, By.DURATION: Maker.duration, By.STOCK: Maker.stock,
    By.RUNNING: Maker.running, By.DOMAIN: Maker.domain, By.MONEY: Maker.money,
}  # fmt: skip
