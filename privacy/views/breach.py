"""/privacy/datalekken/: reporting a breach, and everything that the house decides, tells and writes down about it (protocol 14)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog, breaches, breachpage
from privacy.forms.breach import AuthorityForm, BreachCaseForm, OutcomeForm, ReportForm, SubjectsForm, ToldForm
from privacy.models import Breach, EventKind
from privacy.models.breach import READERS
from zvh.components import Column, Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.forms import Form
from zvh.http import Request, download, form_status
from zvh.spreadsheet import FORMATS
from zvh.versions import Overtaken

PAGE = require_http_methods(["GET", "HEAD", "POST"])
COLUMNS = [Column("Datalek"), Column("Namens"), Column("Nu te doen"), Column("Naar de AP voor")]
TOLD = [Column("Wie"), Column("Op"), Column("Vastgelegd door")]


@require_safe
def overview(request: Request) -> HttpResponse:
    """/privacy/datalekken/: what runs first, then what is closed."""
    if request.actor.role not in READERS:
        raise Http404
    rows = list(_seen(request).prefetch_related("told"))
    accesslog.listed("breach", rows, rule="datalekken")
    running = sorted((one for one in rows if one.is_open), key=lambda one: one.authority_by)
    context = {
        "running": [breachpage.line(one) for one in running],
        "closed": [breachpage.line(one) for one in rows if not one.is_open],
        "columns": COLUMNS,
        "trail": _trail(request)[:1],
    }
    return render(request, "privacy/breaches.html", context)


@require_POST
@needs_recent_factor(EXPORT)
def take_out(request: Request) -> HttpResponse:
    """/privacy/datalekken/downloaden/: the overview of 14.11 as a file."""
    form = request.POST.get("vorm", "csv")
    if request.actor.role not in READERS or form not in FORMATS:
        raise Http404
    rows = list(_seen(request))
    accesslog.event(EventKind.EXPORT, "R", rule="datalekken-downloaden", parts=[form], result_count=len(rows))
    file = FORMATS[form](*breachpage.as_table(rows))
    return download(file.content, file.kind, f"datalekken-{request.actor.today}.{file.suffix}")


@PAGE
def report(request: Request) -> HttpResponse:
    """/privacy/datalekken/melden/: for everybody with a role."""
    houses = breaches.houses_of(request.actor)
    form = ReportForm(posted(request), houses)
    if form.is_bound and form.is_valid():
        house = form.cleaned_data.get("huis") or houses[0]
        breaches.report_breach(house, noticed_at=form.cleaned_data["ontdekt"], by=request.actor, **form.report())
        messages.success(
            request, "Het datalek is gemeld. De manager, de procesregisseurs en de FG hebben bericht gekregen"
        )
        return redirect("datalekken" if request.actor.role in READERS else "mijn-werk")
    accesslog.nothing_shown()
    context = {"form": form, "houses": houses, "trail": _trail(request)}
    return render(request, "privacy/breach_report.html", context, status=form_status(request))


@PAGE
def breach(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/datalekken/<id>/: everything about one breach; who was told is written down here."""
    found = _find(request, pk)
    keeps = breaches.keeps(request.actor, found)
    if request.method == "POST" and not keeps:
        raise Http404
    form = ToldForm(posted(request), found, request.actor) if keeps else None
    if form and form.is_bound and form.is_valid():
        breaches.note_told(found, whom=form.cleaned_data["wie"], on=form.cleaned_data["op"], by=request.actor)
        messages.success(request, "Het is vastgelegd")
        return redirect("datalek", pk)
    accesslog.read(found, rule="datalek")
    told, cases = found.told.select_related("by"), found.cases.all()
    whom = dict(breaches.whom_of(found.house))
    context = {
        "breach": found, "title": breachpage.title(found), "clocks": breachpage.clocks(found), "form": form, "keeps": keeps,
        "report": breachpage.answers(found, breaches.REPORT), "authority": breachpage.answers(found, breaches.AUTHORITY),
        "subjects": breachpage.answers(found, breaches.SUBJECTS), "outcome": breachpage.answers(found, breaches.OUTCOME),
        "told": [(one, whom[one.whom]) for one in told], "body": breaches.bodies(found.house)[0], "told_columns": TOLD,
        "cases": cases, "links": breaches.links(request.actor, found),
        "missing": breaches.missing(found) if found.is_open else [], "trail": _trail(request),
    }  # fmt: skip
    return render(request, "privacy/breach.html", context, status=form_status(request))


