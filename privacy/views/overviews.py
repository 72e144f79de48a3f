"""/privacy/overzichten/<naam>/: what cases keep, shown across the cases that one may see (05)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parties.models import Party
from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog, overviews
from privacy.models import EventKind
from privacy.overviews import Line, Overview
from zvh.components import Column, Link
from zvh.http import Request, download
from zvh.spreadsheet import FORMATS


@require_safe
def overview(request: Request, name: str) -> HttpResponse:
    """/privacy/overzichten/<naam>/; disclosures also of one supplier."""
    found = _find(request, name)
    supplier = _supplier(request, found, request.GET.get("leverancier", ""))
    lines = _lines(request, found, supplier)
    accesslog.event(EventKind.LIST, "R", rule="overzicht", object_type=found.name, result_count=len(lines))
    context = {
        "overview": found, "lines": [(line, list(zip(found.columns, line.cells, strict=True))) for line in lines],
        "columns": [Column("Casus"), *map(Column, found.columns)], "most": overviews.MOST, "supplier": supplier,
        "suppliers": overviews.suppliers(request.actor) if found.name == "verstrekkingen" else [],
        "trail": [Link("Registers", reverse("registers"))] if overviews.opens_any(request.actor) else [],
        "others": [one for one in overviews.ALL.values() if one.opens(request.actor) and one != found],
    }  # fmt: skip
    return render(request, "privacy/overview.html", context)


@require_POST
@needs_recent_factor(EXPORT)
def take_out(request: Request, name: str) -> HttpResponse:
    """/privacy/overzichten/<naam>/downloaden/"""
    found, form = _find(request, name), request.POST.get("vorm", "csv")
    if form not in FORMATS:
        raise Http404
    supplier = _supplier(request, found, request.POST.get("leverancier", ""))
    titles, rows = overviews.as_table(found, _lines(request, found, supplier))
    accesslog.event(
        EventKind.EXPORT, "R", rule="overzicht-downloaden", object_type=found.name, parts=[form], result_count=len(rows)
    )
    file = FORMATS[form](titles, rows)
    of = f"-{supplier.slug}" if supplier else ""
    return download(file.content, file.kind, f"{found.name}{of}-{request.actor.today}.{file.suffix}")


def _find(request: Request, name: str) -> Overview:
    found = overviews.ALL.get(name)
    if found is None or not found.opens(request.actor):
        raise Http404
    return found


def _supplier(request: Request, overview: Overview, slug: str) -> Party | None:
    """What names no supplier of this register filters nothing."""
    if overview.name != "verstrekkingen" or not slug.isascii() or len(slug) > 100:
        return None
    return overviews.suppliers(request.actor).filter(slug=slug).first()


def _lines(request: Request, overview: Overview, supplier: Party | None) -> list[Line]:
    found: list[Line] = overview.rows(request.actor, supplier) if supplier else overview.rows(request.actor)
    return found
