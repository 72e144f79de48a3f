"""The chair's screen: one case at a time, with attendance, scores, minutes, actions, and the next case (10, pattern 11).

Each part is a form of its own that posts to this page; its button says which. What the browser saves by itself has no button.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.forms.meeting import AttendanceForm, MinutesForm, minutes_initial
from cases.forms.plan import ActionForm, ScoreForm
from cases.interventionpage import running_lines
from cases.meetingpage import AgendaLine, agenda_of, earlier_of, find_meeting
from cases.models import Action, AgendaItem, Attendance, DomainScore, Meeting, Minutes
from cases.policy import may
from cases.workflow.action import add_action, executors
from cases.workflow.meeting import (
    finish_item,
    lacks_scores,
    missing_to_finish,
    missing_to_start,
    record_attendances,
    save_minutes,
    start_item,
)
from cases.workflow.plan import score_domains
from parties.models import LifeDomain
from privacy import accesslog
from zvh.components import Link, Missing
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request
from zvh.versions import Overtaken


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
    def minutes(self) -> Minutes | None:
        return Minutes.objects.visible_to(self.request.actor).filter(item=self.item).first()

    @cached_property
    def attendances(self) -> list[Attendance]:
        return list(
            Attendance.objects.visible_to(self.request.actor).filter(item=self.item).select_related("user", "party")
        )

    def attendance_form(self, data: Any = None) -> AttendanceForm:
        return AttendanceForm(data, self.line.seats, self.attendances)

    def minutes_form(self, data: Any = None) -> MinutesForm:
        return MinutesForm(data, initial=minutes_initial(self.minutes))

    def score_form(self, data: Any = None) -> ScoreForm:
        found = DomainScore.objects.visible_to(self.request.actor).filter(case=self.item.case)
        now = [score for score in found if score.item_id == self.item.pk]
        before = {score.domain_id: score.level for score in found if score.item_id != self.item.pk}
        return ScoreForm(data, list(LifeDomain.objects.all()), now, before)

    def action_form(self, data: Any = None) -> ActionForm:
        case = self.item.case
        return ActionForm(data, executors(case, self.request.actor.today), str(case.house))


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Request, pk: UUID, item: UUID) -> HttpResponse:
    """/overleggen/<uuid>/vergaderen/<uuid>/: for who prepares and chairs the meeting."""
    found = _open(request, pk, item)
    if request.method == "POST":
        return PARTS[_part(request)](found)
    return _show(found)


def _part(request: Request) -> str:
    part = request.POST.get("deel", "vanzelf")
    if part not in PARTS:
        raise Http404
    return part


def _open(request: Request, pk: UUID, item: UUID) -> Table:
    meeting = find_meeting(pk, request.actor)
    lines = agenda_of(meeting, request.actor)
    line = next((line for line in lines if line.item.pk == item), None)
    if line is None or meeting.cancelled_at:
        raise Http404
    line.item.case.house = meeting.house
    if not may(request.actor, "start_item", line.item.case):
        raise Http404
    return Table(request, meeting, lines, line)


def _show(found: Table, status: int = 200) -> HttpResponse:
    accesslog.read(
        found.item, rule="vergaderen", parts=["agenda", "aanwezigheid", "verslag", "scores", "interventies", "acties"]
    )
    forms = (
        {}
        if not found.item.started_at
        else {
            "minutes_form": found.minutes_form(),
            "score_form": found.score_form(),
            "action_form": found.action_form(),
        }
    )
    context = {
        "meeting": found.meeting, "lines": found.lines, "line": found.line, "item": found.item, "case": found.item.case,
        "attendance_form": found.attendance_form() if found.line.seats else None, **forms,
        "present": sum(1 for one in found.attendances if one.is_present), **_places(found),
        "actions": Action.objects.visible_to(found.request.actor).filter(case=found.item.case).select_related("party", "user"),
        "missing": [Missing(text) for text, _ in _missing(found)],
        "is_too_early": found.meeting.on > found.request.actor.today,
        "earlier": earlier_of(found.item, found.request.actor),
        "interventions": running_lines(found.request.actor, found.item.case),
        "form": found.shown.get("wrong"), **found.shown,
    }  # fmt: skip
    return render(found.request, "cases/meeting/table.html", context, status=status)


def _missing(found: Table) -> list[tuple[str, str]]:
    return missing_to_finish(found.item) if found.item.started_at else missing_to_start(found.item)


def _places(found: Table) -> dict[str, Any]:
    """The place on the agenda, and the cases before and after."""
    place = found.lines.index(found.line)
    before = found.lines[place - 1] if place else None
    after = found.lines[place + 1] if place + 1 < len(found.lines) else None
    return {"place": place + 1, "before": before, "after": after}


def _wrong(found: Table, name: str, form: Any) -> HttpResponse:
    """The page again, with what was typed and what is wrong with it."""
    found.shown = {name: form, "wrong": form}
    return _show(found, 422)


def _back(found: Table, message: str) -> HttpResponse:
    messages.success(found.request, message)
    return redirect("vergaderen", found.meeting.pk, found.item.pk)


def _attendance(found: Table) -> HttpResponse:
    form = found.attendance_form(posted(found.request))
    if not form.is_valid():
        return _wrong(found, "attendance_form", form)
    try:
        record_attendances(found.item, form.given(), version=form.cleaned_data["versie"], by=found.request.actor)
    except Overtaken:
        last = found.item.attendances.select_related("by").latest("at")
        return _overtaken(found, form, found.attendance_form(), Saved.of(last))
    return _back(found, "De aanwezigheid is vastgelegd")


def _start(found: Table) -> HttpResponse:
    start_item(found.item, by=found.request.actor)
    return _back(found, "De bespreking is begonnen. De uitgenodigde partijen lezen nu wat aan tafel is vrijgegeven")


def _scores(found: Table) -> HttpResponse:
    form = found.score_form(posted(found.request))
    if not form.is_valid():
        return _wrong(found, "score_form", form)
    try:
        score_domains(found.item, form.given(), version=form.cleaned_data["versie"], by=found.request.actor)
    except Overtaken:
        last = found.item.scores.select_related("by").latest("at")
        return _overtaken(found, form, found.score_form(), Saved.of(last))
    if found.request.POST.get("naar") == "casus":
        messages.success(found.request, "De scores zijn bewaard")
        return redirect(f"{reverse('casus', args=[found.item.case.number])}#plan")
    return _back(found, "De scores zijn bewaard")


def _action(found: Table) -> HttpResponse:
    form = found.action_form(posted(found.request))
    if not form.is_valid():
        return _wrong(found, "action_form", form)
    given, (party, user) = form.cleaned_data, form.executor()
    add_action(
        found.item.case,
        what=given["wat"],
        due_on=given["uiterlijk"],
        party=party,
        user=user,
        item=found.item,
        by=found.request.actor,
    )
    return _back(found, "De actie is afgesproken")


def _save(found: Table, then: Callable[[Table, Minutes], HttpResponse]) -> HttpResponse:
    form = found.minutes_form(posted(found.request))
    if not form.is_valid():
        return _wrong(found, "minutes_form", form)
    try:
        saved = save_minutes(
            found.item, texts=form.texts(), version=form.cleaned_data["versie"], by=found.request.actor
        )
    except Overtaken as overtaken:
        stored = overtaken.stored
        return _overtaken(found, form, MinutesForm(initial=minutes_initial(stored)), Saved.of(stored))
    return then(found, saved)


def _overtaken(found: Table, mine: BaseForm, now: BaseForm, saved: Saved) -> HttpResponse:
    accesslog.read(found.item, rule="vergaderen-conflict", parts=["aanwezigheid", "verslag", "scores"])
    back = found.line.url
    return conflict_page(found.request, mine, now, saved=saved, trail=[Link("Overleg", back)], back=back)


def _by_itself(found: Table) -> HttpResponse:
    """The browser kept what was typed; it is told the new version."""
    return _save(found, lambda table, saved: HttpResponse(status=204, headers={"X-Versie": str(saved.version)}))


def _minutes(found: Table) -> HttpResponse:
    return _save(found, lambda table, saved: _back(table, "Het verslag is bewaard"))


def _finish(found: Table) -> HttpResponse:
    return _save(found, _next)


def _next(found: Table, saved: Minutes) -> HttpResponse:
    """The discussion ends, and the next case comes up; the agenda after the last one."""
    if not saved.decision:
        form = found.minutes_form({**posted(found.request).dict(), "versie": str(saved.version)})
        form.full_clean()
        form.add_error("besluit", "Leg vast wat er is besloten")
        return _wrong(found, "minutes_form", form)
    if lacks_scores(found.item):
        messages.warning(found.request, "Het verslag is bewaard. Geef de leefgebieden opnieuw een score en rond dan af")
        return redirect(f"{found.line.url}#leefgebieden")
    finish_item(found.item, by=found.request.actor)
    messages.success(found.request, "De bespreking is afgerond")
    after = _places(found)["after"]
    return redirect("vergaderen", found.meeting.pk, after.item.pk) if after else redirect("overleg", found.meeting.pk)


PARTS: dict[str, Callable[[Table], HttpResponse]] = {
    "vanzelf": _by_itself,
    "aanwezig": _attendance,
    "beginnen": _start,
    "scores": _scores,
    "actie": _action,
    "verslag": _minutes,
    "afronden": _finish,
}
