"""/rapportage/: the figures of a house, for a period and a part of the work, and the same as a file."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from governance.figurepage import EXPLAINED, TITLES, as_lines, document_of, panel, presets, tiles
from governance.figures import national as compared
from governance.figures.numbers import load
from governance.figures.period import Period, year_of
from governance.figures.shown import Maker
from governance.figures.tables import Part
from governance.forms.figure import FigureFilter, YearForm
from governance.reach import compares, governs, houses_counted
from parties.models import House
from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.actor import Actor
from zvh.components import Link
from zvh.documents import Format, RenderFailed
from zvh.documents import render as render_document
from zvh.http import Request
from zvh.http import download as as_file
from zvh.spreadsheet import ALL_FORMATS

PDF = "pdf"


@require_safe
def start(request: Request) -> HttpResponse:
    """/rapportage/: the figures of the own house."""
    house = houses_counted(request.actor).order_by("pk").first()
    if house is None:
        raise Http404
    accesslog.nothing_shown()
    return redirect("rapportage-huis", house.code)


@require_safe
def overview(request: Request, code: str) -> HttpResponse:
    """/rapportage/<huis>/"""
    house = find_house(request, code)
    form = FigureFilter(request.GET, house, request.actor.today)
    parts = parts_of(house, form, request.actor)
    accesslog.nothing_shown()  # numbers of ten and more, nothing of a case or a person
    context = {
        "house": house, "form": form, "period": form.period, "query": request.GET.urlencode(), "explained": EXPLAINED,
        "tiles": tiles(parts), "governs": governs(request.actor),
        "parts": [(part, [panel(table) for table in part.tables]) for part in parts],
        "compares": compares(request.actor, house),
        "presets": presets(house, form.period, request.actor.today.year),
    }  # fmt: skip
    return render(request, "governance/figures.html", context)


@require_safe
def national(request: Request, code: str) -> HttpResponse:
    """/rapportage/<huis>/landelijk/: the own house beside all houses together, for its manager."""
    house = find_house(request, code)
    if not compares(request.actor, house):
        raise Http404
    form = YearForm(request.GET, request.actor.today)
    found = compared.parts(house, compared.load(house, year_of(form.year)))
    accesslog.nothing_shown()
    context = {
        "house": house, "form": form, "year": form.year, "explained": EXPLAINED,
        "parts": [(part, [panel(table) for table in part.tables]) for part in found],
        "query": request.GET.urlencode(), "trail": [Link("Rapportage", reverse("rapportage-huis", args=[code]))],
    }  # fmt: skip
    return render(request, "governance/national.html", context)


@require_POST
@needs_recent_factor(EXPORT)
def download(request: Request, code: str) -> HttpResponse:
    """/rapportage/<huis>/downloaden/: the figures that the page shows, as a file."""
    house = find_house(request, code)
    form = FigureFilter(request.GET, house, request.actor.today)
    given = Given("cijfers", "rapportage-huis", house, form.period, parts_of(house, form, request.actor))
    return _as_file(request, given, "rapportage-downloaden")


@require_POST
@needs_recent_factor(EXPORT)
def download_national(request: Request, code: str) -> HttpResponse:
    """/rapportage/<huis>/landelijk/downloaden/: the own house beside all houses, as a file."""
    house = find_house(request, code)
    if not compares(request.actor, house):
        raise Http404
    period = year_of(YearForm(request.GET, request.actor.today).year)
    given = Given("landelijk", "landelijk", house, period, compared.parts(house, compared.load(house, period)))
    return _as_file(request, given, "landelijk-downloaden")


@dataclass(frozen=True)
class Given:
    """What goes along in a file, under what name, and the page it is of."""

    name: str
    page: str
    house: House
    period: Period
    parts: list[Part]


def _as_file(request: Request, given: Given, rule: str) -> HttpResponse:
    kind = request.POST.get("vorm", "csv")
    if kind not in (PDF, *ALL_FORMATS):
        raise Http404
    try:
        content, content_type = _content(kind, given, request.actor.today)
    except RenderFailed:
        accesslog.nothing_shown()
        messages.error(request, "Het bestand kon niet worden gemaakt. Probeer het straks nog een keer")
        return redirect(given.page, given.house.code)
    number = sum(len(part.tables) for part in given.parts)
    accesslog.event(EventKind.EXPORT, "R", given.house, rule=rule, parts=[kind], result_count=number)
    period = given.period.name.replace(" ", "-").replace(",", "")
    return as_file(content, content_type, f"{given.name}-{given.house.slug}-{period}.{kind}")


def _content(kind: str, given: Given, today: date) -> tuple[bytes, str]:
    if kind == PDF:
        title = f"{given.name.capitalize()} {given.period.name}"
        document = document_of(title, given.house, given.period, given.parts, today)
        return render_document(document, Format.PDF), Format.PDF.content_type
    made = ALL_FORMATS[kind](TITLES, as_lines(given.house, given.period, given.parts))
    return made.content, made.kind


def parts_of(house: House, form: FigureFilter, actor: Actor) -> list[Part]:
    return Maker(house, load(house, form.period, form.filters), actor).parts(form.phase)


def find_house(request: Request, code: str) -> House:
    return get_object_or_404(houses_counted(request.actor), code=code)
