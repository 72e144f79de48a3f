"""The case that is discussed, as the screen of the chair shows it: its forms, and its place on the agenda."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cases.forms.meeting import AttendanceForm, MinutesForm, minutes_initial
from cases.forms.plan import ActionForm, ScoreForm
from cases.meetingpage import AgendaLine
from cases.models import AgendaItem, Attendance, DomainScore, Meeting, Minutes
from cases.reach import OpenCase
from cases.workflow.meeting import missing_to_finish, missing_to_start
from parties.models import LifeDomain
from zvh.http import Request


@dataclass
class Table:
    """The case that is discussed, with the agenda beside it; a form that was posted wrong replaces the fresh one."""

    request: Request
    meeting: Meeting
    lines: list[AgendaLine]
    line: AgendaLine
    shown: dict[str, Any] = field(default_factory=dict)

    @property
    def item(self) -> AgendaItem:
        return self.line.item

    @cached_property
    def opened(self) -> OpenCase:
        """The agenda was found through `visible_to`, which shows cases that one reads."""
        return OpenCase(self.item.case, self.request.actor)

    @cached_property
    def minutes(self) -> Minutes | None:
        return Minutes.objects.visible_to(self.opened).filter(item=self.item).first()

    @cached_property
    def attendances(self) -> list[Attendance]:
        return list(Attendance.objects.visible_to(self.opened).filter(item=self.item).select_related("user", "party"))

    def attendance_form(self, data: Any = None) -> AttendanceForm:
        return AttendanceForm(data, self.line.seats, self.attendances)

    def minutes_form(self, data: Any = None) -> MinutesForm:
        return MinutesForm(data, initial=minutes_initial(self.minutes), house=self.meeting.house)

    def score_form(self, data: Any = None) -> ScoreForm:
        found = DomainScore.objects.visible_to(self.opened)
        now = [score for score in found if score.item_id == self.item.pk]
        before = {score.domain_id: score.level for score in found if score.item_id != self.item.pk}
        return ScoreForm(data, list(LifeDomain.objects.all()), now, before)

    def action_form(self, data: Any = None) -> ActionForm:
        return ActionForm(data, self.item.case)

    @property
    def missing(self) -> list[tuple[str, str]]:
        return missing_to_finish(self.item) if self.item.started_at else missing_to_start(self.item)

    @property
    def places(self) -> dict[str, Any]:
        """The place on the agenda, and the cases before and after."""
        place = self.lines.index(self.line)
        before = self.lines[place - 1] if place else None
        after = self.lines[place + 1] if place + 1 < len(self.lines) else None
        return {"place": place + 1, "before": before, "after": after}

    @property
    def after(self) -> AgendaLine | None:
        """The first case after this one that is still to be discussed."""
        rest = self.lines[self.lines.index(self.line) + 1 :]
        return next((one for one in rest if not one.item.finished_at), None)
