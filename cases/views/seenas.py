"""The procesregisseur looks at a case with the rights of a delegate."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.casepage import frame, open_file
from cases.seenas import PURPOSE, delegate_of, seen_as
from privacy import accesslog
from zvh.http import Request


@require_safe
def look_as(request: Request, number: str, delegation: UUID) -> HttpResponse:
    """/casussen/<nummer>/toegang/bekijk-als/<id>/: what this delegate sees; in the log it is a read of who looks."""
    page = open_file(number, request.actor)
    if "look_as" not in page.may:
        raise Http404
    reader = delegate_of(page, delegation)
    seen = seen_as(page, reader)
    accesslog.event(
        accesslog.EventKind.DOSSIER_VIEW, "R", page.case, rule="bekijk-als", purpose=PURPOSE[0],
        parts=["casus", "bijdragen"], recipient=str(reader.party),
    )  # fmt: skip
    accesslog.listed("contribution", seen.contributions, rule="bekijk-als", house_id=page.case.house_id)
    context = {**frame(page, "casus-toegang"), "tabs": [], "reader": reader, "seen": seen}
    return render(request, "cases/seen_as.html", context)
