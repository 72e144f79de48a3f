"""Wie kan dit lezen: who could read a case or a contribution, person by person, with the reason (03).

Computed from the same facts as `cases/visibility.py`, the other way round; a test compares the two for everybody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localtime

from cases.models import BreakGlass, Case, CaseGrant, Contribution, GrantReason, ReleaseLevel, State
from cases.phases import OPEN_PHASES, Phase
from cases.visibility import CASEWORK, Held
from parties.inforce import appointments_in_force, casework_delegations
from parties.models import Appointment, Delegation, Party, User
from parties.roles import Role
from zvh.actor import CONTENT_ROLES
from zvh.today import moment


@dataclass(frozen=True)
class Reader:
    """A person in a capacity that may read, and why. `grant` stands behind an assigned delegate."""

    person: User
    capacity: Appointment | Delegation
    why: str
    grant: CaseGrant | None = None
    only_registration: bool = False

    @property
    def party(self) -> Party | None:
        """The party for which this person reads; None for house staff."""
        return self.capacity.membership.party if isinstance(self.capacity, Delegation) else None


def readers_of_case(case: Case, today: date) -> list[Reader]:
    """Everybody who can see this case on this date: house staff, assigned delegates, and who filed it."""
    if case.blocked_at:
        return []
    if case.is_concept:
        return _author(case, today)
    delegates = _assigned(case, today)
    known = {reader.capacity.pk for reader in delegates}
    return [
        *_staff(case, today),
        *delegates,
        *(one for one in _reporter(case, today) if one.capacity.pk not in known),
    ]


def readers_of_contribution(
    contribution: Contribution, level: str, parties: Iterable[Party], today: date
) -> list[Reader]:
    """Who could read this contribution once it is delivered and released at this level to these parties.

    `parties` are those at the table, or the ones that the supplier chose; at level "huis" they get nothing.
    """
    receiving = set() if level == ReleaseLevel.HOUSE else {party.pk for party in parties}
    case = contribution.case
    supplier = [one for one in _assigned(case, today) if one.party and one.party.pk == contribution.supplier_id]
    others = _receivers(case, receiving - {contribution.supplier_id}, today)
    return [*supplier, *_staff(case, today), *others]


def readers_now(contribution: Contribution, today: date) -> list[Reader]:
    """Who can read this contribution as it stands: its state and its releases."""
    supplier = [
        one for one in _assigned(contribution.case, today) if one.party and one.party.pk == contribution.supplier_id
    ]
    if contribution.state == State.DRAFT:
        return supplier
    parties = Party.objects.filter(group__in=contribution.releases.values("group_id"))
    return readers_of_contribution(contribution, ReleaseLevel.PARTIES, parties, today)


def _receivers(case: Case, party_ids: Collection[int], today: date) -> list[Reader]:
    if not party_ids:
        return []
    return [
        Reader(one.person, one.capacity, f"vrijgegeven aan {one.party}", one.grant)
        for one in _assigned(case, today)
        if one.party and one.party.pk in party_ids
    ]


def _staff(case: Case, today: date) -> list[Reader]:
    """R1 and R7: content roles of the house; after the archive date only the readers that the policy names.

    A manager who is named for other approaches reads it only under break-glass (00, item 3; R13).
    """
    if case.destroy_on and case.destroy_on < today and not Case.objects.filter(Held("pk"), pk=case.pk).exists():
        return []
    archived = case.archive_on is not None and case.archive_on <= today
    roles = [role for role in CONTENT_ROLES if not archived or role in case.archive_readers]
    found = appointments_in_force(today).filter(house=case.house_id, role__in=roles)
    staff = list(found.select_related(None).select_related("user").order_by("role", "user__name"))
    elsewhere = _named_for_others(case, [one for one in staff if one.role == Role.MANAGER])
    readers = [
        Reader(one.user, one, f"werkt als {case.house.role_word(one.role)} bij {case.house.name}")
        for one in staff
        if one.pk not in elsewhere
    ]
    known = {one.capacity.pk for one in readers}
    return [*readers, *(one for one in _broke_glass(case, today) if one.capacity.pk not in known)]


def _named_for_others(case: Case, managers: Iterable[Appointment]) -> set[UUID]:
    """Who is named for approaches, and not for that of this case."""
    named: dict[UUID, set[int]] = {}
    rows = Appointment.approaches.through.objects.filter(appointment__in=managers)
    for manager, approach in rows.values_list("appointment_id", "approach_id"):
        named.setdefault(manager, set()).add(approach)
    return {manager for manager, approaches in named.items() if case.approach_id not in approaches}


def _broke_glass(case: Case, today: date) -> list[Reader]:
    """R13: managers who hold the case open at this moment."""
    running = BreakGlass.objects.running(moment(today)).filter(case_id=case.pk).order_by("until_at")
    until = dict(running.values_list("capacity_id", "until_at"))
    if not until:
        return []
    found = appointments_in_force(today).filter(house=case.house_id, role=Role.MANAGER, pk__in=until)
    return [Reader(one.user, one, f"heeft noodtoegang tot {localtime(until[one.pk]):%H:%M}") for one in found]


def _assigned(case: Case, today: date) -> list[Reader]:
    """R2: delegates with a grant, in the capacity of the casusoverleg."""
    grants = {(grant.user_id, grant.party_id): grant for grant in grants_that_count(case, today)}
    if not grants:
        return []
    users, parties = {user for user, _ in grants}, {party for _, party in grants}
    found = casework_delegations(today).filter(user__in=users, membership__party__in=parties)
    return [
        Reader(one.user, one, why_granted(grant, one.membership.party), grant)
        for one in found.order_by("membership__party__name", "user__name")
        if (grant := grants.get((one.user_id, one.membership.party_id)))
    ]


def grants_that_count(case: Case, today: date) -> "list[CaseGrant]":
    """The grants of this case that open it on this date."""
    in_time = Q(until_date=None) | Q(until_date__gte=today)
    grants = case.grants.filter(in_time, from_date__lte=today).select_related("granted_by")
    if case.phase in OPEN_PHASES:
        return list(grants)
    if case.phase != Phase.AFSCHALING or (case.destroy_on and case.destroy_on < today):
        return []
    return list(grants.filter(after_closing=True))


def why_granted(grant: CaseGrant, party: Party) -> str:
    return f"{GrantReason(grant.reason).label}, namens {party}"


def _author(case: Case, today: date) -> list[Reader]:
    return [Reader(one.user, one, "schrijft aan dit concept") for one in _as_filed(case, today)]


def _reporter(case: Case, today: date) -> list[Reader]:
    """R2: who filed sees the registration, and nothing else, until it is decided."""
    if case.phase != Phase.AANMELDING or case.filed_by_party_id is None:
        return []
    why = "meldde deze casus aan en ziet alleen de aanmelding, tot het besluit"
    return [Reader(one.user, one, why, only_registration=True) for one in _as_filed(case, today)]


def _as_filed(case: Case, today: date) -> "list[Appointment | Delegation]":
    """The capacities in which the author acts for the party, or the house, that files."""
    if case.filed_by_party_id:
        return list(casework_delegations(today).filter(user=case.filed_by_id, membership__party=case.filed_by_party_id))
    return list(appointments_in_force(today).filter(user=case.filed_by_id, house=case.house_id, role__in=CASEWORK))
