"""/bestuur/organen/<id>/besluiten/: the register of decisions of a body, a proposal new and changed, and the list on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.decisionpage import decision_list, decisions_of, find_decision
from governance.forms.decision import ProposalChangeForm, ProposalForm, WithdrawForm
from governance.models import Decision
from governance.policy import is_secretary, require
from governance.views.body import PAGE, body_link, find_body, way_back
from governance.workflow.decisions import change_proposal, may_change, propose_decision
from governance.workflow.withdrawing import may_withdraw, withdraw_proposal
from privacy import accesslog
from zvh.components import Column, Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.documents import Format, RenderFailed
from zvh.documents import render as draw
from zvh.http import Request, form_status
from zvh.versions import Overtaken

REGISTER = [Column("Nr."), Column("Onderwerp"), Column("Soort"), Column("Stand"), Column("Besloten op")]


@require_safe
def register(request: Request, pk: int) -> HttpResponse:
    """/bestuur/organen/<id>/besluiten/"""
    body = find_body(request, pk)
    require(request.actor, "read_meeting", body)
    found = decisions_of(body, request.actor)
    accesslog.listed("decision", found, rule="besluiten", house_id=body.house_id or 0)
    context = {
        "body": body, "decisions": found, "columns": REGISTER, "trail": [way_back(), body_link(body)],
        "may_propose": is_secretary(request.actor, body),
    }  # fmt: skip
    return render(request, "governance/decisions.html", context)


@require_safe
def listed(request: Request, pk: int, form: Format) -> HttpResponse:
    """/bestuur/organen/<id>/besluiten/pdf/ and /odt/: what was decided, on paper."""
    body = find_body(request, pk)
    require(request.actor, "read_meeting", body)
    found = decisions_of(body, request.actor)
    try:
        drawn = draw(decision_list(body, found), form)
    except RenderFailed:
        accesslog.nothing_shown()
        messages.error(request, "Het bestand kon niet worden gemaakt. Probeer het straks nog een keer")
        return redirect("besluiten", pk)
    accesslog.listed("decision", found, rule="besluitenlijst", house_id=body.house_id or 0)
    disposition = {"Content-Disposition": f'attachment; filename="besluitenlijst.{form.value}"'}
    return HttpResponse(drawn, content_type=form.content_type, headers=disposition)


@PAGE
def propose(request: Request, pk: int) -> HttpResponse:
    """/bestuur/organen/<id>/besluiten/nieuw/"""
    body = find_body(request, pk)
    require(request.actor, "keep_decision", body)
    form = ProposalForm(posted(request), body, request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = propose_decision(
            body, kind=given["soort"], subject=given["onderwerp"], text=given["voorstel"], meeting=given["vergadering"],
            by=request.actor,
        )  # fmt: skip
        messages.success(request, f"Voorstel {made.number} staat in het register")
        return redirect("besluit", made.pk)
    accesslog.nothing_shown()
    context = {
        "form": form, "body": body, "title": "Besluit voorstellen", "press": "Voorstel vastleggen",
        "trail": [way_back(), body_link(body), register_link(body.pk)],
    }  # fmt: skip
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def change(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/besluiten/<uuid>/wijzigen/: until a party was heard about it."""
    found = find_decision(pk, request.actor)
    require(request.actor, "keep_decision", found.keeper)
    if not may_change(found):
        raise Http404
    form = ProposalChangeForm(posted(request), found, request.actor)
    trail = [way_back(), body_link(found.keeper), register_link(found.keeper_id), decision_link(found)]
    if form.is_bound and form.is_valid():
        try:
            _save(found, form.cleaned_data, request)
        except Overtaken as overtaken:
            accesslog.listed("decision", [found], rule="besluit-wijzigen", house_id=found.keeper.house_id or 0)
            now = ProposalChangeForm(None, overtaken.stored, request.actor)
            return conflict_page(request, form, now, saved=Saved.of(overtaken.stored), trail=trail)
        messages.success(request, "Het voorstel is gewijzigd")
        return redirect("besluit", pk)
    accesslog.listed("decision", [found], rule="besluit-wijzigen", house_id=found.keeper.house_id or 0)
    context = {
        "form": form, "body": found.keeper, "title": "Voorstel wijzigen", "press": "Voorstel bewaren", "trail": trail,
    }  # fmt: skip
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/besluiten/<uuid>/intrekken/: by who made it or the secretary, until it is closed; with the reason."""
    found = find_decision(pk, request.actor)
    if not may_withdraw(found, request.actor):
        raise Http404
    form = WithdrawForm(posted(request))
    if form.is_bound and form.is_valid():
        withdraw_proposal(found, because=form.cleaned_data["reden"], by=request.actor)
        messages.success(request, "Het voorstel is ingetrokken")
        return redirect("besluit", pk)
    accesslog.listed("decision", [found], rule="besluit-intrekken", house_id=found.keeper.house_id or 0)
    context = {
        "form": form, "body": found.keeper, "about": found.subject, "title": "Voorstel intrekken",
        "press": "Voorstel intrekken", "trail": [way_back(), decision_link(found)],
    }  # fmt: skip
    return render(request, "governance/form.html", context, status=form_status(request))


def _save(found: Decision, given: dict[str, Any], request: Request) -> None:
    change_proposal(
        found, kind=given["soort"], subject=given["onderwerp"], text=given["voorstel"], meeting=given["vergadering"],
        version=given["versie"], by=request.actor,
    )  # fmt: skip


def decision_link(found: Decision) -> Link:
    return Link(f"Besluit {found.number}", reverse("besluit", args=[found.pk]))


def register_link(body_id: int) -> Link:
    return Link("Besluiten", reverse("besluiten", args=[body_id]))
