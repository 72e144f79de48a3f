"""Printing a case: what and what for, and then the document. A print counts as a read (03, R10)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame, open_file
from cases.forms.printing import PrintForm
from cases.printpage import choices, document, shown, usual
from privacy import accesslog
from zvh.conflicts import posted
from zvh.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def print_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afdrukken/: who reads the file prints what he reads; the answer to the form is the document."""
    page = open_file(number, request.actor)
    form = PrintForm(posted(request), choices(page), usual())
    if form.is_bound and form.is_valid():
        return _document(request, page, form.cleaned_data["delen"], form.cleaned_data["reden"])
    accesslog.read(page.case, rule="casus-afdrukken", parts=["casusnummer"])
    context = {**frame(page, "casus"), "form": form}
    return render(request, "cases/print/choose.html", context, status=422 if form.errors else 200)


def _document(request: Request, page: CasePage, parts: list[str], reason: str) -> HttpResponse:
    rows = shown(page, parts)
    accesslog.event(
        accesslog.EventKind.PRINT, "R", page.case, rule="casus-afdrukken", parts=["betrokkenen", *parts], purpose=reason,
        shown_ids=rows, result_count=len(rows),
    )  # fmt: skip
    context = {"blocks": document(page, parts), "at": timezone.now(), "user": request.user, "is_printed": True}
    return render(request, "cases/print/document.html", {**frame(page, "casus"), **context})
