"""Every party of the house is asked for input on a draft, before a day, and gives it in the browser (conv. 5.2; 000 5.3)."""

from datetime import date

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Paper, PaperInput
from governance.models.paper import PaperState
from governance.policy import NotAllowed
from governance.workflow.papers import keeps, kept_paper, locked_paper
from parties.choices import Deadline
from parties.models import Membership, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment


@transaction.atomic
def ask_paper_input(paper: Paper, *, due_on: date, by: Actor) -> list[PaperInput]:
    """Every party of the house is asked, by mail, before this day; asked again, who did not answer has until the new day."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    if due_on <= by.today:
        raise NotAllowed("no time to answer")
    term = Term.objects.of_house(found.house, Deadline.PAPER_INPUT)
    asked = PaperInput.objects.visible_to(by).filter(paper=found)
    for one in asked.filter(given_on=None):
        _asked(one, due_on, term, by)
    members = Membership.objects.in_force(by.today).filter(houses=found.house).exclude(party__in=asked.values("party"))
    for party in set(members.values_list("party", flat=True)):
        _asked(PaperInput(paper=found, party_id=party), due_on, term, by)
    found.input_due_on, found.input_source = due_on, term.source
    kept_paper(found, rule="ask_paper_input", by=by)
    return list(PaperInput.objects.visible_to(by).filter(paper=found))


def _asked(one: PaperInput, due_on: date, term: Term, by: Actor) -> None:
    is_new = one._state.adding
    one.due_on, one.source, one.by_id, one.at = due_on, term.source, by.user_id, moment(by.today)
    one.save(update_fields=None if is_new else ["due_on", "source", "by", "at"])
    later("mail_paper_input", input=one.pk)


@transaction.atomic
def give_paper_input(asked: PaperInput, text: str, *, by: Actor) -> PaperInput:
    """By who speaks for the party, or noted by who writes it; once, and as long as it is a draft."""
    hold(asked.paper_id)
    rows = PaperInput.objects.visible_to(by).select_related("paper__house")
    found = rows.filter(pk=asked.pk).first()
    if found is None or not may_give(found, by) or not text:
        raise NotAllowed("given already, somebody else, or no draft any more")
    found.text, found.given_on, found.by_id, found.at = text, by.today, by.user_id, moment(by.today)
    found.save(update_fields=["text", "given_on", "by", "at"])
    accesslog.changed(found, rule="give_paper_input", action="E")
    return found


def may_give(asked: PaperInput, by: Actor) -> bool:
    """Of a row that `by` may see: its own party, or who writes the paper."""
    is_own = by.is_delegate and asked.party_id == by.party_id
    is_open = asked.given_on is None and asked.paper.is_draft
    return is_open and (is_own or keeps(by, asked.paper.house))
