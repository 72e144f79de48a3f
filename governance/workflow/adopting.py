"""A paper is put to the bodies that the covenant names, adopted with their decisions, and sent round (conv. 4.4, 4.6, 6.4; 003 17.8)."""

from datetime import date

from django.db import connection, transaction

from cases.workflow.steps import hold
from governance.models import BodyMeeting, Decision, Paper
from governance.models.paper import PaperState
from governance.policy import NotAllowed
from governance.reach import seats_in
from governance.workflow.budgetstart import missing_in_budget
from governance.workflow.decisions import numbered
from governance.workflow.papers import hold_year, kept_paper, locked_paper
from governance.workflow.reportstart import missing_in_report
from parties.choices import BodyLevel, Deadline, DecisionKind
from parties.dutychoices import PaperKind
from parties.models import Body, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

OPEN, ADOPTED, STUCK = "open", "vastgesteld", "vast"  # what app.paper_comes_to says; else it is a draft again


@transaction.atomic
def note_shown(paper: Paper, *, on: date, by: Actor) -> Paper:
    """It was shown to whom the covenant wants to see it before it is adopted (000 4.7)."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    if not found.rule.shown_to or on > by.today:
        raise NotAllowed("nobody has to see it, or a day to come")
    found.shown_on = on
    return kept_paper(found, rule="note_shown", by=by)


def missing_to_put_forward(paper: Paper, by: Actor) -> list[str]:
    """Why it cannot be adopted yet: money or figures lack, a part is empty, or the parties were not heard about a plan (conv. 5.2)."""
    empty = [
        f"Het hoofdstuk “{one.title}” is nog leeg" for one in paper.chapters.all() if one.is_needed and not one.text
    ]
    waits = paper.input_due_on and paper.input_due_on >= by.today and paper.inputs.filter(given_on=None).exists()
    words = [
        (paper.rule.kind == PaperKind.PLAN and not paper.input_due_on, "De partijen zijn nog niet om inbreng gevraagd"),
        (waits, "Nog niet elke partij gaf inbreng, en de termijn loopt nog"),
        (paper.rule.shown_to and not paper.shown_on, f"Leg het eerst voor aan: {paper.rule.shown_to}"),
    ]
    money = missing_in_budget(paper, by) if paper.rule.counts_money else []
    return [*money, *missing_in_report(paper, by), *empty, *(text for is_so, text in words if is_so)]


def keepers_of(paper: Paper, by: Actor) -> list[tuple[Body, Body]]:
    """Each body that adopts it, with the body in whose register `by` follows that. Empty where somebody else is its secretary."""
    mine = seats_in(by, as_secretary=True).filter(house=paper.house_id)
    drafting = mine.filter(level__in=(BodyLevel.STRATEGIC, BodyLevel.BOARD)).order_by("pk").first()
    pairs = [
        (one, drafting if one.house_id is None else mine.filter(pk=one.pk).first())
        for one in paper.rule.adopters(paper.house)
    ]
    return [(body, keeper) for body, keeper in pairs if keeper] if all(keeper for _, keeper in pairs) else []


@transaction.atomic
def put_forward(paper: Paper, *, meeting: BodyMeeting | None = None, by: Actor) -> list[Decision]:
    """A proposal for every body that the covenant names, through its secretary; from now on the text stays until they decided."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    bodies = keepers_of(found, by)
    if not bodies or missing_to_put_forward(found, by):
        raise NotAllowed("not the secretary, or something is missing")
    hold_year(found)
    found.state, found.put_forward_at = PaperState.PUT_FORWARD, moment(by.today)
    kept_paper(found, rule="put_forward", by=by)
    kind = DecisionKind.PLAN if found.rule.kind == PaperKind.PLAN else DecisionKind.ACCOUNTS
    text = f"{found.title} vaststellen, zoals het in het Casusportaal staat ({found.rule.source})."
    made = []
    for body, keeper in bodies:
        at = meeting if meeting and meeting.body_id == body.pk else None
        one = Decision(body=body, keeper=keeper, kind=kind, subject=found.title, text=text, paper=found, meeting=at)
        made.append(numbered(one, by))
        accesslog.changed(one, rule="propose_decision", action="C")
    return made


def note_decided(decision: Decision, by: Actor) -> None:
    """A body decided about a paper: with the last one it is adopted; a draft again where one did not want it, or it was withdrawn."""
    assert decision.paper_id  # asked for one about a paper
    hold(decision.paper_id)
    found = Paper.objects.visible_to(by).select_related("house", "rule").get(pk=decision.paper_id)
    now = comes_to(found)
    if now == ADOPTED and decision.decided_on:
        term = Term.objects.of_house(found.house, Deadline.PAPER_SENT)
        found.state, found.adopted_on = PaperState.ADOPTED, decision.decided_on
        found.sent_due_on, found.sent_source = term.due(decision.decided_on), term.source
        kept_paper(found, rule="adopt_paper", by=by)
    elif now not in (OPEN, STUCK):
        found.state = PaperState.DRAFT
        kept_paper(found, rule="take_back_paper", by=by)


@transaction.atomic
def take_back_paper(paper: Paper, *, by: Actor) -> Paper:
    """The bodies are stuck, and it does not go up: a draft again."""
    found = locked_paper(paper, PaperState.PUT_FORWARD, by=by)
    if comes_to(found) != STUCK:
        raise NotAllowed("it lies before a body")
    found.state = PaperState.DRAFT
    return kept_paper(found, rule="take_back_paper", by=by)


def comes_to(paper: Paper) -> str:
    """What the bodies made of it, whoever asks: the decisions themselves are for their members."""
    with connection.cursor() as cursor:
        cursor.execute("select app.paper_comes_to(%s)", [paper.pk])
        return str(cursor.fetchone()[0])


@transaction.atomic
def note_sent(paper: Paper, *, on: date, to: str, by: Actor) -> Paper:
    """It was sent to whom the covenant names; once (002 4.6; 003 4.10, 17.8)."""
    found = locked_paper(paper, PaperState.ADOPTED, by=by)
    if found.sent_on or on > by.today or on < (found.adopted_on or on):
        raise NotAllowed("sent already, or a day that can not be")
    found.sent_on, found.sent_to = on, to
    return kept_paper(found, rule="note_sent", by=by)
