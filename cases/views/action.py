"""Actions: agreed in a case, and everybody's own over all cases."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import frame
from cases.forms.plan import ActionForm, ReportForm, report_initial
from cases.interventionpage import COLUMNS as INTERVENTIONS
from cases.interventionpage import running_lines
from cases.models import Action
from cases.planpage import ACTIONS, action_lines, own_actions
from cases.rowpolicy import may_report
from cases.views.agenda import open_for
from cases.visibility import CASEWORK
from cases.workflow.action import add_action, report_action
from parties.roles import Role
from privacy import accesslog
from zvh.components import Column, Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request
from zvh.versions import Overtaken

COLUMNS = [Column("Casus"), *ACTIONS]
LISTS = {"1": "acties", "mijn-werk": "mijn-werk"}  # where a report may be made without leaving


@require_safe
def mine(request: Request) -> HttpResponse:
    """/acties/: open actions and running interventions over all cases, shortest term first; `?te-laat=1` what is late."""
    if not (request.actor.is_delegate or request.actor.role in (*CASEWORK, Role.MANAGER)):
        raise Http404
    lines, running = action_lines(own_actions(request.actor).open(), request.actor), running_lines(request.actor)
    counts = {
        "open": len(lines),
        "late": sum(line.is_late for line in lines),
        "overdue": sum(one.is_late for one in running),
    }
    if only_late := request.GET.get("te-laat") == "1":
        lines, running = [line for line in lines if line.is_late], [one for one in running if one.is_late]
    accesslog.listed("action", [line.action for line in lines], rule="acties")
    if running:
        accesslog.listed("intervention", [one.row for one in running], rule="acties")
    context = {
        **counts, "only_late": only_late, "lines": lines, "columns": COLUMNS, "form": None,
        "interventions": running, "intervention_columns": [Column("Casus"), *INTERVENTIONS],
    }  # fmt: skip
    return render(request, "cases/plan/actions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, pk: UUID) -> HttpResponse:
    """/acties/<uuid>/: how it went."""
    action = (
        Action.objects.visible_to(request.actor).select_related("case__house", "party", "user").filter(pk=pk).first()
    )
    if action is None or not may_report(request.actor, action):
        raise Http404
    form = ReportForm(posted(request), initial=report_initial(action))
    if form.is_bound and form.is_valid():
        try:
            report_action(action, **form.given(), by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, form, overtaken.stored)
        messages.success(request, "Doorgegeven. U kunt dit op deze bladzijde nog wijzigen")
        return (
            redirect(LISTS[asked])
            if (asked := request.POST.get("lijst")) in LISTS
            else redirect("casus-plan", action.case.number)
        )
    accesslog.read(action, rule="actie-melden")
    context = {
        "form": form,
        "line": action_lines(Action.objects.visible_to(request.actor).filter(pk=pk), request.actor)[0],
        "trail": [Link("Acties", "/acties/")],
    }
    return render(request, "cases/plan/report.html", context, status=422 if form.errors else 200)


def _overtaken(request: Request, form: ReportForm, stored: Action) -> HttpResponse:
    accesslog.read(stored, rule="actie-conflict")
    now, saved = ReportForm(initial=report_initial(stored)), Saved.of(stored)
    return conflict_page(request, form, now, saved=saved, trail=[Link("Acties", "/acties/")])


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/acties/nieuw/: what, who, by when."""
    page = open_for(number, request.actor, "add_action")
    form = ActionForm(posted(request), page.case)
    if form.is_bound and form.is_valid():
        given, (party, user) = form.cleaned_data, form.executor()
        add_action(page.case, what=given["wat"], due_on=given["uiterlijk"], party=party, user=user, by=request.actor)
        messages.success(request, "De actie is afgesproken")
        return redirect("casus-plan", number)
    accesslog.read(page.case, rule="actie-nieuw", parts=["gedelegeerden"])
    return render(
        request,
        "cases/plan/action.html",
        {**frame(page, "casus-plan"), "form": form},
        status=422 if form.errors else 200,
    )
