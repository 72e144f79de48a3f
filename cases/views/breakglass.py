"""Break-glass: open, close, the register with its judgements, and what was told (03, R13)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.breakglass import keeps_break_glass_register
from cases.breakglasspage import about, line, log_url, told
from cases.forms.breakglass import NOT_TO_OPEN, OpenForm, VerdictForm
from cases.models import BreakGlass, BreakGlassNotice, Case
from cases.rowpolicy import may_break_glass, may_judge
from cases.work import FROM_MY_WORK
from cases.workflow.breakglass import NothingToOpen, close_break_glass, judge_break_glass, open_break_glass
from parties.models import House
from parties.step_up import BREAK_GLASS, needs_recent_factor
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request
from zvh.today import moment

MOST = 100
COLUMNS = [Column("Casus"), Column("Wie"), Column("Wanneer"), Column("Soort reden"), Column("Oordeel")]


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(BREAK_GLASS)
def open_case(request: Request) -> HttpResponse:
    """/noodtoegang/: open an archived case; what this manager holds open now."""
    if not may_break_glass(request.actor):
        raise Http404
    form = OpenForm(request.POST if request.method == "POST" else None, request.actor)
    if form.is_bound and form.is_valid():
        try:
            row = _open(request, form.cleaned_data)
        except NothingToOpen:
            form.add_error("nummer", NOT_TO_OPEN)
        else:
            messages.success(request, "U kunt de casus nu lezen. Alles wat u bekijkt, wordt vastgelegd en beoordeeld")
            return redirect("casus", number=row.number)
    mine = BreakGlass.objects.visible_to(request.actor).filter(
        user=request.user, capacity_id=str(request.actor.capacity_id)
    )
    running = list(mine.running(moment(request.actor.today)))
    accesslog.listed("breakglass", running, rule="noodtoegang")
    house = House.objects.get(pk=request.actor.house_ids[0])
    context = {"form": form, "running": running, "house": house}
    return render(request, "cases/breakglass/open.html", context, status=422 if form.errors else 200)


def _open(request: Request, given: dict[str, Any]) -> BreakGlass:
    return open_break_glass(
        given["nummer"], kind=given["soort"], text=given["reden"], duration=given["duur"], by=request.actor
    )


@require_POST
def close(request: Request, pk: UUID) -> HttpResponse:
    """/noodtoegang/<id>/sluiten/: done before it lapses."""
    row = get_object_or_404(BreakGlass.objects.visible_to(request.actor), pk=pk)
    close_break_glass(row, by=request.actor)
    messages.success(request, f"De noodtoegang tot casus {row.number} is gesloten")
    return redirect("noodtoegang")


@require_safe
def register(request: Request) -> HttpResponse:
    """/noodtoegang/register/: every time the glass was broken in this house, first what is still to be judged."""
    actor = request.actor
    if not keeps_break_glass_register(actor):
        raise Http404
    rows = BreakGlass.objects.visible_to(actor).select_related("user", "house", "verdict")
    waiting = list(rows.to_judge().order_by("judge_by", "opened_at"))
    judged = list(rows.exclude(verdict=None)[:MOST])
    accesslog.listed("breakglass", [*waiting, *judged], rule="noodtoegang-register")
    context = {
        "waiting": [line(row, actor) for row in waiting],
        "judged": [line(row, actor) for row in judged],
        "columns": COLUMNS,
        "may_open": may_break_glass(actor),
    }
    return render(request, "cases/breakglass/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(BREAK_GLASS)
def judge(request: Request, pk: UUID) -> HttpResponse:
    """/noodtoegang/register/<id>/: what happened and why, and the judgement of somebody else."""
    actor = request.actor
    if not keeps_break_glass_register(actor):
        raise Http404
    rows = BreakGlass.objects.visible_to(actor).select_related("user", "house", "verdict__by")
    row = get_object_or_404(rows, pk=pk)
    form = VerdictForm(request.POST if request.method == "POST" else None) if may_judge(actor, row) else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_bound and form.is_valid():
        given = form.cleaned_data
        judge_break_glass(row, is_justified=given["oordeel"] == "ja", text=given["toelichting"], by=actor)
        messages.success(request, "Uw oordeel is vastgelegd")
        return redirect("noodtoegang-register")
    accesslog.read(row, rule="noodtoegang-beoordelen", parts=["reden", "oordeel"])
    context = {
        "row": row, "form": form, "pairs": about(row, actor), "line": line(row, actor), "log_url": log_url(row, actor),
        "trail": [Link("Register van noodtoegang", reverse("noodtoegang-register"))],
    }  # fmt: skip
    return render(request, "cases/breakglass/judge.html", context, status=422 if form and form.errors else 200)


@require_safe
def notice(request: Request, pk: UUID) -> HttpResponse:
    """/noodtoegang/meldingen/<id>/: what somebody is told who took part in the case."""
    found = get_object_or_404(
        BreakGlassNotice.objects.visible_to(request.actor).select_related("house"), pk=pk, user=request.user
    )
    case = Case.objects.visible_to(request.actor).filter(pk__in=told(found, request.actor)).first()
    accesslog.event(accesslog.EventKind.LIST, "R", found, rule="noodtoegang-melding")
    context = {"notice": found, "case": case, "trail": FROM_MY_WORK}
    return render(request, "cases/breakglass/notice.html", context)
