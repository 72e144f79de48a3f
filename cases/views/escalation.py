"""Questions about a case to a body or a mayor, and their answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame, open_file
from cases.closingpage import is_casusregisseur
from cases.forms.dispute import EscalationAnswerForm, EscalationForm
from cases.models import Escalation
from cases.workflow.escalation import answer_escalation, bodies_of, escalate, gemeenten_of
from privacy import accesslog
from zvh.conflicts import posted
from zvh.http import Request, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _open(request: Request, number: str) -> CasePage:
    page = open_file(number, request.actor)
    if not (request.actor.reads_cases or is_casusregisseur(page)):
        raise Http404
    return page


@PAGE
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/opschaling/: what was asked of a body or a mayor; asking more."""
    page = _open(request, number)
    may_ask = "escalate" in page.may
    if request.method == "POST" and not may_ask:
        raise Http404
    form = None
    if may_ask:
        bodies, gemeenten, initial = bodies_of(page.case), gemeenten_of(page.case), {"op": request.actor.today}
        form = EscalationForm(posted(request), bodies=bodies, gemeenten=gemeenten, initial=initial)
    if form and form.is_valid():
        said = form.cleaned_data
        escalate(
            page.case,
            question=said["vraag"],
            asked_on=said["op"],
            body=said["orgaan"],
            gemeente=said["gemeente"],
            by=request.actor,
        )
        messages.success(request, "De vraag is vastgelegd")
        return redirect("casus-opschaling", number)
    rows = list(Escalation.objects.visible_to(request.actor).filter(case=page.case).select_related("body", "gemeente"))
    accesslog.listed("escalation", rows, rule="casus-opschaling", house_id=page.case.house_id)
    context = {**frame(page, "casus"), "rows": rows, "form": form}
    return render(request, "cases/escalation/of_case.html", context, status=form_status(request))


@PAGE
def answer(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/opschaling/<id>/: what the body or the mayor answered."""
    page = _open(request, number)
    rows = Escalation.objects.visible_to(request.actor).filter(case=page.case, answered_on=None)
    found = rows.select_related("body", "gemeente").filter(pk=pk).first()
    if found is None or "escalate" not in page.may:
        raise Http404
    form = EscalationAnswerForm(posted(request), since=found.asked_on, initial={"op": request.actor.today})
    if form.is_valid():
        said = form.cleaned_data
        answer_escalation(found, answer=said["antwoord"], answered_on=said["op"], by=request.actor)
        messages.success(request, "Het antwoord is vastgelegd")
        return redirect("casus-opschaling", number)
    accesslog.read(found, rule="opschaling-antwoord", parts=["vraag"])
    context = {**frame(page, "casus"), "escalation": found, "form": form}
    return render(request, "cases/escalation/answer.html", context, status=form_status(request))
