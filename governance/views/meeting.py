"""Vergaderingen of a body: asking for one, planning, the agenda, and the invitations."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from governance.forms.meeting import BodyMeetingForm, PointForm, RequestForm
from governance.meetingpage import (
    PointLine,
    attendees_of,
    decisions_in,
    find_meeting,
    inputs_of,
    lines_of,
    minutes_of,
    points_of,
    to_write,
    visitors_of,
)
from governance.models import AgendaPoint, BodyMeeting, MeetingRequest
from governance.policy import is_member, is_secretary, require
from governance.views.body import PAGE, body_link, find_body, way_back
from governance.workflow.agenda import hand_in_point, move_point, place_point, take_off
from governance.workflow.meetings import ask_meeting, invite_members, plan_body_meeting
from parties.models import Body
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column
from zvh.http import Request, form_status, posted

AGENDA = [Column("Nr."), Column("Onderwerp"), Column("Ingebracht door"), Column("Acties", is_hidden=True)]
VISITORS = [Column("Wie"), Column("Functie en organisatie"), Column("Voor welke punten"), Column("Aanwezig")]
PEOPLE = [Column("Wie"), Column("Zetel"), Column("Aanwezig"), Column("Schriftelijke inbreng")]


@PAGE
def new(request: Request, pk: int) -> HttpResponse:
    """/bestuur/organen/<id>/vergaderingen/nieuw/"""
    body = find_body(request, pk)
    require(request.actor, "plan_body_meeting", body)
    form = BodyMeetingForm(posted(request), body)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = plan_body_meeting(
            body, duty=given["telt"], on=given["datum"], starts_at=given["begin"], place=given["plaats"], by=request.actor
        )  # fmt: skip
        messages.success(request, "De vergadering staat vast")
        return redirect("vergadering", made.pk)
    asked = MeetingRequest.objects.visible_to(request.actor).filter(body=body, meeting=None).select_related("party")
    accesslog.listed("meetingrequest", asked, rule="vergadering-nieuw", house_id=body.house_id or 0)
    context = {"form": form, "body": body, "requests": asked, "trail": [way_back(), body_link(body)]}
    return render(request, "governance/meeting_new.html", context, status=form_status(request))


@PAGE
def ask(request: Request, pk: int) -> HttpResponse:
    """/bestuur/organen/<id>/verzoek/: a party asks for a meeting."""
    body = find_body(request, pk)
    require(request.actor, "ask_meeting", body)
    form = RequestForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ask_meeting(body, reason=form.cleaned_data["reden"], by=request.actor)
        messages.success(request, "Uw verzoek staat bij de secretaris")
        return redirect("orgaan", pk)
    return _form_page(request, body, form, "Vergadering vragen", "Vragen")


@PAGE
def hand_in(request: Request, pk: int) -> HttpResponse:
    """/bestuur/organen/<id>/inbreng/: a point from a member, or from the secretary of another body."""
    body = get_object_or_404(Body.objects.select_related("house__covenant"), pk=pk)
    require(request.actor, "hand_in_point", body)
    form = PointForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        hand_in_point(
            body, subject=given["onderwerp"], text=given["toelichting"], asks_decision=given["besluit"], files=form.sent,
            by=request.actor,
        )  # fmt: skip
        messages.success(request, f"Het punt staat bij de secretaris van {body.name}")
        return redirect("orgaan", pk) if is_member(request.actor, body) else redirect("bestuur")
    return _form_page(request, body, form, f"Inbrengen in {body.name}", "Inbrengen")


def _form_page(request: Request, body: Body, form: RequestForm | PointForm, title: str, press: str) -> HttpResponse:
    accesslog.nothing_shown()
    trail = [way_back(), *([body_link(body)] if is_member(request.actor, body) else [])]
    context = {"form": form, "body": body, "title": title, "press": press, "trail": trail}
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/vergaderingen/<uuid>/: for members; the secretary prepares it here."""
    found = find_meeting(pk, request.actor)
    prepares = is_secretary(request.actor, found.body)
    if request.method == "POST":
        return _prepare(request, found)
    points, attendees = points_of(found, request.actor), attendees_of(found, request.actor)
    inputs = inputs_of(found, request.actor)
    accesslog.listed("agendapoint", points, rule="vergadering", house_id=found.body.house_id or 0)
    context = {
        "meeting": found, "body": found.body, "points": lines_of(points, found, request.actor, prepares),
        "visitors": visitors_of(found, request.actor), "visitor_columns": VISITORS, "attendees": attendees, "prepares": prepares,
        "decisions": decisions_in(found, request.actor),
        "waiting": _waiting(found, request.actor) if prepares else [],
        "inputs": inputs, "minutes": minutes_of(found, request.actor),
        "own": to_write(attendees, inputs, request.actor, prepares),
        "is_today": found.on <= request.actor.today, "columns": AGENDA, "people_columns": PEOPLE,
        "was_held": found.was_held, "trail": [way_back(), body_link(found.body)],
    }  # fmt: skip
    return render(request, "governance/meeting.html", context)


def _waiting(found: BodyMeeting, actor: Actor) -> list[PointLine]:
    """Handed in, and on no agenda yet."""
    rows = AgendaPoint.objects.visible_to(actor).filter(body=found.body_id, meeting=None)
    return lines_of(rows.select_related("party", "from_body"), found, actor, prepares=True)


def _prepare(request: Request, found: BodyMeeting) -> HttpResponse:
    """One press of a button by the secretary."""
    require(request.actor, "plan_body_meeting", found.body)
    done = next((PRESSED[name] for name in PRESSED if name in request.POST), None)
    if done is None:
        raise Http404
    if words := done(request, found):
        messages.success(request, words)
    return redirect("vergadering", found.pk)


def _point(request: Request, found: BodyMeeting, name: str) -> AgendaPoint:
    seen = AgendaPoint.objects.visible_to(request.actor).filter(body=found.body_id).select_related("meeting")
    point = next((one for one in seen if str(one.pk) == request.POST[name]), None)
    if point is None:
        raise Http404
    return point


def _place(request: Request, found: BodyMeeting) -> str:
    place_point(_point(request, found, "op"), found, by=request.actor)
    return "Het punt staat op de agenda"


def _take_off(request: Request, found: BodyMeeting) -> str:
    take_off(_point(request, found, "af"), by=request.actor)
    return "Het punt wacht op een volgende vergadering"


def _up(request: Request, found: BodyMeeting) -> str:
    move_point(_point(request, found, "omhoog"), up=True, by=request.actor)
    return ""


def _down(request: Request, found: BodyMeeting) -> str:
    move_point(_point(request, found, "omlaag"), up=False, by=request.actor)
    return ""


def _invite(request: Request, found: BodyMeeting) -> str:
    number = len(invite_members(found, by=request.actor))
    return f"{number} {'uitnodiging is' if number == 1 else 'uitnodigingen zijn'} verstuurd"


PRESSED: dict[str, Callable[[Request, BodyMeeting], str]] = {
    "op": _place, "af": _take_off, "omhoog": _up, "omlaag": _down, "uitnodigen": _invite,
}  # fmt: skip
