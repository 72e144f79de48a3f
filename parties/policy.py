"""Who may change rights of people: administrators, in their own house, never their own (03, R9)."""

from django.http import Http404

from parties.models import Appointment, Delegation, User
from parties.roles import Role
from zvh.actor import Actor


class NotAllowed(Http404):
    """This actor may not do this. The browser answers as if it did not exist (00, item 4)."""


def require_administrator(actor: Actor) -> None:
    """Raise NotAllowed unless an administrator acts."""
    if actor.role != Role.ADMINISTRATOR:
        raise NotAllowed("only administrators manage people")


def require_manages(actor: Actor, user: User) -> None:
    """Raise NotAllowed unless this administrator may change the rights of this person."""
    require_administrator(actor)
    if user.pk == actor.user_id:
        raise NotAllowed("nobody changes his own rights")
    if not User.objects.visible_to(actor).filter(pk=user.pk).exists():
        raise NotAllowed("a person of another house")


def require_capacity_in_house(actor: Actor, capacity: Appointment | Delegation) -> None:
    """Raise NotAllowed unless this capacity is one in a house of the administrator."""
    if not type(capacity).objects.visible_to(actor).filter(pk=capacity.pk).exists():
        raise NotAllowed("a capacity in another house")
