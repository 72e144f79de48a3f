"""A track that should never have been there is withdrawn, after a question and with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame, open_file
from cases.forms.track import WithdrawForm
from cases.trackpage import TrackLine, find_track
from cases.views.track import may_step
from cases.workflow.corrections import read_version
from cases.workflow.track import withdraw_track
from privacy import accesslog
from zvh.conflicts import posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, number: str, kind: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/trajecten/<soort>/<id>/intrekken/: what stands there now, and why it should not."""
    page = open_file(number, request.actor)
    line = find_track(page, kind, pk)
    if not may_step(page, line):
        raise Http404
    if line.is_withdrawn:
        return _already(request, line)
    form = WithdrawForm(posted(request), initial={"versie": read_version(line.row)})
    if form.is_bound and form.is_valid():
        try:
            made = withdraw_track(
                line.row, why=form.cleaned_data["reden"], version=form.cleaned_data["versie"], by=request.actor
            )
        except Overtaken:
            return _again(request, page, find_track(page, kind, pk), form.cleaned_data["reden"])
        messages.success(request, "Het traject is ingetrokken. Wat er stond, blijft leesbaar")
        return redirect("traject", number, kind, made.pk)
    return _show(request, page, line, form, form_status(request))


def _already(request: Request, line: TrackLine) -> HttpResponse:
    accesslog.nothing_shown()
    if request.method == "POST":
        messages.warning(request, f"{line.row.by} heeft dit traject al ingetrokken")
    return redirect(line.url)


def _again(request: Request, page: CasePage, line: TrackLine, why: str) -> HttpResponse:
    """Somebody corrected it since it was read: the question again, about what stands there now."""
    if line.is_withdrawn:
        return _already(request, line)
    if not line.may_correct:
        raise Http404
    form = WithdrawForm(None, initial={"versie": read_version(line.row), "reden": why})
    return _show(request, page, line, form, 409, is_overtaken=True)


def _show(
    request: Request, page: CasePage, line: TrackLine, form: WithdrawForm, status: int, *, is_overtaken: bool = False
) -> HttpResponse:
    accesslog.read(line.row, rule="traject-intrekken")
    context = {**frame(page, "casus-plan"), "line": line, "form": form, "is_overtaken": is_overtaken}
    return render(request, "cases/track/withdraw.html", context, status=status)
