"""The documents of a case: listed, opened, added and taken away (DPIA 1; 03, R10; 10, page map)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.attachmentpage import attachments_of, lines, may_still_add
from cases.casepage import CasePage, frame, open_file
from cases.contributionpage import find_contribution, trail
from cases.forms.attachment import AttachmentForm
from cases.models import Attachment, AttachmentFile, Contribution, Letter
from cases.reach import OpenCase
from cases.views.letterbook import COLUMNS as LETTERS
from cases.workflow.attachment import (
    MOST_OF_ONE,
    TooMuch,
    add_to_case,
    add_to_contribution,
    allowed_kinds,
    may_remove,
    remove_attachment,
)
from privacy import accesslog
from zvh.conflicts import posted
from zvh.http import Request, form_status
from zvh.http import download as download_of

TAB = "casus-documenten"
PAGE = require_http_methods(["GET", "HEAD", "POST"])
FULL = (
    f"Samen met wat er al staat is dit meer dan {MOST_OF_ONE // 1_000_000} MB. Verwijder eerst wat niet meer nodig is"
)


@require_safe
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/documenten/: the files that this actor may read, and for house staff the letters."""
    page = open_file(number, request.actor)
    found = attachments_of(page, case=page.case)
    letters = list(Letter.objects.visible_to(page).select_related("case", "subject"))
    accesslog.listed("attachment", found, rule="casus-documenten", house_id=page.case.house_id)
    if letters:
        accesslog.listed("letter", letters, rule="casus-documenten", house_id=page.case.house_id)
    context = {"lines": lines(found, page), "letters": letters, "letter_columns": LETTERS}
    return render(request, "cases/attachment/of_case.html", {**frame(page, TAB), **context})


def _open(request: Request, number: str, pk: UUID) -> tuple[CasePage, Attachment]:
    page = open_file(number, request.actor)
    found = attachments_of(page, case=page.case, pk=pk)
    if not found:
        raise Http404
    return page, found[0]


@require_safe
def download(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/documenten/<id>/: the file itself, once it is clean; never shown inside the website (S45)."""
    page, found = _open(request, number, pk)
    file = AttachmentFile.objects.visible_to(page).filter(attachment=found).first()
    if file is None:
        raise Http404
    accesslog.read(found, rule="document", parts=[found.kind.code], purpose=page.case.phase)
    return download_of(bytes(file.content), found.content_type, found.name)


@PAGE
def remove(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/documenten/<id>/verwijderen/: who brought it takes it away, after a question."""
    page, found = _open(request, number, pk)
    if not may_remove(request.actor, found):
        raise Http404
    if request.method == "POST":
        remove_attachment(found, by=request.actor)
        messages.success(request, "Het document is verwijderd")
        return redirect("bijdrage-bijlagen", found.contribution_id) if found.contribution_id else redirect(TAB, number)
    accesslog.read(found, rule="document-verwijderen", parts=["naam"])
    return render(request, "cases/attachment/remove.html", {**frame(page, TAB), "line": lines([found], page)[0]})


# --- adding --------------------------------------------------------------------------------------------------------------


def _form(request: Request, case: Any) -> AttachmentForm:
    files = request.FILES if request.method == "POST" else None
    return AttachmentForm(posted(request), files, kinds=allowed_kinds(case), approach=case.approach)


@PAGE
def add(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/documenten/toevoegen/: of the house, for its staff."""
    page = open_file(number, request.actor)
    if "add_attachment" not in page.may:
        raise Http404
    form = _form(request, page.case)
    if form.is_bound and form.is_valid():
        try:
            add_to_case(page.case, form.sent, form.about, by=request.actor)
        except TooMuch:
            form.add_error("bestanden", FULL)
        else:
            _added(request, form)
            return redirect(TAB, number)
    accesslog.read(page.case, rule="document-toevoegen", parts=["casusnummer"])
    return render(request, "cases/attachment/add.html", {**frame(page, TAB), "form": form}, status=form_status(request))


@PAGE
def of_contribution(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/bijlagen/: what the supplier sends along, while the contribution has a text."""
    found = find_contribution(pk, request.actor)
    if not may_still_add(request.actor, found):
        raise Http404
    form = _form(request, found.case)
    if form.is_bound and form.is_valid():
        try:
            add_to_contribution(found, form.sent, form.about, by=request.actor)
        except TooMuch:
            form.add_error("bestanden", FULL)
        else:
            _added(request, form)
            return redirect("bijdrage-bijlagen", pk)
    return _show(request, found, form)


def _show(request: Request, found: Contribution, form: AttachmentForm) -> HttpResponse:
    accesslog.read(found, rule="bijdrage-bijlagen", parts=["bijlagen"])
    with_it = lines(attachments_of(request.actor, contribution=found), OpenCase(found.case, request.actor))
    context = {"contribution": found, "form": form, "lines": with_it, "trail": trail(found.case)}
    return render(request, "cases/attachment/of_contribution.html", context, status=form_status(request))


def _added(request: Request, form: AttachmentForm) -> None:
    count = len(form.sent)
    what = "Het bestand is" if count == 1 else f"{count} bestanden zijn"
    messages.success(request, f"{what} toegevoegd. Openen kan na de virusscan")
