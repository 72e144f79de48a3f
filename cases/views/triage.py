"""The triage: criteria, enquiries and decision on one page; each step on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, url_of
from cases.counting import counts_for
from cases.forms.triage import CriteriaForm, DecisionForm, initial_of
from cases.models import CriterionJudgement, CriterionMark, Triage
from cases.triagepage import answers, consequences, criteria_advice, missing
from cases.views.enquiry import OF_CASE, enquiries_of, open_for_staff
from cases.workflow.triage import criteria_of, decide_triage, judge_criteria, prepare_triage
from privacy import accesslog
from zvh.components import Column
from zvh.conflicts import Saved, VersionForm, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken

TAB = "casus-triage"
COUNTS = [Column("Criterium"), Column("Nodig"), Column("Geteld"), Column("Uitkomst")]
CRITERIA = [Column("Criterium"), Column("Volgens de melder"), Column("Oordeel van het huis")]


@require_safe
def triage(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/triage/: what is known for the decision, and the decision."""
    page = open_for_staff(number, request.actor)
    accesslog.read(page.case, rule="casus-triage", parts=["criteria", "enquiries", "triage"])
    prepared = (
        Triage.objects.visible_to(request.actor)
        .filter(case=page.case)
        .select_related("outcome", "by", "forward_to")
        .first()
    )
    counts, counted = counts_for(page.case, request.actor)
    if counted:
        accesslog.listed("contribution", counted, rule="casus-triage", house_id=page.case.house_id)
    context = {
        "counts": counts,
        "count_columns": COUNTS,
        "criteria": _criteria(page),
        "criteria_columns": CRITERIA,
        "advice": criteria_advice(page.case),
        "enquiries": enquiries_of(page),
        "enquiry_columns": OF_CASE,
        "prepared": prepared,
        "answers": answers(page, prepared) if prepared else [],
        "missing": missing(page) if "decide_triage" in page.may else [],
    }
    return render(request, "cases/triage/triage.html", {**frame(page, "casus-triage"), **context})


def _criteria(page: CasePage) -> list[tuple[Any, Any, Any]]:
    """Every criterion with the mark of the reporter and the judgement of the house."""
    marks = {row.criterion_id: row for row in CriterionMark.objects.visible_to(page)}
    judged = {row.criterion_id: row for row in CriterionJudgement.objects.visible_to(page.actor).filter(case=page.case)}
    return [(criterion, marks.get(criterion.pk), judged.get(criterion.pk)) for criterion in criteria_of(page.case)]


def _open_for(request: Request, number: str, operation: str) -> CasePage:
    page = open_for_staff(number, request.actor)
    if operation not in page.may:
        raise Http404
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/triage/criteria/: every criterion, met or not, and why."""
    page = _open_for(request, number, "judge_criterion")
    form = CriteriaForm(page.case, posted(request))
    if form.is_bound and form.is_valid():
        try:
            judge_criteria(page.case, form.judgements(), version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            return _criteria_overtaken(request, page, form)
        messages.success(request, "De criteria zijn beoordeeld")
        return redirect("casus-triage", number=number)
    accesslog.read(page.case, rule="triage-criteria", parts=["criteria"])
    return render(
        request,
        "cases/triage/criteria.html",
        {**frame(page, "casus-triage"), "form": form},
        status=form_status(request),
    )


def _criteria_overtaken(request: Request, page: CasePage, form: CriteriaForm) -> HttpResponse:
    accesslog.read(page.case, rule="triage-conflict", parts=["criteria"])
    last = page.case.criterionjudgements.select_related("by").order_by("-at").first()
    saved = Saved.of(last) if last else Saved()
    now, back = CriteriaForm(page.case), url_of(TAB, page.case)
    return conflict_page(request, form, now, saved=saved, trail=page.trail, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/triage/besluit/: prepare the decision; it may be left half done."""
    page = _open_for(request, number, "prepare_triage")
    stored = Triage.objects.visible_to(request.actor).filter(case=page.case).first()
    initial = initial_of(page.case, stored)
    form = DecisionForm(page.case, request.actor, posted(request), initial=initial)
    context: dict[str, Any] = {**frame(page, "casus-triage"), "form": form}
    if form.is_bound and form.is_valid():
        try:
            prepare_triage(page.case, **form.prepared(), by=request.actor)
            return _after_saving(request, number)
        except Overtaken as overtaken:
            return _overtaken(request, page, form, overtaken.stored)
    accesslog.read(page.case, rule="triage-besluit", parts=["triage"])
    return render(request, "cases/triage/decision.html", context, status=form_status(request))


def _after_saving(request: Request, number: str) -> HttpResponse:
    if "bewaar" in request.POST:
        messages.success(request, "Het concept is bewaard")
        return redirect("casus-triage", number=number)
    return redirect("triage-bevestigen", number=number)


def _overtaken(request: Request, page: CasePage, form: DecisionForm, stored: Triage) -> HttpResponse:
    accesslog.read(page.case, rule="triage-conflict", parts=["triage"])
    now = DecisionForm(page.case, request.actor, initial=initial_of(page.case, stored))
    return conflict_page(request, form, now, saved=Saved.of(stored), trail=page.trail, back=url_of(TAB, page.case))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/triage/besluit/bevestigen/: what the decision leads to, and taking it."""
    page = _open_for(request, number, "decide_triage")
    prepared = (
        Triage.objects.visible_to(request.actor).filter(case=page.case).select_related("outcome", "forward_to").first()
    )
    if prepared is None:
        return redirect("triage-besluit", number=number)
    lacking = missing(page)
    form = VersionForm(None if lacking else posted(request), initial={"versie": prepared.version})
    if form.is_bound and form.is_valid():
        return _decide(request, page, form.cleaned_data["versie"])
    accesslog.read(page.case, rule="triage-bevestigen", parts=["triage"])
    context = {
        "form": form,
        "missing": lacking,
        "answers": answers(page, prepared),
        "consequences": consequences(page.case, prepared) if prepared.outcome else [],
    }
    return render(request, "cases/triage/confirm.html", {**frame(page, "casus-triage"), **context})


def _decide(request: Request, page: CasePage, version: int) -> HttpResponse:
    try:
        decide_triage(page.case, version=version, by=request.actor)
    except Overtaken:
        messages.warning(request, "Iemand anders wijzigde het besluit. Lees het opnieuw")
        return redirect("triage-bevestigen", number=page.case.number)
    messages.success(request, "Het besluit is genomen")
    return redirect("casus-triage", number=page.case.number)
