"""A vote is opened, cast per seat and closed; what is stuck goes up, and who must know is told (conv. 5.4-5.9, 7.1-7.4)."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Affected, Decision, Holder, Informing, Vote
from governance.models.decision import State
from governance.policy import NotAllowed, house_of, is_secretary
from governance.tally import Choice, Outcome, tally
from governance.workflow.accession import note_outcome
from governance.workflow.adopting import note_decided
from governance.workflow.decisions import locked_decision, missing_to_decide, numbered
from governance.workflow.departure import note_exclusion
from parties.choices import BodyLevel, Deadline, DecisionKind
from parties.models import Body, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

# Who waits for what the body decides, and may not read its decisions, is told the outcome.
NOTED: dict[str, Callable[[Decision, Actor], None]] = {
    DecisionKind.ACCESSION: note_outcome, DecisionKind.EXCLUSION: note_exclusion,
}  # fmt: skip


@transaction.atomic
def open_vote(decision: Decision, *, by: Actor) -> Decision:
    """Raises NotAllowed while an affected party was not heard and did not write (conv. 5.5, 7.2), and for another body's decision."""
    found = locked_decision(decision, State.PREPARED, by=by)
    if found.is_outside or missing_to_decide(found):
        raise NotAllowed("an affected party was not heard, or it is not decided here")
    found.state = State.VOTING
    found.saved(by)
    found.save()
    accesslog.changed(found, rule="open_vote", action="E")
    return found


@transaction.atomic
def cast_vote(decision: Decision, holder: Holder, choice: str, *, by_mandate: Holder | None = None, by: Actor) -> Vote:
    """The vote of a seat; it may change until the vote is closed. By who holds it, or by the secretary as it was said or by mandate."""
    hold(decision.pk)
    found = Decision.objects.visible_to(by).select_related("body", "keeper").filter(pk=decision.pk).first()
    if found is None or found.state != State.VOTING or choice not in Choice.values:
        raise NotAllowed("no vote is open")
    seats = {one.pk: one for one in voters(found, by)}
    is_keeper = is_secretary(by, found.keeper)
    if holder.pk not in seats or not (is_keeper or seats[holder.pk].user_id == by.user_id):
        raise NotAllowed("the vote of another seat")
    if by_mandate and (not is_keeper or by_mandate.pk not in seats or by_mandate.pk == holder.pk):
        raise NotAllowed("a mandate goes to another member, and the secretary notes it")
    values = {
        "choice": choice, "weight": seats[holder.pk].seat.votes, "by_mandate": by_mandate, "by_id": by.user_id,
        "at": moment(by.today),
    }  # fmt: skip
    vote, _ = Vote.objects.update_or_create(decision=found, holder=seats[holder.pk], defaults=values)
    accesslog.changed(vote, rule="cast_vote")
    return vote


def voters(decision: Decision, by: Actor) -> list[Holder]:
    """Who holds a seat with a vote today."""
    held = Holder.objects.visible_to(by).in_force(by.today).filter(seat__body=decision.body_id, seat__votes__gt=0)
    return list(held.select_related("seat", "user", "party"))


@transaction.atomic
def close_vote(decision: Decision, *, remark: str = "", by: Actor) -> Decision:
    """The outcome is computed from the votes cast, and stays. Who closes second finds it done: NotAllowed."""
    found = locked_decision(decision, State.VOTING, by=by)
    if missing_to_decide(found):
        raise NotAllowed("an affected party was not heard")
    counted = tally(Vote.objects.visible_to(by).filter(decision=found).values_list("choice", "weight"))
    found.rule = found.body.rule_for(found.kind)[0]
    found.votes_for, found.votes_against, found.abstained = counted.votes_for, counted.votes_against, counted.abstained
    found.is_consensus = counted.is_consensus
    _close(found, counted.outcome(found.rule), by.today, remark, by)
    accesslog.changed(found, rule="close_vote", action="E")
    return found


