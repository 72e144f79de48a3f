"""Writing down that a duty was done, and taking it back where that was a mistake (06, naleving)."""

from datetime import date

from django.db import transaction

from governance.models import Decision, Fulfilment
from governance.policy import NotAllowed, keeps_duties
from governance.reach import houses_kept
from parties.dutychoices import DutyKind
from parties.models import Duty, House, Membership, Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


@transaction.atomic
def record_fulfilment(
    duty: Duty,
    house: House,
    *,
    on: date,
    result: str,
    party: Party | None = None,
    decision: Decision | None = None,
    by: Actor,
) -> Fulfilment:
    """It was done on this day, with this result. Raises NotAllowed where the house has no such duty."""
    _require(by, duty, house, party)
    if on > by.today or (decision and not Decision.objects.visible_to(by).filter(pk=decision.pk).exists()):
        raise NotAllowed("a day to come, or a decision that is not read")
    made = Fulfilment.objects.create(
        duty=duty, house=house, party=party, done_on=on, result=result, decision=decision, by_id=by.user_id, at=moment(by.today)
    )  # fmt: skip
    accesslog.changed(made, rule="record_fulfilment", action="C")
    return made


def _require(by: Actor, duty: Duty, house: House, party: Party | None) -> None:
    """Who keeps the duties of this house; per party where the duty says so."""
    is_of_house = duty.covenant_id == house.covenant_id and duty.house_id in (None, house.pk)
    if not (keeps_duties(by, house) and is_of_house and duty.is_recorded):
        raise NotAllowed("not a duty that is written down in this house")
    if (party is not None) != (duty.kind == DutyKind.PER_PARTY):
        raise NotAllowed("a party where the duty is per party, and only there")
    if party and not Membership.objects.in_force(by.today).filter(party=party, houses=house).exists():
        raise NotAllowed("a party that takes no part in this house")


@transaction.atomic
def withdraw_fulfilment(fulfilment: Fulfilment, *, because: str, by: Actor) -> Fulfilment:
    """It does not count any more; what stood there stays. Raises NotAllowed when it was taken back already."""
    kept = Fulfilment.objects.visible_to(by).standing().filter(pk=fulfilment.pk, house__in=houses_kept(by))
    found = kept.select_for_update(of=("self",)).first()
    if found is None:
        raise NotAllowed("taken back already, or not of a house that is kept")
    found.withdrawn_at, found.withdrawn_by_id, found.withdrawn_because = moment(by.today), by.user_id, because
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    accesslog.changed(found, rule="withdraw_fulfilment")
    return found
