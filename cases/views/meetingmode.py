"""The chair's screen: one case at a time, with attendance, scores, minutes, actions, and the next case (10, pattern 11).

Each part is a form of its own that posts to this page; its button says which. What the browser saves by itself has no button.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.forms.meeting import MinutesForm, minutes_initial
from cases.interventionpage import running_lines
from cases.meetingpage import agenda_of, earlier_of, find_meeting
from cases.models import Action, AgendaItem, Minutes
from cases.policy import may
from cases.tablepage import Table
from cases.workflow.action import add_action
from cases.workflow.meeting import (
    finish_item,
    lacks_scores,
    missing_to_start,
    record_attendances,
    save_minutes,
    start_item,
)
from cases.workflow.plan import score_domains
from cases.workflow.steps import hold_cases
from privacy import accesslog
from zvh.components import Link, Missing
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request
from zvh.versions import Overtaken


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
        "present": sum(1 for one in found.attendances if one.is_present), **found.places,
        "actions": Action.objects.visible_to(found.opened).select_related("party", "user"),
        "missing": [Missing(text) for text, _ in found.missing],
        "is_last": found.after is None,
        "is_too_early": found.meeting.on > found.request.actor.today,
        "earlier": earlier_of(found.item, found.request.actor),
        "interventions": running_lines(found.request.actor, found.item.case),
        "form": found.shown.get("wrong"), **found.shown,
    }  # fmt: skip
    return render(found.request, "cases/meeting/table.html", context, status=status)


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
    if back := _from_case(found):
        messages.success(found.request, "De scores zijn bewaard")
        return redirect(back)
    return _back(found, "De scores zijn bewaard")


def _from_case(found: Table) -> str:
    """Where who scores from the case page goes back to."""
    is_there = found.request.POST.get("naar") == "casus"
    return f"{reverse('casus', args=[found.item.case.number])}#plan" if is_there else ""


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
        return _overtaken(
            found, form, MinutesForm(initial=minutes_initial(stored), house=found.meeting.house), Saved.of(stored)
        )
    return then(found, saved)


def _overtaken(found: Table, mine: BaseForm, now: BaseForm, saved: Saved) -> HttpResponse:
    accesslog.read(found.item, rule="vergaderen-conflict", parts=["aanwezigheid", "verslag", "scores"])
    back = _from_case(found) or found.line.url
    return conflict_page(found.request, mine, now, saved=saved, trail=[Link("Overleg", back)], back=back)


def _by_itself(found: Table) -> HttpResponse:
    """The browser kept what was typed; it is told the new version."""
    return _save(found, lambda table, saved: HttpResponse(status=204, headers={"X-Versie": str(saved.version)}))


def _minutes(found: Table) -> HttpResponse:
    return _save(found, lambda table, saved: _back(table, "Het verslag is bewaard"))


def _finish(found: Table) -> HttpResponse:
    if after := found.after:
        hold_cases([found.item.case_id, after.item.case_id])
    return _save(found, _next)


def _next(found: Table, saved: Minutes) -> HttpResponse:
    """The discussion ends and that of the next case begins, where nothing is missing for it; the agenda after the last one."""
    if not saved.decision:
        form = found.minutes_form({**posted(found.request).dict(), "versie": str(saved.version)})
        form.full_clean()
        form.add_error("besluit", "Leg vast wat er is besloten")
        return _wrong(found, "minutes_form", form)
    if lacks_scores(found.item):
        messages.warning(found.request, "Het verslag is bewaard. Geef de leefgebieden opnieuw een score en rond dan af")
        return redirect(f"{found.line.url}#leefgebieden")
    finish_item(found.item, by=found.request.actor)
    if (after := found.after) is None:
        messages.success(found.request, "De bespreking is afgerond")
        return redirect("overleg", found.meeting.pk)
    began = _begin(after.item, found)
    messages.success(
        found.request, f"De bespreking is afgerond{', die van de volgende casus is begonnen' if began else ''}"
    )
    return redirect("vergaderen", found.meeting.pk, after.item.pk)


def _begin(item: AgendaItem, found: Table) -> bool:
    """Whether the discussion of this case runs now."""
    is_free = not item.started_at and not missing_to_start(item) and found.meeting.on <= found.request.actor.today
    if is_free and may(found.request.actor, "start_item", item.case):
        start_item(item, by=found.request.actor)
        return True
    return False


PARTS: dict[str, Callable[[Table], HttpResponse]] = {
    "vanzelf": _by_itself,
    "aanwezig": _attendance,
    "beginnen": _start,
    "scores": _scores,
    "actie": _action,
    "verslag": _minutes,
    "afronden": _finish,
}
