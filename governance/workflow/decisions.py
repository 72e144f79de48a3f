"""A decision is proposed, and the parties that it touches to an important degree are heard first (conv. 5.5, 7.2)."""

from datetime import date

from django.db import connection, transaction

from cases.workflow.steps import hold
from governance.models import Affected, BodyMeeting, Decision
from governance.models.decision import State
from governance.policy import NotAllowed, house_of, is_member, is_secretary, require
from parties.choices import Deadline
from parties.models import Body, Party, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

PROPOSAL = ("kind", "subject", "text", "meeting_id")


@transaction.atomic
def propose_decision(
    body: Body, *, kind: str, subject: str, text: str, meeting: BodyMeeting | None = None, by: Actor
) -> Decision:
    """A proposal, with the next number in the register of the body."""
    require(by, "keep_decision", body)
    if meeting and meeting.body_id != body.pk:
        raise NotAllowed("a meeting of another body")
    made = numbered(Decision(body=body, keeper=body, kind=kind, subject=subject, text=text, meeting=meeting), by)
    accesslog.changed(made, rule="propose_decision", action="C")
    return made


def numbered(made: Decision, by: Actor) -> Decision:
    """Saved with the next number of this year."""
    hold(f"decisions {made.keeper_id}")
    with connection.cursor() as cursor:
        cursor.execute("select app.next_decision(%s, %s)", [made.keeper_id, by.today.year])
        made.year, made.place = by.today.year, cursor.fetchone()[0]
    made.by_id, made.at = by.user_id, moment(by.today)
    made.saved(by)
    made.save(force_insert=True)
    return made


def may_change(decision: Decision) -> bool:
    """Until a party was heard about it; what another body sent up, or is about a plan, stays as it came."""
    is_own = decision.state == State.PREPARED and decision.came_from_id is None and decision.paper_id is None
    return is_own and not decision.affected.filter(heard_on__isnull=False).exists()


def keeps_kind(decision: Decision) -> bool:
    """What an accession or an exclusion was put to the body for, stays that: its outcome is theirs."""
    return hasattr(decision, "accession") or hasattr(decision, "departure")


@transaction.atomic
def change_proposal(
    decision: Decision,
    *,
    kind: str,
    subject: str,
    text: str,
    meeting: BodyMeeting | None,
    version: int | None,
    by: Actor,
) -> Decision:
    """Raises NotAllowed once a party was heard about it (a new proposal is made then), and Overtaken."""
    found = locked_decision(decision, State.PREPARED, by=by)
    if not may_change(found) or (meeting and meeting.body_id != found.body_id):
        raise NotAllowed("heard about already, or a meeting of another body")
    if kind != found.kind and keeps_kind(found):
        raise NotAllowed("the proposal of an accession or an exclusion")
    refuse_overtaken(found, now=proposal_version(found), read=version)
    found.kind, found.subject, found.text, found.meeting = kind, subject, text, meeting
    found.saved(by)
    found.save(update_fields=[*PROPOSAL, "saved_by", "saved_at"])
    accesslog.changed(found, rule="change_proposal")
    return found


def proposal_version(decision: Decision) -> int:
    """Of what the form of a proposal shows."""
    return version_of([decision], *PROPOSAL)


@transaction.atomic
def name_affected(decision: Decision, party: Party, *, by: Actor) -> Affected:
    """This party is touched to an important degree: it is heard, or writes, within the term of the house."""
    found = locked_decision(decision, State.PREPARED, by=by)
    term = Term.objects.of_house(house_of(found.keeper), Deadline.WRITTEN_INPUT)
    made, is_new = Affected.objects.get_or_create(
        decision=found, party=party,
        defaults={"due_on": term.due(by.today), "source": term.source, "by_id": by.user_id, "at": moment(by.today)},
    )  # fmt: skip
    if is_new:
        found.none_affected = False
        found.save(update_fields=["none_affected"])
        accesslog.changed(made, rule="name_affected", action="C")
    return made


@transaction.atomic
def say_none_affected(decision: Decision, *, by: Actor) -> Decision:
    """The secretary says that it touches no party to an important degree. Raises NotAllowed where one is named."""
    found = locked_decision(decision, State.PREPARED, by=by)
    if found.affected.exists():
        raise NotAllowed("a party is named")
    found.none_affected = True
    found.save(update_fields=["none_affected"])
    accesslog.changed(found, rule="say_none_affected")
    return found


@transaction.atomic
def hear_party(affected: Affected, *, on: date, text: str, is_written: bool, by: Actor) -> Affected:
    """It was heard in a meeting, or wrote: noted by the secretary, or written by its own delegate; once."""
    hold(affected.decision_id)
    rows = Affected.objects.visible_to(by).select_related("decision__keeper")
    found = rows.filter(pk=affected.pk, heard_on=None, decision__state=State.PREPARED).first()
    if found is None or not may_hear(found, by) or on > by.today:
        raise NotAllowed("heard already, or somebody else")
    found.heard_on, found.text, found.is_written = on, text, is_written
    found.save(update_fields=["heard_on", "text", "is_written"])
    accesslog.changed(found, rule="hear_party", action="E")
    return found


def may_hear(affected: Affected, by: Actor) -> bool:
    """Its own member, or the secretary."""
    keeper = affected.decision.keeper
    is_own = affected.party_id == by.party_id and is_member(by, keeper)
    is_open = affected.heard_on is None and affected.decision.state == State.PREPARED
    return is_open and (is_own or is_secretary(by, keeper))


def missing_to_decide(decision: Decision) -> list[str]:
    """Why no decision can be taken yet."""
    affected = list(decision.affected.select_related("party"))
    if not affected and not decision.none_affected:
        return ["Leg vast welke partijen dit besluit sterk raakt, of dat er geen zijn"]
    return [f"{one.party} is nog niet gehoord en heeft nog niets ingebracht" for one in affected if not one.heard_on]


def locked_decision(decision: Decision, *states: State, by: Actor) -> Decision:
    """As it is now; one transaction at a time works on it. Raises NotAllowed for who is not the secretary, and in another state."""
    hold(decision.pk)
    rows = Decision.objects.visible_to(by).select_related("body", "keeper__house__covenant")
    found = rows.filter(pk=decision.pk).first()
    if found is None or found.state not in states:
        raise NotAllowed("not visible, or in another state")
    require(by, "keep_decision", found.keeper)
    return found
