"""A membership that changes by itself and not on a form: data may flow, the party leaves, or it stays after all."""

from datetime import date

from django.db import transaction

from parties import policy
from parties.models import Membership
from parties.workflow.register import MEMBERSHIP, note, write
from privacy import accesslog
from zvh.actor import Actor


@transaction.atomic
def let_exchange(membership: Membership, *, by: Actor) -> None:
    """What the legal analysis recommended was done: from now on its delegates may be in cases (protocol 28.2)."""
    policy.require_keeps_membership(by, membership)
    stored = Membership.objects.select_for_update().get(pk=membership.pk)
    if not stored.exchange_waits:
        return
    stored.exchange_waits = False
    stored.saved(by)
    stored.save(update_fields=["exchange_waits", "saved_by", "saved_at"])
    note(stored.party, "Uitwisseling van gegevens", "wacht op de juridische analyse", "mag", by)
    accesslog.rights(stored, rule="let_exchange", recipient=str(stored.party_id))


@transaction.atomic
def end_membership(membership: Membership, *, last_day: date, because: str, note_words: str, by: Actor) -> None:
    """The party leaves: after this day nobody of it has access. In one row, so that it is never half done."""
    policy.require_keeps_membership(by, membership)
    stored = Membership.objects.select_for_update().get(pk=membership.pk)
    if stored.until_date is not None:
        raise policy.NotAllowed("it ends already")
    given = {
        "signed_on": stored.signed_on, "until_date": max(last_day, stored.from_date), "ended_because": because,
        "ended_note": note_words,
    }  # fmt: skip
    write(stored, stored.party, MEMBERSHIP, given, f"Deelname aan {stored.covenant}: ", by)
    accesslog.rights(stored, rule="end_membership", recipient=str(stored.party_id))


@transaction.atomic
def leave_house(membership: Membership, *, note_words: str, by: Actor) -> None:
    """The party is out of the administrator's house, and goes on in the other houses of the covenant. What its people were assigned
    to there goes with it in the same statement (`app.leave_house`)."""
    policy.require_keeps_membership(by, membership)
    house = policy.own_house(by)
    stored = Membership.objects.get(pk=membership.pk)
    if stored.houses.count() < 2:
        raise policy.NotAllowed("its only house: the membership ends")
    stored.houses.remove(house)
    note(stored.party, f"Deelname aan {stored.covenant}", f"in {house}", f"niet meer: {note_words}", by)
    accesslog.rights(stored, rule="leave_house", recipient=str(stored.party_id))


@transaction.atomic
def go_on(membership: Membership, *, by: Actor) -> None:
    """The party stays after all: its membership has no last day any more."""
    policy.require_keeps_membership(by, membership)
    stored = Membership.objects.select_for_update().get(pk=membership.pk)
    write(stored, stored.party, MEMBERSHIP, {"signed_on": stored.signed_on}, f"Deelname aan {stored.covenant}: ", by)
    accesslog.rights(stored, rule="go_on", recipient=str(stored.party_id))
