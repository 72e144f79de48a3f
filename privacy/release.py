"""The record manager releases what stands on the destruction list; that may hasten destruction, never put it off (00, item 22)."""

from django.db import transaction
from django.utils import timezone

from cases.policy import NotAllowed
from parties.roles import Role
from privacy import accesslog
from privacy.models import DestructionListing
from zvh.actor import Actor


def may_release(actor: Actor, listing: DestructionListing) -> bool:
    """A second person: not who closed the case (S32)."""
    in_house = actor.role == Role.RECORD_MANAGER and listing.house_id in actor.house_ids
    waits = listing.needs_release and listing.released_at is None and not listing.is_held
    return in_house and waits and listing.closed_by_id != actor.user_id


@transaction.atomic
def release_destruction(listing: DestructionListing, *, by: Actor) -> DestructionListing:
    """This case may be destroyed in the coming night. Raises NotAllowed, also for who comes second."""
    found = DestructionListing.objects.select_for_update().filter(pk=listing.pk).first()
    if found is None or not may_release(by, found):
        raise NotAllowed("release_destruction")
    found.released_by_id, found.released_at = by.user_id, timezone.now()
    found.save(update_fields=["released_by", "released_at"])
    accesslog.changed(found, rule="release_destruction")
    return found
