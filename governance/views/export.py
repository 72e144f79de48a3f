"""/rapportage/<huis>/bestanden/: figures of some years as one file, how far it is, and taking it along."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from governance.forms.figure import ExportYears
from governance.models import Export
from governance.views.body import PAGE
from governance.views.figure import find_house
from governance.workflow.exporting import AlreadyBusy, ask_export, take_export
from parties.models import House
from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request, form_status, posted
from zvh.http import download as as_file
from zvh.models import Job
from zvh.spreadsheet import ALL_FORMATS

LIST = [Column("Jaren"), Column("Vorm"), Column("Gevraagd"), Column("Stand")]


@PAGE
def files(request: Request, code: str) -> HttpResponse:
    """/rapportage/<huis>/bestanden/: ask one, and the own ones of the last day."""
    house = find_house(request, code)
    form = ExportYears(posted(request), request.actor.today)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = ask_export(house, given["vorm"], given["van"], given["tot"], by=request.actor)
        except AlreadyBusy:
            form.add_error(None, "Er wordt al een bestand voor u gemaakt. Wacht tot dat klaar is")
        else:
            messages.success(request, "Het bestand wordt gemaakt")
            return redirect("rapportage-bestand", made.pk)
    found = Export.objects.visible_to(request.actor).there(timezone.now()).filter(house=house)
    accesslog.nothing_shown()  # which years somebody asked himself
    context = {
        "house": house, "form": form, "columns": LIST, "exports": list(found.defer("content")), "trail": [_way_back(house)],
    }  # fmt: skip
    return render(request, "governance/exports.html", context, status=form_status(request))


def _way_back(house: House) -> Link:
    return Link("Rapportage", reverse("rapportage-huis", args=[house.code]))


def _found(request: Request, pk: UUID) -> Export:
    rows = Export.objects.visible_to(request.actor).there(timezone.now()).select_related("house").defer("content")
    return get_object_or_404(rows, pk=pk)


@require_safe
def file(request: Request, pk: UUID) -> HttpResponse:
    """/rapportage/bestanden/<uuid>/: how far it is. With JavaScript it looks again by itself, else the reader presses."""
    found = _found(request, pk)
    accesslog.nothing_shown()
    failed = Job.objects.visible_to(request.actor).unfinished().filter(arguments__export=str(found.pk), attempts__gt=0)
    trail = [_way_back(found.house), Link("Bestanden", reverse("rapportage-bestanden", args=[found.house.code]))]
    context = {"export": found, "has_failed": failed.exists(), "trail": trail}
    name = "governance/export_progress.html" if request.htmx else "governance/export.html"
    return render(request, name, context)


@require_POST
@needs_recent_factor(EXPORT)
def take(request: Request, pk: UUID) -> HttpResponse:
    """/rapportage/bestanden/<uuid>/downloaden/"""
    found = _found(request, pk)
    if found.made_at is None:
        raise Http404
    content = take_export(found, by=request.actor, now=timezone.now())
    kind = ALL_FORMATS[found.form]((), ()).kind
    name = f"cijfers-{found.house.slug}-{found.name.replace(' ', '-')}.{found.form}"
    return as_file(content, kind, name)
