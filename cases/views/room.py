"""The projector in the room: follows what the chair does, shows what everybody present may see, takes no input."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_safe

from cases.meetingpage import find_meeting
from cases.policy import may
from cases.roompage import Room, room_of, running_item
from cases.rowpolicy import may_plan_meeting
from privacy import accesslog
from zvh.http import Request

PARTS = ["agenda", "scores", "bijdragen", "acties"]


@require_safe
def room(request: Request, pk: UUID) -> HttpResponse:
    """/overleggen/<uuid>/zaal/: the case that is discussed now. Asked for news it shows and logs only what is new (00, item 15)."""
    meeting = find_meeting(pk, request.actor)
    if not may_plan_meeting(request.actor, meeting.house_id) or meeting.cancelled_at:
        raise Http404
    item = running_item(meeting, request.actor)
    shown = None
    if item and may(request.actor, "start_item", item.case):
        item.meeting = meeting
        shown = room_of(item, request.actor)
    screen = render_to_string("cases/meeting/screen.html", {"meeting": meeting, "room": shown}, request)
    seal = salted_hmac("zaal", screen).hexdigest()[:16]
    if request.htmx and constant_time_compare(request.GET.get("stand", ""), seal):
        accesslog.nothing_shown()
        return HttpResponse(status=204)
    _note(shown)
    context = {"meeting": meeting, "screen": screen, "seal": seal}
    return render(request, f"cases/meeting/{'poll' if request.htmx else 'room'}.html", context)


def _note(shown: Room | None) -> None:
    """The case and everything of it that stands on the screen; where that is nothing, nothing."""
    if shown is None or not shown.names:
        accesslog.nothing_shown()
        return
    accesslog.event(
        accesslog.EventKind.DOSSIER_VIEW, "R", shown.item, rule="zaal", parts=PARTS, shown_ids=shown.shown_ids,
        result_count=len(shown.shown_ids),
    )  # fmt: skip
