"""Alerts: what was noticed in the log, and what a supervisor made of it (09, S36 and 2.4)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parties.step_up import LOG, needs_recent_factor
from privacy import accesslog
from privacy.alerts import SOURCE, is_own, judge_alert, lines_behind, may_judge_alert
from privacy.forms.alert import AlertVerdictForm
from privacy.logbook import COLUMNS, MOST, in_words, supervises
from privacy.models import EventKind, ReadingAlert
from zvh.components import Column, Deadline, Link
from zvh.http import Request, form_status, posted

LISTED = [Column("Wat"), Column("Wie"), Column("Wanneer"), Column("Aantal"), Column("Oordeel")]


@require_safe
@needs_recent_factor(LOG)
def overview(request: Request) -> HttpResponse:
    """/privacy/signalen/: first what is still to be judged."""
    if not supervises(request.actor):
        raise Http404
    found = ReadingAlert.objects.visible_to(request.actor).select_related("user")
    waiting = list(found.to_judge().order_by("judge_by", "hour"))
    judged = list(found.exclude(judged_at=None)[:MOST])
    context = {
        "waiting": [_line(alert, request) for alert in waiting],
        "judged": [_line(alert, request) for alert in judged],
        "columns": LISTED,
        "trail": [Link("Logboek", reverse("logboek"))],
    }
    accesslog.event(EventKind.LOG_VIEW, "R", rule="signalen", result_count=len(waiting) + len(judged))
    return render(request, "privacy/alerts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(LOG)
def alert(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/signalen/<id>/: what the log tells behind it, and the judgement of somebody else."""
    actor = request.actor
    found = get_object_or_404(
        ReadingAlert.objects.visible_to(actor).select_related("user", "house", "judged_by"), pk=pk
    )
    form = AlertVerdictForm(posted(request)) if may_judge_alert(actor, found) else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_bound and form.is_valid():
        given = form.cleaned_data
        judge_alert(found, is_justified=given["oordeel"] == "ja", remark=given["opmerking"], by=actor)
        messages.success(request, "Uw oordeel is vastgelegd")
        return redirect("signalen")
    rows = list(lines_behind(found, actor)[: MOST + 1])
    accesslog.event(EventKind.LOG_VIEW, "R", found, rule="signaal", result_count=len(rows[:MOST]))
    context = {
        "alert": found, "form": form, "line": _line(found, request), "lines": in_words(rows[:MOST]), "columns": COLUMNS,
        "most": MOST, "has_more": len(rows) > MOST, "is_own": is_own(found, actor),
        "trail": [Link("Logboek", reverse("logboek")), Link("Signalen", reverse("signalen"))],
    }  # fmt: skip
    return render(request, "privacy/alert.html", context, status=form_status(request))


def _line(alert: ReadingAlert, request: Request) -> dict[str, object]:
    due = Deadline(alert.judge_by, request.actor.today, SOURCE)
    return {"alert": alert, "when": alert.when, "due": due}
