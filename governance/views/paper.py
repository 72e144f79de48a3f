"""/bestuur/stukken/: plans, budgets and accounts of a house; on the page of one who writes it takes every step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.budgetpage import chart_of, figures_of, may_book, prepaying
from governance.figurepage import EXPLAINED
from governance.forms.paper import PaperForm, PutForwardForm, SentForm, ShownForm
from governance.models import Paper
from governance.models.paper import PaperState
from governance.opendata import may_publish
from governance.paperpage import (
    adopters_of,
    chapters_of,
    decisions_about,
    find_paper,
    inputs_of,
    papers_by_period,
    report_of,
    sending,
    works_on,
)
from governance.policy import NotAllowed
from governance.reach import governs, kept_houses
from governance.views.body import PAGE, way_back
from governance.workflow.adopting import (
    STUCK,
    comes_to,
    keepers_of,
    missing_to_put_forward,
    note_sent,
    note_shown,
    put_forward,
    take_back_paper,
)
from governance.workflow.papers import AlreadyThere, draft_paper, keeps, may_throw_away, take_figures
from governance.workflow.reportstart import counts
from privacy import accesslog
from zvh.components import Column, Link, Missing
from zvh.http import Request, form_status, posted
from zvh.spreadsheet import FORMATS

LINES = [Column("Post"), Column("Begroot"), Column("Uitgegeven"), Column("Over")]
SHARES = [Column("Wie"), Column("Bijdrage"), Column("Betaald"), Column("Acties", is_hidden=True)]
SPENDINGS = [Column("Datum"), Column("Post"), Column("Omschrijving"), Column("Bedrag")]
LIST = [Column("Voor"), Column("Stand"), Column("Vastgesteld op"), Column("Rondgestuurd")]
INPUTS = [Column("Partij"), Column("Inbreng"), Column("Gegeven op")]


@require_safe
def papers(request: Request) -> HttpResponse:
    """/bestuur/stukken/"""
    if not governs(request.actor):
        raise Http404
    found = list(
        Paper.objects.visible_to(request.actor)
        .select_related("rule", "house")
        .order_by("rule", "-first_year", "-edition")
    )
    accesslog.listed("paper", found, rule="stukken", house_id=found[0].house_id if found else 0)
    context = {
        "kinds": papers_by_period(found), "columns": LIST, "trail": [way_back()],
        "keeps": kept_houses(request.actor).exists(), "houses": {one.house_id for one in found},
    }  # fmt: skip
    return render(request, "governance/papers.html", context)


@PAGE
def new(request: Request) -> HttpResponse:
    """/bestuur/stukken/nieuw/"""
    if not kept_houses(request.actor).exists():
        raise Http404
    form = PaperForm(posted(request), request.actor)
    if request.method == "POST" and form.is_valid():
        house, rule = form.chosen
        try:
            made = draft_paper(rule, house, form.cleaned_data["jaar"], by=request.actor)
        except AlreadyThere:
            form.add_error("jaar", "Aan dit stuk wordt al gewerkt. Kies een ander jaar, of open het uit de lijst")
        else:
            messages.success(request, f"{made.title} staat klaar om te schrijven")
            return redirect("stuk", made.pk)
    accesslog.nothing_shown()
    context = {
        "form": form,
        "title": "Plan, begroting of verslag beginnen",
        "press": "Beginnen",
        "trail": [way_back(), papers_link()],
    }
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def paper(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/"""
    found = find_paper(pk, request.actor)
    if request.method == "POST":
        step = STEPS.get(request.POST.get("stap", ""))
        if step is None:
            raise Http404
        return step(request, found) or redirect("stuk", pk)
    return _show(request, found)


