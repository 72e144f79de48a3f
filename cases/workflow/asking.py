"""The house asks parties for a contribution: question, purpose and date (conv. 12.2 f; 04, phases 2 and 3)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cases.models import Case, ContributionRequest, State
from cases.phases import StepNotAllowed
from cases.policy import require
from cases.workflow.lawful import parties_to_assign
from cases.workflow.letters import write_to_delegates
from cases.workflow.speaking import speaking_in
from cases.workflow.steps import locked
from parties.choices import Deadline
from parties.models import Party, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def parties_to_ask(case: Case, today: date) -> list[Party]:
    """Parties that lawfully belong at this table and have a delegate in the case who can answer (03, R2)."""
    speaking = {party for _, _, party in speaking_in([case.pk], today)}
    return [party for party in parties_to_assign(case, today=today) if party.pk in speaking]


def usual_due(case: Case, today: date) -> tuple[date, str]:
    """The day on which a contribution asked today is due, and the source of that term."""
    term = Term.objects.of_house(case.house, Deadline.CONTRIBUTION)
    return term.due(today), term.source


@transaction.atomic
def ask_contribution(
    case: Case,
    *,
    parties: Iterable[Party],
    question: str,
    purpose: str,
    due_on: date | None = None,
    by: Actor,
) -> list[ContributionRequest]:
    """Ask these parties the same question. Raises StepNotAllowed for one that can not be asked."""
    case = locked(case, by=by)
    require(by, "ask_contribution", case)
    usual, source = usual_due(case, by.today)
    allowed, chosen = {party.pk for party in parties_to_ask(case, by.today)}, list(parties)
    if not {party.pk for party in chosen} <= allowed:
        raise StepNotAllowed("a party can not be asked")
    asked = [
        ContributionRequest(
            case=case,
            party=party,
            phase=case.phase,
            question=question,
            purpose=purpose,
            due_on=due_on or usual,
            remind_on=due_on or usual,
            due_source=source if due_on in (None, usual) else "datum gekozen door het huis",
            by_id=by.user_id,
            at=moment(by.today),
        )
        for party in chosen
    ]
    for request in asked:
        request.save(force_insert=True)
        accesslog.changed(request, rule="ask_contribution", action="C")
    write_to_delegates(case, {party.pk for party in chosen}, "bijdrage-gevraagd")
    return asked


def remind_supplier(request: ContributionRequest, *, today: date) -> None:
    """Remind the party once in every term until it delivers, has nothing to deliver or refuses. Twice on a day does nothing more."""
    if request.remind_on > today or request.contributions.exclude(state=State.DRAFT).exists():
        return
    request.remind_on = Term.objects.of_house(request.case.house, Deadline.CONTRIBUTION).due(today)
    request.save(update_fields=["remind_on"])
    write_to_delegates(request.case, [request.party_id], "bijdrage-te-laat")
