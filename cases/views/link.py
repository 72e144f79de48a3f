"""Cases of a family or a group: linked and apart again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import frame
from cases.forms.link import BesideForm, LinkForm, UnlinkForm
from cases.linkpage import links_of
from cases.models import CaseLink
from cases.views.agenda import open_for
from cases.workflow.link import link_cases, start_beside, unlink_cases
from privacy import accesslog
from zvh.http import Request, form_status, posted


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/koppelen/: what it is linked with, and another one by its number."""
    page = open_for(number, request.actor, "link_cases")
    form = LinkForm(posted(request), page.case, request.actor)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        made = link_cases(page.case, given["nummer"], kind=given["soort"], reason=given["reden"], by=request.actor)
        messages.success(request, f"De casus is gekoppeld met {made.other.number}")
        return redirect("casus", number)
    found = links_of(page)
    accesslog.read(page.case, rule="casus-koppelen", parts=["koppelingen"])
    if found:
        accesslog.listed("case", [line.other for line in found], rule="casus-koppelen")
    context = {**frame(page, "casus"), "form": form, "links": found}
    return render(request, "cases/link/link.html", context, status=form_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def beside(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/koppelen/aanmelden/: a new registration about somebody of the same family or group."""
    page = open_for(number, request.actor, "link_cases")
    form = BesideForm(posted(request), page.case, request.actor)
    if form.is_bound and form.is_valid():
        draft = start_beside(page.case, **form.given(), by=request.actor)
        messages.success(request, f"Het concept is begonnen. Na het versturen is het gekoppeld met {number}")
        return redirect("aanmelding-betrokkene-nieuw", draft.pk)
    accesslog.read(page.case, rule="gekoppeld-aanmelden")
    context = {**frame(page, "casus"), "form": form}
    return render(request, "cases/link/beside.html", context, status=form_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def unlink(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/koppelen/<id>/losmaken/: with the reason."""
    page = open_for(number, request.actor, "link_cases")
    visible = CaseLink.objects.visible_to(request.actor).of(page.case).standing()
    found = get_object_or_404(visible.select_related("case__house", "other__house"), pk=pk)
    form = UnlinkForm(posted(request))
    if form.is_bound and form.is_valid():
        unlink_cases(found, reason=form.cleaned_data["reden"], by=request.actor)
        messages.success(request, "De casussen zijn losgemaakt")
        return redirect("casus", number)
    accesslog.read(found, rule="koppeling-losmaken")
    context = {**frame(page, "casus"), "form": form, "other": found.across(page.case)}
    return render(request, "cases/link/unlink.html", context, status=form_status(request))
