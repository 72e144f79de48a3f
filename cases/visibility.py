"""Which rows an actor may know of: the rules R1-R10 of 03-access as queries. What may be done with them: `policy.py`.

The database holds the second line (`cases/sql/access.sql`), which says the same in SQL; a test compares the two.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.models import Permission
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet

from cases.phases import OPEN_PHASES, Phase
from parties.roles import Purpose, Role
from zvh.actor import Actor

if TYPE_CHECKING:
    from cases.models import Case

Rows = TypeVar("Rows", bound="QuerySet[Any]")

REGISTRATION = (Phase.CONCEPT, Phase.AANMELDING)
CASEWORK = (Role.PROCESREGISSEUR, Role.PROCESONDERSTEUNER)


# --- who works with cases ------------------------------------------------------------------------------------------------


def works_with_cases(actor: Actor) -> bool:
    """Whether this capacity can see cases at all: content roles of a house, and delegates to the casusoverleg."""
    return actor.reads_cases or (actor.is_delegate and actor.purpose == Purpose.CASUSOVERLEG)


def may_file(actor: Actor) -> bool:
    """Delegates for the casusoverleg file registrations; the house files one for a party that phones (04, phase 1)."""
    return actor.role in CASEWORK or (actor.is_delegate and actor.purpose == Purpose.CASUSOVERLEG)


def filing_houses(actor: Actor) -> "QuerySet[Any]":
    """The houses with which this actor may file: the own house, or those of the membership acted for."""
    from parties.models import House

    if not may_file(actor):
        return House.objects.none()
    if not actor.is_delegate:
        return House.objects.filter(pk__in=actor.house_ids)
    return House.objects.filter(memberships__delegations=actor.capacity_id)


def filing_approaches(actor: Actor) -> "QuerySet[Any]":
    """The approaches of those houses; of a delegate only those under a protocol that the party takes part in."""
    from parties.models import Approach, Delegation, ProtocolParticipation

    found = Approach.objects.filter(houses__in=filing_houses(actor)).distinct()
    if not actor.is_delegate:
        return found
    member = Delegation.objects.filter(pk=str(actor.capacity_id)).values("membership")
    running = ProtocolParticipation.objects.in_force(actor.today).filter(membership__in=member)
    return found.filter(Q(protocol=None) | Q(protocol__in=running.values("protocol")))


def houses_of_party(actor: Actor) -> "QuerySet[Any]":
    """The ids of the houses in which the acting party takes part; a house may exclude it by itself (01)."""
    from parties.models import Membership

    return Membership.houses.through.objects.filter(membership__party_id=actor.party_id).values("house_id")


# --- cases ---------------------------------------------------------------------------------------------------------------


def visible_cases(cases: Rows, actor: Actor) -> Rows:
    """Cases the actor may know of: those whose file is readable, and the own registration until it is decided."""
    if actor.is_system:
        return cases
    cases = cases.filter(blocked_at=None)
    if actor.reads_cases:
        return cases.filter(_of_staff(actor) | _own_draft(actor))
    if actor.is_delegate:
        own, grants = _own_registration(actor), granted_cases(actor)
        known = grants.values("content_object_id").union(type(cases)(cases.model).filter(own).values("pk"), all=True)
        return cases.filter(own | _open_to_granted(actor, grants), pk__in=known)
    return cases.none()


def readable_cases(cases: Rows, actor: Actor) -> Rows:
    """Cases whose file the actor may read; who only filed the registration is not among them."""
    if actor.is_system:
        return cases
    cases = cases.filter(blocked_at=None)
    if actor.reads_cases:
        return cases.filter(_of_staff(actor))
    if actor.is_delegate:
        return cases.filter(_granted(actor))
    return cases.none()


def framed_cases(cases: Rows, actor: Actor) -> Rows:
    """Cases of which the actor reads the common file (plan, minutes); some covenants keep it to house staff."""
    readable = readable_cases(cases, actor)
    return readable.filter(house__delegates_read_case=True) if actor.is_delegate else readable


class Held(Func):
    """Something stops the destruction of the case: a dispute, a request of a subject, a breach (`privacy/holds.py`)."""

    function = "app.case_held"
    output_field = BooleanField()


def _of_staff(actor: Actor) -> Q:
    """R1, R7: the own house; after the archive date only the readers of the policy, after the last date nobody.

    What is held back after its last date is there for who must settle what holds it; nothing else is done with it (`policy.py`).

    00, item 3: a manager those of the approaches he is named for. R13: who broke the glass reads that case all the same.
    """
    shown = Q(archive_on__isnull=True) | Q(archive_on__gt=actor.today) | Q(archive_readers__contains=[actor.role])
    if actor.approach_ids:
        shown &= Q(approach_id__in=actor.approach_ids)
    if actor.break_glass:
        shown |= Q(pk__in=actor.break_glass)
    kept = Q(destroy_on__isnull=True) | Q(destroy_on__gte=actor.today) | Q(Held("pk"))
    return Q(house_id__in=actor.house_ids) & ~Q(phase=Phase.CONCEPT) & shown & kept


def own_drafts(cases: Rows, actor: Actor) -> Rows:
    """The concepts among `visible_cases`: the own ones, of which it needs no look at what was assigned."""
    return cases.filter(_own_draft(actor), blocked_at=None)


def _own_draft(actor: Actor) -> Q:
    return Q(phase=Phase.CONCEPT) & filed_in(actor)


def _own_registration(actor: Actor) -> Q:
    """R2: what this delegate filed, from draft to decision."""
    return Q(phase__in=REGISTRATION) & filed_in(actor)


def is_own_registration(case: "Case", actor: Actor) -> bool:
    """The same of one case that this delegate knows of."""
    filed = (case.filed_by_id, case.filed_by_party_id) == (actor.user_id, actor.party_id)
    return filed and case.phase in REGISTRATION


def filed_in(actor: Actor) -> Q:
    """What this person filed in this capacity; the same person in another one does not see it, nor once the party is out of that house."""
    if not may_file(actor):
        return Q(pk__in=[])
    if actor.is_delegate:
        return Q(filed_by_id=actor.user_id, filed_by_party_id=actor.party_id, house_id__in=houses_of_party(actor))
    return Q(filed_by_id=actor.user_id, filed_by_party_id=None, house_id__in=actor.house_ids)


def _granted(actor: Actor) -> Q:
    """R2: assigned to this user for the acting party, while the case is open (or later where the policy says so)."""
    grants = granted_cases(actor)
    return Q(pk__in=grants.values("content_object_id")) & _open_to_granted(actor, grants)


def _open_to_granted(actor: Actor, grants: "QuerySet[Any]") -> Q:
    """Beside the grant itself, which must stand alone: in an `or` it would make PostgreSQL read every case."""
    kept = Q(destroy_on__isnull=True) | Q(destroy_on__gte=actor.today)
    lasting = Exists(grants.filter(after_closing=True, content_object_id=OuterRef("pk")))
    return Q(phase__in=OPEN_PHASES) | (Q(phase=Phase.AFSCHALING) & kept & Q(lasting))


def granted_cases(actor: Actor) -> "QuerySet[Any]":
    """The grants that count for this actor today; only who is delegated to the casusoverleg reads cases (conv. 9.6)."""
    from cases.models import CaseGrant

    if actor.purpose != Purpose.CASUSOVERLEG:
        return CaseGrant.objects.none()
    in_time = Q(until_date__isnull=True) | Q(until_date__gte=actor.today)
    return CaseGrant.objects.filter(
        in_time,
        from_date__lte=actor.today,
        user_id=actor.user_id,
        party_id=actor.party_id,
        permission_id=permission_id("read_case"),
    )


@cache
def permission_id(codename: str) -> int:
    """The id of a right of casework; forgotten after a migration (`cases/apps.py`), which may give other ids."""
    found = Permission.objects.get(content_type__app_label="cases", codename=codename)
    return int(found.pk)
