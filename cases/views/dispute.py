"""Disputes of a case, and one of them with the steps that it took."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file
from cases.forms.dispute import OVERTAKEN, DisputeForm, TurnForm
from cases.models import Dispute
from cases.models.dispute import HANDLERS
from cases.phases import StepNotAllowed
from cases.rowpolicy import may_handle_dispute
from cases.work import FROM_MY_WORK
from cases.workflow.dispute import ladder, next_step, raise_dispute, take_turn
from parties.choices import DisputeAbout
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column, Link
from zvh.conflicts import posted
from zvh.http import Request, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])
COLUMNS = [Column("Waarover"), Column("Ingediend op"), Column("Stand"), Column("Verder", is_hidden=True)]
# What higher apps say beside a dispute: where it lies, and where it may go.
BESIDE: list[Callable[[Dispute, Actor], list[Link]]] = []
STEPS = [Column("Voorgelegd aan"), Column("Op"), Column("Uitkomst")]


@require_safe
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/geschillen/: the disputes that this actor has part in."""
    page = open_file(number, request.actor)
    rows = list(Dispute.objects.visible_to(request.actor).filter(case=page.case))
    if not rows and "raise_dispute" not in page.may and request.actor.role not in HANDLERS:
        raise Http404
    accesslog.listed("dispute", rows, rule="casus-geschillen", house_id=page.case.house_id)
    return _show(request, page, "of_case", rows=rows, columns=COLUMNS)


@PAGE
def new(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/geschillen/nieuw/: a dispute goes to the first step of the ladder."""
    page = open_file(number, request.actor)
    if "raise_dispute" not in page.may:
        raise Http404
    form = DisputeForm(posted(request), choices=_choices(page))
    if form.is_valid():
        given = form.cleaned_data
        made = raise_dispute(page.case, about=given["waarover"], text=given["geschil"], by=request.actor)
        messages.success(request, "Het geschil is voorgelegd")
        return redirect("geschil", made.pk)
    accesslog.read(page.case, rule="geschil-nieuw")
    return _show(request, page, "new", form=form)


def _choices(page: CasePage) -> list[tuple[str, str]]:
    """What a dispute can be about here, each with its first step."""
    found = []
    for about in DisputeAbout:
        steps = ladder(page.case.house, about)
        if steps and (about != DisputeAbout.CASUSREGISSEUR or page.case.casusregisseur_id):
            found.append((about.value, f"{about.label} (eerst naar: {steps[0].goes_to})"))
    return found


@PAGE
def show(request: Request, pk: UUID) -> HttpResponse:
    """/geschillen/<id>/: the dispute and its steps; who handles it writes what came of the step."""
    related = ("house__covenant", "raised_by", "party", "about_user")
    found = Dispute.objects.visible_to(request.actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    turns, may_handle = list(found.turns.all()), may_handle_dispute(request.actor, found)
    if request.method == "POST" and not may_handle:
        raise Http404
    initial = {"versie": turns[-1].order, "op": request.actor.today}
    form = (
        TurnForm(found, turns[-1], next_step(found), request.actor, posted(request), initial=initial)
        if may_handle
        else None
    )
    if form and form.is_valid() and _take(request, found, form):
        return redirect("geschil", pk)
    accesslog.read(found, rule="geschil", parts=["geschil", "stappen"])
    links = [link for beside in BESIDE for link in beside(found, request.actor)]
    context = {"dispute": found, "turns": turns, "columns": STEPS, "links": links, "form": form, "trail": FROM_MY_WORK}
    return render(request, "cases/dispute/show.html", context, status=form_status(request))


def _take(request: Request, dispute: Dispute, form: TurnForm) -> bool:
    given = form.cleaned_data
    try:
        take_turn(
            dispute, order=given["versie"], on=given["op"], outcome=given["uitkomst"], result=given["verder"],
            description=given.get("omschrijving", ""), by=request.actor,
        )  # fmt: skip
    except StepNotAllowed:
        form.add_error(None, OVERTAKEN)
        return False
    messages.success(request, "De uitkomst is vastgelegd")
    return True


def _show(request: Request, page: CasePage, template: str, **context: Any) -> HttpResponse:
    context = {**frame(page, "casus"), **context}
    return render(request, f"cases/dispute/{template}.html", context, status=form_status(request))
