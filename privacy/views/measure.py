"""Carrying out a request that was granted: asking a supplier to correct, letting a case stand still, removing it (protocol 19 and 20)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.models import Case
from parties.step_up import DESTRUCTION, needs_recent_factor
from privacy import accesslog
from privacy.carryingout import (
    ask_change,
    ask_removal,
    changeable,
    confirm_removal,
    lift,
    may_ask_change,
    may_confirm,
    may_lift,
    may_remove,
    may_restrict,
    restrict_case,
)
from privacy.forms.measure import ChangeForm, MeasureCaseForm
from privacy.models import RequestMeasure, SubjectRequest
from privacy.requestquestions import cases_of
from privacy.views.requests import TRAIL
from zvh.actor import Actor
from zvh.components import Link
from zvh.conflicts import posted
from zvh.http import Request, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _found(
    request: Request, pk: UUID, rule: Callable[[Actor, SubjectRequest], bool]
) -> tuple[SubjectRequest, list[Case]]:
    found = get_object_or_404(SubjectRequest.objects.visible_to(request.actor).select_related("house__covenant"), pk=pk)
    cases = cases_of(found, request.actor)
    if not cases or not rule(request.actor, found):
        raise Http404
    return found, cases


@PAGE
def change(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/verbeteren/: what a supplier must correct or take out."""
    found, cases = _found(request, pk, may_ask_change)
    offered = changeable(found, cases)
    form = ChangeForm(posted(request), offered)
    if form.is_valid():
        ask_change(found, form.chosen, what=form.cleaned_data["wat"], by=request.actor)
        messages.success(request, "De leverancier is gevraagd")
        return redirect("verzoek", pk)
    about = "De leverancier verbetert zelf wat hij aanleverde. Hij ziet niet wie het verzoek deed."
    nothing = "" if offered else "Er is geen bijdrage meer om te verbeteren. Politie en OM vraagt de betrokkene zelf."
    return _show(
        request,
        found,
        form,
        "verzoek-verbeteren",
        "Leverancier vragen om te verbeteren",
        about,
        "Vraag versturen",
        nothing,
    )


@PAGE
def restrict(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/beperken/: from now on nothing is done with this case."""
    found, cases = _found(request, pk, may_restrict)
    form = MeasureCaseForm(posted(request), _left(found, cases, RequestMeasure.Kind.RESTRICTION))
    if form.is_valid():
        restrict_case(found, form.chosen, by=request.actor)
        messages.success(request, "Het gebruik van de gegevens is beperkt")
        return redirect("verzoek", pk)
    about = (
        "De gegevens blijven bewaard en te lezen voor wie ze nu leest. Niemand voegt iets toe, er gaat niets naar anderen, en er komt geen "
        "volgende stap. Op elke pagina van de casus staat dat."
    )
    return _show(request, found, form, "verzoek-beperken", "Gebruik van een casus beperken", about, "Gebruik beperken")


@PAGE
def remove(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/verwijderen/: the whole case goes, after the record manager confirmed it."""
    found, cases = _found(request, pk, may_remove)
    form = MeasureCaseForm(posted(request), _left(found, cases, RequestMeasure.Kind.REMOVAL))
    if form.is_valid():
        ask_removal(found, form.chosen, by=request.actor)
        messages.success(request, "De recordmanager krijgt bericht om de verwijdering te bevestigen")
        return redirect("verzoek", pk)
    about = (
        "Alle gegevens van de casus worden vernietigd, ook die van anderen in deze casus en van alle partijen. Een recordmanager bevestigt "
        "dat. Daarna gebeurt het in de nacht, met een verklaring van vernietiging. Het kan niet worden teruggedraaid."
    )
    return _show(request, found, form, "verzoek-verwijderen", "Casus verwijderen", about, "Verwijdering vragen")


def _left(request: SubjectRequest, cases: list[Case], kind: str) -> list[Case]:
    done = set(request.measures.filter(kind=kind, lifted_on=None).values_list("dossier_id", flat=True))
    return [one for one in cases if one.pk not in done]


def _show(
    request: Request, found: SubjectRequest, form: Any, rule: str, title: str, about: str, press: str, nothing: str = ""
) -> HttpResponse:
    accesslog.read(found, rule=rule, parts=["verzoek"])
    context = {
        "form": form, "title": title, "about": about, "press": press, "nothing": nothing, "back": reverse("verzoek", args=[found.pk]),
        "trail": [*TRAIL, Link(found.get_kind_display().capitalize(), reverse("verzoek", args=[found.pk]))],
    }  # fmt: skip
    return render(request, "privacy/requests/measure.html", context, status=form_status(request))


@PAGE
def unrestrict(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/maatregelen/<id>/opheffen/: the case goes on."""
    found = get_object_or_404(RequestMeasure.objects.visible_to(request.actor).select_related("request"), pk=pk)
    if not may_lift(request.actor, found):
        raise Http404
    if request.method == "POST":
        lift(found, by=request.actor)
        messages.success(request, "De beperking is opgeheven")
        return redirect("verzoek", found.request_id)
    accesslog.event(accesslog.EventKind.LIST, "R", found, rule="beperking-opheffen", result_count=1)
    return render(request, "privacy/requests/lift.html", {"measure": found, "trail": TRAIL})


@PAGE
@needs_recent_factor(DESTRUCTION)
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """/vernietiging/verwijdering/<id>/: the second person; first what happens, then the POST (S66)."""
    found = get_object_or_404(RequestMeasure.objects.visible_to(request.actor).select_related("by"), pk=pk)
    if not may_confirm(request.actor, found):
        raise Http404
    if request.method == "POST":
        confirm_removal(found, by=request.actor)
        messages.success(request, "De verwijdering is bevestigd")
        return redirect("vernietiging")
    accesslog.event(accesslog.EventKind.LIST, "R", found, rule="verwijdering-bevestigen", result_count=1)
    return render(request, "privacy/confirm_removal.html", {"measure": found})
