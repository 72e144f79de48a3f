"""The figures of a report as a file, and for who wants to use them: as open data."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from governance.figurepage import TITLES, as_lines
from governance.figures.tables import Part
from governance.models import Paper
from governance.opendata import may_publish, package
from governance.paperpage import find_paper, report_of
from governance.workflow.reportstart import years_of
from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.http import Request
from zvh.http import download as as_file
from zvh.spreadsheet import ALL_FORMATS


def _parts(found: Paper, request: Request) -> list[Part]:
    """As they stand in the paper: whoever reads it may take them along."""
    report = report_of(found, (), request.actor)
    if report is None:
        raise Http404
    return [one.part for one in report.parts]


@require_POST
@needs_recent_factor(EXPORT)
def figures(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/cijfers/: for a spreadsheet."""
    found = find_paper(pk, request.actor)
    parts, kind = _parts(found, request), request.POST.get("vorm", "csv")
    if kind not in ALL_FORMATS:
        raise Http404
    made = ALL_FORMATS[kind](TITLES, as_lines(found.house, years_of(found), parts))
    number = sum(len(part.tables) for part in parts)
    accesslog.event(EventKind.EXPORT, "R", found, rule="stuk-cijfers", parts=[kind], result_count=number)
    return as_file(made.content, made.kind, f"jaarverslag-{found.house.slug}-{found.first_year}.{made.suffix}")


@require_POST
@needs_recent_factor(EXPORT)
def open_data(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/stukken/<uuid>/publicatie/: what the house publishes itself; taking it along is logged, publishing is up to the manager."""
    found = find_paper(pk, request.actor)
    if not may_publish(request.actor, found):
        raise Http404
    parts = _parts(found, request)
    number = sum(table.figure.is_open for part in parts for table in part.tables)
    accesslog.event(EventKind.EXPORT, "R", found, rule="stuk-publicatie", parts=["csv", "json"], result_count=number)
    return as_file(package(found, parts), "application/zip", f"open-data-{found.house.slug}-{found.first_year}.zip")
