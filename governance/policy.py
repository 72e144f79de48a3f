"""Who may do what with a body and its meetings; which rows somebody may know of is in `reach.py`."""

from django.http import Http404

from governance.reach import KNOWS_BODIES, seats_in
from parties.models import Body
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


OPERATIONS = {
    "fill_seat": may_fill_seats,
    "empty_seat": may_fill_seats,
}


def may(actor: Actor, operation: str, body: Body) -> bool:
    return OPERATIONS[operation](actor, body)


def require(actor: Actor, operation: str, body: Body) -> None:
    """Raise NotAllowed unless this actor may do this with this body."""
    if not may(actor, operation, body):
        raise NotAllowed(f"may not {operation}")
