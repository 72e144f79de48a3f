"""The timeline of a case, with its logbook in it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file, url_of
from cases.chips import active
from cases.forms.timeline import LogForm, TimelineFilter
from cases.models import LogEntry
from cases.timeline import KINDS, events_of
from cases.views.agenda import open_for
from cases.workflow.corrections import latest_of
from cases.workflow.logentry import write_log
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken

PAGE = 50


@require_safe
def timeline(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/tijdlijn/: everything that happened and that this reader may know of, newest first."""
    page = open_file(number, request.actor)
    form = TimelineFilter(request.GET, page)
    kinds = form.cleaned_data["soort"] if form.is_valid() else []
    events = events_of(page, kinds)
    accesslog.read(page.case, rule="casus-tijdlijn", parts=kinds or [code for code, _ in form.fields["soort"].choices])
    context = {
        "form": form,
        "events": Paginator(events, PAGE).get_page(request.GET.get("pagina")),
        "result": "1 gebeurtenis" if len(events) == 1 else f"{len(events)} gebeurtenissen",
        "chips": active(request.GET, form),
        "clear": Link("Wis filters", "?") if request.GET else None,
        "kinds": KINDS,
    }
    return render(request, "cases/timeline/timeline.html", {**frame(page, "casus-tijdlijn"), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/tijdlijn/schrijven/: a new entry of the logbook."""
    page = open_for(number, request.actor, "write_log")
    form = LogForm(posted(request))
    if form.is_bound and form.is_valid():
        write_log(page.case, **form.given(), by=request.actor)
        messages.success(request, "Het staat in het logboek")
        return redirect("casus-tijdlijn", number)
    accesslog.read(page.case, rule="logboek-schrijven")
    return _show(request, page, form, "")


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/tijdlijn/<id>/verbeteren/: a new entry in the place of this one, which stays readable."""
    page = open_for(number, request.actor, "write_log")
    rows = list(LogEntry.objects.visible_to(page).select_related("by"))
    entry = next((one for one in rows if one.pk == pk), None)
    if entry is None:
        raise Http404
    found = latest_of(rows, entry)
    form = LogForm(posted(request), found)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["versie"]
        try:
            write_log(page.case, **form.given(), corrects=found, version=version, by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, page, form, overtaken.stored)
        messages.success(request, "De verbetering staat in het logboek")
        return redirect("casus-tijdlijn", number)
    accesslog.read(found, rule="logboek-verbeteren")
    return _show(request, page, form, "verbeteren")


def _show(request: Request, page: CasePage, form: LogForm, part: str) -> HttpResponse:
    context = {**frame(page, "casus-tijdlijn"), "form": form, "part": part}
    return render(request, "cases/timeline/entry.html", context, status=form_status(request))


def _overtaken(request: Request, page: CasePage, mine: LogForm, stored: LogEntry) -> HttpResponse:
    accesslog.read(stored, rule="logboek-verbeteren")
    back = url_of("casus-tijdlijn", page.case)
    return conflict_page(request, mine, LogForm(None, stored), saved=Saved.of(stored), trail=page.trail, back=back)
