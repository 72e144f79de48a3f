"""Keeping the data of a closed case longer: asked by one, confirmed by another."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame, open_file
from cases.closingpage import dates, postponed
from cases.forms.postponement import PostponementForm
from cases.models import Postponement
from cases.workflow.postponement import (
    confirm_postponement,
    end_postponement,
    extension_of,
    last_day_of,
    operation_on,
    postpone_destruction,
)
from privacy import accesslog
from zvh.components import Column
from zvh.conflicts import posted
from zvh.http import Request, form_status

TAB = "casus-afschalen"
COLUMNS = [Column("Tot en met"), Column("Reden"), Column("Gevraagd door"), Column("Stand"), Column("Wat kunt u doen?")]


def _open(request: Request, number: str) -> CasePage:
    page = open_file(number, request.actor)
    if operation_on(page.case) not in page.may:
        raise Http404
    if page.case.is_open and not (extension_of(page.case, today=page.actor.today) or page.case.legal_until):
        raise Http404
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/uitstel/: until when the data stay, what was asked before, and asking."""
    page = _open(request, number)
    rows = list(_rows(page))
    allowed = extension_of(page.case, today=request.actor.today)
    waits = any(row.state == "Wacht op bevestiging" for row in rows)
    form = None
    if allowed and not waits:
        form = PostponementForm(page.case, allowed, request.actor.today, posted(request))
    elif request.method == "POST":
        raise Http404
    if form and form.is_valid():
        said = form.cleaned_data
        postpone_destruction(
            page.case, until=said["tot"], reason=said["reden"], agreed=form.agreed(), meets_criteria=said.get("voldoet", False),
            by=request.actor,
        )  # fmt: skip
        messages.success(request, "Het uitstel is gevraagd. Een collega bevestigt het")
        return redirect("uitstel", number)
    accesslog.read(page.case, rule="uitstel", parts=["closing"])
    context = {
        **frame(page, TAB), "form": form, "rows": rows, "columns": COLUMNS, "dates": dates(page), "waits": waits,
        "asks_suppliers": bool(allowed and allowed.consent_of), "last": last_day_of(page.case, request.actor.today),
    }  # fmt: skip
    return render(request, "cases/closing/postponement.html", context, status=form_status(request))


def _rows(page: CasePage) -> "list[Postponement]":
    found = Postponement.objects.visible_to(page.actor).filter(case=page.case)
    return list(found.select_related("by", "confirmed_by", "ended_by").prefetch_related("consents__party"))


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/uitstel/<id>/: confirm what a colleague asked, withdraw it, or end what was confirmed."""
    page = _open(request, number)
    found = next((row for row in _rows(page) if row.pk == pk and row.ended_at is None), None)
    last = last_day_of(page.case, request.actor.today)
    day = last.date if last else None
    if found is None or (found.confirmed_at and day != found.until):
        raise Http404
    has_moved = found.confirmed_at is None and day != found.from_on
    may_confirm = found.confirmed_at is None and not has_moved and found.by_id != request.actor.user_id
    if request.method == "POST":
        return _take(request, page, found, may_confirm)
    accesslog.read(found, rule="uitstel-beoordelen", parts=["reason"])
    context = {
        **frame(page, TAB),
        "asked": found,
        "answers": postponed(found),
        "may_confirm": may_confirm,
        "has_moved": has_moved,
    }
    return render(request, "cases/closing/postponement_judge.html", context)


def _take(request: Request, page: CasePage, found: Postponement, may_confirm: bool) -> HttpResponse:
    if "bevestig" in request.POST:
        if not may_confirm:
            raise Http404
        confirm_postponement(found, by=request.actor)
        messages.success(request, "Het uitstel is bevestigd")
    elif "stop" in request.POST:
        end_postponement(found, by=request.actor)
        messages.success(request, "Het uitstel geldt niet meer")
    return redirect("uitstel", page.case.number)
