"""Keeping data longer than the law gives by itself: the suppliers are asked and answer in the browser (BGS 1.16)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame, open_file
from cases.work import FROM_MY_WORK
from cases.workflow.postponement import extension_of, last_day_of, operation_on
from privacy import accesslog
from privacy.forms.renewal import AgreedRenewalForm, AskRenewalForm, RenewalAnswerForm
from privacy.models import RenewalQuestion
from privacy.renewals import answer_renewal, ask_renewal, asked_last, is_agreed, may_answer, postpone_as_agreed
from zvh.components import Column
from zvh.conflicts import posted
from zvh.http import Request, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])
COLUMNS = [Column("Leverancier"), Column("Tot en met"), Column("Antwoord")]


@PAGE
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/verlenging/: ask every supplier, see what they say, and ask a colleague to confirm once all agreed."""
    page = open_file(number, request.actor)
    allowed, last = extension_of(page.case, today=request.actor.today), last_day_of(page.case, request.actor.today)
    if operation_on(page.case) not in page.may or allowed is None or last is None or not allowed.consent_of:
        raise Http404
    rows = asked_last(page.case, request.actor)
    agreed = is_agreed(page.case, rows, request.actor)
    form: AgreedRenewalForm | AskRenewalForm = (
        AgreedRenewalForm(posted(request), is_open=page.case.is_open)
        if agreed
        else AskRenewalForm(posted(request), last.date, allowed)
    )
    if form.is_valid():
        return _take(request, page, form)
    accesslog.read(page.case, rule="verlenging", parts=["closing"])
    context = {
        **frame(page, "casus-afschalen"), "form": form, "rows": rows, "columns": COLUMNS, "agreed": agreed, "last": last,
        "waits": any(not one.answer for one in rows), "parties": allowed.consent_of,
    }  # fmt: skip
    return render(request, "privacy/renewal.html", context, status=form_status(request))


def _take(request: Request, page: CasePage, form: AgreedRenewalForm | AskRenewalForm) -> HttpResponse:
    said = form.cleaned_data
    if isinstance(form, AgreedRenewalForm):
        postpone_as_agreed(page.case, reason=said["reden"], meets_criteria=said.get("voldoet", False), by=request.actor)
        messages.success(request, "Het uitstel is gevraagd. Een collega bevestigt het")
        return redirect("uitstel", page.case.number)
    ask_renewal(page.case, until=said["tot"], by=request.actor)
    messages.success(request, "De leveranciers zijn gevraagd")
    return redirect("verlenging", page.case.number)


@PAGE
def answer(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verlengingen/<id>/: a party says whether its data may stay."""
    found = get_object_or_404(RenewalQuestion.objects.visible_to(request.actor).select_related("house", "party"), pk=pk)
    if not may_answer(request.actor, found):
        raise Http404
    form = RenewalAnswerForm(posted(request))
    if form.is_valid():
        answer_renewal(found, answer=form.cleaned_data["antwoord"], by=request.actor)
        messages.success(request, "Het antwoord is vastgelegd")
        return redirect("mijn-werk")
    accesslog.event(accesslog.EventKind.LIST, "R", found, rule="verlenging-antwoord", result_count=1)
    context = {"form": form, "question": found, "trail": FROM_MY_WORK}
    return render(request, "privacy/renewal_answer.html", context, status=form_status(request))