@PAGE
def authority(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/datalekken/<id>/autoriteit/"""
    made: Callable[[Any, Breach], AuthorityForm] = AuthorityForm
    return _part(request, pk, "Melden aan de Autoriteit Persoonsgegevens", breaches.AUTHORITY, made)


@PAGE
def subjects(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/datalekken/<id>/betrokkenen/"""

    def made(data: Any, found: Breach) -> SubjectsForm:
        return SubjectsForm(data, found, request.actor)

    return _part(request, pk, "Betrokkenen inlichten", breaches.SUBJECTS, made)


@PAGE
def outcome(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/datalekken/<id>/maatregelen/"""
    return _part(request, pk, "Maatregelen en lessen", breaches.OUTCOME, OutcomeForm)


def _part(
    request: Request, pk: UUID, title: str, part: tuple[str, ...], made: Callable[[Any, Breach], Any]
) -> HttpResponse:
    """A part of the breach, as it stands and as it is saved."""
    found = _find(request, pk)
    if not breaches.keeps(request.actor, found):
        raise Http404
    form = made(posted(request), found)
    trail = [*_trail(request), _link(found)]
    if form.is_bound and form.is_valid():
        try:
            breaches.save_part(found, part, form.values(), read=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            now = made(None, overtaken.stored)
            return conflict_page(request, form, now, saved=Saved.of(overtaken.stored), trail=trail, back=trail[-1].url)
        messages.success(request, "Het is bewaard")
        return redirect("datalek", pk)
    accesslog.read(found, rule="save_breach", parts=part)
    context = {"form": form, "title": title, "about": breachpage.title(found), "press": "Bewaren", "trail": trail}
    return render(request, "privacy/form.html", context, status=form_status(request))


@PAGE
def cases(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/datalekken/<id>/casussen/: which cases it is about; they are not destroyed while it runs."""
    found = _find(request, pk)
    if not breaches.links(request.actor, found):
        raise Http404
    gone = next((one for one in found.cases.all() if str(one.pk) == request.POST.get("weg")), None)
    if gone:
        breaches.unlink_case(found, gone.pk, by=request.actor)
        return redirect("datalek-casussen", pk)
    form = BreachCaseForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            breaches.link_case(found, form.cleaned_data["nummer"], by=request.actor)
        except breaches.NoSuchCase:
            form.add_error("nummer", "U leest geen casus van dit huis met dit nummer")
        else:
            messages.success(request, "De casus is gekoppeld en wordt niet vernietigd zolang het datalek loopt")
            return redirect("datalek-casussen", pk)
    accesslog.read(found, rule="datalek-casussen")
    context = {"form": form, "breach": found, "cases": found.cases.all(), "trail": [*_trail(request), _link(found)]}
    return render(request, "privacy/breach_cases.html", context, status=form_status(request))


@PAGE
def close(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/datalekken/<id>/afsluiten/: asks first; says what is missing."""
    found = _find(request, pk)
    if not breaches.keeps(request.actor, found):
        raise Http404
    if request.method == "POST":
        try:
            breaches.close_breach(found, by=request.actor)
        except breaches.StillMissing:
            messages.error(request, "Er is nog iets te doen. Het datalek is niet afgesloten")
            return redirect("datalek", pk)
        messages.success(request, "Het datalek is afgesloten")
        return redirect("datalek", pk)
    accesslog.read(found, rule="datalek-afsluiten")
    context = {
        "form": Form(), "title": "Datalek afsluiten", "missing": breaches.missing(found), "breach": found,
        "about": breachpage.title(found), "trail": [*_trail(request), _link(found)],
    }  # fmt: skip
    return render(request, "privacy/breach_close.html", context)


def _seen(request: Request) -> Any:
    return Breach.objects.visible_to(request.actor).select_related(
        "house__covenant", "party", "reported_by", "mandated", "closed_by", "saved_by"
    )


def _find(request: Request, pk: UUID) -> Breach:
    found: Breach = get_object_or_404(_seen(request).prefetch_related("told"), pk=pk)
    return found


def _trail(request: Request) -> list[Link]:
    """The way back; who only reports has none."""
    from_registers = [Link("Registers", reverse("registers")), Link("Datalekken", reverse("datalekken"))]
    return from_registers if request.actor.role in READERS else []


def _link(found: Breach) -> Link:
    return Link(breachpage.title(found), reverse("datalek", args=[found.pk]))