def _show(request: Request, found: Paper, **wrong: Any) -> HttpResponse:
    actor = request.actor
    is_keeper = keeps(actor, found.house)
    inputs = inputs_of(found, actor, is_keeper)
    chapters = chapters_of(found, actor)
    accesslog.listed("paper", [found], rule="stuk", house_id=found.house_id)
    context = {
        "paper": found, "chapters": [one for one in chapters if not one.part], "report": report_of(found, chapters, actor),
        "given": [one for one in inputs if one.asked.given_on], "input_columns": INPUTS,
        "waiting": [one for one in inputs if not one.asked.given_on], "keeps": is_keeper,
        "own": [one for one in inputs if one.may_give and not is_keeper], "adopters": adopters_of(found),
        "decisions": decisions_about(found, actor), "sending": sending(found, actor), "trail": [way_back(), papers_link()],
        "explained": EXPLAINED, "may_publish": may_publish(actor, found), **_steps(found, request), **_money(found, request, is_keeper),
        "form": next(iter(wrong.values()), None), **wrong,
    }  # fmt: skip
    return render(request, "governance/paper.html", context, status=form_status(request))


def _money(found: Paper, request: Request, keeps: bool) -> dict[str, Any]:
    """The figures of a budget or account."""
    actor = request.actor
    figures = figures_of(found, actor, works_on(actor, found)) if found.rule.counts_money else None
    if figures is None:
        return {}
    return {
        "figures": figures, "chart": chart_of(figures), "prepaying": prepaying(figures, actor), "line_columns": LINES,
        "share_columns": SHARES, "spending_columns": SPENDINGS, "may_book": may_book(found, figures, actor, keeps),
        "files": [(name.upper(), reverse("begroting-uitvoer", args=[found.pk, name])) for name in FORMATS],
    }  # fmt: skip


def _steps(found: Paper, request: Request) -> dict[str, Any]:
    """What may be done next, with its form."""
    actor = request.actor
    if not keeps(actor, found.house):
        return {}
    steps: dict[str, Any] = {"sent_form": SentForm(None, found, actor), "shown_form": ShownForm(None, actor)}
    if found.is_draft:
        steps["missing"] = [Missing(text) for text in missing_to_put_forward(found, actor)]
        steps["is_secretary"] = bool(keepers_of(found, actor))
        steps["may_throw_away"] = may_throw_away(found)
        steps["may_take"] = counts(actor, found)
        steps["forward_form"] = PutForwardForm(None, found, actor)
    elif found.state == PaperState.PUT_FORWARD:
        steps["is_stuck"] = comes_to(found) == STUCK
    return steps


def _require_keeper(request: Request, found: Paper) -> None:
    if not keeps(request.actor, found.house):
        raise NotAllowed("who writes it")


def _shown(request: Request, found: Paper) -> HttpResponse | None:
    _require_keeper(request, found)
    form = ShownForm(posted(request), request.actor)
    if not form.is_valid():
        return _show(request, found, shown_form=form)
    note_shown(found, on=form.cleaned_data["dag"], by=request.actor)
    return None


def _forward(request: Request, found: Paper) -> HttpResponse | None:
    _require_keeper(request, found)
    form = PutForwardForm(posted(request), found, request.actor)
    if not form.is_valid():
        return _show(request, found, forward_form=form)
    made = put_forward(found, meeting=form.cleaned_data["vergadering"], by=request.actor)
    to = " en ".join(one.body.name for one in made)
    messages.success(request, f"Het voorstel ligt bij {to}. De tekst verandert niet meer")
    return None


def _take(request: Request, found: Paper) -> None:
    take_figures(found, by=request.actor)
    messages.success(request, f"De cijfers van {found.period} zijn opgenomen zoals ze vandaag zijn")


def _back(request: Request, found: Paper) -> None:
    take_back_paper(found, by=request.actor)


def _sent(request: Request, found: Paper) -> HttpResponse | None:
    _require_keeper(request, found)
    form = SentForm(posted(request), found, request.actor)
    if not form.is_valid():
        return _show(request, found, sent_form=form)
    note_sent(found, on=form.cleaned_data["rondgestuurd"], to=form.cleaned_data["aan"], by=request.actor)
    messages.success(request, "Vastgelegd dat het is rondgestuurd")
    return None


STEPS: dict[str, Callable[[Request, Paper], HttpResponse | None]] = {
    "voorgelegd": _shown, "vaststellen": _forward, "terug": _back, "rondgestuurd": _sent, "cijfers": _take,
}  # fmt: skip


def papers_link() -> Link:
    return Link("Plan, begroting en verslag", reverse("stukken"))


def paper_link(found: Paper) -> Link:
    return Link(found.title, reverse("stuk", args=[found.pk]))
