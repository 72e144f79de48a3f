"""Parties and delegates as a file: out, and in again."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parties import policy, registerfile
from parties.forms.registerfile import FileForm
from parties.registerrows import DelegateRow, PartyRow
from parties.step_up import RIGHTS, needs_recent_factor
from parties.views.sign_in import PAGE
from parties.workflow.register import AlreadyMember
from parties.workflow.registerfile import import_delegates, import_parties
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.components import Link
from zvh.conflicts import posted
from zvh.http import Request, form_status
from zvh.spreadsheet import FORMATS
from zvh.tableforms import AGAIN, columns_of, required_of


@PAGE
@needs_recent_factor(RIGHTS)
def parties_in(request: Request) -> HttpResponse:
    """/partijen/invoer/"""
    policy.require_administrator(request.actor)
    form = FileForm(
        lambda content: registerfile.parties_in(content, request.actor), posted(request), request.FILES or None
    )
    if form.is_valid():
        try:
            import_parties([(row.form.party, row.form.cleaned_data) for row in form.rows], by=request.actor)
        except AlreadyMember:
            form.add_error("bestand", f"Een partij uit het bestand neemt intussen al deel. {AGAIN}")
        else:
            messages.success(request, f"Het bestand is ingelezen: {_lines(form)}.")
            return redirect("partijen")
    return _page(request, form, PartyRow, "Partijen inlezen", "partijen", "partijen-uitvoer")


@PAGE
@needs_recent_factor(RIGHTS)
def delegates_in(request: Request) -> HttpResponse:
    """/beheer/mensen/invoer/"""
    policy.require_administrator(request.actor)
    form = FileForm(
        lambda content: registerfile.delegates_in(content, request.actor), posted(request), request.FILES or None
    )
    if form.is_valid():
        import_delegates([(row.form.place, row.form.cleaned_data) for row in form.rows], by=request.actor)
        messages.success(request, f"Het bestand is ingelezen: {_lines(form)}. Wie nieuw is, krijgt een uitnodiging.")
        return redirect("mensen")
    return _page(request, form, DelegateRow, "Gedelegeerden inlezen", "mensen", "mensen-uitvoer")


@require_safe
def parties_out(request: Request, form: str) -> HttpResponse:
    """/partijen/uitvoer/<csv of xlsx>/: the parties of the own house."""
    policy.require_administrator(request.actor)
    if form not in FORMATS:
        raise Http404
    accesslog.nothing_shown()  # what was agreed is public; names of people do not stand in it
    return _file(form, "partijen", list(columns_of(PartyRow)), registerfile.parties_out(request.actor))


@require_safe
@needs_recent_factor(RIGHTS)
def delegates_out(request: Request, form: str) -> HttpResponse:
    """/beheer/mensen/uitvoer/<csv of xlsx>/: who speaks for a party in the own house."""
    policy.require_administrator(request.actor)
    if form not in FORMATS:
        raise Http404
    rows = registerfile.delegates_out(request.actor)
    accesslog.event(EventKind.EXPORT, "R", rule="mensen-uitvoer", object_type="user", result_count=len(rows))
    return _file(form, "gedelegeerden", list(columns_of(DelegateRow)), rows)


def _lines(form: FileForm) -> str:
    return "1 regel" if len(form.rows) == 1 else f"{len(form.rows)} regels"


def _page(request: Request, form: FileForm, rows: type, title: str, back: str, export: str) -> HttpResponse:
    accesslog.nothing_shown()
    required = required_of(rows)
    context = {
        "form": form,
        "title": title,
        "columns": [(column, column in required) for column in columns_of(rows)],
        "files": [(name.upper(), reverse(export, args=[name])) for name in FORMATS],
        "back": reverse(back),
        "trail": [Link(title.split()[0] if back == "partijen" else "Mensen", reverse(back))],
    }
    return render(request, "parties/register/import.html", context, status=form_status(request))


def _file(form: str, name: str, titles: Sequence[str], rows: list[list[str]]) -> HttpResponse:
    made = FORMATS[form](titles, rows)
    disposition = f'attachment; filename="{name}.{made.suffix}"'
    return HttpResponse(made.content, content_type=made.kind, headers={"Content-Disposition": disposition})
