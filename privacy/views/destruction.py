"""The destruction list and the certificates of a house: numbers, dates and rules, never content."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parties.step_up import DESTRUCTION, needs_recent_factor
from privacy import accesslog
from privacy.carryingout import may_confirm
from privacy.certificate import closing, compose, said, specification
from privacy.models import (
    ArchiveTransfer,
    DestructionFailure,
    DestructionListing,
    DestructionRecord,
    KeyIncident,
    MalwareIncident,
    RequestMeasure,
)
from privacy.models.destruction import ACCOUNTS
from privacy.release import may_release, release_destruction
from zvh.actor import Actor
from zvh.components import Column, Deadline
from zvh.documents import Format, RenderFailed
from zvh.documents import render as drawn
from zvh.http import Request

LISTED = [
    Column("Casus"),
    Column("Afgeschaald op"),
    Column("Uiterlijk vernietigd op"),
    Column("Bewaarregel"),
    Column("Stand"),
]
CERTIFICATES = [
    Column("Vernietigd op"),
    Column("Soort"),
    Column("Bewaarregel"),
    Column("Rijen en velden"),
    Column("Controlegetal"),
]
FAILED = [Column("Dossier"), Column("Soort"), Column("Sinds"), Column("Pogingen"), Column("Soort fout")]
SPECIFIED = [Column("Wat"), Column("Rijen")]
ARCHIVES = [Column("Casus"), Column("Archief"), Column("Gekozen op"), Column("Stand")]
REMOVALS = [Column("Casus"), Column("Gevraagd op"), Column("Stand")]
REFUSED = [Column("Gevonden op"), Column("Van wie"), Column("Wat de virusscan vond")]


@require_safe
def overview(request: Request) -> HttpResponse:
    """/vernietiging/: what goes soon, what went, keys that are missing, and files that the virus scan refused."""
    actor = request.actor
    if actor.role not in ACCOUNTS:
        raise Http404
    listed = [
        (row, Deadline(row.destroy_on, actor.today, row.rule), may_release(actor, row))
        for row in DestructionListing.objects.visible_to(actor).select_related("released_by")
    ]
    context = {
        "listed": listed,
        "certificates": DestructionRecord.objects.visible_to(actor).exclude(checksum="")[:100],
        "incidents": KeyIncident.objects.visible_to(actor).filter(settled_at=None).count(),
        "removals": _removals(actor),
        "removal_columns": REMOVALS,
        "archives": ArchiveTransfer.objects.visible_to(actor).running().filter(house__in=actor.house_ids)[:100],
        "archive_columns": ARCHIVES,
        "failures": DestructionFailure.objects.visible_to(actor).filter(settled_at=None)[:100],
        "failure_columns": FAILED,
        "refused": MalwareIncident.objects.visible_to(actor).select_related("house", "party")[:100],
        "refused_columns": REFUSED,
        "listed_columns": LISTED,
        "certificate_columns": CERTIFICATES,
    }
    accesslog.event(accesslog.EventKind.LIST, "R", rule="vernietiging", result_count=len(listed))
    return render(request, "privacy/destruction.html", context)


def _removals(actor: Actor) -> list[tuple[RequestMeasure, bool]]:
    """What a subject asked to be removed and is there still, and whether who acts confirms it."""
    found = RequestMeasure.objects.visible_to(actor).filter(
        kind="verwijdering", done_on=None, house__in=actor.house_ids
    )
    return [(one, may_confirm(actor, one)) for one in found[:100]]


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(DESTRUCTION)
def release(request: Request, pk: int) -> HttpResponse:
    """/vernietiging/<id>/vrijgeven/: first what happens, then the POST."""
    found = get_object_or_404(DestructionListing.objects.visible_to(request.actor), pk=pk)
    if not may_release(request.actor, found):
        raise Http404
    if request.method == "POST":
        release_destruction(found, by=request.actor)
        messages.success(request, "De vernietiging is vrijgegeven")
        return redirect("vernietiging")
    accesslog.event(accesslog.EventKind.LIST, "R", rule="vernietiging-vrijgeven", result_count=1)
    return render(request, "privacy/release.html", {"listing": found})


@require_safe
def certificate(request: Request, pk: UUID) -> HttpResponse:
    """/vernietiging/verklaringen/<id>/: one statement of destruction (Archiefbesluit 8)."""
    found = _find_certificate(request, pk)
    accesslog.event(accesslog.EventKind.LIST, "R", found, rule="verklaring", result_count=1)
    context = {"record": found, "pairs": said(found), "specification": specification(found), "columns": SPECIFIED}
    return render(request, "privacy/certificate.html", {**context, "closing": closing(found)})


@require_safe
def certificate_as_pdf(request: Request, pk: UUID) -> HttpResponse:
    """/vernietiging/verklaringen/<id>/pdf/: the same, to keep outside."""
    found = _find_certificate(request, pk)
    try:
        file = drawn(compose(found), Format.PDF)
    except RenderFailed:
        messages.error(request, "Het bestand kon niet worden gemaakt. Probeer het straks nog een keer")
        return redirect("verklaring", pk)
    accesslog.event(accesslog.EventKind.EXPORT, "R", found, rule="verklaring-pdf", result_count=1)
    name = f"verklaring-van-vernietiging-{found.destroyed_on}.pdf"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type=Format.PDF.content_type, headers=disposition)


def _find_certificate(request: Request, pk: UUID) -> DestructionRecord:
    return get_object_or_404(DestructionRecord.objects.visible_to(request.actor).exclude(checksum=""), pk=pk)
