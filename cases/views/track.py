"""Tracks of a case: read, written down, corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file
from cases.forms.track import FORMS, TrackForm
from cases.trackpage import NEW, TITLES, TrackLine, apart, find_track, kinds_of, with_withdrawn
from cases.views.agenda import open_for
from cases.workflow.track import write_track
from privacy import accesslog
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


@require_safe
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/trajecten/: detention, questions for help and conversations, as far as this reader may know them."""
    page = open_file(number, request.actor)
    if not kinds_of(page):
        raise Http404
    found = with_withdrawn(page)
    accesslog.read(page.case, rule="casus-trajecten", parts=[str(kind) for kind in found])
    parts = [(kind, TITLES[kind], NEW[kind], *apart(lines)) for kind, lines in found.items()]
    context = {"parts": parts, "may_write": "keep_track" in page.may}
    return render(request, "cases/track/of_case.html", {**frame(page, "casus-plan"), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, number: str, kind: str) -> HttpResponse:
    """/casussen/<nummer>/trajecten/<soort>/nieuw/: one of this kind."""
    page = open_for(number, request.actor, "keep_track")
    if kind not in kinds_of(page):
        raise Http404
    form = FORMS[kind](posted(request), page.case, request.actor)
    if form.is_bound and form.is_valid():
        write_track(page.case, kind, **form.given(), by=request.actor)
        messages.success(request, "Het traject is vastgelegd")
        return redirect("casus-trajecten", number)
    accesslog.read(page.case, rule="traject-nieuw", parts=["betrokkenen"])
    return _show(request, page, form, NEW[kind])  # type: ignore[index]


@require_safe
def track(request: Request, number: str, kind: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/trajecten/<soort>/<id>/: what stands there now, and what stood there before."""
    page = open_file(number, request.actor)
    line = find_track(page, kind, pk)
    accesslog.read(line.row, rule="traject")
    context = {**frame(page, "casus-plan"), "line": line, "subject": line.row.subject}
    return render(request, "cases/track/track.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, number: str, kind: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/trajecten/<soort>/<id>/verbeteren/: a new row in the place of this one."""
    page = open_file(number, request.actor)
    line = find_track(page, kind, pk)
    if not may_step(page, line):
        raise Http404
    form = FORMS[kind](posted(request), page.case, request.actor, line.row)
    if line.is_withdrawn:
        return _withdrawn(request, page, line.row, form)
    if form.is_bound and form.is_valid():
        try:
            made = write_track(page.case, kind, **form.given(), corrects=line.row, by=request.actor)
        except Overtaken as overtaken:
            overtake = _withdrawn if overtaken.stored.is_withdrawn else _overtaken
            return overtake(request, page, overtaken.stored, form)
        messages.success(request, "De verbetering is bewaard. Wat er stond, blijft leesbaar")
        return redirect("traject", number, kind, made.pk)
    accesslog.read(line.row, rule="traject-verbeteren")
    return _show(request, page, form, "Verbeteren")


def may_step(page: CasePage, line: TrackLine) -> bool:
    """Who comes for one that was withdrawn meanwhile is told so."""
    return line.may_correct or (line.is_withdrawn and "keep_track" in page.may)


def _show(request: Request, page: CasePage, form: TrackForm, title: str, status: int = 0) -> HttpResponse:
    context = {**frame(page, "casus-plan"), "form": form, "title": title}
    return render(request, "cases/track/form.html", context, status=status or form_status(request))


def _withdrawn(request: Request, page: CasePage, stored: Any, mine: TrackForm) -> HttpResponse:
    """Nothing stands there any more; what was typed stays in sight, to be entered again as a new one."""
    if not mine.is_bound:
        accesslog.nothing_shown()
        return redirect("traject", page.case.number, mine.KIND, stored.pk)
    accesslog.read(stored, rule="traject-conflict")
    mine.add_error(None, f"{stored.by} heeft dit ondertussen ingetrokken. Klopt het toch? Voeg het dan opnieuw toe")
    return _show(request, page, mine, "Verbeteren", 409)


def _overtaken(request: Request, page: CasePage, stored: Any, mine: TrackForm) -> HttpResponse:
    accesslog.read(stored, rule="traject-conflict")
    now = type(mine)(None, page.case, request.actor, stored)
    back = reverse("casus-trajecten", args=[page.case.number])
    return conflict_page(request, mine, now, saved=Saved.of(stored), trail=page.trail, back=back)
