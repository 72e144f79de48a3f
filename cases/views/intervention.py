"""Interventions: agreed in a case, and reported on by who carries them out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.casepage import frame
from cases.forms.intervention import EndForm, InterventionForm, ProgressForm, end_initial
from cases.interventionpage import InterventionLine, find_intervention
from cases.models import Intervention
from cases.policy import may
from cases.rowpolicy import may_report
from cases.views.agenda import open_for
from cases.workflow.intervention import add_intervention, change_intervention, end_intervention, note_progress
from parties.choices import Word
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.forms import Form
from zvh.http import Request, form_status
from zvh.templatetags.words import capital
from zvh.versions import Overtaken


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/interventies/nieuw/: what, for which goal, who, since when."""
    page = open_for(number, request.actor, "add_intervention")
    form = InterventionForm(posted(request), page.case)
    if form.is_bound and form.is_valid():
        made = add_intervention(page.case, agreed=form.agreed(), by=request.actor)
        messages.success(request, "De interventie is afgesproken")
        return redirect("interventie", made.pk)
    accesslog.read(page.case, rule="interventie-nieuw", parts=["gedelegeerden"])
    context = {**frame(page, "casus-plan"), "form": form}
    return render(request, "cases/plan/intervention_new.html", context, status=form_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def intervention(request: Request, pk: UUID) -> HttpResponse:
    """/interventies/<uuid>/: what was agreed, the history of its progress, and a new line of it."""
    line = find_intervention(pk, request.actor)
    may_tell = may_report(request.actor, line.row, "report_intervention")
    if request.method == "POST" and not (may_tell and line.row.is_running):
        raise Http404
    form = ProgressForm(posted(request))
    if form.is_bound and form.is_valid():
        note_progress(line.row, text=form.cleaned_data["voortgang"], by=request.actor)
        messages.success(request, "De voortgang is bewaard")
        return redirect("interventie", pk)
    accesslog.read(line.row, rule="interventie")
    context = {
        "line": line, "form": form, "trail": trail(line), "may_tell": may_tell,
        "may_change": may(request.actor, "change_intervention", line.row.case),
    }  # fmt: skip
    return render(request, "cases/plan/intervention.html", context, status=form_status(request))


def trail(line: InterventionLine, *more: Link) -> list[Link]:
    case = line.row.case
    plan = Link(capital(case.house.word(Word.PLAN)), reverse("casus-plan", args=[case.number]))
    return [Link(f"Casus {case.number}", reverse("casus", args=[case.number])), plan, *more]


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """/interventies/<uuid>/wijzigen/: what was agreed, written down otherwise."""
    line = find_intervention(pk, request.actor)
    case = line.row.case
    if not may(request.actor, "change_intervention", case):
        raise Http404
    form = InterventionForm(posted(request), case, line.row)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["versie"]
        try:
            change_intervention(line.row, agreed=form.agreed(), version=version, by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, line, form, InterventionForm(None, case, overtaken.stored))
        messages.success(request, "De interventie is gewijzigd")
        return redirect("interventie", pk)
    return _show(request, line, form, "wijzigen")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, pk: UUID) -> HttpResponse:
    """/interventies/<uuid>/stand/: it ended, with a result; or it runs again."""
    line = find_intervention(pk, request.actor)
    if not may_report(request.actor, line.row, "report_intervention"):
        raise Http404
    form = EndForm(posted(request), initial=end_initial(line.row))
    if form.is_bound and form.is_valid():
        try:
            end_intervention(line.row, **form.given(), by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, line, form, EndForm(initial=end_initial(overtaken.stored)))
        messages.success(request, "De stand is bewaard")
        return redirect("interventie", pk)
    return _show(request, line, form, "stand")


def _show(request: Request, line: InterventionLine, form: Form, part: str) -> HttpResponse:
    accesslog.read(line.row, rule=f"interventie-{part}")
    context = {"line": line, "form": form, "trail": _below(line), "part": part}
    return render(request, "cases/plan/intervention_form.html", context, status=form_status(request))


def _overtaken(request: Request, line: InterventionLine, mine: Form, now: Form) -> HttpResponse:
    accesslog.read(line.row, rule="interventie-conflict")
    saved = Saved.of(Intervention.objects.visible_to(request.actor).select_related("saved_by").get(pk=line.row.pk))
    return conflict_page(request, mine, now, saved=saved, trail=_below(line))


def _below(line: InterventionLine) -> list[Link]:
    return trail(line, Link("Interventie", reverse("interventie", args=[line.row.pk])))
