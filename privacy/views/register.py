"""/privacy/registers/: the registers of the house; one set of pages for all of them (05)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parties.models import House
from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog, registers
from privacy.forms.register import made_for
from privacy.models import EventKind
from privacy.models.breach import READERS as BREACH_READERS
from privacy.models.register import RegisterRow
from privacy.overviews import ALL as OVERVIEWS
from privacy.overviews import opens_any
from privacy.registering import add_row, change_row, history
from privacy.registers import Register
from privacy.requests import reads_requests
from privacy.reviewdays import source_of
from zvh.components import Column, Deadline, Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, download, form_status
from zvh.spreadsheet import FORMATS
from zvh.versions import Overtaken

PAGE = require_http_methods(["GET", "HEAD", "POST"])
COLUMNS = [Column("Register"), Column("Bron"), Column("Rijen"), Column("Het eerst te bekijken")]


@require_safe
def overview(request: Request) -> HttpResponse:
    """/privacy/: every register that one may open, and what must be looked at first."""
    found = registers.registers_of(request.actor)
    if not found and not opens_any(request.actor):
        raise Http404
    lines = [_line(request, one) for one in found]
    accesslog.nothing_shown()  # numbers and days
    context = {
        "lines": lines, "columns": COLUMNS, "overviews": [one for one in OVERVIEWS.values() if one.opens(request.actor)],
        "reads_requests": reads_requests(request.actor), "reads_breaches": request.actor.role in BREACH_READERS,
        "house": House.objects.get(pk=request.actor.house_ids[0]),
    }  # fmt: skip
    return render(request, "privacy/registers.html", context)


def _line(request: Request, register: Register) -> dict[str, Any]:
    rows = list(register.seen(request.actor))
    waiting = registers.waiting(rows)
    return {"register": register, "total": len(rows), "due": _due(request, waiting[0]) if waiting else None}


def _due(request: Request, row: RegisterRow) -> Deadline | None:
    if row.review_on is None or row.is_done:
        return None
    return Deadline(row.review_on, request.actor.today, source_of(row))


@require_safe
def register(request: Request, name: str) -> HttpResponse:
    """/privacy/registers/<register>/: what must be looked at first, then the newest."""
    found = _register(request, name)
    rows = list(_rows(request, found))
    waiting = registers.waiting(rows)
    accesslog.listed(found.model._meta.model_name, rows, rule="register")
    ordered = [*waiting, *(row for row in rows if row not in waiting)]
    listed = [name for name in found.model.LISTED if name != "subject"]
    lines = [(row, row.subject, [registers.words(row, one) for one in listed], _due(request, row)) for row in ordered]
    labels = [registers.label(found, one) for one in listed]
    context = {
        "register": found, "lines": [(row, subject, list(zip(labels, values, strict=True)), due) for row, subject, values, due in lines],
        "columns": [Column(registers.label(found, "subject")), *map(Column, labels), Column("Opnieuw bekijken")],
        "keeps": registers.keeps(request.actor, found), "trail": _begin(),
    }  # fmt: skip
    return render(request, "privacy/register.html", context)


@PAGE
def add(request: Request, name: str) -> HttpResponse:
    """/privacy/registers/<register>/toevoegen/"""
    found = _kept(request, name)
    form = made_for(found)(posted(request), request.actor)
    if form.is_bound and form.is_valid():
        row = add_row(found, form.given(), by=request.actor)
        messages.success(request, "Het is vastgelegd")
        return redirect("register-rij", name, row.pk)
    accesslog.nothing_shown()
    return _form(request, form, "Toevoegen", found)


@require_safe
def row(request: Request, name: str, pk: UUID) -> HttpResponse:
    """/privacy/registers/<register>/<id>/: what it says, and what it said before."""
    register = _register(request, name)
    found = get_object_or_404(_rows(request, register), pk=pk)
    accesslog.read(found, rule="register-rij")
    context = {
        "register": register, "row": found, "answers": registers.answers(register, found), "due": _due(request, found),
        "steps": history(register, found, request.actor), "keeps": registers.keeps(request.actor, register), "trail": _trail(register),
    }  # fmt: skip
    return render(request, "privacy/register_row.html", context)


@PAGE
def change(request: Request, name: str, pk: UUID) -> HttpResponse:
    """/privacy/registers/<register>/<id>/wijzigen/"""
    register = _kept(request, name)
    found = get_object_or_404(_rows(request, register), pk=pk)
    made = made_for(register)
    form = made(posted(request), request.actor, found)
    if form.is_bound and form.is_valid():
        try:
            change_row(register, found, form.given(), read=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            now, saved = made(None, request.actor, overtaken.stored), Saved.of(overtaken.stored)
            return conflict_page(request, form, now, saved=saved, trail=_trail(register), back=_url(register, found))
        messages.success(request, "De wijziging is bewaard")
        return redirect("register-rij", name, pk)
    accesslog.read(found, rule="register-wijzigen")
    return _form(request, form, "Wijzigen", register)


@require_POST
@needs_recent_factor(EXPORT)
def take_out(request: Request, name: str) -> HttpResponse:
    """/privacy/registers/<register>/downloaden/"""
    found, form = _register(request, name), request.POST.get("vorm", "csv")
    if form not in FORMATS:
        raise Http404
    titles, rows = registers.as_table(found, _rows(request, found))
    accesslog.event(EventKind.EXPORT, "R", rule="register-downloaden", parts=[form], result_count=len(rows))
    file = FORMATS[form](titles, rows)
    return download(file.content, file.kind, f"{found.name}-{request.actor.today}.{file.suffix}")


def _form(request: Request, form: Any, title: str, register: Register) -> HttpResponse:
    context = {"form": form, "title": title, "about": register.title, "press": "Bewaren", "trail": _trail(register)}
    return render(request, "privacy/form.html", context, status=form_status(request))


def _register(request: Request, name: str) -> Register:
    found = registers.BY_NAME.get(name)
    if found is None or request.actor.role not in found.model.READERS:
        raise Http404
    return found


def _kept(request: Request, name: str) -> Register:
    found = _register(request, name)
    if not registers.keeps(request.actor, found):
        raise Http404
    return found


def _rows(request: Request, register: Register) -> Any:
    names = [field.name for field in register.model._meta.fields if field.is_relation]
    return register.seen(request.actor).select_related(*names)


def _trail(register: Register) -> list[Link]:
    return [*_begin(), Link(register.title, register.url)]


def _begin() -> list[Link]:
    return [Link("Registers", reverse("registers"))]


def _url(register: Register, row: RegisterRow) -> str:
    return reverse("register-rij", args=[register.name, row.pk])
