"""Saved sets of filters of the worklist: keeping one, and the page where they are managed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.chips import active
from cases.deadlines import Terms
from cases.forms.savedview import SavedViewForm
from cases.forms.worklist import WorklistFilter
from cases.models import SavedView
from cases.savedviews import ALL, address_of, query_of, taken_names
from cases.views.worklist import houses_of
from cases.visibility import works_with_cases
from cases.workflow.savedview import change_view, delete_view, save_view
from parties.models import House
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request, form_status, posted

COLUMNS = [Column("Weergave"), Column("Gebruik"), Column("Actie", is_hidden=True)]
TRAIL = [("Casussen", "casussen"), ("Weergaven", "weergaven")]


@require_safe
def views(request: Request) -> HttpResponse:
    """/casussen/weergaven/: the own views, and those that colleagues share."""
    _require_worklist(request)
    accesslog.nothing_shown()
    found = SavedView.objects.visible_to(request.actor).select_related("user")
    rows = [(one, address_of(one), one.user_id == request.actor.user_id) for one in found]
    return render(request, "cases/views/list.html", {"rows": rows, "columns": COLUMNS, "trail": _trail(1)})


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Request) -> HttpResponse:
    """/casussen/weergaven/bewaren/?<filters>: the filters of the address, under a name."""
    _require_worklist(request)
    terms = Terms()
    filters = WorklistFilter(request.GET, request.actor, houses_of(request.actor, terms))
    query = query_of(request.GET, filters)
    if not query:
        return redirect("casussen")
    form = _form(request)
    if form.is_valid():
        made = save_view(**_given(form), query=query, by=request.actor)
        messages.success(request, "De weergave is bewaard.")
        return redirect(address_of(made))
    accesslog.nothing_shown()
    context = {"form": form, "filters": active(request.GET, filters, nothing=ALL), "trail": _trail(1)}
    return render(request, "cases/views/keep.html", context, status=form_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """/casussen/weergaven/<id>/: name, sharing, and whether the worklist begins with it."""
    view = _own(request, pk)
    form = _form(request, {"naam": view.name, "gedeeld": view.is_shared, "standaard": view.is_default})
    if form.is_valid():
        change_view(view, **_given(form), by=request.actor)
        messages.success(request, "De weergave is gewijzigd.")
        return redirect("weergaven")
    accesslog.nothing_shown()
    context = {"form": form, "view": view, "trail": _trail(2)}
    return render(request, "cases/views/change.html", context, status=form_status(request))


@require_POST
def delete(request: Request, pk: UUID) -> HttpResponse:
    """/casussen/weergaven/<id>/verwijderen/."""
    delete_view(_own(request, pk), by=request.actor)
    messages.success(request, "De weergave is verwijderd.")
    return redirect("weergaven")


def _require_worklist(request: Request) -> None:
    if not works_with_cases(request.actor):
        raise Http404


def _own(request: Request, pk: UUID) -> SavedView:
    return get_object_or_404(SavedView.objects.own(request.actor), pk=pk)


def _form(request: Request, initial: dict[str, Any] | None = None) -> SavedViewForm:
    actor = request.actor
    house = House.objects.select_related("covenant").filter(pk__in=actor.house_ids).first()
    role = house.role_word(actor.role) if house else ""
    return SavedViewForm(posted(request), actor, role, taken_names(actor, house), initial=initial)


def _given(form: SavedViewForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"name": given["naam"], "is_shared": given.get("gedeeld", False), "is_default": given["standaard"]}


def _trail(depth: int) -> list[Link]:
    return [Link(text, reverse(name)) for text, name in TRAIL[:depth]]
