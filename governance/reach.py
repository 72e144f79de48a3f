"""Which bodies somebody may know of, and in which he has a seat. `governance/sql/access.sql` says the same in SQL.

A role alone gives the page of a body (who sits in it, when it must meet); what is discussed is for members and the secretary.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parties.choices import BodyLevel
from parties.models import Body, House, Membership
from parties.roles import Purpose, Role
from zvh.actor import Actor

KNOWS_BODIES = (Role.MANAGER, Role.ADMINISTRATOR)
WATCHES_DUTIES = (*KNOWS_BODIES, Role.FG, Role.PRIVACY_ADVISER)  # reads what the house must do and did (03, R9)
READS_FIGURES = (Role.MANAGER, Role.PROCESREGISSEUR, Role.FG, Role.PRIVACY_ADVISER)  # app.reads_figures says the same
HAS_SEATS = (*KNOWS_BODIES, Role.PROCESREGISSEUR, Role.PROCESONDERSTEUNER)  # a house names its secretary itself
LEVELS = {
    Purpose.PARTNEROVERLEG: (BodyLevel.TACTICAL,),
    Purpose.STUURGROEP: (BodyLevel.STRATEGIC, BodyLevel.BOARD),
}
GOVERNING = tuple(LEVELS)  # tables at which a delegate speaks for his party about the covenant


def governs(actor: Actor) -> bool:
    """Whether the pages about bodies are there for this capacity at all."""
    return actor.purpose in LEVELS if actor.is_delegate else actor.role in HAS_SEATS


def own_seats(actor: Actor) -> Q:
    """On Holder: held today by who acts, in this capacity: staff in the own house, a delegate for the party and table."""
    held = Q(Q(until_date=None) | Q(until_date__gte=actor.today), user_id=actor.user_id, from_date__lte=actor.today)
    if actor.is_delegate:
        return held & Q(party_id=actor.party_id, seat__body__level__in=LEVELS.get(Purpose(actor.purpose), ()))
    return held & Q(party=None, seat__body__house__in=actor.house_ids)


def seats_in(actor: Actor, *, as_secretary: bool = False) -> "QuerySet[Body]":
    """The bodies in which who acts has a seat."""
    from governance.models import Holder

    mine = Holder.objects.own(actor).filter(seat__body=OuterRef("pk"))
    return Body.objects.filter(Exists(mine.filter(seat__is_secretary=True) if as_secretary else mine))


def bodies_known(actor: Actor) -> "QuerySet[Body]":
    """Those of the own house for manager and administrator, and those in which who acts has a seat."""
    mine = Q(pk__in=seats_in(actor).values("pk"))
    of_house = Q(house__in=actor.house_ids) if actor.role in KNOWS_BODIES else Q(pk__in=[])
    return Body.objects.filter(mine | of_house)


def houses_kept(actor: Actor) -> "QuerySet[House]":
    """Of which who acts writes down what was done: manager and administrator, and a secretary of one of its bodies."""
    of_house = Q(pk__in=actor.house_ids) if actor.role in KNOWS_BODIES else Q(pk__in=[])
    return House.objects.filter(of_house | Q(bodies__in=seats_in(actor, as_secretary=True))).distinct()


def houses_watched(actor: Actor) -> "QuerySet[House]":
    """Of which who acts reads what must be done and was done: those, and the supervisors of the house."""
    of_house = Q(pk__in=actor.house_ids) if actor.role in WATCHES_DUTIES else Q(pk__in=[])
    return House.objects.filter(of_house | Q(bodies__in=seats_in(actor, as_secretary=True))).distinct()


def houses_counted(actor: Actor) -> "QuerySet[House]":
    """Of which who acts reads the figures (03, R9)."""
    return House.objects.filter(pk__in=actor.house_ids if actor.role in READS_FIGURES else [])


def compares(actor: Actor, house: House) -> bool:
    """The manager sets the own house beside all together; the design names nobody for the others (03, R9)."""
    return actor.role == Role.MANAGER and house.pk in actor.house_ids


def kept_houses(actor: Actor) -> "QuerySet[House]":
    """Of which who acts writes plan, budget and accounts: the manager (conv. 11.3), and the secretary of a body."""
    kept = seats_in(actor, as_secretary=True).values("house")
    own = Q(pk__in=actor.house_ids) if actor.role == Role.MANAGER else Q(pk__in=[])
    return House.objects.filter(own | Q(pk__in=kept))


def houses_governed(actor: Actor) -> "QuerySet[House]":
    """In a body of which who acts has a seat."""
    return House.objects.filter(pk__in=seats_in(actor).values("house"))


def open_houses(actor: Actor) -> "QuerySet[House]":
    """Where who acts reads what was adopted, and what his party is asked; a delegate for the casusoverleg does not."""
    if not governs(actor):
        return House.objects.none()
    if not actor.is_delegate:
        return House.objects.filter(pk__in=actor.house_ids)
    members = Membership.objects.in_force(actor.today).filter(party=actor.party_id)
    return House.objects.filter(memberships__in=members)
