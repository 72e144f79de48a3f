"""What the page of the plan shows: the scores over time, the actions, the versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import make_naive

from cases.casepage import CasePage
from cases.models import Action, AgendaItem, Case, DomainScore, Plan, PlanRole
from cases.models.plan import ActionQuerySet
from cases.phases import Phase
from cases.reach import Rows, Seer, reach, reportable_actions
from cases.workflow.action import REPORT
from parties.roles import Role
from zvh.actor import Actor
from zvh.components import Column, Deadline, Trend
from zvh.versions import version_of

ACTIONS = [Column("Actie"), Column("Wie"), Column("Uiterlijk"), Column("Stand")]
ROLES = [Column("Partij"), Column("Rol"), Column("Informatie die nodig is")]
PLAN_TITLES = (
    ("Doel", "goal"),
    ("Wanneer afschalen", "criteria"),
    ("Advies aan ZSM", "zsm_advice"),
)
RECENT = 4  # meetings that have a column in the table of scores
STATES = {
    Action.State.OPEN: "info",
    Action.State.DONE: "ok",
    Action.State.NOT_DONE: "err",
    Action.State.IMPOSSIBLE: "neutral",
}


@dataclass(frozen=True)
class DomainLine:
    """A life domain through the meetings: the day and the score, None where it was not scored."""

    name: str
    cells: list[tuple[str, DomainScore | None]]

    @property
    def recent(self) -> list[tuple[str, DomainScore | None]]:
        """Of the last meetings: the table stays readable, the picture and the history beside it show all."""
        return self.cells[-RECENT:]

    @property
    def latest(self) -> DomainScore:
        return next(score for _, score in reversed(self.cells) if score)

    @property
    def history(self) -> list[tuple[str, DomainScore]]:
        """Every score with its day, newest first."""
        return [(day, score) for day, score in reversed(self.cells) if score]

    @property
    def trend(self) -> Trend:
        return Trend(self.name, tuple(score.level if score else "" for _, score in self.cells))


@dataclass(frozen=True)
class Picture:
    """The scores of a case: the days of the meetings, each with the version adopted there, and a line per life domain."""

    days: list[str]
    lines: list[DomainLine]
    latest: AgendaItem | None = None

    @property
    def scored_last(self) -> list[DomainScore]:
        """What was scored in the latest meeting."""
        return [score for line in self.lines for _, score in line.cells[-1:] if score]

    @property
    def columns(self) -> list[Column]:
        return [Column("Leefgebied"), *map(Column, self.days[-RECENT:]), Column("Verloop"), Column("Toelichting")]

    @property
    def is_cut(self) -> bool:
        return len(self.days) > RECENT


def picture_of(page: CasePage) -> Picture:
    """Every score the actor may read, oldest meeting first."""
    scores = list(DomainScore.objects.visible_to(page).select_related("domain", "by"))
    known = AgendaItem.objects.visible_to(page).filter(pk__in={one.item_id for one in scores})
    items = {item.pk: item for item in known.select_related("meeting")}
    meetings = sorted((at, item) for item, at in _moments(scores, items).items())
    by_place = {(one.domain_id, one.item_id): one for one in scores}
    domains = sorted({one.domain for one in scores}, key=lambda domain: domain.order)
    adopted = dict(
        Plan.objects.visible_to(page)
        .filter(adopted_in__in=[item for _, item in meetings])
        .values_list("adopted_in", "number")
    )
    days = [(_heading(at.date(), adopted.get(item)), item) for at, item in meetings]
    lines = [DomainLine(one.name, [(day, by_place.get((one.pk, item))) for day, item in days]) for one in domains]
    latest = items.get(meetings[-1][1]) if meetings else None
    return Picture([day for day, _ in days], lines, latest)


def _moments(scores: Iterable[DomainScore], items: dict[UUID, AgendaItem]) -> dict[UUID, datetime]:
    """When the case was discussed, by the wall clock: as the agenda says, or for who was not invited when it was scored.

    The scores are of the common file (02, plan); the agenda is of those who were invited (04, phase 3).
    """
    found: dict[UUID, datetime] = {}
    for one in scores:
        item = items.get(one.item_id)
        at = datetime.combine(item.meeting.on, item.meeting.starts_at) if item else make_naive(one.at)
        found[one.item_id] = min(at, found.get(one.item_id, at))
    return found


def _heading(day: date, version: int | None) -> str:
    """The day of a meeting, and which version of the plan it adopted."""
    return f"{date_format(day)}, versie {version} vastgesteld" if version else date_format(day)


@dataclass(frozen=True)
class ActionLine:
    """An action with what this actor may do about it."""

    action: Action
    today: date
    may_report: bool

    @property
    def who(self) -> str:
        name = str(self.action.party or self.action.case.house)
        return f"{name}: {self.action.user}" if self.action.user else name

    @property
    def version(self) -> int:
        """What a report was read from."""
        return version_of([self.action], *REPORT)

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.action.due_on, self.today)

    @property
    def is_late(self) -> bool:
        return self.action.is_open and self.deadline.days_left < 0

    @property
    def state(self) -> tuple[str, str]:
        """In words, with the tone."""
        return self.action.get_state_display().capitalize(), STATES[Action.State(self.action.state)]


def action_lines(actions: ActionQuerySet, actor: Actor) -> list[ActionLine]:
    """Open ones first, shortest term first."""
    may = set(reportable_actions(actions, actor).values_list("pk", flat=True))
    found = actions.select_related("case__house__covenant", "party", "user")
    return _open_first(ActionLine(one, actor.today, one.pk in may) for one in found)


def actions_of(page: CasePage) -> list[ActionLine]:
    """As `action_lines`; what the actor may do to the case is known on its page."""
    actor, may = page.actor, "report_action" in page.may
    found = list(Action.objects.visible_to(page).select_related("party", "user"))
    for one in found:
        one.case = page.case
    return _open_first(
        ActionLine(one, actor.today, may and (not actor.is_delegate or one.party_id == actor.party_id)) for one in found
    )


def _open_first(lines: Iterable[ActionLine]) -> list[ActionLine]:
    return sorted(lines, key=lambda line: not line.action.is_open)


def plans_of(page: CasePage) -> list[Plan]:
    """The versions that the actor may read, newest first; a delegate those that were adopted."""
    found = Plan.objects.visible_to(page).select_related("adopted_by", "by", "adopted_in__meeting")
    return [one for one in found if one.is_adopted or not page.actor.is_delegate]


def roles_of(plan: Plan, actor: Actor) -> list[PlanRole]:
    """What each party does and must know; the own party first."""
    found = PlanRole.objects.visible_to(actor).filter(plan=plan).select_related("party")
    return sorted(found, key=lambda row: row.party_id != actor.party_id)


def own_actions(seer: Seer) -> ActionQuerySet:
    """What this actor sees to: a delegate the own party's and those of cases with the own casusregie, a procesregisseur
    those of the own cases, support all."""
    return of_own_cases(Action.objects.visible_to(seer).filter(case__phase=Phase.CASUSOVERLEG), reach(seer).actor)


def of_own_cases(found: Rows, actor: Actor) -> Rows:
    """Those with this actor, or in the cases this actor leads (conv. 13.2)."""
    if actor.is_delegate:
        own = Q(Q(user=None) | Q(user=actor.user_id), party=actor.party_id)
        return found.filter(own | Q(case__casusregisseur=actor.user_id, case__casusregisseur_party=actor.party_id))
    if actor.role == Role.PROCESREGISSEUR:
        return found.filter(case__in=Case.objects.filter(Q(procesregisseur=actor.user_id) | Q(procesregisseur=None)))
    return found
