"""Who may do what with one row, beside the operations on a case (`policy.py`)."""

from typing import Any

from cases.policy import may
from cases.visibility import CASEWORK
from parties.roles import Purpose, Role
from zvh.actor import Actor


def supplies(actor: Actor, row: Any) -> bool:
    """R3: only who acts for the supplier decides about a contribution, while assigned to the open case."""
    return row.supplier_id == actor.party_id and may(actor, "contribute", row.case)


def may_answer(actor: Actor, enquiry: Any) -> bool:
    """Only the asked party says whether it knows a person, once, while the question is open."""
    asked = actor.is_delegate and actor.purpose == Purpose.CASUSOVERLEG and enquiry.party_id == actor.party_id
    return asked and enquiry.closed_at is None and enquiry.known is None


def may_answer_house(actor: Actor, enquiry: Any) -> bool:
    """Casework staff of the asked house say whether they know the person, once, while the question is open."""
    is_asked = actor.role in CASEWORK and enquiry.asked_id in actor.house_ids
    return is_asked and enquiry.closed_at is None and enquiry.known is None


def may_supply_house(actor: Actor, enquiry: Any) -> bool:
    """The procesregisseur of the asked house decides what another house gets, once, where it asked for it (WGS 2.28)."""
    decides = actor.role == Role.PROCESREGISSEUR and enquiry.asked_id in actor.house_ids
    return decides and bool(enquiry.known) and enquiry.is_open


def may_answer_transfer(actor: Actor, transfer: Any) -> bool:
    """The procesregisseur of the other house, once, while the offer stands and its house takes cases over digitally."""
    is_asked = actor.role == Role.PROCESREGISSEUR and transfer.to_house_id in actor.house_ids
    in_time = transfer.closed_at is None and transfer.due_on >= actor.today
    return is_asked and in_time and transfer.to_house.allows_digital_transfer


def may_answer_further(actor: Actor, asked: Any) -> bool:
    """Only the supplier says whether its contribution may be used beyond the case: in time, and once (03, R5)."""
    in_time = asked.needs_yes and asked.due_on >= actor.today and asked.said_by_supplier() is None
    return in_time and supplies(actor, asked)


def may_object(actor: Actor, asked: Any) -> bool:
    """Another party in the case, where the law asks the participants; in time, and once (WGS 1.7)."""
    has_said = any(one.party_id == actor.party_id for one in asked.answers.all())
    is_other = actor.is_delegate and actor.party_id not in (asked.supplier_id, asked.party_id) and not has_said
    in_time = asked.asks_participants and asked.given_on is None and asked.due_on >= actor.today
    return is_other and in_time and may(actor, "contribute", asked.case)


def may_give_further(actor: Actor, asked: Any) -> bool:
    """The procesregisseur, once; a receiver that is in the case gets it with the supplier's yes."""
    is_given_by_hand = not (asked.is_inside or asked.receiver_house_id)
    return asked.given_on is None and is_given_by_hand and may(actor, "give_further", asked.case)


def may_stop_further(actor: Actor, asked: Any) -> bool:
    """The supplier, as long as its yes stands (protocol 3.5 c)."""
    said = asked.said_by_supplier()
    return bool(said and said.is_yes and said.stopped_at is None) and supplies(actor, asked)


def may_handle_dispute(actor: Actor, dispute: Any) -> bool:
    """Procesregisseur or manager of the house, while it is open: never whom it is about, nor who raised it (conv. 12.4, 13.4)."""
    is_handler = actor.role in (Role.PROCESREGISSEUR, Role.MANAGER) and dispute.house_id in actor.house_ids
    is_involved = dispute.about == actor.role or actor.user_id in (dispute.about_user_id, dispute.raised_by_id)
    return is_handler and not is_involved and dispute.ended_on is None


def may_plan_meeting(actor: Actor, house_id: int) -> bool:
    """Those who prepare the casusoverleg of the house (12.2 d)."""
    return actor.role in CASEWORK and house_id in actor.house_ids


def may_report(actor: Actor, row: Any, operation: str = "report_action") -> bool:
    """The responsible party reports on its own action or intervention; the house on every one."""
    is_own = not actor.is_delegate or row.party_id == actor.party_id
    return is_own and may(actor, operation, row.case)


def corrects_track(actor: Actor, track: Any) -> bool:
    """Of those who may keep tracks: the supplier its own; the house what it wrote down itself, until the supplier did so (03, R3).

    What was withdrawn, nobody.
    """
    is_own = track.supplier_id == actor.party_id if actor.is_delegate else track.from_house
    return bool(is_own and not track.is_withdrawn)


def may_break_glass(actor: Actor) -> bool:
    """R13: managers only; which cases can be opened is judged by the database, because he can not see them."""
    return actor.role == Role.MANAGER


def may_judge(actor: Actor, break_glass: Any) -> bool:
    """FG or another manager of the house, once; nobody judges what he did himself (09, 2.4)."""
    is_judge = actor.role in (Role.FG, Role.MANAGER) and break_glass.house_id in actor.house_ids
    return is_judge and break_glass.user_id != actor.user_id and not hasattr(break_glass, "verdict")
