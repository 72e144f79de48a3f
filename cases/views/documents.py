"""Minutes and plan as a file, for who reads them on the page; downloading is reading."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cases.casepage import CasePage, open_file
from cases.meetingpage import discussions_of
from cases.meetingtext import minutes_document, plan_document
from cases.planpage import plans_of
from privacy import accesslog
from zvh.documents import Document, Format, RenderFailed, render
from zvh.fields import SealedModel
from zvh.http import Request

ENDS = {Format.PDF: "pdf", Format.DOCX: "word", Format.ODT: "odt"}


@require_safe
def minutes(request: Request, number: str, item: UUID, form: Format) -> HttpResponse:
    """/casussen/<nummer>/overleg/<id>/verslag/pdf/, /word/ and /odt/."""
    page = open_file(number, request.actor)
    found = next((one for one in discussions_of(page.case.pk, request.actor) if one.line.item.pk == item), None)
    if found is None or found.minutes is None:
        raise Http404
    name = f"verslag-{number}-{found.line.item.meeting.on}"
    return _file(request, page, found.minutes, minutes_document(page, found), form, ("verslag", name))


@require_safe
def plan(request: Request, number: str, form: Format) -> HttpResponse:
    """/casussen/<nummer>/plan/pdf/, /word/ and /odt/: the newest version that this reader has."""
    page = open_file(number, request.actor)
    plans = plans_of(page)
    if not plans:
        raise Http404
    return _file(
        request, page, plans[0], plan_document(page, plans[0]), form, ("plan", f"plan-{number}-{plans[0].number}")
    )


def _file(
    request: Request, page: CasePage, row: SealedModel, document: Document, form: Format, names: tuple[str, str]
) -> HttpResponse:
    kind, name = names
    try:
        drawn = render(document, form)
    except RenderFailed:
        accesslog.nothing_shown()
        messages.error(request, "Het bestand kon niet worden gemaakt. Probeer het straks nog een keer")
        return redirect("casus-plan" if kind == "plan" else "casus-overleg", page.case.number)
    accesslog.read(row, rule=f"{kind}-{ENDS[form]}", parts=["verslag", "scores", "acties"])
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{form.value}"'}
    return HttpResponse(drawn, content_type=form.content_type, headers=disposition)
