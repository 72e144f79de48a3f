"""A meeting on another day, or not at all."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.forms.meeting import MoveForm, move_initial
from cases.meetingpage import find_meeting
from cases.models import Invitation, Meeting
from cases.rowpolicy import may_plan_meeting
from cases.workflow.rescheduling import cancel_meeting, move_meeting
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, VersionForm, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


def _open(request: Request, pk: UUID) -> Meeting:
    """A meeting of the own house that has not begun. Raises Http404."""
    found = find_meeting(pk, request.actor)
    if not may_plan_meeting(request.actor, found.house_id) or not found.can_change:
        raise Http404
    return found


def _trail(meeting: Meeting) -> list[Link]:
    return [Link("Overleggen", "/overleggen/"), Link("Overleg", reverse("overleg", args=[meeting.pk]))]


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, pk: UUID) -> HttpResponse:
    """/overleggen/<uuid>/wijzigen/: another day, time or place."""
    found = _open(request, pk)
    form = MoveForm(posted(request), initial=move_initial(found))
    if form.is_bound and form.is_valid():
        try:
            move_meeting(found, **form.given(), by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, form, overtaken.stored)
        messages.success(request, "Het overleg is gewijzigd. Wie is uitgenodigd, krijgt bericht")
        return redirect("overleg", pk)
    accesslog.listed("meeting", [found], rule="overleg-wijzigen")
    context = {"form": form, "meeting": found, "trail": _trail(found)}
    return render(request, "cases/meeting/move.html", context, status=form_status(request))


def _overtaken(request: Request, form: MoveForm, stored: Meeting) -> HttpResponse:
    accesslog.listed("meeting", [stored], rule="overleg-conflict")
    now = MoveForm(initial=move_initial(stored))
    return conflict_page(request, form, now, saved=Saved.of(stored), trail=_trail(stored))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """/overleggen/<uuid>/afgelasten/: what that means, and the button."""
    found = _open(request, pk)
    form = VersionForm(posted(request), initial={"versie": found.sequence})
    if form.is_bound and form.is_valid():
        try:
            cancel_meeting(found, version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            messages.warning(request, "Iemand anders wijzigde dit overleg. Lees wat er nu staat")
            return redirect("overleg-afgelasten", pk)
        messages.success(request, "Het overleg is afgelast. Wie was uitgenodigd, krijgt bericht")
        return redirect("overleg", pk)
    seats = Invitation.objects.visible_to(request.actor).filter(item__meeting=found)
    accesslog.listed("meeting", [found], rule="overleg-afgelasten")
    context = {
        "form": form, "meeting": found, "trail": _trail(found), "people": seats.values("user").distinct().count(),
        "cases": found.items.visible_to(request.actor).count(),
    }  # fmt: skip
    return render(request, "cases/meeting/cancel.html", context, status=form_status(request))
