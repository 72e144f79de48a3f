"""/bestuur/vergaderingen/<uuid>/gasten/: somebody without a seat is invited, by the secretary."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.forms.meeting import VisitorForm
from governance.meetingpage import find_meeting
from governance.policy import require
from governance.views.body import PAGE, body_link, way_back
from governance.workflow.visitors import AlreadyInvited, invite_visitor
from privacy import accesslog
from zvh.components import Link
from zvh.http import Request, form_status, posted


@PAGE
def invite(request: Request, pk: UUID) -> HttpResponse:
    """Name, office, address and for which points; the mail goes at once."""
    found = find_meeting(pk, request.actor)
    require(request.actor, "plan_body_meeting", found.body)
    if found.cancelled_at or found.was_held:
        raise Http404
    form = VisitorForm(posted(request), found, request.actor)
    if form.is_bound and form.is_valid():
        try:
            made = invite_visitor(found, **form.given(), by=request.actor)
        except AlreadyInvited:
            form.add_error("mail", "Dit adres is al uitgenodigd voor deze vergadering")
        else:
            messages.success(request, f"De uitnodiging aan {made.name} is verstuurd")
            return redirect("vergadering", pk)
    accesslog.nothing_shown()
    context = {
        "form": form, "body": found.body, "title": "Gast uitnodigen", "press": "Uitnodigen",
        "trail": [way_back(), body_link(found.body), Link("Vergadering", reverse("vergadering", args=[pk]))],
    }  # fmt: skip
    return render(request, "governance/form.html", context, status=form_status(request))
