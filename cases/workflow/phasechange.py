"""What a change of phase does to contributions: closed to others until their supplier speaks (03, R4; protocol 3.5 a-b)."""

from cases import grants
from cases.models import Case, Reassessment, State
from cases.phases import OPEN_PHASES
from cases.workflow.letters import write_to_delegates
from parties.choices import Deadline
from parties.models import Term
from zvh.actor import Actor


def start_reassessments(case: Case, phase: str, *, by: Actor) -> None:
    """Close every release and, where the case goes on, ask each supplier whether its contribution is still needed."""
    grants.close_releases(case)
    if phase not in OPEN_PHASES:
        return
    waiting = case.contributions.filter(state=State.DELIVERED).exclude(reassessments__answer=Reassessment.Answer.OPEN)
    if not (found := list(waiting)):
        return
    term = Term.objects.of_house(case.house, Deadline.RELEASE_ANSWER)
    for contribution in found:
        Reassessment.objects.create(
            case=case,
            contribution=contribution,
            phase=phase,
            due_on=term.due(by.today),
            due_source=term.source,
        )
    write_to_delegates(case, {contribution.supplier_id for contribution in found}, "herbeoordeling")
