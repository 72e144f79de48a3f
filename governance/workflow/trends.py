"""The list of trends of a house: what its manager adds to what every house has, and takes out of use again (conv. 11.1 h-i)."""

from django.db import transaction

from cases.workflow.steps import hold
from governance.policy import NotAllowed, keeps_trends
from parties.models import House, Trend
from privacy import accesslog
from zvh.actor import Actor

ADDED = "toegevoegd door de manager"
LAST = 100  # after what every house has


class NameTaken(Exception):
    """The list of this house has a trend of this name."""


@transaction.atomic
def add_trend(house: House, *, kind: str, name: str, by: Actor) -> Trend:
    """The figures know it by a number, so that no word of it gets into a fact. Raises NameTaken."""
    _require(by, house)
    hold(f"trends {house.pk}")
    if Trend.objects.of_house(house).filter(name__iexact=name).exists():
        raise NameTaken
    number = Trend.objects.filter(house=house).count() + 1
    made = Trend.objects.create(
        house=house, code=f"{house.code.lower()}-{number}", kind=Trend.Kind(kind), name=name, order=LAST, source=ADDED
    )
    accesslog.changed(made, rule="add_trend", action="C")
    return made


@transaction.atomic
def end_trend(trend: Trend, *, by: Actor) -> Trend:
    """No longer chosen; what was noted stays in the figures."""
    return _set(trend, is_used=False, rule="end_trend", by=by)


@transaction.atomic
def use_trend(trend: Trend, *, by: Actor) -> Trend:
    """Chosen again."""
    return _set(trend, is_used=True, rule="use_trend", by=by)


def _set(trend: Trend, *, is_used: bool, rule: str, by: Actor) -> Trend:
    if trend.house is None:
        raise NotAllowed("a trend of every house")
    _require(by, trend.house)
    if (trend.ended_on is None) != is_used:
        trend.ended_on = None if is_used else by.today
        trend.save(update_fields=["ended_on"])
        accesslog.changed(trend, rule=rule)
    return trend


def _require(by: Actor, house: House) -> None:
    if not keeps_trends(by, house):
        raise NotAllowed("only the manager keeps the list of his house")
