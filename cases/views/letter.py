"""One letter to the subject: written, read, downloaded, and recorded as sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file, url_of
from cases.forms.letter import LetterForm, SentForm, first_values, values_of
from cases.models import Letter
from cases.workflow.letterbook import WRITING, discard_letter, record_sent, rewrite_letter, write_letter
from privacy import accesslog
from zvh.conflicts import Saved, conflict_page, posted
from zvh.documents import Format, RenderFailed
from zvh.documents import render as draw
from zvh.http import Request, form_status
from zvh.versions import Overtaken

TAB = "casus-brieven"
RULES = {Format.PDF: "brief-pdf", Format.DOCX: "brief-word", Format.ODT: "brief-odt"}


def _open(request: Request, number: str, pk: UUID, *, draft: bool = False) -> tuple[CasePage, Letter]:
    """The letter in its case; `draft` only one that this actor may still change."""
    page = open_file(number, request.actor)
    found = (
        Letter.objects.visible_to(page)
        .select_related("subject", "by", "template")
        .filter(pk=pk, case=page.case)
        .first()
    )
    if found is None or (draft and (found.is_sent or WRITING[found.kind] not in page.may)):
        raise Http404
    found.case = page.case
    return page, found


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, number: str, subject: UUID, kind: str) -> HttpResponse:
    """/casussen/<nummer>/brieven/aan/<id>/<soort>/: a new letter to this person."""
    page = open_file(number, request.actor)
    person = next((one for one in page.subjects if one.pk == subject), None)
    if person is None or WRITING[kind] not in page.may:
        raise Http404
    form = LetterForm(person, request.actor, posted(request), initial=first_values(page.case, person, request.actor))
    if form.is_bound and form.is_valid():
        made = write_letter(page.case, person, kind, form.said(), by=request.actor)
        return redirect("brief", number=number, pk=made.pk)
    accesslog.read(page.case, rule="brief-schrijven", parts=["subjects"])
    context = {**frame(page, TAB), "form": form, "subject": person}
    return render(request, "cases/letter/write.html", context, status=form_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/brieven/<id>/wijzigen/: a draft can be changed until it is sent."""
    page, found = _open(request, number, pk, draft=True)
    form = LetterForm(found.subject, request.actor, posted(request), initial=values_of(found))
    if form.is_bound and form.is_valid():
        try:
            rewrite_letter(found, form.said(), version=form.cleaned_data["versie"] or 0, by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, page, form, overtaken.stored)
        return redirect("brief", number=number, pk=pk)
    accesslog.read(found, rule="brief-wijzigen", parts=["letters"])
    context = {**frame(page, TAB), "form": form, "subject": found.subject, "letter": found}
    return render(request, "cases/letter/write.html", context, status=form_status(request))


def _overtaken(request: Request, page: CasePage, form: LetterForm, stored: Letter) -> HttpResponse:
    accesslog.read(stored, rule="brief-conflict", parts=["letters"])
    now = LetterForm(stored.subject, request.actor, initial=values_of(stored))
    return conflict_page(request, form, now, saved=Saved.of(stored), trail=page.trail, back=url_of(TAB, page.case))


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/brieven/<id>/: the letter as it is on paper; a draft can be recorded as sent."""
    page, found = _open(request, number, pk, draft=request.method == "POST")
    form = SentForm(request.actor, posted(request), initial={"verstuurd_op": found.dated_on, "versie": found.version})
    if form.is_bound and form.is_valid():
        return _send(request, found, form)
    return _show(request, page, found, form, status=form_status(request))


def _send(request: Request, found: Letter, form: SentForm) -> HttpResponse:
    try:
        record_sent(found, on=form.cleaned_data["verstuurd_op"], version=form.cleaned_data["versie"], by=request.actor)
    except Overtaken:
        messages.warning(request, "Iemand anders wijzigde de brief. Lees hem opnieuw")
    else:
        messages.success(request, "Vastgelegd dat de brief is verstuurd")
    return redirect("brief", number=found.case.number, pk=found.pk)


def _show(request: Request, page: CasePage, found: Letter, form: SentForm, status: int, **context: Any) -> HttpResponse:
    accesslog.read(found, rule="brief", parts=["letters"])
    may_write = not found.is_sent and WRITING[found.kind] in page.may
    context |= {**frame(page, TAB), "letter": found, "document": found.document, "form": form, "may_write": may_write}
    return render(request, "cases/letter/letter.html", context, status=status)


@require_safe
def download(request: Request, number: str, pk: UUID, form: Format) -> HttpResponse:
    """/casussen/<nummer>/brieven/<id>/pdf/, /word/ and /odt/: the letter as a file; that is reading it."""
    page, found = _open(request, number, pk)
    try:
        file = draw(found.document, form)
    except RenderFailed:
        again = SentForm(request.actor, initial={"verstuurd_op": found.dated_on, "versie": found.version})
        return _show(request, page, found, again, status=503, failed=True)
    accesslog.read(found, rule=RULES[form], parts=["letters"])
    name = f"brief-{found.reference.replace('/', '-')}.{form.value}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type=form.content_type, headers=disposition)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/brieven/<id>/weggooien/: a draft that is not needed."""
    page, found = _open(request, number, pk, draft=True)
    if request.method == "POST":
        discard_letter(found, by=request.actor)
        messages.success(request, "Het concept is weggegooid")
        return redirect(TAB, number=number)
    accesslog.read(found, rule="brief-weggooien", parts=["letters"])
    return render(request, "cases/letter/discard.html", {**frame(page, TAB), "letter": found})
