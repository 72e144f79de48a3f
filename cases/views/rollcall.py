"""At the start of a meeting: who came, once for all their cases, each with the declaration of secrecy (protocol 13.2)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.forms.meeting import RollCallForm
from cases.meetingpage import find_meeting
from cases.models import Attendance, Invitation
from cases.rowpolicy import may_plan_meeting
from cases.workflow.meeting import call_roll, unfinished
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


@require_http_methods(["GET", "HEAD", "POST"])
def roll_call(request: Request, pk: UUID) -> HttpResponse:
    """/overleggen/<uuid>/aanwezig/: everybody who is invited for a case that is still to be discussed."""
    meeting = find_meeting(pk, request.actor)
    if not may_plan_meeting(request.actor, meeting.house_id) or meeting.cancelled_at:
        raise Http404
    items = list(unfinished(meeting, request.actor))
    seats = Invitation.objects.visible_to(request.actor).filter(item__in=items).select_related("user", "party")
    known = Attendance.objects.visible_to(request.actor).filter(item__in=items).select_related("by")
    form = RollCallForm(posted(request), seats, known)
    trail = [Link("Overleggen", "/overleggen/"), Link("Overleg", reverse("overleg", args=[pk]))]
    accesslog.listed("agendaitem", items, rule="aanwezig", house_id=meeting.house_id)
    if form.is_bound and form.is_valid():
        try:
            call_roll(meeting, form.present(), version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            last = known.order_by("at").last()  # none where every case is finished or off the agenda by now
            saved = Saved.of(last) if last else Saved()
            return conflict_page(request, form, RollCallForm(None, seats, known.all()), saved=saved, trail=trail)
        messages.success(request, "De aanwezigheid is vastgelegd")
        return redirect("overleg", pk)
    context = {"form": form, "meeting": meeting, "trail": trail}
    return render(request, "cases/meeting/roll_call.html", context, status=form_status(request))
