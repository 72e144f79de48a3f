"""What the page of a budget or account shows: categories with what was spent, contributions with their key, the result; and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase

from django.utils.formats import date_format

from governance.models import Budget, BudgetLine, Paper, Share, Spending
from governance.workflow.budget import LINE, has_accounts
from governance.workflow.budgetstart import budget_for
from parties.dutychoices import PaperKind
from zvh.actor import Actor
from zvh.components import Chart, Deadline, Series
from zvh.documents import Block, heading, items, paragraph
from zvh.money import euros, plain
from zvh.versions import version_of

NOTHING = Decimal("0.00")
TITLES = ("Soort", "Naam", "Gemeentecode", "Inwoners", "Begroot", "Uitgegeven of betaald", "Betaald op")


@dataclass(frozen=True)
class LineRow:
    """A category: what may be spent, and what was."""

    letter: str
    line: BudgetLine
    spent: Decimal
    is_there: bool = True  # in this edition

    @property
    def left(self) -> Decimal:
        return Decimal(self.line.amount) - self.spent


@dataclass(frozen=True)
class Figures:
    """Everything about a year, as far as the reader may see it."""

    budget: Budget
    lines: Sequence[LineRow]
    shares: Sequence[Share]
    spendings: Sequence[Spending]
    shows_spending: bool

    @property
    def budgeted(self) -> Decimal:
        return sum((row.line.amount for row in self.lines), NOTHING)

    @property
    def spent(self) -> Decimal:
        return sum((row.spent for row in self.lines), NOTHING)

    @property
    def income(self) -> Decimal:
        return sum((one.amount for one in self.shares), NOTHING)

    @property
    def paid(self) -> Decimal:
        return sum((one.amount for one in self.shares if one.paid_on), NOTHING)

    @property
    def left(self) -> Decimal:
        return self.budgeted - self.spent

    @property
    def expected(self) -> Decimal:
        """Contributions less what may be spent."""
        return self.income - self.budgeted

    @property
    def result(self) -> Decimal:
        """What was paid less what was spent."""
        return self.paid - self.spent

    @property
    def by_key(self) -> list[Share]:
        return [one for one in self.shares if one.is_by_key]

    @property
    def inhabitants(self) -> int:
        return sum(one.inhabitants or 0 for one in self.by_key)


def figures_of(paper: Paper, actor: Actor, works_on_it: bool) -> Figures | None:
    """Of a budget, or of the budget that an account is about; None where there is none (yet)."""
    about = budget_for(paper, actor)
    budget = Budget.objects.visible_to(actor).filter(paper=about).first() if about else None
    if about is None or budget is None:
        return None
    spendings = list(
        Spending.objects.visible_to(actor)
        .filter(
            line__paper__house=about.house_id, line__paper__rule=about.rule_id, line__paper__first_year=about.first_year
        )
        .select_related("line")
    )
    lines = list(BudgetLine.objects.visible_to(actor).filter(paper=about))
    shares = list(Share.objects.visible_to(actor).filter(paper=about).select_related("party"))
    return Figures(budget, _rows(lines, spendings), shares, spendings, works_on_it)


def _rows(lines: Sequence[BudgetLine], spendings: Sequence[Spending]) -> list[LineRow]:
    """What was spent under an earlier edition counts under the same name; a category that is no longer there stays visible."""
    spent: dict[str, Decimal] = {}
    for one in spendings:
        spent[one.line.title] = spent.get(one.line.title, NOTHING) + one.amount
    gone = [title for title in spent if title not in {line.title for line in lines}]
    rows = [LineRow(_letter(n), line, spent.get(line.title, NOTHING)) for n, line in enumerate(lines)]
    for title in gone:
        shown = BudgetLine(title=f"{title} (niet meer begroot)", amount=NOTHING)
        rows.append(LineRow(_letter(len(rows)), shown, spent[title], is_there=False))
    return rows


def _letter(place: int) -> str:
    """A, B ... Z, AA: the same in the drawing and in the table beside it."""
    more, last = divmod(place, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]


def chart_of(figures: Figures) -> Chart | None:
    """Per category what may be spent and what was, in thousands of euros."""
    if not figures.lines:
        return None
    series = [Series("Begroot", tuple(_thousands(row.line.amount) for row in figures.lines))]
    if figures.shows_spending and figures.spendings:
        series.append(Series("Uitgegeven", tuple(_thousands(row.spent) for row in figures.lines)))
    words = "; ".join(f"{row.line.title} {euros(row.line.amount)}" for row in figures.lines)
    letters = tuple(row.letter for row in figures.lines)
    return Chart("Begroting per post, in duizenden euro's", words, letters, tuple(series), "Post")


def _thousands(amount: Decimal) -> int:
    return max(0, int((amount / 1000).to_integral_value()))


def prepaying(figures: Figures, actor: Actor) -> Deadline | None:
    """Until when everything is paid; none once it is."""
    if figures.budget.prepaid_by is None or all(one.paid_on for one in figures.shares):
        return None
    return Deadline(figures.budget.prepaid_by, actor.today, figures.budget.prepaid_source)


def may_book(paper: Paper, figures: Figures | None, actor: Actor, keeps: bool) -> bool:
    is_running = (
        keeps and paper.is_adopted and paper.rule.kind == PaperKind.BUDGET and paper.first_year <= actor.today.year
    )
    return bool(is_running and figures and figures.lines and not has_accounts(paper, actor))


def line_version(line: BudgetLine) -> int:
    return version_of([line], *LINE)


def blocks_of(figures: Figures) -> list[Block]:
    """For the document: categories, contributions, and how they were divided."""
    lines = [f"{row.line.title}: {euros(row.line.amount)}{_spent(row, figures)}" for row in figures.lines]
    shares = [
        f"{one.name}: {euros(one.amount)}{f', {one.inhabitants} inwoners' if one.is_by_key else ''}"
        for one in figures.shares
    ]
    found = [heading("Posten"), items(lines or ["Nog geen"]), heading("Bijdragen"), items(shares or ["Nog geen"])]
    if figures.by_key and figures.shows_spending and figures.budget.counted_on:
        day = date_format(figures.budget.counted_on)
        text = f"{euros(figures.budget.key_total)} is verdeeld naar {figures.inhabitants} inwoners op {day} ({figures.budget.file_name})."
        found.append(paragraph(text))
    if figures.shows_spending:
        found += [heading("Samen"), paragraph(f"Posten {euros(figures.budgeted)}, bijdragen {euros(figures.income)}.")]
        if figures.spendings:
            found.append(
                paragraph(
                    f"Uitgegeven {euros(figures.spent)}, betaald {euros(figures.paid)}, resultaat {euros(figures.result)}."
                )
            )
    return found


def _spent(row: LineRow, figures: Figures) -> str:
    return f", uitgegeven {euros(row.spent)}" if figures.shows_spending and figures.spendings else ""


def file_rows(figures: Figures) -> list[list[str]]:
    """For a spreadsheet: the categories, then the contributions."""
    lines = [
        ["Post", row.line.title, "", "", plain(row.line.amount), plain(row.spent) if figures.shows_spending else "", ""]
        for row in figures.lines
    ]
    shares = [
        [
            "Bijdrage naar inwoners" if one.is_by_key else "Bijdrage", one.name, one.code, str(one.inhabitants or ""),
            plain(one.amount), plain(one.amount if one.paid_on else NOTHING), one.paid_on.isoformat() if one.paid_on else "",
        ]
        for one in figures.shares
    ]  # fmt: skip
    return [*lines, *shares]
