"""/rapportage/: the figures of a house, for a period and a part of the work, and the same as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from governance.figurepage import TITLES, as_lines, houses_counted, panel, presets, tiles
from governance.figures.numbers import load
from governance.figures.shown import Maker, Part
from governance.forms.figure import FigureFilter
from parties.models import House
from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.http import Request
from zvh.spreadsheet import ALL_FORMATS


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
    parts = parts_of(house, form)
    accesslog.nothing_shown()  # numbers of ten and more, nothing of a case or a person
    context = {
        "house": house, "form": form, "period": form.period, "query": request.GET.urlencode(), "tiles": tiles(parts),
        "parts": [(part, [panel(table) for table in part.tables]) for part in parts],
        "presets": presets(house, form.period, request.actor.today.year),
    }  # fmt: skip
    return render(request, "governance/figures.html", context)


@require_POST
@needs_recent_factor(EXPORT)
def download(request: Request, code: str) -> HttpResponse:
    """/rapportage/<huis>/downloaden/: the figures that the page shows, as a file."""
    house = find_house(request, code)
    kind = request.POST.get("vorm", "csv")
    if kind not in ALL_FORMATS:
        raise Http404
    form = FigureFilter(request.GET, house, request.actor.today)
    rows = list(as_lines(house, form.period, parts_of(house, form)))
    accesslog.event(EventKind.EXPORT, "R", house, rule="rapportage-downloaden", parts=[kind], result_count=len(rows))
    file = ALL_FORMATS[kind](TITLES, rows)
    name = f"cijfers-{house.slug}-{form.period.name.replace(' ', '-').replace(',', '')}.{file.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file.content, content_type=file.kind, headers=headers)


def parts_of(house: House, form: FigureFilter) -> list[Part]:
    return Maker(house, load(house, form.period, form.filters)).parts(form.phase)


def find_house(request: Request, code: str) -> House:
    return get_object_or_404(houses_counted(request.actor), code=code)
