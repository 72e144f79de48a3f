"""Somebody without a seat is invited to a vergadering, or need not come after all; by the secretary."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from governance.forms.meeting import VisitorForm
from governance.meetingpage import find_meeting
from governance.models import BodyMeeting, Visitor
from governance.policy import require
from governance.views.body import PAGE, body_link, way_back
from governance.workflow.visitors import AlreadyInvited, invite_visitor, withdraw_invitation
from privacy import accesslog
from zvh.components import Link
from zvh.http import Request, form_status, posted


@PAGE
def invite(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/vergaderingen/<uuid>/gasten/: name, office, address and for which points; the mail goes at once."""
    found = find_meeting(pk, request.actor)
    require(request.actor, "plan_body_meeting", found.body)
    if not found.can_change:
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
        "trail": _trail(found),
    }  # fmt: skip
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/gasten/<uuid>/intrekken/: who it is, and the button; he hears it by mail."""
    invited = Visitor.objects.visible_to(request.actor).invited().select_related("meeting__body__house__covenant")
    found = get_object_or_404(invited, pk=pk)
    require(request.actor, "plan_body_meeting", found.meeting.body)
    if not found.meeting.can_change:
        raise Http404
    if request.method == "POST":
        withdraw_invitation(found, by=request.actor)
        messages.success(request, "De uitnodiging is ingetrokken. De gast krijgt bericht")
        return redirect("vergadering", found.meeting_id)
    accesslog.listed("visitor", [found], rule="gast-intrekken", house_id=found.meeting.body.house_id or 0)
    context = {"visitor": found, "meeting": found.meeting, "trail": _trail(found.meeting)}
    return render(request, "governance/uninvite.html", context)


def _trail(meeting: BodyMeeting) -> list[Link]:
    return [way_back(), body_link(meeting.body), Link("Vergadering", reverse("vergadering", args=[meeting.pk]))]
