"""Incidental participants without account: let in, declare secrecy, and what they are given is registered (WGS 2.27; 03, R11)."""

from datetime import date

from django.db import transaction

from cases.models import AgendaItem, Case, Disclosure, Guest
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.agenda import locked_item
from cases.workflow.lawful import regime_of
from parties.models import Membership, Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def guest_parties(case: Case, *, today: date) -> list[Party]:
    """Members of the house that the approach allows, but to which the law of this case gives no account."""
    if not regime_of(case).incidental_without_account:
        return []
    members = Membership.objects.in_force(today).filter(houses=case.house_id)
    parties = Party.objects.filter(memberships__in=members).distinct().prefetch_related("kinds").order_by("name")
    return [
        one
        for one in parties
        if case.approach.allows(one) and not any(kind.wgs_participant for kind in one.kinds.all())
    ]


@transaction.atomic
def expect_guest(item: AgendaItem, party: Party, name: str, *, by: Actor) -> Guest:
    """This person comes for this case. Raises NotAllowed for a party that has an account or does not belong here."""
    item = locked_item(item, "invite", by=by)
    if item.finished_at:
        raise StepNotAllowed("the discussion is over")
    if party not in guest_parties(item.case, today=by.today):
        raise NotAllowed("no incidental participant in this case")
    guest = Guest.objects.create(
        case=item.case, item=item, party=party, name=name, by_id=by.user_id, at=moment(by.today)
    )
    accesslog.changed(guest, rule="expect_guest", action="C")
    return guest


@transaction.atomic
def seat_guest(guest: Guest, *, is_present: bool, declared: bool, by: Actor) -> Guest:
    """The guest is there, and declared to keep secret what is said; or went. Raises StepNotAllowed without the declaration."""
    item, guest = _held(guest, by)
    if item.finished_at:
        raise StepNotAllowed("the discussion is over")
    if is_present and not (declared or guest.secrecy_declared_at):
        raise StepNotAllowed("nobody sits at the table without the declaration of secrecy")
    guest.is_present = is_present
    if declared and guest.secrecy_declared_at is None:
        guest.secrecy_declared_at = moment(by.today)
    guest.save(update_fields=["is_present", "secrecy_declared_at"])
    accesslog.changed(guest, rule="seat_guest")
    return guest


@transaction.atomic
def supply_guest(guest: Guest, text: str, *, by: Actor) -> Disclosure:
    """What the meeting decided that this guest needs, once, after the discussion; the register keeps that it was given, and why.

    Raises StepNotAllowed before that, and where secrecy was not declared.
    """
    item, guest = _held(guest, by)
    if not item.finished_at or guest.given_at or not guest.secrecy_declared_at:
        raise StepNotAllowed("nothing can be given now")
    guest.given, guest.given_at = text, moment(by.today)
    guest.save(update_fields=["given", "given_at"])
    made = Disclosure.objects.create(
        house=item.case.house, number=str(item.case.number), party_id=guest.party_id, what=Disclosure.What.GUEST,
        source=regime_of(item.case).source, by_id=by.user_id, at=guest.given_at,
    )  # fmt: skip
    accesslog.changed(guest, rule="supply_guest", action="E")
    accesslog.changed(made, rule="supply_guest", action="C")
    return made


def _held(guest: Guest, by: Actor) -> tuple[AgendaItem, Guest]:
    item = locked_item(guest.item, "record_attendance", by=by)
    found = Guest.objects.visible_to(by).select_related("party").filter(pk=guest.pk, item=item).first()
    if found is None:
        raise NotAllowed("not visible")
    return item, found
