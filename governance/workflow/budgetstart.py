"""A budget begins with the dates of the covenant, or with what was adopted before; and what it lacks before it can be adopted."""

from datetime import date, timedelta

from governance.models import Budget, BudgetLine, Paper, Share
from governance.models.paper import PaperState
from parties.dates import add_months
from parties.dutychoices import PaperKind
from zvh.actor import Actor


def begin_budget(paper: Paper, before: Paper | None, by: Actor) -> None:
    """Its row, and of a budget that was adopted before its lines and contributions."""
    made = Budget(paper=paper)
    known = Budget.objects.visible_to(by).filter(paper=before).first() if before else None
    if known:
        made.key_total, made.counted_on, made.file_name = known.key_total, known.counted_on, known.file_name
        made.prepaid_by, made.prepaid_source = known.prepaid_by, known.prepaid_source
    elif paper.rule.prepaid_by_month:
        made.prepaid_by = add_months(date(paper.first_year, 1, 1), paper.rule.prepaid_by_month) - timedelta(days=1)
        made.prepaid_source = paper.rule.prepaid_source
    made.save(force_insert=True)
    if before:
        _copy(paper, before, by)


def _copy(paper: Paper, before: Paper, by: Actor) -> None:
    for line in BudgetLine.objects.visible_to(by).filter(paper=before):
        BudgetLine(paper=paper, title=line.title, amount=line.amount).save(force_insert=True)
    for one in Share.objects.visible_to(by).filter(paper=before):
        Share(
            paper=paper, party_id=one.party_id, payer=one.payer, code=one.code, inhabitants=one.inhabitants,
            amount=one.amount, paid_on=one.paid_on,
        ).save(force_insert=True)  # fmt: skip


def budget_for(paper: Paper, by: Actor) -> Paper | None:
    """The budget that an account is about: the last one adopted for its year; of a budget itself."""
    if paper.rule.kind == PaperKind.BUDGET:
        return paper
    adopted = Paper.objects.visible_to(by).filter(
        house=paper.house_id, rule__kind=PaperKind.BUDGET, first_year=paper.first_year, state=PaperState.ADOPTED
    )
    return adopted.select_related("house", "rule").order_by("-edition").first()


def missing_in_budget(paper: Paper, by: Actor) -> list[str]:
    """Why a budget or account cannot be adopted yet."""
    if paper.rule.kind == PaperKind.ACCOUNTS:
        told = paper.chapters.filter(is_needed=True).exists()  # in words: not every house keeps its money here
        return [] if told or budget_for(paper, by) else [f"Voor {paper.first_year} is geen begroting vastgesteld"]
    shares = list(Share.objects.visible_to(by).filter(paper=paper))
    words = [
        (not BudgetLine.objects.visible_to(by).filter(paper=paper).exists(), "Er staat nog geen post in"),
        (not shares, "Er staat nog geen bijdrage in"),
        (
            paper.rule.key and not any(one.is_by_key for one in shares),
            f"Verdeel eerst naar inwoners ({paper.rule.key_source})",
        ),
    ]
    return [text for is_so, text in words if is_so]
