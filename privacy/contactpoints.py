"""The contact point of a house under the law of its cases: who names it, and from which day it decides requests (BGS 1.1-1.4)."""

from datetime import date, timedelta

from django.db import transaction

from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.steps import hold
from parties.models import House, Regime
from parties.roles import Role
from privacy import accesslog
from privacy.models import ContactPoint
from privacy.requests import reads_requests
from zvh.actor import Actor


def may_read(actor: Actor) -> bool:
    return reads_requests(actor)


def may_name(actor: Actor) -> bool:
    """The manager answers for the house; the others read it."""
    return actor.role == Role.MANAGER


@transaction.atomic
def name_contact_point(
    house: House, *, regime: Regime, name: str, source: str, from_date: date, by: Actor
) -> ContactPoint:
    """One office at a time: the former one ends the day before. Raises NotAllowed, or StepNotAllowed where a later one is there."""
    if not may_name(by) or house.pk not in by.house_ids:
        raise NotAllowed("name_contact_point")
    hold(f"contact point {house.pk} {regime.pk}")
    here = ContactPoint.objects.visible_to(by).filter(house=house, regime=regime)
    if not name or not source or here.filter(from_date__gte=from_date).exists():
        raise StepNotAllowed("a later one was named already, or nothing is said of who and why")
    for former in here.filter(until_date=None):
        former.until_date = from_date - timedelta(days=1)
        former.save(update_fields=["until_date"])
    made = ContactPoint.objects.create(house=house, regime=regime, name=name, source=source, from_date=from_date)
    accesslog.changed(made, rule="name_contact_point", action="C")
    return made


@transaction.atomic
def end_contact_point(point: ContactPoint, *, on: date, by: Actor) -> None:
    """Its last day; from the next the route of the protocol holds. Raises NotAllowed or StepNotAllowed."""
    found = ContactPoint.objects.visible_to(by).filter(pk=point.pk, until_date=None).first()
    if found is None or not may_name(by):
        raise NotAllowed("end_contact_point")
    if on < found.from_date or on < by.today:
        raise StepNotAllowed("not on that day")
    found.until_date = on
    found.save(update_fields=["until_date"])
    accesslog.changed(found, rule="end_contact_point")
