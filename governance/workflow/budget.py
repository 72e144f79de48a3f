"""A budget is filled in, its contributions divided to the cent; after it is adopted payments and spending are booked (003 17)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from cases.workflow.steps import hold
from governance.cbsfile import Counted
from governance.models import Budget, BudgetLine, Paper, Share, Spending
from governance.models.paper import PaperState
from governance.policy import NotAllowed
from governance.workflow.papers import hold_year, keeps, locked_paper
from parties.dutychoices import CostKey, PaperKind
from parties.models import Membership, Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.money import divide
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

SHARES = ("amount", "inhabitants")
LINE = ("title", "amount")


@dataclass(frozen=True)
class Division:
    """What is divided by inhabitants, as counted on a day, from which file."""

    total: Decimal
    counted_on: date
    file_name: str
    counted: Sequence[Counted]


class LineThere(Exception):
    """A category of this name is there."""


@transaction.atomic
def save_line(
    paper: Paper, line: BudgetLine | None, *, title: str, amount: Decimal, version: int | None = None, by: Actor
) -> BudgetLine:
    """A category, new or changed. Raises LineThere, and Overtaken where somebody else changed it meanwhile."""
    found = _budget(paper, by)
    kept = BudgetLine.objects.visible_to(by).filter(paper=found)
    same = kept.filter(title__iexact=title).first()
    if same and (line is None or same.pk != line.pk):
        raise LineThere
    stored = kept.filter(pk=line.pk).first() if line else BudgetLine(paper=found)
    if stored is None:
        raise NotAllowed("of another budget, or taken out")
    if line:
        refuse_overtaken(stored, now=version_of([stored], *LINE), read=version)
    stored.title, stored.amount = title, amount
    stored.saved(by)
    stored.save()
    accesslog.changed(stored, rule="save_line")
    return stored


@transaction.atomic
def drop_line(line: BudgetLine, *, by: Actor) -> None:
    """A category that was put there by mistake."""
    _budget(line.paper, by)
    accesslog.changed(line, rule="drop_line", action="D")
    line.delete()


@transaction.atomic
def divide_by_key(paper: Paper, division: Division, *, version: int, by: Actor) -> list[Share]:
    """The gemeenten contribute by number of inhabitants, to the cent (003 17.2). Raises Overtaken."""
    found = _budget(paper, by)
    budget = Budget.objects.visible_to(by).get(paper=found)
    refuse_overtaken(budget, now=budget.version, read=version)
    if {one.party.pk for one in division.counted} != {one.pk for one in payers_of(found, by)}:
        raise NotAllowed("not everybody who pays, or somebody else")
    amounts = divide(division.total, {one.party.pk: one.inhabitants for one in division.counted})
    budget.key_total, budget.counted_on, budget.file_name = division.total, division.counted_on, division.file_name
    _kept(budget, by)
    return [
        _share(found, one.party, "", amounts[one.party.pk], by, code=one.code, inhabitants=one.inhabitants)
        for one in division.counted
    ]


@transaction.atomic
def set_shares(
    paper: Paper, amounts: Mapping[tuple[Party | None, str], Decimal | None], *, version: int, by: Actor
) -> None:
    """Fixed amounts, per party or other payer; without an amount it does not contribute. Who is in the key stays so. Raises Overtaken."""
    found = _budget(paper, by)
    rows = list(Share.objects.visible_to(by).filter(paper=found))
    refuse_overtaken(Budget.objects.visible_to(by).get(paper=found), now=version_of(rows, *SHARES), read=version)
    by_key = {one.party_id for one in rows if one.is_by_key}
    if any(party and party.pk in by_key for party, _ in amounts):
        raise NotAllowed("contributes by key")
    for (party, payer), amount in amounts.items():
        if amount is None:
            _drop(rows, party, payer)
        else:
            _share(found, party, payer, amount, by)
    _kept(Budget.objects.visible_to(by).get(paper=found), by)


@transaction.atomic
def drop_key(paper: Paper, *, by: Actor) -> None:
    """No key: the gemeenten get fixed amounts. Raises NotAllowed where the covenant has a key."""
    found = _budget(paper, by)
    if found.rule.key == CostKey.INHABITANTS:
        raise NotAllowed("the covenant divides by inhabitants")
    for one in Share.objects.visible_to(by).filter(paper=found, inhabitants__isnull=False):
        one.delete()
    budget = Budget.objects.visible_to(by).get(paper=found)
    budget.key_total, budget.counted_on, budget.file_name = None, None, ""
    _kept(budget, by)


def _share(
    paper: Paper, party: Party | None, payer: str, amount: Decimal, by: Actor,
    *, code: str = "", inhabitants: int | None = None,
) -> Share:  # fmt: skip
    stored = Share.objects.visible_to(by).filter(paper=paper, party=party, payer=payer).first()
    one = stored or Share(paper=paper, party=party, payer=payer)
    one.amount, one.code, one.inhabitants = amount, code, inhabitants
    one.saved(by)
    one.save()
    accesslog.changed(one, rule="set_shares")
    return one


def _drop(rows: Iterable[Share], party: Party | None, payer: str) -> None:
    for one in rows:
        if one.party_id == (party.pk if party else None) and one.payer == payer:
            accesslog.changed(one, rule="set_shares", action="D")
            one.delete()


def _kept(budget: Budget, by: Actor) -> None:
    budget.version += 1
    budget.saved(by)
    budget.save()
    accesslog.changed(budget, rule="set_shares")


@transaction.atomic
def set_prepaid(paper: Paper, on: date, *, by: Actor) -> Budget:
    """Until when contributions are paid ahead, where the covenant names no day."""
    found = _budget(paper, by)
    if found.rule.prepaid_by_month:
        raise NotAllowed("the covenant names the day")
    budget = Budget.objects.visible_to(by).get(paper=found)
    budget.prepaid_by, budget.prepaid_source = on, "keuze van het huis"
    _kept(budget, by)
    return budget


def payers_of(paper: Paper, by: Actor) -> list[Party]:
    """The parties of the kinds that pay, in the house."""
    members = Membership.objects.in_force(by.today).filter(houses=paper.house_id)
    found = Party.objects.filter(pk__in=members.values("party"), kinds__in=paper.rule.payers.all())
    return list(found.distinct().order_by("name"))


# --- after it was adopted -------------------------------------------------------------------------------------------------


@transaction.atomic
def note_paid(share: Share, on: date | None, *, version: int | None = None, by: Actor) -> Share:
    """On this day, or not paid after all; in every edition of the budget. Raises Overtaken."""
    hold(share.paper_id)
    rows = Share.objects.visible_to(by).select_related("paper__house", "party")
    found = rows.filter(pk=share.pk, paper__state=PaperState.ADOPTED).first()
    if found is None or not keeps(by, found.paper.house) or (on and on > by.today):
        raise NotAllowed("not adopted, or a day to come")
    refuse_overtaken(found, now=version_of([found], "paid_on"), read=version)
    same = Share.objects.visible_to(by).filter(
        paper__house=found.paper.house_id, paper__rule=found.paper.rule_id, paper__first_year=found.paper.first_year,
        party=found.party_id, payer=found.payer,
    )  # fmt: skip
    for one in same:
        one.paid_on = on
        one.saved(by)
        one.save(update_fields=["paid_on", "saved_by", "saved_at"])
        accesslog.changed(one, rule="note_paid", action="E")
    found.paid_on = on
    return found


@transaction.atomic
def book(line: BudgetLine, *, on: date, what: str, amount: Decimal, by: Actor) -> Spending:
    """Spent on a category, or booked back; in the year of the budget, until its accounts are put forward."""
    hold_year(line.paper)
    rows = BudgetLine.objects.visible_to(by).select_related("paper__house")
    found = rows.filter(pk=line.pk, paper__state=PaperState.ADOPTED).first()
    is_in_year = found and found.paper.first_year <= on.year <= found.paper.last_year and on <= by.today
    if found is None or not is_in_year or not keeps(by, found.paper.house) or has_accounts(found.paper, by):
        raise NotAllowed("not adopted, another year, or its accounts are there")
    made = Spending(line=found, on=on, what=what, amount=amount, by_id=by.user_id, at=moment(by.today))
    made.save(force_insert=True)
    accesslog.changed(made, rule="book_spending", action="C")
    return made


def has_accounts(budget: Paper, by: Actor) -> bool:
    """Whether the accounts of its year lie before a body, or were adopted."""
    accounts = Paper.objects.visible_to(by).filter(
        house=budget.house_id, rule__kind=PaperKind.ACCOUNTS, first_year=budget.first_year
    )
    return accounts.exclude(state=PaperState.DRAFT).exists()


def _budget(paper: Paper, by: Actor) -> Paper:
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    if found.rule.kind != PaperKind.BUDGET:
        raise NotAllowed("no budget")
    return found
