"""/beheer/convenanten/<code>/<onderdeel>/: the rows of one part of a covenant."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parties import policy, setuppage
from parties.forms.setuprows import row_form
from parties.models import Covenant
from parties.parts import BY_SLUG, GENERAL, Section, under
from parties.views.setup import seen, trail_of
from parties.views.sign_in import PAGE
from parties.workflow import setup
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


@require_safe
def rows(request: Request, code: str, part: str) -> HttpResponse:
    """/beheer/convenanten/<code>/<onderdeel>/"""
    covenant, section = seen(request, code), _part(part)
    if section is GENERAL or section.under:
        raise Http404
    page = Paginator(section.rows(covenant), 50).get_page(request.GET.get("pagina"))
    may_add = setuppage.may_add(request.actor, covenant)(section)
    add = reverse("inrichting-rij-nieuw", args=[code, part]) if may_add else ""
    accesslog.nothing_shown()
    context = {
        "covenant": covenant,
        "section": section,
        "table": setuppage.table(section, covenant, page, add),
        "page": page,
        "trail": trail_of(covenant),
    }
    return render(request, "parties/setup/rows.html", context)


@PAGE
def add(request: Request, code: str, part: str) -> HttpResponse:
    """/beheer/convenanten/<code>/<onderdeel>/nieuw/"""
    covenant, section = seen(request, code), _part(part)
    if section is GENERAL or section.under:
        raise Http404
    return _add(request, covenant, section, section.blank(covenant), reverse("inrichting-rijen", args=[code, part]))


@PAGE
def add_under(request: Request, code: str, part: str, row_id: int, below: str) -> HttpResponse:
    """/beheer/convenanten/<code>/<onderdeel>/<id>/<onderdeel>/nieuw/: a row under another."""
    covenant, section, above = _found(request, code, part, row_id)
    child = next((one for one in under(section) if one.slug == below), None)
    if child is None:
        raise Http404
    back = reverse("inrichting-rij", args=[code, part, row_id])
    return _add(request, covenant, child, child.blank(covenant, above), back)


def _add(request: Request, covenant: Covenant, section: Section, row: Any, back: str) -> HttpResponse:
    if not setuppage.may_add(request.actor, covenant)(section):
        raise policy.NotAllowed("this part stays as it was agreed")
    form = row_form(section, covenant, row, posted(request))
    if form.is_valid():
        try:
            made = setup.add_row(
                section, covenant, section.blank(covenant, _above(section, row)), form.given, by=request.actor
            )
        except setup.AlreadyThere:
            form.clashes()
        else:
            messages.success(request, f"Toegevoegd: {section.one}.")
            first = next(under(section), None)
            return redirect("inrichting-rij", covenant.code, section.slug, made.pk) if first else redirect(back)
    accesslog.nothing_shown()
    context = {
        "form": form,
        "section": section,
        "covenant": covenant,
        "back": back,
        "trail": _trail(covenant, section, row),
    }
    return render(request, "parties/setup/add.html", context, status=form_status(request))


@PAGE
def row(request: Request, code: str, part: str, row_id: int) -> HttpResponse:
    """/beheer/convenanten/<code>/<onderdeel>/<id>/: what stands in it, and what hangs under it."""
    covenant, section, found = _found(request, code, part, row_id)
    may_change = setuppage.may_change(request.actor, covenant, section, found)
    if request.method == "POST" and not may_change:
        raise policy.NotAllowed("this row stays as it was agreed")
    form = row_form(section, covenant, found, posted(request)) if may_change else None
    if form is not None and form.is_valid():
        try:
            version = form.cleaned_data["versie"]
            setup.change_row(section, covenant, found, form.given, version=version, by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, covenant, section, form, overtaken.stored)
        except setup.AlreadyThere:
            form.clashes()
        else:
            messages.success(request, "Bewaard.")
            return redirect(_back(covenant, section, found))
    return _row_page(request, covenant, section, found, form)


def _row_page(request: Request, covenant: Covenant, section: Section, found: Any, form: Any) -> HttpResponse:
    stored = section.rows(covenant).get(pk=found.pk)  # not what was typed
    accesslog.nothing_shown()
    context = {
        "covenant": covenant,
        "section": section,
        "row": stored,
        "form": form,
        "fixed": setuppage.fixed(section, covenant, stored, form),
        "tables": setuppage.children(section, covenant, stored, request.actor),
        "may_remove": section is not GENERAL and policy.enters(request.actor, covenant),
        "back": _back(covenant, section, stored),
        "trail": _trail(covenant, section, stored),
    }
    return render(request, "parties/setup/row.html", context, status=form_status(request))


@PAGE
def remove(request: Request, code: str, part: str, row_id: int) -> HttpResponse:
    """/beheer/convenanten/<code>/<onderdeel>/<id>/weghalen/"""
    covenant, section, found = _found(request, code, part, row_id)
    policy.require_enters(request.actor, covenant)
    if section is GENERAL:
        raise Http404
    back, used = _back(covenant, section, found), setup.used_by(found)
    if request.method == "POST":
        try:
            setup.remove_row(section, covenant, found, by=request.actor)
        except setup.StillUsed as still:
            used = still.by
        else:
            messages.success(request, "Weggehaald.")
            return redirect(back)
    accesslog.nothing_shown()
    context = {
        "section": section, "row": found, "used": used, "trail": _trail(covenant, section, found),
        "tables": setuppage.children(section, covenant, found, request.actor),
        "back": reverse("inrichting-rij", args=[code, part, row_id]),
    }  # fmt: skip
    return render(request, "parties/setup/remove.html", context)


def _overtaken(request: Request, covenant: Covenant, section: Section, form: Any, stored: Any) -> HttpResponse:
    accesslog.nothing_shown()
    mine = row_form(section, covenant, stored)
    return conflict_page(
        request,
        form,
        mine,
        saved=Saved.of(stored),
        trail=_trail(covenant, section, stored),
        back=_back(covenant, section, stored),
    )


def _part(slug: str) -> Section:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _found(request: Request, code: str, part: str, row_id: int) -> tuple[Covenant, Section, Any]:
    """The parts of an address belong together."""
    covenant, section = seen(request, code), _part(part)
    return covenant, section, get_object_or_404(section.rows(covenant), pk=row_id)


def _above(section: Section, row: Any) -> Any:
    return getattr(row, section.under) if section.under else None


def _back(covenant: Covenant, section: Section, row: Any) -> str:
    """Where a row stands in its list."""
    if section is GENERAL:
        return reverse("inrichting", args=[covenant.code])
    if above := _above(section, row):
        return reverse("inrichting-rij", args=[covenant.code, setuppage.above(section).slug, above.pk])
    return reverse("inrichting-rijen", args=[covenant.code, section.slug])


def _trail(covenant: Covenant, section: Section, row: Any) -> list[Link]:
    """Down to the list or the row above."""
    if section is GENERAL:
        return trail_of(covenant)
    listed = setuppage.above(section) if section.under else section
    links = [Link(listed.name, reverse("inrichting-rijen", args=[covenant.code, listed.slug]))]
    if above := _above(section, row):
        links.append(Link(str(above), _back(covenant, section, row)))
    return trail_of(covenant, *links)
