"""The pages of a budget: its categories, contributions and key while it is a draft; payments and spending after it was adopted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from governance.budgetpage import TITLES, figures_of, file_rows, may_book
from governance.forms.budget import KeyForm, LineForm, PaidForm, PrepaidForm, SharesForm, SpendingForm
from governance.models import Budget, BudgetLine, Paper, Share
from governance.paperpage import find_paper, works_on
from governance.views.body import PAGE, way_back
from governance.views.paper import paper_link, papers_link
from governance.workflow.budget import (
    Division,
    LineThere,
    book,
    divide_by_key,
    drop_key,
    drop_line,
    note_paid,
    save_line,
    set_prepaid,
    set_shares,
)
from governance.workflow.papers import keeps
from parties.dutychoices import PaperKind
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.forms import Form
from zvh.http import Request, form_status
from zvh.spreadsheet import FORMATS
from zvh.versions import Overtaken


def _draft(pk: UUID, request: Request) -> Paper:
    """A budget that who acts may write."""
    found = find_paper(pk, request.actor)
    if found.rule.kind != PaperKind.BUDGET or not found.is_draft or not keeps(request.actor, found.house):
        raise Http404
    return found


def _trail(found: Paper) -> list[Link]:
    return [way_back(), papers_link(), paper_link(found)]


def _form_page(request: Request, found: Paper, form: Form, title: str, press: str, rule: str) -> HttpResponse:
    accesslog.listed("paper", [found], rule=rule, house_id=found.house_id)
    context = {"form": form, "title": title, "about": found.title, "press": press, "trail": _trail(found)}
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def add_line(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/posten/"""
    found = _draft(pk, request)
    form = LineForm(posted(request))
    if form.is_bound and form.is_valid() and _save_line(request, found, None, form):
        return redirect("stuk", pk)
    return _form_page(request, found, form, "Post toevoegen", "Toevoegen", "begroting-post-nieuw")


