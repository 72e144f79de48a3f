"""The text of a plan, the input of parties on it, and the plan on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from governance.budgetpage import blocks_of, figures_of
from governance.forms.paper import AskInputForm, ChapterForm, PaperInputForm, TitleForm
from governance.models import Chapter, Paper, PaperInput
from governance.paperpage import chapters_of, document_of, find_input, find_paper, report_of, works_on
from governance.views.body import PAGE, way_back
from governance.views.paper import paper_link, papers_link
from governance.workflow.paperinput import ask_paper_input, give_paper_input
from governance.workflow.papers import (
    add_chapter,
    keeps,
    may_throw_away,
    remove_chapter,
    throw_away_paper,
    write_chapter,
)
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.documents import Block, Format, RenderFailed
from zvh.documents import render as draw
from zvh.http import Request, form_status
from zvh.versions import Overtaken


def _draft(pk: UUID, request: Request) -> Paper:
    """Which who acts may write."""
    found = find_paper(pk, request.actor)
    if not found.is_draft or not keeps(request.actor, found.house):
        raise Http404
    return found


def _trail(found: Paper) -> list[Link]:
    return [way_back(), papers_link(), paper_link(found)]


@PAGE
def add(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/hoofdstuk/: a part of the house's own."""
    found = _draft(pk, request)
    form = TitleForm(posted(request))
    if form.is_bound and form.is_valid():
        made = add_chapter(found, form.cleaned_data["titel"], by=request.actor)
        return redirect("stuk-hoofdstuk", made.pk)
    accesslog.listed("paper", [found], rule="stuk-hoofdstuk-nieuw", house_id=found.house_id)
    context = {
        "form": form,
        "title": "Hoofdstuk toevoegen",
        "about": found.title,
        "press": "Toevoegen",
        "trail": _trail(found),
    }
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def write(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/hoofdstukken/<uuid>/"""
    seen = Chapter.objects.visible_to(request.actor)
    found = get_object_or_404(seen, pk=pk)
    paper = _draft(found.paper_id, request)
    form = ChapterForm(posted(request), found)
    if form.is_bound and form.is_valid():
        try:
            write_chapter(found, form.cleaned_data["tekst"], version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            accesslog.listed("chapter", [found], rule="stuk-hoofdstuk", house_id=paper.house_id)
            now, saved = ChapterForm(None, overtaken.stored), Saved.of(overtaken.stored)
            return conflict_page(request, form, now, saved=saved, trail=_trail(paper))
        messages.success(request, f"“{found.title}” is bewaard")
        return redirect("stuk", paper.pk)
    accesslog.listed("chapter", [found], rule="stuk-hoofdstuk", house_id=paper.house_id)
    context = {"form": form, "chapter": found, "paper": paper, "trail": _trail(paper)}
    return render(request, "governance/chapter.html", context, status=form_status(request))


@PAGE
def remove(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/hoofdstukken/<uuid>/verwijderen/: a part that the covenant does not ask for, after a question."""
    found = get_object_or_404(Chapter.objects.visible_to(request.actor), pk=pk, is_needed=False, part="")
    paper = _draft(found.paper_id, request)
    if request.method == "POST":
        remove_chapter(found, by=request.actor)
        messages.success(request, f"“{found.title}” is verwijderd")
        return redirect("stuk", paper.pk)
    accesslog.listed("chapter", [found], rule="stuk-hoofdstuk-verwijderen", house_id=paper.house_id)
    says = "Het hoofdstuk verdwijnt uit het concept, met wat erin staat. Dat kan niet terug."
    return _question(request, paper, "Hoofdstuk verwijderen", found.title, says)


@PAGE
def throw_away(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/weggooien/: a draft that no body had before it, after a question."""
    found = _draft(pk, request)
    if not may_throw_away(found):
        raise Http404
    if request.method == "POST":
        throw_away_paper(found, by=request.actor)
        messages.success(request, f"Het concept van {found.title} is weggegooid")
        return redirect("stukken")
    accesslog.listed("paper", [found], rule="stuk-weggooien", house_id=found.house_id)
    given = found.inputs.exclude(given_on=None).count()
    says = "Het concept verdwijnt, met alles wat erin staat. Dat kan niet terug."
    if given:
        says += f" Ook wat {given} {'partij' if given == 1 else 'partijen'} al inbrachten, is dan weg."
    return _question(request, found, "Concept weggooien", found.title, says)


def _question(request: Request, found: Paper, title: str, name: str, says: str) -> HttpResponse:
    context = {"paper": found, "title": title, "name": name, "says": says, "trail": _trail(found)}
    return render(request, "governance/paper_question.html", context)


@PAGE
def ask(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/inbreng/: all parties are asked, until a day."""
    found = _draft(pk, request)
    form = AskInputForm(posted(request), found, request.actor)
    if form.is_bound and form.is_valid():
        asked = ask_paper_input(found, due_on=form.cleaned_data["uiterlijk"], by=request.actor)
        number = len(asked)
        messages.success(request, f"{number} {'partij is' if number == 1 else 'partijen zijn'} om inbreng gevraagd")
        return redirect("stuk", pk)
    accesslog.listed("paper", [found], rule="stuk-inbreng-vragen", house_id=found.house_id)
    context = {
        "form": form,
        "title": "Inbreng vragen",
        "about": found.title,
        "press": "Alle partijen vragen",
        "trail": _trail(found),
    }
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def give(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/planinbreng/<uuid>/: by who speaks for the party, or noted from its letter."""
    try:
        found = find_input(pk, request.actor)
    except PaperInput.DoesNotExist:
        raise Http404 from None
    form = PaperInputForm(posted(request))
    if form.is_bound and form.is_valid():
        give_paper_input(found, form.cleaned_data["inbreng"], by=request.actor)
        messages.success(request, "De inbreng is vastgelegd")
        return redirect("stuk", found.paper_id)
    accesslog.listed("paperinput", [found], rule="stuk-inbreng", house_id=found.paper.house_id)
    chapters = chapters_of(found.paper, request.actor)
    context = {"form": form, "asked": found, "paper": found.paper, "chapters": chapters, "trail": _trail(found.paper)}
    return render(request, "governance/paper_input.html", context, status=form_status(request))


def _figures(found: Paper, request: Request) -> list[Block]:
    figures = figures_of(found, request.actor, works_on(request.actor, found)) if found.rule.counts_money else None
    return blocks_of(figures) if figures else []


@require_safe
def document(request: Request, pk: UUID, form: Format) -> HttpResponse:
    """/bestuur/stukken/<uuid>/pdf/ and /odt/"""
    found = find_paper(pk, request.actor)
    try:
        chapters = chapters_of(found, request.actor)
        report = report_of(found, chapters, request.actor)
        drawn = draw(document_of(found, chapters, _figures(found, request), report), form)
    except RenderFailed:
        accesslog.nothing_shown()
        messages.error(request, "Het bestand kon niet worden gemaakt. Probeer het straks nog een keer")
        return redirect("stuk", pk)
    accesslog.listed("paper", [found], rule="stuk-document", house_id=found.house_id)
    name = f"{found.rule.kind}-{found.first_year}.{form.value}"
    return HttpResponse(
        drawn, content_type=form.content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
