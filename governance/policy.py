"""Who may do what with a body and its meetings; which rows somebody may know of is in `reach.py`."""

from django.http import Http404

from governance.models import Accession
from governance.reach import GOVERNING, KNOWS_BODIES, houses_kept, seats_in
from parties.models import Body, House
from parties.roles import Role
from zvh.actor import Actor


class NotAllowed(Http404):
    """This actor may not do this. The browser answers as if it did not exist (00, item 4)."""


def is_member(actor: Actor, body: Body) -> bool:
    """Who has a seat: meetings are not public (conv. 4 and 6)."""
    return seats_in(actor).filter(pk=body.pk).exists()


def is_secretary(actor: Actor, body: Body) -> bool:
    return seats_in(actor, as_secretary=True).filter(pk=body.pk).exists()


def may_fill_seats(actor: Actor, body: Body) -> bool:
    """Manager and administrator of the house, and the secretary."""
    is_of_house = actor.role in KNOWS_BODIES and body.house_id in actor.house_ids
    return is_of_house or is_secretary(actor, body)


def may_ask_meeting(actor: Actor, body: Body) -> bool:
    """A member that speaks for a party, where the covenant lets a party ask (conv. 6.2)."""
    return bool(actor.party_id) and is_member(actor, body) and body.meeting_duties.filter(on_request=True).exists()


def may_hand_in(actor: Actor, body: Body) -> bool:
    """Members, and the secretary of another body of the same house (conv. 5.9 and 7.4)."""
    return is_member(actor, body) or sends_from(actor, body) is not None


def sends_from(actor: Actor, body: Body) -> Body | None:
    """The other body of this house that who acts is secretary of."""
    return seats_in(actor, as_secretary=True).filter(house=body.house_id).exclude(pk=body.pk).order_by("pk").first()


def may_start_accession(actor: Actor, house: House) -> bool:
    """The administrator of the house, and the secretary of the body that tells the parties or decides."""
    rule = house.accession_rule
    is_of_house = actor.role == Role.ADMINISTRATOR and house.pk in actor.house_ids
    return is_of_house or any(is_secretary(actor, body) for body in {rule.keeper, rule.decided_by})


def keeps_accession(actor: Actor, accession: Accession) -> bool:
    return may_start_accession(actor, accession.house)


def is_administrator(actor: Actor, accession: Accession) -> bool:
    """Of the house: who lets the party begin, because that gives rights."""
    return actor.role == Role.ADMINISTRATOR and accession.house_id in actor.house_ids


def speaks_for_party(actor: Actor, party_id: int) -> bool:
    """A delegate for a body answers for his party about the covenant; one for the casusoverleg does not."""
    return actor.is_delegate and actor.purpose in GOVERNING and actor.party_id == party_id


def keeps_duties(actor: Actor, house: House) -> bool:
    """Manager, administrator, and a secretary of one of its bodies."""
    return houses_kept(actor).filter(pk=house.pk).exists()


def keeps_trends(actor: Actor, house: House) -> bool:
    """The manager of the house, whose task signalling is (conv. 11.1 h-i)."""
    return actor.role == Role.MANAGER and house.pk in actor.house_ids


OPERATIONS = {
    "fill_seat": may_fill_seats,
    "empty_seat": may_fill_seats,
    "read_meeting": is_member,
    "plan_body_meeting": is_secretary,
    "ask_meeting": may_ask_meeting,
    "hand_in_point": may_hand_in,
    "keep_decision": is_secretary,
}


def may(actor: Actor, operation: str, body: Body) -> bool:
    return OPERATIONS[operation](actor, body)


def require(actor: Actor, operation: str, body: Body) -> None:
    """Raise NotAllowed unless this actor may do this with this body."""
    if not may(actor, operation, body):
        raise NotAllowed(f"may not {operation}")


def house_of(body: Body) -> House:
    """The house whose terms hold for it. Raises NotAllowed for a body outside the houses: nobody here keeps it."""
    if body.house is None:
        raise NotAllowed("a body outside the houses")
    return body.house
