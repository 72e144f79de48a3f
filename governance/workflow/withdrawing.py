"""A proposal is withdrawn, with the reason, as long as nothing was decided; what waited for it goes a step back (conv. 5 and 7)."""

from collections.abc import Callable

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Decision
from governance.models.decision import OPEN, State
from governance.policy import NotAllowed, is_secretary
from governance.workflow.accession import take_back_accession
from governance.workflow.adopting import note_decided
from governance.workflow.departure import take_back_exclusion
from parties.choices import DecisionKind
from privacy import accesslog
from zvh.actor import Actor

# Who waited for the body waits again for who puts it to the body.
WAITED: dict[str, Callable[[Decision, Actor], None]] = {
    DecisionKind.ACCESSION: take_back_accession, DecisionKind.EXCLUSION: take_back_exclusion,
}  # fmt: skip


def may_withdraw(decision: Decision, by: Actor) -> bool:
    """Who made it, and the secretary; until it is closed."""
    return decision.state in OPEN and (decision.by_id == by.user_id or is_secretary(by, decision.keeper))


@transaction.atomic
def withdraw_proposal(decision: Decision, *, because: str, by: Actor) -> Decision:
    """Nothing is decided; votes and what was heard stay to be read. Raises NotAllowed once it is closed, and for anybody else."""
    hold(decision.pk)
    rows = Decision.objects.visible_to(by).select_related("body", "keeper__house__covenant")
    found = rows.filter(pk=decision.pk).first()
    if found is None or not may_withdraw(found, by):
        raise NotAllowed("closed, or of somebody else")
    found.state, found.remark = State.WITHDRAWN, because
    found.saved(by)
    found.save()
    accesslog.changed(found, rule="withdraw_proposal", action="E")
    if take_back := WAITED.get(found.kind):
        take_back(found, by)
    if found.paper_id:
        note_decided(found, by)
    return found
