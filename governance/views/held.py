"""/bestuur/vergaderingen/<uuid>/houden/: the screen of the secretary while a vergadering is held, and what comes after it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from governance.forms.meeting import BodyMinutesForm, DistributionForm, InputForm, PresenceForm
from governance.meetingpage import attendees_of, decisions_in, find_meeting, minutes_of, points_of, visitors_of
from governance.models import Attendee, BodyMeeting
from governance.policy import require
from governance.views.body import PAGE, body_link, way_back
from governance.workflow.held import (
    give_input,
    may_give_input,
    note_distribution,
    note_presence,
    save_body_minutes,
)
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


@PAGE
def hold(request: Request, pk: UUID) -> HttpResponse:
    """One page with three forms: who is there, the minutes, and that they were sent round."""
    found = find_meeting(pk, request.actor)
    require(request.actor, "plan_body_meeting", found.body)
    if found.cancelled_at or found.on > request.actor.today:
        raise Http404
    if request.method != "POST":
        return _show(request, found)
    part = PARTS.get(request.POST.get("deel", ""))
    if part is None:
        raise Http404
    return part(request, found)


def _show(request: Request, found: BodyMeeting, **wrong: Any) -> HttpResponse:
    attendees, minutes = attendees_of(found, request.actor), minutes_of(found, request.actor)
    accesslog.listed("attendee", attendees, rule="vergadering-houden", house_id=found.body.house_id or 0)
    forms = {
        "presence_form": _presence_form(request, found),
        "minutes_form": _minutes_form(request, found),
        "sent_form": DistributionForm(None, first=found.on, last=request.actor.today),
        **wrong,
    }
    context = {
        "meeting": found, "body": found.body, "points": points_of(found, request.actor), "attendees": attendees,
        "decisions": decisions_in(found, request.actor),
        "minutes": minutes, "form": next(iter(wrong.values()), None), "trail": _trail(found), **forms,
    }  # fmt: skip
    return render(request, "governance/hold.html", context, status=form_status(request))


def _trail(found: BodyMeeting) -> list[Link]:
    return [way_back(), body_link(found.body), Link("Vergadering", reverse("vergadering", args=[found.pk]))]


def _minutes_form(request: Request, found: BodyMeeting, data: Any = None) -> BodyMinutesForm:
    minutes = minutes_of(found, request.actor)
    stored = {"versie": minutes.version, "verslag": minutes.text} if minutes else {"versie": 0}
    return BodyMinutesForm(data, initial=stored)


def _presence_form(request: Request, found: BodyMeeting, data: Any = None) -> PresenceForm:
    return PresenceForm(data, attendees_of(found, request.actor), visitors_of(found, request.actor))


def _presence(request: Request, found: BodyMeeting) -> HttpResponse:
    form = _presence_form(request, found, posted(request))
    if not form.is_valid():
        return _show(request, found, presence_form=form)
    try:
        note_presence(found, form.present(), version=form.cleaned_data["versie"], by=request.actor)
    except Overtaken as overtaken:
        return _overtaken(request, found, form, _presence_form(request, found), Saved.of(overtaken.stored))
    return _back(
        request, found, "De aanwezigheid is vastgelegd. Wie er niet is, krijgt de vraag om schriftelijke inbreng"
    )


def _minutes(request: Request, found: BodyMeeting) -> HttpResponse:
    form = _minutes_form(request, found, posted(request))
    if not form.is_valid():
        return _show(request, found, minutes_form=form)
    given = form.cleaned_data
    try:
        save_body_minutes(found, given["verslag"], version=given["versie"], by=request.actor)
    except Overtaken as overtaken:
        return _overtaken(request, found, form, _minutes_form(request, found), Saved.of(overtaken.stored))
    return _back(request, found, "Het verslag is bewaard")


def _overtaken(request: Request, found: BodyMeeting, mine: Any, now: Any, saved: Saved) -> HttpResponse:
    accesslog.listed("attendee", [], rule="vergadering-houden", house_id=found.body.house_id or 0)
    back = reverse("vergadering-houden", args=[found.pk])
    return conflict_page(request, mine, now, saved=saved, trail=_trail(found), back=back)


def _sent_round(request: Request, found: BodyMeeting) -> HttpResponse:
    form = DistributionForm(posted(request), first=found.on, last=request.actor.today)
    if not form.is_valid():
        return _show(request, found, sent_form=form)
    note_distribution(found, on=form.cleaned_data["rondgestuurd"], to=form.cleaned_data["aan"], by=request.actor)
    return _back(request, found, "Vastgelegd. De leden lezen het verslag nu ook hier")


def _back(request: Request, found: BodyMeeting, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("vergadering-houden", found.pk)


PARTS: dict[str, Callable[[Request, BodyMeeting], HttpResponse]] = {
    "aanwezig": _presence,
    "verslag": _minutes,
    "rondgestuurd": _sent_round,
}


@PAGE
def written(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/inbreng/<uuid>/: written input of who was not there, by himself or by the secretary."""
    seen = Attendee.objects.visible_to(request.actor).select_related("meeting__body", "holder__user", "holder__party")
    found = get_object_or_404(seen, pk=pk)
    if not may_give_input(found, request.actor):
        raise Http404
    form = InputForm(posted(request))
    if request.method == "POST" and form.is_valid():
        give_input(found, form.cleaned_data["inbreng"], by=request.actor)
        messages.success(request, "De inbreng is vastgelegd")
        return redirect("vergadering", found.meeting_id)
    accesslog.listed("attendee", [found], rule="schriftelijke-inbreng", house_id=found.meeting.body.house_id or 0)
    context = {"form": form, "attendee": found, "trail": _trail(found.meeting)}
    return render(request, "governance/input.html", context, status=form_status(request))