@PAGE
def line(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/posten/<uuid>/: change it, or take it out."""
    known = get_object_or_404(BudgetLine.objects.visible_to(request.actor), pk=pk)
    found = _draft(known.paper_id, request)
    if request.method == "POST" and "weg" in request.POST:
        drop_line(known, by=request.actor)
        messages.success(request, f"“{known.title}” staat niet meer in de begroting")
        return redirect("stuk", found.pk)
    form = LineForm(posted(request), known)
    accesslog.listed("budgetline", [known], rule="begroting-post", house_id=found.house_id)
    if form.is_bound and form.is_valid():
        try:
            if _save_line(request, found, known, form):
                return redirect("stuk", found.pk)
        except Overtaken as overtaken:
            now, saved = LineForm(None, overtaken.stored), Saved.of(overtaken.stored)
            return conflict_page(request, form, now, saved=saved, trail=_trail(found))
    context = {"form": form, "line": known, "paper": found, "trail": _trail(found)}
    return render(request, "governance/budget_line.html", context, status=form_status(request))


def _save_line(request: Request, found: Paper, known: BudgetLine | None, form: LineForm) -> bool:
    given = form.cleaned_data
    try:
        save_line(found, known, title=given["post"], amount=given["bedrag"], version=given["versie"], by=request.actor)
    except LineThere:
        form.add_error("post", "Deze post staat er al. Kies een andere naam, of wijzig die post")
        return False
    return True


@PAGE
def key(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/sleutel/: what the gemeenten contribute, by the inhabitants in a file of the CBS."""
    found = _draft(pk, request)
    budget = get_object_or_404(Budget.objects.visible_to(request.actor).select_related("paper__rule"), paper=found)
    if request.method == "POST" and "weg" in request.POST:
        drop_key(found, by=request.actor)
        return redirect("stuk", pk)
    form = KeyForm(posted(request), request.FILES or None, budget, request.actor)
    if form.is_bound and form.is_valid():
        try:
            divide_by_key(found, _division(form), version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            form.add_error(None, "Een ander maakte intussen de sleutel. Open de pagina opnieuw en kijk wat er nu staat")
        else:
            messages.success(request, f"Het bedrag is verdeeld over {len(form.counted)} partijen")
            return redirect("stuk", pk)
    accesslog.listed("paper", [found], rule="begroting-sleutel", house_id=found.house_id)
    context = {"form": form, "paper": found, "budget": budget, "payers": form.payers, "trail": _trail(found)}
    return render(request, "governance/budget_key.html", context, status=form_status(request))


def _division(form: KeyForm) -> Division:
    given = form.cleaned_data
    return Division(given["bedrag"], given["peildatum"], given["bestand"].name[:200], form.counted)


@PAGE
def shares(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/bijdragen/: fixed amounts, of the Rijk and of who is not in the key."""
    found = _draft(pk, request)
    form = _shares_form(request, found, posted(request))
    if form.is_bound and form.is_valid():
        try:
            set_shares(found, form.amounts(), version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            accesslog.listed("paper", [found], rule="begroting-bijdragen", house_id=found.house_id)
            now, saved = _shares_form(request, found, None), Saved.of(overtaken.stored)
            return conflict_page(request, form, now, saved=saved, trail=_trail(found))
        messages.success(request, "De bijdragen zijn bewaard")
        return redirect("stuk", pk)
    return _form_page(request, found, form, "Vaste bijdragen", "Bijdragen bewaren", "begroting-bijdragen")


def _shares_form(request: Request, found: Paper, data: Any) -> SharesForm:
    stored = list(Share.objects.visible_to(request.actor).filter(paper=found))
    return SharesForm(data, found, stored, request.actor)


@PAGE
def prepaid(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/betaaldatum/: where the covenant names no day."""
    found = _draft(pk, request)
    if found.rule.prepaid_by_month:
        raise Http404
    form = PrepaidForm(posted(request))
    if form.is_bound and form.is_valid():
        set_prepaid(found, form.cleaned_data["uiterlijk"], by=request.actor)
        return redirect("stuk", pk)
    return _form_page(request, found, form, "Dag van betalen", "Bewaren", "begroting-betaaldatum")


@PAGE
def paid(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/bijdragen/<uuid>/: when it was paid."""
    seen = Share.objects.visible_to(request.actor).select_related("paper__house", "paper__rule", "party")
    share = get_object_or_404(seen, pk=pk)
    if not share.paper.is_adopted or not keeps(request.actor, share.paper.house):
        raise Http404
    form = PaidForm(posted(request), share, request.actor)
    accesslog.listed("share", [share], rule="begroting-betaald", house_id=share.paper.house_id)
    if form.is_bound and form.is_valid():
        try:
            note_paid(share, form.cleaned_data["betaald"], version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            now, saved = PaidForm(None, overtaken.stored, request.actor), Saved.of(overtaken.stored)
            return conflict_page(request, form, now, saved=saved, trail=_trail(share.paper))
        messages.success(request, f"De betaling van {share.name} is vastgelegd")
        return redirect("stuk", share.paper_id)
    context = {"form": form, "share": share, "paper": share.paper, "trail": _trail(share.paper)}
    return render(request, "governance/budget_paid.html", context, status=form_status(request))


@PAGE
def spend(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/uitgaven/: booked on a category."""
    found = find_paper(pk, request.actor)
    figures = figures_of(found, request.actor, works_on_it=True)
    if figures is None or not may_book(found, figures, request.actor, keeps(request.actor, found.house)):
        raise Http404
    lines = [row.line for row in figures.lines if row.is_there]
    form = SpendingForm(posted(request), found, lines, request.actor)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        book(form.line, on=given["datum"], what=given["omschrijving"], amount=given["bedrag"], by=request.actor)
        messages.success(request, "De uitgave is geboekt")
        return redirect("stuk", pk)
    return _form_page(request, found, form, "Uitgave boeken", "Boeken", "begroting-uitgave")


@require_safe
def table(request: Request, pk: UUID, form: str) -> HttpResponse:
    """/bestuur/stukken/<uuid>/uitvoer/<csv or xlsx>/"""
    found = find_paper(pk, request.actor)
    figures = figures_of(found, request.actor, works_on(request.actor, found)) if found.rule.counts_money else None
    if form not in FORMATS or figures is None:
        raise Http404
    rows = file_rows(figures)
    accesslog.event(EventKind.EXPORT, "R", rule="begroting-uitvoer", object_type="paper", result_count=len(rows))
    made = FORMATS[form](TITLES, rows)
    disposition = f'attachment; filename="{found.rule.kind}-{found.first_year}.{made.suffix}"'
    return HttpResponse(made.content, content_type=made.kind, headers={"Content-Disposition": disposition})
