"""What a projector may show: of the case that is discussed, what everybody who is present now may see (10, pattern 11).

Whether somebody may see a row is asked of the same rules as when that person opens the page; here of all of them at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from cases.contributionpage import JOINED, cards
from cases.models import Action, AgendaItem, Attendance, Case, Contribution, DomainScore, Guest, Meeting, State, Subject
from cases.reach import OpenCase, Seer
from parties.inforce import casework_delegations
from parties.models import Delegation
from zvh import components as ui
from zvh.actor import Actor
from zvh.written import written_out


@dataclass(frozen=True)
class Room:
    """The case on the screen. `hidden` counts what somebody in the room may not see; nothing else is told of it."""

    item: AgendaItem
    people: int
    names: str = ""  # empty: not everybody may know of this case, and nothing of it is shown
    scores: Sequence[DomainScore] = ()
    contributions: Sequence[Contribution] = ()
    actions: Sequence[Action] = ()
    hidden: int = 0
    cards: Sequence[ui.Contribution] = ()

    @property
    def shown_ids(self) -> list[UUID]:
        return [one.pk for one in (*self.scores, *self.contributions, *self.actions)]


def running_item(meeting: Meeting, actor: Actor) -> AgendaItem | None:
    """The case that is discussed now: the last one that began and is not finished."""
    found = AgendaItem.objects.visible_to(actor).filter(meeting=meeting, finished_at=None, started_at__isnull=False)
    return found.select_related("case__house__covenant").order_by("-started_at").first()


def people_present(item: AgendaItem, viewer: OpenCase) -> list[Actor]:
    """Everybody present who declared secrecy, as who they act today; who may not act any more, or has no account, sees nothing."""
    here = Attendance.objects.visible_to(viewer).filter(item=item, is_present=True, secrecy_declared_at__isnull=False)
    seats = list(here.values_list("user_id", "party_id"))
    today = viewer.actor.today
    delegations = casework_delegations(today).filter(user__in=[user for user, _ in seats])
    acting = {(one.user_id, one.membership.party_id): one for one in delegations}
    without_account = Guest.objects.visible_to(viewer).filter(item=item, is_present=True).exists()
    guests = [Actor(today)] if without_account else []
    return [*guests, *(_as_actor(acting.get(seat), today) for seat in seats)]


def _as_actor(one: Delegation | None, today: date) -> Actor:
    if one is None:
        return Actor(today)
    party = one.membership.party
    return Actor(today, "delegate", one.user_id, one.pk, party.pk, int(party.group_id or 0), one.purpose)


def seen_by_all(rows: "QuerySet[Any]", seers: Sequence[Seer]) -> "QuerySet[Any]":
    """Of these rows those that each of these people may see; of nobody nothing."""
    if not seers:
        return rows.none()
    model: Any = rows.model
    for seer in seers:
        rows = rows.filter(pk__in=written_out(model.objects.visible_to(seer)))
    return rows


def room_of(item: AgendaItem, actor: Actor) -> Room:
    """What the screen shows of this case, to the viewer and everybody present. Whether each knows of the case is asked once."""
    viewer = OpenCase(item.case, actor)
    people = people_present(item, viewer)
    if not seen_by_all(Case.objects.visible_to(actor).filter(pk=item.case_id), people).exists():
        return Room(item, len(people))
    seers = [OpenCase(item.case, person) for person in people]

    def shared(model: type[Model]) -> "QuerySet[Any]":
        own: Any = model
        return seen_by_all(own.objects.visible_to(viewer), seers)

    names = [one.work_name for one in shared(Subject)]
    if not names or not shared(AgendaItem).filter(pk=item.pk).exists():
        return Room(item, len(people))
    delivered = Contribution.objects.visible_to(viewer).filter(state=State.DELIVERED)
    contributions = list(seen_by_all(delivered, seers).select_related(*JOINED).prefetch_related("supplier__kinds"))
    return Room(
        item, len(people), ", ".join(names), list(shared(DomainScore).filter(item=item).select_related("domain")),
        contributions, list(shared(Action).filter(state=Action.State.OPEN).select_related("party")),
        hidden=delivered.count() - len(contributions), cards=[_bare(card) for card in cards(contributions, actor)],
    )  # fmt: skip


def _bare(card: ui.Contribution) -> ui.Contribution:
    """Without what one presses: a screen in a room has no buttons, and nothing to unfold. Everybody who looks may see it."""
    return ui.Contribution(card.origin, card.text, card.received, None, kind=card.kind, parts=card.parts)
