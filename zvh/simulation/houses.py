"""What a house has to draw lives from, and who lives them: the invented people of demo mode, in the past as well."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F
from django.db.models.functions import Least

from cases.demo import Teller
from cases.visibility import filing_approaches
from parties import demo as people
from parties.models import Appointment, ClosingReason, Delegation, House, LifeDomain, Membership, Trend, User, Vetting
from zvh.actor import acting_as
from zvh.simulation.life import Places

REACHED = ("doel-bereikt", "beheersbaar", "niet-meer-nodig")  # with success
WITHOUT_A_SUBJECT = ("ondermijning",)  # other work than that of persons


def kinds_of(teller: Teller) -> tuple[str, ...]:
    """Kinds of parties that have an invented delegate in this house, each once."""
    found: dict[int, str] = {}
    for delegation in teller.delegates:
        kind = delegation.membership.party.kinds.order_by("code").values_list("code", flat=True)[0]
        found.setdefault(delegation.membership.party_id, kind)
    return tuple(sorted(set(found.values())))


def places_of(house: House, teller: Teller) -> Places:
    kinds = kinds_of(teller)
    reasons = list(ClosingReason.objects.exclude(code="overleden").values_list("code", flat=True))
    good = [code for code in reasons if code in REACHED]
    return Places(
        house.code, _reporters(house, teller, kinds), kinds, LifeDomain.objects.count(),
        (*good, *(code for code in reasons if code not in REACHED)), len(good),
        tuple(Trend.objects.filter(house=None).values_list("code", flat=True)),
    )  # fmt: skip


def begin_at(day: date, houses: Iterable[House]) -> None:
    """The invented people, and the parties they act for, were there on this day already."""
    people.load()
    users = User.objects.filter(email__endswith=f"@{people.DOMAIN}")
    eve = day - timedelta(days=1)
    Vetting.objects.filter(user__in=users).update(issued_on=Least("issued_on", eve))
    for model in (Appointment, Delegation):
        found = model.objects.filter(user__in=users).exclude(secrecy_on=None)
        found.update(from_date=Least("from_date", eve), secrecy_on=Least("secrecy_on", eve))
    members = Membership.objects.filter(covenant__houses__in=list(houses), until_date=None)
    members.update(from_date=Least(F("from_date"), eve))


def _reporters(house: House, teller: Teller, kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Who may file for which approach, by the protocols of each party."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in kinds:
        with acting_as(teller.delegate(kind).pk) as by:
            own = filing_approaches(by).filter(houses=house).exclude(code__in=WITHOUT_A_SUBJECT)
            for code in own.order_by("code").values_list("code", flat=True):
                found[code] = (*found.get(code, ()), kind)
    return dict(sorted(found.items()))
