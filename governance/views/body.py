"""/bestuur/: the bodies of a house, who sits in them and when they must meet."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance.bodypage import coming, seats_of
from governance.forms.body import SeatForm
from governance.models import BodyMeeting, Holder, MeetingRequest, Referral
from governance.policy import is_member, is_secretary, may, require
from governance.reach import bodies_known, governs, houses_watched
from governance.workflow.holders import SeatTaken, empty_seat, fill_seat
from parties.models import Body
from parties.step_up import RIGHTS, needs_recent_factor
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request, form_status, posted

PAGE = require_http_methods(["GET", "HEAD", "POST"])
LIST = [Column("Orgaan"), Column("Niveau"), Column("Vergadert"), Column("Volgende uiterlijk")]
SEATS = [Column("Zetel"), Column("Wie"), Column("Stemmen"), Column("Bron"), Column("Acties", is_hidden=True)]
MEETINGS = [Column("Datum"), Column("Tijd"), Column("Plaats")]


@require_safe
def bodies(request: Request) -> HttpResponse:
    """/bestuur/"""
    if not governs(request.actor):
        raise Http404
    known = (
        bodies_known(request.actor).select_related("house").prefetch_related("meeting_duties").order_by("house", "pk")
    )
    days = BodyMeeting.objects.visible_to(request.actor).going_on()
    rows = [(body, coming(body, days, request.actor)) for body in known]
    houses = [(house, list(found)) for house, found in groupby(rows, key=lambda row: row[0].house)]
    accesslog.nothing_shown()  # offices and days, no persons
    context = {"houses": houses, "columns": LIST, "watched": houses_watched(request.actor)}
    return render(request, "governance/bodies.html", context)


@require_safe
def body(request: Request, pk: int) -> HttpResponse:
    """/bestuur/organen/<id>/"""
    found = find_body(request, pk)
    meetings = BodyMeeting.objects.visible_to(request.actor).going_on().filter(body=found)
    seats = seats_of(found, request.actor)
    accesslog.listed(
        "holder", [one for line in seats for one in line.holders], rule="orgaan", house_id=found.house_id or 0
    )
    context = {
        "body": found, "seats": seats, "seat_columns": SEATS, "meeting_columns": MEETINGS, "trail": [way_back()],
        "next": coming(found, meetings, request.actor), "may_fill": may(request.actor, "fill_seat", found),
        "ahead": [one for one in meetings if one.on >= request.actor.today],
        "past": [one for one in meetings if one.on < request.actor.today][::-1],
        "is_secretary": is_secretary(request.actor, found), "is_member": is_member(request.actor, found),
        "referrals": _referrals(request, found), "may_ask": may(request.actor, "ask_meeting", found), "others": _others(request, found),
        "requests": MeetingRequest.objects.visible_to(request.actor).filter(body=found, meeting=None).select_related("party"),
    }  # fmt: skip
    return render(request, "governance/body.html", context)


def _referrals(request: Request, found: Body) -> list[Referral]:
    """Disputes that lie before this body, for its members; what stands in them has a page of its own."""
    if not is_member(request.actor, found):
        return []
    return list(Referral.objects.visible_to(request.actor).filter(body=found))


def _others(request: Request, found: Body) -> list[Body]:
    """Where the secretary of this body hands in what it wants to bring up."""
    if not is_secretary(request.actor, found):
        return []
    return list(Body.objects.filter(house=found.house_id).exclude(pk=found.pk))


@PAGE
@needs_recent_factor(RIGHTS)
def fill(request: Request, pk: int, seat: int) -> HttpResponse:
    """/bestuur/organen/<id>/zetels/<id>/: who sits there from now on."""
    found = find_body(request, pk)
    require(request.actor, "fill_seat", found)
    chosen = get_object_or_404(found.seats.select_related("body", "party"), pk=seat)
    form = SeatForm(posted(request), chosen, request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            fill_seat(chosen, form.sitter, since=form.cleaned_data["vanaf"], by=request.actor)
        except SeatTaken:
            form.add_error(None, "Deze zetel is in die tijd al bezet. Beëindig die bezetting eerst")
        else:
            messages.success(request, "De zetel is bezet")
            return redirect("orgaan", pk)
    accesslog.nothing_shown()
    context = {"form": form, "seat": chosen, "body": found, "trail": [way_back(), body_link(found)]}
    return render(request, "governance/fill.html", context, status=form_status(request))


@PAGE
@needs_recent_factor(RIGHTS)
def empty(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/zetels/<uuid>/beeindigen/"""
    held = Holder.objects.visible_to(request.actor).select_related("seat__body", "user")
    found = get_object_or_404(held, pk=pk, until_date=None)
    body = found.seat.body
    require(request.actor, "empty_seat", body)
    if found.user_id == request.actor.user_id:
        raise Http404
    if request.method == "POST":
        empty_seat(found, last_day=request.actor.today, by=request.actor)
        messages.success(request, "De bezetting eindigt vandaag")
        return redirect("orgaan", body.pk)
    accesslog.listed("holder", [found], rule="zetel-beeindigen", house_id=body.house_id or 0)
    context = {"holder": found, "body": body, "trail": [way_back(), body_link(body)]}
    return render(request, "governance/empty.html", context)


def find_body(request: Request, pk: int) -> Body:
    return get_object_or_404(bodies_known(request.actor).select_related("house__covenant"), pk=pk)


def way_back() -> Link:
    return Link("Bestuur", reverse("bestuur"))


def body_link(body: Body) -> Link:
    return Link(body.name, reverse("orgaan", args=[body.pk]))
