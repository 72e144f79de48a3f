"""Trends of a house: how often each was noted, the list that its manager keeps, and advice to the bodies (06, trends)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from governance.figurepage import EXPLAINED
from governance.forms.trend import TAKEN, AdviceForm, TrendForm
from governance.policy import keeps_trends
from governance.trendpage import NOTED, bodies_for_advice, lines_of
from governance.views.figure import find_house
from governance.workflow.agenda import hand_in_point
from governance.workflow.trends import NameTaken, add_trend, end_trend, use_trend
from parties.models import House, Trend
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request, form_status, posted

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@PAGE
def overview(request: Request, code: str) -> HttpResponse:
    """/rapportage/<huis>/trends/: a POST adds one to the list of the house."""
    house = find_house(request, code)
    keeps = keeps_trends(request.actor, house)
    if request.method == "POST" and not keeps:
        raise Http404
    lines = lines_of(house, request.actor)
    form = TrendForm(posted(request), [line.trend.name for line in lines]) if keeps else None
    if form and form.is_bound and form.is_valid() and _added(request, house, form):
        return redirect("trends", code)
    accesslog.nothing_shown()  # numbers of ten and more, nothing of a case or a person
    years = [year for year, _ in lines[0].years] if lines else []
    context = {
        "house": house, "form": form, "lines": lines, "explained": EXPLAINED, "figure": NOTED,
        "advises": bool(bodies_for_advice(house, request.actor)), "trail": [_back(house)],
        "columns": [Column("Trend"), Column("Soort"), *map(Column, years), Column("Acties", is_hidden=True)],
    }  # fmt: skip
    return render(request, "governance/trends.html", context, status=form_status(request))


def _added(request: Request, house: House, form: TrendForm) -> bool:
    given = form.cleaned_data
    try:
        add_trend(house, kind=given["soort"], name=given["naam"], by=request.actor)
    except NameTaken:  # a moment ago, in another window
        form.add_error("naam", TAKEN)
        return False
    messages.success(request, "De trend staat in de lijst")
    return True


@require_POST
def change(request: Request, code: str, pk: int) -> HttpResponse:
    """/rapportage/<huis>/trends/<id>/: out of use, or in use again."""
    house = find_house(request, code)
    trend = get_object_or_404(Trend.objects.filter(house=house).select_related("house"), pk=pk)
    is_ending = request.POST.get("stand") == "beeindigen"
    (end_trend if is_ending else use_trend)(trend, by=request.actor)
    said = "niet meer te kiezen" if is_ending else "weer te kiezen"
    messages.success(request, f"De trend is bij casussen {said}")
    return redirect("trends", code)


@PAGE
def advise(request: Request, code: str, pk: int) -> HttpResponse:
    """/rapportage/<huis>/trends/<id>/advies/: a point for the agenda of a body, with the figures in it."""
    house = find_house(request, code)
    bodies = bodies_for_advice(house, request.actor)
    line = next((one for one in lines_of(house, request.actor) if one.trend.pk == pk), None)
    if line is None or not bodies:
        raise Http404
    initial = {"onderwerp": f"Trend: {line.trend.name}", "toelichting": line.advice}
    files = request.FILES if request.method == "POST" else None
    form = AdviceForm(posted(request), files, bodies, initial=initial)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        hand_in_point(
            form.body, subject=given["onderwerp"], text=given["toelichting"], asks_decision=given["besluit"],
            files=form.sent, by=request.actor,
        )  # fmt: skip
        messages.success(request, f"Het punt staat bij de secretaris van {form.body.name}")
        return redirect("trends", code)
    accesslog.nothing_shown()
    trail = [_back(house), Link("Trends", reverse("trends", args=[code]))]
    context = {
        "form": form,
        "title": "Advies aan een orgaan",
        "about": line.trend.name,
        "press": "Inbrengen",
        "trail": trail,
    }
    return render(request, "governance/form.html", context, status=form_status(request))


def _back(house: House) -> Link:
    return Link("Rapportage", reverse("rapportage-huis", args=[house.code]))
