"""A case that goes to an archive: choosing it with the case, and packing it for who keeps the destruction list."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.casepage import frame, open_file
from cases.closingpage import dates
from parties.step_up import DESTRUCTION, needs_recent_factor
from privacy import accesslog
from privacy.archiving import (
    choose_archive,
    hand_over,
    may_choose,
    may_pack,
    may_want,
    take_along,
    want_package,
    withdraw_archive,
)
from privacy.forms.archive import ArchiveForm, HandOverForm
from privacy.models import ArchivePart, ArchiveTransfer
from privacy.models.destruction import ACCOUNTS
from zvh.components import Column, Link
from zvh.conflicts import posted
from zvh.http import Request, download, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])
PARTS = [Column("Deel"), Column("Grootte"), Column("Controlegetal"), Column("Verder", is_hidden=True)]
TRAIL = [Link("Vernietiging", "/vernietiging/")]


@PAGE
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/archief/: choose that this case goes to an archive, see how it stands, or take it back."""
    page = open_file(number, request.actor)
    found = ArchiveTransfer.objects.visible_to(request.actor).running().filter(case=page.case).first()
    if "postpone_destruction" not in page.may or not (found or may_choose(page.case, request.actor)):
        raise Http404
    form = None if found else ArchiveForm(posted(request))
    if request.method == "POST" and found:
        return _withdraw(request, found)
    if form and form.is_valid():
        choose_archive(
            page.case, archive=form.cleaned_data["archief"], reason=form.cleaned_data["reden"], by=request.actor
        )
        messages.success(request, "De keuze is vastgelegd. De recordmanager krijgt bericht")
        return redirect("archief", number)
    accesslog.read(found or page.case, rule="archief", parts=["closing"])
    context = {**frame(page, "casus-afschalen"), "form": form, "transfer": found, "dates": dates(page)}
    return render(request, "privacy/archive_choice.html", context, status=form_status(request))


def _withdraw(request: Request, found: ArchiveTransfer) -> HttpResponse:
    if "intrekken" not in request.POST or found.handed_over_on:
        raise Http404
    withdraw_archive(found, by=request.actor)
    messages.success(request, "De casus gaat niet naar het archief")
    return redirect("casus-afschalen", found.number)


def _found(request: Request, pk: UUID) -> ArchiveTransfer:
    if request.actor.role not in ACCOUNTS:
        raise Http404
    rows = ArchiveTransfer.objects.visible_to(request.actor).running().filter(house__in=request.actor.house_ids)
    return get_object_or_404(rows.select_related("by", "handed_over_by"), pk=pk)


@PAGE
def package(request: Request, pk: UUID) -> HttpResponse:
    """/vernietiging/archief/<id>/: how far it is, the parts to take along, and saying that the archive has it."""
    found = _found(request, pk)
    may_hand_over = may_pack(request.actor, found) and found.made_at is not None
    form = HandOverForm(posted(request), found) if may_hand_over else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        said = form.cleaned_data
        hand_over(found, on=said["overgebracht_op"], receipt=said["kenmerk"], by=request.actor)
        messages.success(request, "Vastgelegd dat het archief het dossier heeft")
        return redirect("archiefpakket", pk)
    accesslog.event(accesslog.EventKind.LIST, "R", found, rule="archiefpakket", result_count=1)
    parts = ArchivePart.objects.visible_to(request.actor).filter(transfer=found, ends_on__gte=request.actor.today)
    context = {
        "transfer": found, "form": form, "may_want": may_want(request.actor, found), "trail": TRAIL, "columns": PARTS,
        "parts": list(parts.defer("content")) if may_pack(request.actor, found) else [],
    }  # fmt: skip
    return render(request, "privacy/archive_package.html", context, status=form_status(request))


@require_POST
@needs_recent_factor(DESTRUCTION)
def make(request: Request, pk: UUID) -> HttpResponse:
    """/vernietiging/archief/<id>/maken/: a job packs it."""
    found = _found(request, pk)
    if not may_want(request.actor, found):
        raise Http404
    want_package(found, by=request.actor)
    messages.success(request, "Het pakket wordt gemaakt. U krijgt bericht als het klaar is")
    return redirect("archiefpakket", pk)


@require_POST
@needs_recent_factor(DESTRUCTION)
def take(request: Request, pk: UUID, part: int) -> HttpResponse:
    """/vernietiging/archief/<id>/<deel>/: one part of the package as a file."""
    found = _found(request, pk)
    if not may_pack(request.actor, found):
        raise Http404
    rows = ArchivePart.objects.visible_to(request.actor).filter(ends_on__gte=request.actor.today)
    row = get_object_or_404(rows.select_related("transfer"), transfer=found, number=part)
    content = take_along(row, by=request.actor)
    return download(content, "application/zip", f"archiefpakket-{found.number}-deel-{part}.zip")