def _close(decision: Decision, outcome: Outcome, on: date, remark: str, by: Actor) -> None:
    decision.state, decision.outcome, decision.decided_on, decision.remark = State.CLOSED, outcome, on, remark
    decision.saved(by)
    decision.save()
    if not decision.is_stuck:
        _must_tell(decision, by)
    if note := NOTED.get(decision.kind):
        note(decision, by)
    if decision.paper_id:
        note_decided(decision, by)


def _must_tell(decision: Decision, by: Actor) -> None:
    """Whom the covenant has told of decisions of this body, within the term of the house."""
    term = Term.objects.of_house(house_of(decision.keeper), Deadline.INFORMING)
    assert decision.decided_on  # it is closed
    due_on = term.due(decision.decided_on)
    for duty in decision.body.information_duties.all():
        Informing.objects.create(
            decision=decision, tells=duty.tells, source=f"{duty.source}; termijn: {term.source}", due_on=due_on
        )


@transaction.atomic
def send_up(decision: Decision, to: Body, *, by: Actor) -> Decision:
    """What is stuck goes to the body that the covenant names: as a proposal there, or outside the house as one to follow.

    Raises NotAllowed for a decision that is not stuck, another body than the next one, or the second time.
    """
    found = locked_decision(decision, State.CLOSED, by=by)
    is_next = found.body.stuck_goes_to.filter(pk=to.pk).exists()
    if not (found.is_stuck and is_next) or Decision.objects.visible_to(by).filter(came_from=found).exists():
        raise NotAllowed("not stuck, not the next body, or sent up already")
    keeper = found.keeper if to.level == BodyLevel.EXTERNAL else to
    made = Decision(body=to, keeper=keeper, kind=found.kind, subject=found.subject, text=found.text, came_from=found)
    made.paper_id, made.none_affected = found.paper_id, found.none_affected
    numbered(made, by)
    _take_along(found, made, by)
    accesslog.changed(made, rule="send_up", action="C")
    return made


def _take_along(found: Decision, made: Decision, by: Actor) -> None:
    """Whom it touches and what was heard: the text stays as it came, so that it is what those parties spoke of (conv. 5.5, 7.2)."""
    for one in Affected.objects.visible_to(by).filter(decision=found):
        one.pk, one._state.adding = uuid4(), True
        one.decision, one.by_id, one.at = made, by.user_id, moment(by.today)
        one.save(force_insert=True)
        accesslog.changed(one, rule="send_up", action="C")


def next_bodies(decision: Decision, by: Actor) -> list[Body]:
    """Where it goes when it is stuck; empty where it is not, or went already."""
    is_sent = Decision.objects.visible_to(by).filter(came_from=decision).exists()
    return list(decision.body.stuck_goes_to.all()) if decision.is_stuck and not is_sent else []


@transaction.atomic
def register_outcome(decision: Decision, outcome: str, *, on: date, remark: str, by: Actor) -> Decision:
    """What another body decided. Raises NotAllowed for a decision of the own body: that one is voted on."""
    found = locked_decision(decision, State.PREPARED, by=by)
    if not found.is_outside or outcome not in (Outcome.ADOPTED, Outcome.REJECTED) or on > by.today:
        raise NotAllowed("decided here, or not an outcome of another body")
    _close(found, Outcome(outcome), on, remark, by)
    accesslog.changed(found, rule="register_outcome", action="E")
    return found


@transaction.atomic
def note_told(informing: Informing, *, on: date, by: Actor) -> Informing:
    """It was told. Raises NotAllowed twice, or for a day to come."""
    hold(informing.decision_id)
    rows = Informing.objects.visible_to(by).select_related("decision__keeper")
    found = rows.filter(pk=informing.pk, done_on=None).first()
    if found is None or not is_secretary(by, found.decision.keeper) or on > by.today:
        raise NotAllowed("told already, or not the secretary")
    found.done_on, found.done_by_id = on, by.user_id
    found.save(update_fields=["done_on", "done_by"])
    accesslog.changed(found, rule="note_told", action="E")
    return found
