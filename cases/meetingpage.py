"""What pages about a casusoverleg show: its agenda with times, who comes, what was decided."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from cases.linkpage import beside
from cases.models import AgendaItem, Attendance, DomainScore, Invitation, Meeting, Minutes, Subject
from cases.reach import FoundCases, OpenCase, Seer
from cases.rowpolicy import may_plan_meeting
from cases.workflow.agenda import clock
from cases.workflow.closing_criteria import criteria_in_force
from zvh.actor import Actor
from zvh.components import Answer as Line

Answer = Invitation.Answer
TONES = {Answer.YES: "ok", Answer.NO: "err", Answer.REPLACEMENT: "warn", Answer.OPEN: "neutral"}


@dataclass
class AgendaLine:
    """A case on the agenda, as this actor sees it."""

    item: AgendaItem
    at: datetime | None
    work_name: str = ""
    seats: list[Invitation] = field(default_factory=list)
    own: Invitation | None = None
    linked: list[str] = field(default_factory=list)  # other cases on this agenda that belong to it

    @property
    def number(self) -> str:
        return self.item.case.number or ""

    @property
    def answers(self) -> list[tuple[str, str]]:
        """How many come, do not come, or did not answer: (words, tone)."""
        counts = Counter(seat.answer for seat in self.seats)
        return [(f"{counts[one]} {Answer(one).label}", TONES[Answer(one)]) for one in Answer if counts[one]]

    @property
    def state(self) -> str:
        if self.item.finished_at:
            return "besproken"
        return "bezig" if self.item.started_at else "nog niet besproken"

    @property
    def url(self) -> str:
        """The chair's screen for this case."""
        return reverse("vergaderen", args=[self.item.meeting_id, self.item.pk])


def find_meeting(pk: UUID, actor: Actor) -> Meeting:
    """Raises Http404 for a meeting that is not there or has nothing for this actor."""
    found = Meeting.objects.visible_to(actor).select_related("house__covenant").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def agenda_of(meeting: Meeting, actor: Actor) -> list[AgendaLine]:
    """The cases of the meeting that this actor sees. A delegate gets no times: they would tell of other cases."""
    items = list(AgendaItem.objects.visible_to(actor).filter(meeting=meeting).select_related("case"))
    for item in items:
        item.meeting = meeting
    timed = clock(meeting, items) if may_plan_meeting(actor, meeting.house_id) else [(None, item) for item in items]
    found = FoundCases(actor, [item.case_id for item in items])
    names, seats = work_names(found), seats_of(items, found)
    linked = beside([item.case_id for item in items], actor)
    return [
        AgendaLine(
            item, at, names[item.case_id], seats[item.pk], own_seat(seats[item.pk], actor), linked.get(item.case_id, [])
        )
        for at, item in timed
    ]


def work_names(cases: FoundCases) -> dict[UUID, str]:
    """The work names of the persons in these cases, joined per case."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for subject in Subject.objects.visible_to(cases):
        found[subject.case_id].append(subject.work_name)
    return defaultdict(str, {case: ", ".join(names) for case, names in found.items()})


def seats_of(items: Collection[AgendaItem], seer: Seer) -> dict[UUID, list[Invitation]]:
    """The invitations that this actor may see, per item."""
    found: dict[UUID, list[Invitation]] = defaultdict(list)
    for seat in Invitation.objects.visible_to(seer).filter(item__in=list(items)).select_related("party", "user"):
        found[seat.item_id].append(seat)
    return found


def own_seat(seats: Iterable[Invitation], actor: Actor) -> Invitation | None:
    return next((seat for seat in seats if (seat.user_id, seat.party_id) == (actor.user_id, actor.party_id)), None)


@dataclass
class Discussed:
    """A case in one meeting: who was there and what was recorded, as far as this actor may read it."""

    line: AgendaLine
    present: list[Attendance]
    minutes: Minutes | None

    @property
    def texts(self) -> list[Line]:
        return texts_of(self.minutes)


@dataclass(frozen=True)
class Earlier:
    """How the case stood when it was last discussed."""

    item: AgendaItem
    texts: list[Line]
    scores: list[DomainScore]
    criteria: list[str]  # for scaling down, of the plan in force


def earlier_of(item: AgendaItem, actor: Actor) -> Earlier | None:
    """The picture of the meeting before this one, which this actor sees, for a follow-up meeting; None the first time."""
    opened = OpenCase(item.case, actor)
    discussed = AgendaItem.objects.visible_to(opened).filter(finished_at__isnull=False)
    before = discussed.filter(meeting__on__lte=item.meeting.on).exclude(pk=item.pk).select_related("meeting")
    last = before.order_by("-meeting__on", "-finished_at").first()
    if last is None:
        return None
    minutes = Minutes.objects.visible_to(opened).filter(item=last).first()
    scores = DomainScore.objects.visible_to(opened).filter(item=last).select_related("domain")
    return Earlier(last, texts_of(minutes), list(scores), criteria_in_force(item.case))


def texts_of(minutes: Minutes | None) -> list[Line]:
    """What was written, under its titles."""
    if minutes is None:
        return []
    written = (
        ("Beeldvorming", minutes.picture),
        ("Oordeelsvorming", minutes.judgement),
        ("Besluitvorming", minutes.decision),
    )
    return [Line(title, text) for title, text in written if text]


def discussions_of(case_id: UUID, actor: Actor) -> list[Discussed]:
    """Every meeting about this case that the actor may know of, newest first."""
    found = AgendaItem.objects.visible_to(actor).filter(case=case_id).select_related("case", "meeting__house")
    items = list(found.order_by("-meeting__on", "-meeting__starts_at"))
    seats, minutes = (
        seats_of(items, actor),
        {one.item_id: one for one in Minutes.objects.visible_to(actor).filter(item__in=items)},
    )
    present: dict[UUID, list[Attendance]] = defaultdict(list)
    for one in (
        Attendance.objects.visible_to(actor).filter(item__in=items, is_present=True).select_related("party", "user")
    ):
        present[one.item_id].append(one)
    return [
        Discussed(
            AgendaLine(item, None, "", seats[item.pk], own_seat(seats[item.pk], actor)),
            present[item.pk],
            minutes.get(item.pk),
        )
        for item in items
    ]
