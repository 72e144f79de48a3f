"""/partijen/toetreding/<uuid>/bijlage/ and /deelname/: annex 1 on paper, and the day from which the party takes part."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.accessionpage import find_accession
from governance.annex import annex_1
from governance.forms.accession import BeginForm
from governance.models import Accession
from governance.models.accession import Stage
from governance.policy import is_administrator, keeps_accession
from governance.reach import KNOWS_BODIES
from governance.views.accession import trail_link
from governance.views.body import PAGE
from governance.workflow.accession import join_party
from parties.step_up import RIGHTS, needs_recent_factor
from parties.workflow.register import AlreadyMember
from privacy import accesslog
from zvh.components import Link
from zvh.documents import Format, RenderFailed
from zvh.documents import render as draw
from zvh.http import Request, form_status, posted


@require_safe
def annex(request: Request, pk: UUID, protocol: int | None = None) -> HttpResponse:
    """The form that the organisation and the chair sign: for the covenant, or for one of its protocols."""
    found = find_accession(pk, request.actor)
    knows = keeps_accession(request.actor, found) or request.actor.role in KNOWS_BODIES
    if not (knows and found.is_adopted):
        raise Http404
    agreed = get_object_or_404(found.house.covenant.protocols, pk=protocol) if protocol else None
    try:
        drawn = draw(annex_1(found, agreed), Format.PDF)
    except RenderFailed:
        accesslog.nothing_shown()
        messages.error(request, "Het bestand kon niet worden gemaakt. Probeer het straks nog een keer")
        return redirect("toetreding", pk)
    rule = "toetreding-bijlage-protocol" if agreed else "toetreding-bijlage"
    accesslog.listed("accession", [found], rule=rule, house_id=found.house_id)
    name = f"bijlage-1-{agreed.code if agreed else 'convenant'}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(drawn, content_type=Format.PDF.content_type, headers=headers)


@PAGE
@needs_recent_factor(RIGHTS)
def begin(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/toetreding/<uuid>/deelname/: signed by both; gives rights to the users of the party."""
    found = find_accession(pk, request.actor)
    if not (is_administrator(request.actor, found) and found.stage == Stage.DECISION and found.is_adopted):
        raise Http404
    form = BeginForm(posted(request), found, request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            join_party(
                found, signed_on=given["ondertekend"], since=given["vanaf"], protocols=given["protocollen"], by=request.actor
            )  # fmt: skip
        except AlreadyMember:
            form.add_error("vanaf", "Deze organisatie neemt op deze dag al deel aan het convenant")
        else:
            messages.success(request, "De organisatie neemt deel. Nodig nu haar eerste gebruikers uit")
            return redirect("toetreding", pk)
    accesslog.nothing_shown()
    context = {"form": form, "accession": found, "trail": [trail_link(), accession_link(found)]}
    return render(request, "governance/accession_begin.html", context, status=form_status(request))


def accession_link(accession: Accession) -> Link:
    return Link(accession.party.name, reverse("toetreding", args=[accession.pk]))
