"""Who may change rights of people and the register of parties: administrators, for their own house, never their own rights (03, R9)."""

from django.http import Http404

from parties.models import Appointment, Covenant, Delegation, House, Mandate, Membership, Party, User
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


# --- the register of parties; the same stands in cases/sql/access.sql ---------------------------------------------------


def keeps_party(actor: Actor, party: Party) -> bool:
    """Whether this administrator keeps what stands about this party: it takes or took part in his house, or nowhere yet."""
    if actor.role != Role.ADMINISTRATOR:
        return False
    return party.memberships.filter(houses__in=actor.house_ids).exists() or not party.memberships.in_use().exists()


def require_keeps_party(actor: Actor, party: Party) -> None:
    if not keeps_party(actor, party):
        raise NotAllowed("a party of another house")


def require_keeps_membership(actor: Actor, membership: Membership) -> None:
    require_administrator(actor)
    if not membership.houses.filter(pk__in=actor.house_ids).exists():
        raise NotAllowed("a membership in another house")


def require_keeps_mandate(actor: Actor, mandate: Mandate) -> None:
    """Raise NotAllowed unless this mandate is one in the covenant of the own house, given by a party that is kept."""
    if own_house(actor).covenant_id != mandate.covenant_id:
        raise NotAllowed("a mandate in another covenant")
    require_keeps_party(actor, mandate.giver)


def own_house(actor: Actor) -> House:
    """The house of an administrator, who acts in one (00, item 1)."""
    require_administrator(actor)
    return House.objects.select_related("covenant").get(pk=actor.house_ids[0])


# --- entering a covenant; the same stands in cases/sql/covenants.sql ----------------------------------------------------------


def enters(actor: Actor, covenant: Covenant) -> bool:
    """Whether this administrator enters this covenant, which is still in preparation."""
    is_own = actor.role == Role.ADMINISTRATOR and covenant.prepared_in_id in actor.house_ids
    return is_own and covenant.in_preparation


def keeps_covenant(actor: Actor, covenant: Covenant) -> bool:
    """Whether this administrator keeps what may still change in a covenant that is in use: his house is one of it."""
    is_administrator = actor.role == Role.ADMINISTRATOR and not covenant.in_preparation
    return is_administrator and covenant.houses.filter(pk__in=actor.house_ids).exists()


def entered(actor: Actor, covenant: Covenant) -> bool:
    """Whether this covenant was entered in the house of this administrator, and is in use since."""
    is_own = actor.role == Role.ADMINISTRATOR and covenant.prepared_in_id in actor.house_ids
    return is_own and not covenant.in_preparation


def require_enters(actor: Actor, covenant: Covenant) -> None:
    if not enters(actor, covenant):
        raise NotAllowed("a covenant that is in use, or is entered in another house")


def require_changes_covenant(actor: Actor, covenant: Covenant, *, still: bool) -> None:
    """Raise NotAllowed unless he enters it, or keeps it and this may `still` change now that it is in use."""
    if not enters(actor, covenant) and not (still and keeps_covenant(actor, covenant)):
        raise NotAllowed("this stays as it was agreed")


def require_sees_setup(actor: Actor, covenant: Covenant) -> None:
    """Raise NotAllowed unless this covenant is his to enter, was entered in his house, or is that of his house."""
    require_administrator(actor)
    if not (enters(actor, covenant) or entered(actor, covenant) or keeps_covenant(actor, covenant)):
        raise NotAllowed("a covenant of other houses")


def has_no_administrator(house: House) -> bool:
    """Whether nobody was ever made administrator of this house."""
    return not house.appointments.filter(role=Role.ADMINISTRATOR).exists()


def require_may_invite_first(actor: Actor, house: House) -> None:
    """Raise NotAllowed unless this house was entered in his own, is in use and has nobody who keeps it."""
    if not (entered(actor, house.covenant) and has_no_administrator(house)):
        raise NotAllowed("a house that has its administrator, or was entered elsewhere")
