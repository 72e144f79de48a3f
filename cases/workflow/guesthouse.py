"""Somebody moves to the region of another house: its procesregisseur is a guest at the closing meeting (DPIA 1, step 6; 01)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Disclosure
from cases.phases import StepNotAllowed
from cases.policy import require
from cases.workflow.steps import locked
from parties.models import House
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def guests_of(case: Case, *, by: Actor) -> list[Disclosure]:
    """Houses that were told of this case at its closing."""
    found = Disclosure.objects.visible_to(by).filter(
        house=case.house_id, number=case.number, what=Disclosure.What.GUEST_HOUSE
    )
    return list(found.select_related("to_house", "by"))


@transaction.atomic
def register_guest(case: Case, house: House, *, on: date, by: Actor) -> Disclosure:
    """What was told at the table went to another house; nothing of it goes over digitally. Once per house and day."""
    case = locked(case, by=by)
    require(by, "register_guest", case)
    known = {(one.to_house_id, timezone.localdate(one.at)) for one in guests_of(case, by=by)}
    if house.pk == case.house_id or on > by.today or (house.pk, on) in known:
        raise StepNotAllowed("this house is no guest, or was registered")
    made = Disclosure.objects.create(
        house=case.house, number=str(case.number), to_house=house, what=Disclosure.What.GUEST_HOUSE,
        source=case.house.transfer_source, by_id=by.user_id, at=moment(on),
    )  # fmt: skip
    accesslog.changed(made, rule="register_guest", action="C")
    return made
