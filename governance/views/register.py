"""/bestuur/organen/<id>/besluiten/: the register of decisions of a body, a new proposal, and the list on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.decisionpage import decision_list, decisions_of
from governance.forms.decision import ProposalForm
from governance.policy import is_secretary, require
from governance.views.body import PAGE, body_link, find_body, way_back
from governance.workflow.decisions import propose_decision
from privacy import accesslog
from zvh.components import Column, Link
from zvh.documents import Format, RenderFailed
from zvh.documents import render as draw
from zvh.http import Request, form_status, posted

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


def register_link(body_id: int) -> Link:
    return Link("Besluiten", reverse("besluiten", args=[body_id]))
