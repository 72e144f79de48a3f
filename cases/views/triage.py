"""The triage: criteria, enquiries and decision on one page; each step on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame
from cases.forms.triage import TEXTS, ConfirmForm, CriteriaForm, DecisionForm, initial_of
from cases.models import CriterionJudgement, CriterionMark, Triage
from cases.triagepage import answers, consequences, criteria_advice, missing
from cases.views.enquiry import OF_CASE, enquiries_of, open_for_staff
from cases.workflow.triage import Overtaken, criteria_of, decide_triage, judge_criterion, prepare_triage
from privacy import accesslog
from zvh.components import Answer, Column
from zvh.http import Request, form_status

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
    context = {
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
    form = CriteriaForm(page.case, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        for criterion, is_met, explanation in form.judgements():
            judge_criterion(page.case, criterion, is_met=is_met, explanation=explanation, by=request.actor)
        messages.success(request, "De criteria zijn beoordeeld")
        return redirect("casus-triage", number=number)
    accesslog.read(page.case, rule="triage-criteria", parts=["criteria"])
    return render(
        request,
        "cases/triage/criteria.html",
        {**frame(page, "casus-triage"), "form": form},
        status=form_status(request),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/triage/besluit/: prepare the decision; it may be left half done."""
    page = _open_for(request, number, "prepare_triage")
    stored = Triage.objects.visible_to(request.actor).filter(case=page.case).first()
    initial = initial_of(page.case, stored)
    form = DecisionForm(page.case, request.actor, request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, Any] = {**frame(page, "casus-triage"), "form": form}
    if form.is_bound and form.is_valid():
        try:
            prepare_triage(page.case, **form.prepared(), by=request.actor)
            return _after_saving(request, number)
        except Overtaken as overtaken:
            return _both_texts(request, page, form, overtaken.stored)
    accesslog.read(page.case, rule="triage-besluit", parts=["triage"])
    return render(request, "cases/triage/decision.html", context, status=form_status(request))


def _after_saving(request: Request, number: str) -> HttpResponse:
    if "bewaar" in request.POST:
        messages.success(request, "Het concept is bewaard")
        return redirect("casus-triage", number=number)
    return redirect("triage-bevestigen", number=number)


def _both_texts(request: Request, page: CasePage, form: DecisionForm, stored: Triage) -> HttpResponse:
    """Somebody saved meanwhile: nothing is written, both texts are shown, and saving again is a choice."""
    mine = form.cleaned_data
    differences = [
        Answer(str(form.fields[name].label), getattr(stored, source))
        for name, source in TEXTS.items()
        if getattr(stored, source) != mine[name]
    ]
    data = request.POST.copy()
    data["versie"] = str(stored.version)
    accesslog.read(page.case, rule="triage-besluit", parts=["triage"])
    again = DecisionForm(page.case, request.actor, data, initial=initial_of(page.case, stored))
    context = {**frame(page, "casus-triage"), "form": again, "differences": differences, "is_overtaken": True}
    return render(request, "cases/triage/decision.html", context, status=409)


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
    posted = request.POST if request.method == "POST" and not lacking else None
    form = ConfirmForm(posted, initial={"versie": prepared.version})
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
