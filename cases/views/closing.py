"""Scaling down: the decision, its confirmation with everything it brings about, and reopening."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file, url_of
from cases.closingpage import answers, closings, dates, is_open_to, missing, transfers
from cases.forms.closing import ClosingForm, ReopenForm, initial_of
from cases.models import Closing
from cases.retention import policy_of
from cases.workflow.closing import (
    close_case,
    confirm_closing,
    confirmed_parts,
    consequences_of_closing,
    decided_by_both,
    missing_of_text,
    prepare_closing,
    reopen_case,
    said_other_part,
)
from cases.workflow.closing_criteria import criteria_in_force
from privacy import accesslog
from zvh.conflicts import Saved, VersionForm, conflict_page, posted
from zvh.http import Request
from zvh.versions import Overtaken

TAB = "casus-afschalen"


def _open(request: Request, number: str, operation: str = "") -> CasePage:
    """The case, for house staff and for the casusregisseur."""
    page = open_file(number, request.actor)
    if not is_open_to(page) or (operation and operation not in page.may):
        raise Http404
    return page


@require_safe
def overview(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afschalen/: how the decision stands, and until when the data stay; before anything stands, its form."""
    page = _open(request, number)
    prepared, decided = closings(page)
    if not (prepared or decided) and "prepare_closing" in page.may:
        return redirect("afschalen-besluit", number=number)
    accesslog.read(page.case, rule=TAB, parts=["closing"])
    context = {
        "prepared": prepared,
        "answers": answers(page, prepared) if prepared else [],
        "decided": [(closing, answers(page, closing)) for closing in decided],
        "missing": missing(page) if "prepare_closing" in page.may else [],
        "dates": dates(page),
        "may_archive": "postpone_destruction" in page.may and policy_of(page.case).may_move_to_archive,
        "transfers": transfers(page),
        "confirmed": confirmed_parts(prepared) if prepared and decided_by_both(page.case) else None,
    }
    return render(request, "cases/closing/overview.html", {**frame(page, TAB), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afschalen/besluit/: prepare the decision; it may be left half done."""
    page = _open(request, number, "prepare_closing")
    prepared, _ = closings(page)
    criteria = criteria_in_force(page.case)
    form = ClosingForm(page.case, request.actor, criteria, posted(request), initial=initial_of(prepared))
    if form.is_bound and form.is_valid():
        try:
            prepare_closing(page.case, **form.prepared(), by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, page, form, overtaken.stored)
        if "bewaar" in request.POST:
            messages.success(request, "Het concept is bewaard")
            return redirect(TAB, number=number)
        return redirect("afschalen-bevestigen", number=number)
    accesslog.read(page.case, rule="afschalen-besluit", parts=["closing"])
    return _show(request, page, "decision", form)


def _overtaken(request: Request, page: CasePage, form: ClosingForm, stored: Closing) -> HttpResponse:
    accesslog.read(page.case, rule="afschalen-conflict", parts=["closing"])
    now = ClosingForm(page.case, request.actor, form.criteria, initial=initial_of(stored))
    return conflict_page(request, form, now, saved=Saved.of(stored), trail=page.trail, back=url_of(TAB, page.case))


def _show(request: Request, page: CasePage, name: str, form: Any, status: int = 0, **context: Any) -> HttpResponse:
    status = status or (422 if form.is_bound and form.errors else 200)
    return render(request, f"cases/closing/{name}.html", {**frame(page, TAB), "form": form, **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afschalen/bevestigen/: what closing brings about; then confirming or closing."""
    page = _open(request, number, "confirm_closing")
    prepared, _ = closings(page)
    if prepared is None:
        return redirect(TAB, number=number)
    form = VersionForm(posted(request), initial={"versie": prepared.version})
    if form.is_bound and form.is_valid():
        return _take(request, page, form.cleaned_data["versie"])
    accesslog.read(page.case, rule="afschalen-bevestigen", parts=["closing"])
    context: dict[str, Any] = {
        "answers": answers(page, prepared),
        "missing": missing(page),
        "consequences": consequences_of_closing(page.case, today=request.actor.today),
        "may_confirm": _may_confirm(page, prepared),
        "said_already": said_other_part(prepared, _part(page), by=page.actor),
    }
    return _show(request, page, "confirm", form, **context)


def _part(page: CasePage) -> str:
    return "casusregisseur" if page.actor.is_delegate else "procesregisseur"


def _may_confirm(page: CasePage, closing: Closing) -> bool:
    """Whether this actor's yes is still awaited."""
    complete = not missing_of_text(closing, today=page.actor.today)
    waits = complete and decided_by_both(page.case) and _part(page) not in confirmed_parts(closing)
    return waits and not said_other_part(closing, _part(page), by=page.actor)


def _take(request: Request, page: CasePage, version: int) -> HttpResponse:
    try:
        if "bevestig" in request.POST:
            confirm_closing(page.case, version=version, by=request.actor)
            messages.success(request, "U heeft het besluit bevestigd")
            return redirect(TAB, number=page.case.number)
        close_case(page.case, version=version, by=request.actor)
    except Overtaken:
        messages.warning(request, "Iemand anders wijzigde het besluit. Lees het opnieuw")
        return redirect("afschalen-bevestigen", number=page.case.number)
    messages.success(request, "De casus is afgeschaald")
    return redirect(TAB, number=page.case.number)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/heropenen/: a new decision takes the case up again."""
    page = _open(request, number, "reopen_case")
    form = ReopenForm(request.actor, posted(request))
    if form.is_bound and form.is_valid():
        found = form.cleaned_data
        reopen_case(page.case, reason=found["reden"], decided_on=found["besloten_op"], by=request.actor)
        messages.success(request, "De casus is weer open. Wijs opnieuw toe wie de casus leest")
        return redirect("casus", number=number)
    accesslog.read(page.case, rule="heropenen", parts=["closing"])
    return _show(request, page, "reopen", form)
