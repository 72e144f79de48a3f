"""A vergadering on another day, or not at all."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.forms.meeting import MoveBodyMeetingForm, move_initial
from governance.meetingpage import find_meeting
from governance.models import BodyMeeting
from governance.policy import require
from governance.views.body import PAGE, body_link, way_back
from governance.workflow.meetings import call_off_meeting, move_body_meeting
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, VersionForm, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


def _open(request: Request, pk: UUID) -> BodyMeeting:
    """A meeting that was not held yet, for the secretary."""
    found = find_meeting(pk, request.actor)
    require(request.actor, "plan_body_meeting", found.body)
    if not found.can_change:
        raise Http404
    return found


def _trail(found: BodyMeeting) -> list[Link]:
    return [way_back(), body_link(found.body), Link("Vergadering", reverse("vergadering", args=[found.pk]))]


@PAGE
def move(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/vergaderingen/<uuid>/wijzigen/"""
    found = _open(request, pk)
    form = MoveBodyMeetingForm(posted(request), initial=move_initial(found))
    if form.is_bound and form.is_valid():
        try:
            move_body_meeting(found, **form.given(), by=request.actor)
        except Overtaken as overtaken:
            accesslog.nothing_shown()
            now = MoveBodyMeetingForm(initial=move_initial(overtaken.stored))
            return conflict_page(request, form, now, saved=Saved.of(overtaken.stored), trail=_trail(found))
        messages.success(request, "De vergadering is gewijzigd. Wie is uitgenodigd, krijgt bericht")
        return redirect("vergadering", pk)
    accesslog.nothing_shown()  # a day and a place
    context = {"form": form, "meeting": found, "trail": _trail(found)}
    return render(request, "governance/move.html", context, status=form_status(request))


@PAGE
def call_off(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/vergaderingen/<uuid>/afgelasten/: what that means, and the button."""
    found = _open(request, pk)
    form = VersionForm(posted(request), initial={"versie": found.sequence})
    if form.is_bound and form.is_valid():
        try:
            call_off_meeting(found, version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            messages.warning(request, "Iemand anders wijzigde deze vergadering. Lees wat er nu staat")
            return redirect("vergadering-afgelasten", pk)
        messages.success(request, "De vergadering gaat niet door. Wie was uitgenodigd, krijgt bericht")
        return redirect("vergadering", pk)
    accesslog.nothing_shown()  # a day and two numbers
    context = {
        "form": form, "meeting": found, "trail": _trail(found), "people": found.attendees.count(),
        "points": found.points.count(),
    }  # fmt: skip
    return render(request, "governance/call_off.html", context, status=form_status(request))
