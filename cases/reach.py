"""Which rows that hang on a case an actor may know of (03-access, R2-R6): over all cases, or within those before him.

Within a case that is open the rights to the case itself are not asked again of every row: they were, when it was found
through `visible_to`. Row-level security asks them of every row all the same, and a test compares the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases.phases import Phase
from cases.visibility import CASEWORK, framed_cases, is_own_registration, readable_cases, visible_cases
from zvh.actor import Actor
from zvh.written import written_out

if TYPE_CHECKING:
    from cases.models import Case

Rows = TypeVar("Rows", bound="QuerySet[Any]")


@dataclass
class Among:
    """Every case, or those chosen here: conditions on rows that have a `case`, which is then looked at once.

    Who asks for many kinds of rows makes one of these, so that each condition is built, and written as SQL, once.
    """

    actor: Actor
    chosen: "QuerySet[Case] | None" = None

    @property
    def cases(self) -> "QuerySet[Case]":
        return _cases() if self.chosen is None else self.chosen

    @cached_property
    def known(self) -> Q:
        """Of a case that the actor may know of, if only as who filed it."""
        return Q(case__in=written_out(visible_cases(self.cases, self.actor)))

    @cached_property
    def readable(self) -> Q:
        """Of a case whose file the actor reads."""
        return Q(case__in=written_out(readable_cases(self.cases, self.actor)))

    @cached_property
    def framed(self) -> Q:
        """Of a case of which the actor reads the common file."""
        return Q(case__in=written_out(framed_cases(self.cases, self.actor)))


class FoundCases(Among):
    """Some cases, found through `visible_to` for this actor: those of a page."""

    def __init__(self, actor: Actor, ids: Sequence[UUID]) -> None:
        super().__init__(actor, _cases().filter(pk__in=ids))
        self.ids = ids

    @property
    def known(self) -> Q:
        return Q(case__in=self.ids)


@dataclass
class OpenCase:
    """One case, found through `visible_to` for this actor."""

    case: "Case"
    actor: Actor

    @cached_property
    def is_readable(self) -> bool:
        """Whether the file is readable; who only filed sees the registration (03, R2). House staff see no more than files,
        and their own drafts; a delegate no more than files, and his own registrations."""
        if self.actor.reads_cases:
            return not self.case.is_concept
        if not is_own_registration(self.case, self.actor):
            return True
        return readable_cases(_cases().filter(pk=self.case.pk), self.actor).exists()

    @property
    def known(self) -> Q:
        return Q(case=self.case)

    @property
    def readable(self) -> Q:
        return Q(case=self.case) if self.is_readable else NOTHING

    @property
    def framed(self) -> Q:
        is_kept = self.actor.is_delegate and not self.case.house.delegates_read_case
        return NOTHING if is_kept else self.readable


NOTHING = Q(pk__in=[])
Seer = Actor | OpenCase | Among


def reach(seer: Seer) -> OpenCase | Among:
    """How far somebody sees: an actor over all cases, who has cases before him within those."""
    return Among(seer) if isinstance(seer, Actor) else seer


def _cases() -> "QuerySet[Case]":
    from cases.models import Case

    return Case.objects.all()


def visible_contributions(contributions: Rows, seer: Seer) -> Rows:
    """R3: the supplier's own; house staff what was delivered; other parties what was released to them."""
    from cases.models import ContributionRelease

    within = reach(seer)
    actor = within.actor
    if actor.is_system:
        return contributions
    if actor.reads_cases:
        return contributions.filter(~Q(state="concept"), within.readable)
    released = ContributionRelease.objects.filter(content_object=OuterRef("pk"), group_id=actor.group_id)
    shown = Q(supplier_id=actor.party_id) | (Exists(released) & ~Q(state="concept"))
    return contributions.filter(shown, within.readable)


