"""A proposal is withdrawn, with the reason, as long as nothing was decided; what waited for it goes a step back (conv. 5 and 7)."""

from collections.abc import Callable

from django.db import transaction

from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from governance.models import Decision, Holder
from governance.models.decision import OPEN, State
from governance.policy import NotAllowed, is_secretary
from governance.reach import GOVERNING
from governance.workflow.accession import take_back_accession
from governance.workflow.adopting import note_decided
from governance.workflow.departure import take_back_exclusion
from parties.choices import DecisionKind
from parties.inforce import delegations_in_force
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
    _tell(found, by)
    return found


def _tell(decision: Decision, by: Actor) -> None:
    """Who would vote on it, and who speaks for a party that it touches: they may be preparing themselves."""
    members = Holder.objects.in_force(by.today).filter(seat__body=decision.keeper_id).values_list("user_id", flat=True)
    touched = delegations_in_force(by.today).filter(
        purpose__in=GOVERNING,
        membership__covenant=decision.keeper.covenant_id,
        membership__party__in=decision.affected.values("party"),
    )
    write_to({*members, *touched.values_list("user_id", flat=True)} - {by.user_id}, "voorstel-ingetrokken")
