"""What stands out in a case, for the figures: themes, bottlenecks and chances without names."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.casepage import frame, open_file
from cases.forms.trend import TrendForm
from cases.models import NotedTrend
from cases.views.agenda import open_for
from cases.workflow.trend import note_trend, undo_trend
from privacy import accesslog
from zvh.http import Request, form_status, posted


@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/trends/: what was noted, for staff of the house; a POST notes one more."""
    page = open_file(number, request.actor)
    may_note = "note_trend" in page.may
    if not request.actor.reads_cases or (request.method == "POST" and not may_note):
        raise Http404
    found = list(NotedTrend.objects.visible_to(page).standing().select_related("trend", "by"))
    form = TrendForm(posted(request), page.case.house, [one.trend_id for one in found]) if may_note else None
    if form and form.is_bound and form.is_valid():
        made = note_trend(page.case, form.trend, by=request.actor)
        messages.success(request, f"Genoteerd: {made.trend.name}")
        return redirect("casus-trends", number)
    accesslog.listed("notedtrend", found, rule="casus-trends", house_id=page.case.house_id)
    context = {**frame(page, "casus"), "form": form, "noted": found, "may_note": may_note}
    return render(request, "cases/trend/of_case.html", context, status=form_status(request))


@require_POST
def undo(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/trends/<id>/terugnemen/: as long as the case is open."""
    page = open_for(number, request.actor, "note_trend")
    undone = undo_trend(page.case, pk, by=request.actor)
    messages.success(request, f"Teruggenomen: {undone.trend.name}")
    return redirect("casus-trends", number)