def visible_attachments(attachments: Rows, seer: Seer) -> Rows:
    """A file with a contribution to who reads that (R3), one of the house to its staff."""
    from cases.models import Contribution

    within = reach(seer)
    actor = within.actor
    if actor.is_system:
        return attachments
    with_contribution = Q(contribution__in=Contribution.objects.visible_to(within))
    of_house = NOTHING if actor.is_delegate else Q(contribution=None) & within.readable
    return attachments.filter(with_contribution | of_house)


def visible_requests(requests: Rows, seer: Seer) -> Rows:
    """What the house asked: staff see all of it, a party what was asked of it."""
    within = reach(seer)
    actor = within.actor
    if actor.is_system:
        return requests
    mine = Q(party_id=actor.party_id) if actor.is_delegate else Q()
    return requests.filter(mine, within.readable)


def visible_agenda(items: Rows, seer: Seer) -> Rows:
    """Cases on an agenda: the house its own; a delegate those to which the acting party is invited (04, phase 3)."""
    from cases.models import Invitation

    within = reach(seer)
    actor = within.actor
    if actor.is_system:
        return items
    found = items.filter(within.readable)
    if not actor.is_delegate:
        return found
    return found.filter(Exists(Invitation.objects.filter(item=OuterRef("pk"), party_id=actor.party_id)))


def visible_seats(seats: Rows, seer: Seer) -> Rows:
    """Who is invited and who was there: the own party always, the others with the common file."""
    from cases.models import AgendaItem

    within = reach(seer)
    actor = within.actor
    if actor.is_system:
        return seats
    found = seats.filter(item__in=AgendaItem.objects.visible_to(seer))
    return found.filter(Q(party_id=actor.party_id) | within.framed)


def visible_minutes(minutes: Rows, seer: Seer) -> Rows:
    """The house, and afterwards the parties that were there, where delegates read the common file."""
    from cases.models import Attendance

    within = reach(seer)
    actor = within.actor
    if actor.is_system:
        return minutes
    found = minutes.filter(within.framed)
    if not actor.is_delegate:
        return found
    was_there = Attendance.objects.filter(item=OuterRef("item"), party_id=actor.party_id, is_present=True)
    return found.filter(Exists(was_there), item__finished_at__isnull=False)


def visible_actions(actions: Rows, seer: Seer) -> Rows:
    """The own party's actions always, those of others with the common file (000, annex 4)."""
    within = reach(seer)
    actor = within.actor
    if not actor.is_delegate:
        return actions.filter(within.framed)
    return actions.filter((Q(party_id=actor.party_id) & within.readable) | within.framed)


def visible_interventions(interventions: Rows, seer: Seer) -> Rows:
    """As actions: the own party's always, those of others with the common file."""
    return visible_actions(interventions, seer)


def visible_progress(notes: Rows, seer: Seer) -> Rows:
    """With the intervention that it is about."""
    from cases.models import Intervention

    if reach(seer).actor.is_system:
        return notes
    return notes.filter(intervention__in=Intervention.objects.visible_to(seer))


def visible_tracks(tracks: Rows, seer: Seer) -> Rows:
    """R3: the house; the supplier its own; other parties what stands there now, as long as the release of this phase covers them (R4)."""
    within = reach(seer)
    actor = within.actor
    if actor.is_system:
        return tracks
    found = tracks.filter(within.readable)
    if not actor.is_delegate:
        return found
    released = Q(reader_ids__contains=[actor.party_id], released_on__gte=F("case__phase_since"), correction=None)
    return found.filter(Q(supplier_id=actor.party_id) | released)


def reportable_actions(actions: Rows, actor: Actor) -> Rows:
    """`may_report` for a list."""
    if not (actor.is_delegate or actor.role in CASEWORK):
        return actions.none()
    own = Q(party_id=actor.party_id) if actor.is_delegate else Q()
    cases = readable_cases(_cases(), actor).filter(phase=Phase.CASUSOVERLEG)
    return actions.filter(own, case__in=cases)
