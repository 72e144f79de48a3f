"""/partijen/toetreding/<uuid>/getekend/ and /partijen/toetreding/getekend/<uuid>/: signed copies, added, opened and taken away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.accessionpage import find_accession
from governance.forms.signedcopy import SignedCopyForm
from governance.models import Accession, SignedCopy, SignedCopyFile
from governance.policy import keeps_accession
from governance.views.accession import trail_link
from governance.views.body import PAGE
from governance.views.joining import accession_link
from governance.workflow.signing import keep_signed_copy, remove_signed_copy
from privacy import accesslog
from zvh.http import Request, form_status, posted
from zvh.http import download as download_of


@PAGE
def add(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/toetreding/<uuid>/getekend/: by who takes the accession further, once the body adopted it."""
    found = find_accession(pk, request.actor)
    if not (keeps_accession(request.actor, found) and found.is_adopted):
        raise Http404
    form = SignedCopyForm(posted(request), request.FILES if request.method == "POST" else None, found)
    if request.method == "POST" and form.is_valid():
        keep_signed_copy(found, form.protocol, form.sent, by=request.actor)
        messages.success(request, "Het getekende exemplaar is toegevoegd. Openen kan na de virusscan")
        return redirect("toetreding", pk)
    accesslog.nothing_shown()
    context = {"form": form, "title": "Getekend exemplaar toevoegen", **_frame(found)}
    return render(request, "governance/file_add.html", context, status=form_status(request))


def _frame(found: Accession) -> dict[str, Any]:
    back = reverse("toetreding", args=[found.pk])
    return {"about": found.party.name, "back": back, "trail": [trail_link(), accession_link(found)]}


def _find(request: Request, pk: UUID) -> SignedCopy:
    seen = SignedCopy.objects.visible_to(request.actor).select_related(
        "accession__house__covenant", "accession__house__accession_rule", "accession__party", "protocol"
    )
    return get_object_or_404(seen, pk=pk)


@require_safe
def download(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/toetreding/getekend/<uuid>/: once it is clean; never shown inside the website (S45)."""
    found = _find(request, pk)
    file = get_object_or_404(SignedCopyFile.objects.visible_to(request.actor), copy=found)
    accesslog.read(found, rule="toetreding-getekend")
    return download_of(bytes(file.content), found.content_type, found.file_name)


@PAGE
def remove(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/toetreding/getekend/<uuid>/verwijderen/: the wrong file is taken away, after a question."""
    found = _find(request, pk)
    if not keeps_accession(request.actor, found.accession):
        raise Http404
    if request.method == "POST":
        remove_signed_copy(found, by=request.actor)
        messages.success(request, "Het getekende exemplaar is verwijderd")
        return redirect("toetreding", found.accession_id)
    accesslog.read(found, rule="toetreding-getekend-verwijderen")
    title = "Getekend exemplaar verwijderen"
    context = {"file": found, "title": title, "name": found.about, **_frame(found.accession)}
    return render(request, "governance/file_remove.html", context)
