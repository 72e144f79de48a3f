"""Keeping, changing and throwing away a set of filters. It is about the own screen: no case is touched."""

from django.db import transaction

from cases.models import SavedView
from cases.policy import NotAllowed
from cases.visibility import works_with_cases
from zvh.actor import Actor


@transaction.atomic
def save_view(name: str, query: str, *, is_shared: bool, is_default: bool, by: Actor) -> SavedView:
    """Keep these filters under this name, for the house or the party acted for."""
    if not works_with_cases(by):
        raise NotAllowed("has no worklist")
    place = {"party_id": by.party_id} if by.is_delegate else {"house_id": by.house_ids[0]}
    view = SavedView(user_id=by.user_id, role=by.role, query=query, **place)
    return _keep(view, name, is_shared=is_shared, is_default=is_default, by=by)


@transaction.atomic
def change_view(view: SavedView, name: str, *, is_shared: bool, is_default: bool, by: Actor) -> SavedView:
    """Another name, shared or not, and whether the worklist begins with it. Raises NotAllowed where it is not the own one, or gone."""
    return _keep(_own(view, by), name, is_shared=is_shared, is_default=is_default, by=by)


@transaction.atomic
def delete_view(view: SavedView, *, by: Actor) -> None:
    _own(view, by).delete()


def _own(view: SavedView, by: Actor) -> SavedView:
    """As it is now, in this capacity, held until the end of this transaction."""
    found = SavedView.objects.own(by).select_for_update().filter(pk=view.pk).first()
    if found is None:
        raise NotAllowed("no view of this person in this capacity")
    return found


def _keep(view: SavedView, name: str, *, is_shared: bool, is_default: bool, by: Actor) -> SavedView:
    """The worklist begins with one view."""
    if is_default:
        for other in SavedView.objects.own(by).filter(is_default=True):
            other.is_default = False
            other.save()
    view.name, view.is_shared, view.is_default = name, is_shared and not by.is_delegate, is_default
    view.save()
    return view
