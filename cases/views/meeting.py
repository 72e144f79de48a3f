"""Casusoverleggen: the list, planning one, and its agenda."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.meeting import AnswerForm, MeetingForm
from cases.meetingpage import AgendaLine, agenda_of, find_meeting
from cases.models import AgendaItem, Meeting
from cases.rowpolicy import may_plan_meeting
from cases.workflow.agenda import move_item, plan_meeting, take_off_agenda
from cases.workflow.invitation import answer_invitation
from parties.models import House
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column, Link
from zvh.http import Request
from zvh.versions import Overtaken

LIST = [Column("Datum"), Column("Tijd"), Column("Plaats"), Column("Huis"), Column("Casussen")]
AGENDA = [Column("Tijd"), Column("Casus"), Column("Stand"), Column("Uitgenodigd"), Column("Acties", is_hidden=True)]
PAST = 20  # meetings shown that were held


def _closed_to_others(actor: Actor) -> None:
    if not (actor.reads_cases or actor.is_delegate):
        raise Http404


@require_safe
def meetings(request: Request) -> HttpResponse:
    """/overleggen/: to come first, then the last ones; a delegate sees those with an own case."""
    _closed_to_others(request.actor)
    seen = Meeting.objects.visible_to(request.actor).filter(cancelled_at=None).select_related("house")
    ahead = list(seen.filter(on__gte=request.actor.today))
    past = list(seen.filter(on__lt=request.actor.today).order_by("-on", "-starts_at")[:PAST])
    own = AgendaItem.objects.visible_to(request.actor).filter(meeting__in=ahead + past)
    counts = Counter(own.values_list("meeting_id", flat=True))
    accesslog.listed("meeting", ahead + past, rule="overleggen")
    context = {
        "ahead": [(one, counts[one.pk]) for one in ahead],
        "past": [(one, counts[one.pk]) for one in past],
        "columns": LIST,
        "may_plan": any(may_plan_meeting(request.actor, house) for house in request.actor.house_ids),
    }
    return render(request, "cases/meeting/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """/overleggen/nieuw/: day, time and place."""
    house = House.objects.filter(pk__in=request.actor.house_ids).first()
    if house is None or not may_plan_meeting(request.actor, house.pk):
        raise Http404
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        made = plan_meeting(house, on=given["datum"], starts_at=given["begin"], place=given["plaats"], by=request.actor)
        messages.success(request, "Het overleg is gepland")
        return redirect("overleg", made.pk)
    accesslog.nothing_shown()
    trail = [Link("Overleggen", "/overleggen/")]
    return render(request, "cases/meeting/new.html", {"form": form, "trail": trail}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """/overleggen/<uuid>/: the agenda; a delegate sees the own cases and answers the invitation."""
    _closed_to_others(request.actor)
    found = find_meeting(pk, request.actor)
    lines = agenda_of(found, request.actor)
    if request.method == "POST":
        return _change(request, lines) or redirect("overleg", pk)
    begun = any(line.item.started_at for line in lines)
    accesslog.listed("agendaitem", [line.item for line in lines], rule="overleg", house_id=found.house_id)
    context = {
        "meeting": found, "lines": lines, "columns": AGENDA, "trail": [Link("Overleggen", "/overleggen/")],
        "may_plan": may_plan_meeting(request.actor, found.house_id), "may_change": not (found.cancelled_at or begun),
        "is_today": found.on <= request.actor.today,
        "answers": AnswerForm().fields["antwoord"].choices,
    }  # fmt: skip
    return render(request, "cases/meeting/meeting.html", context)


def _change(request: Request, lines: list[AgendaLine]) -> HttpResponse | None:
    """One press of a button in a row: answering, or the order of the agenda."""
    line = next((line for line in lines if str(line.item.pk) == request.POST.get("punt")), None)
    if line is None:
        raise Http404
    if "antwoord" in request.POST:
        _answer(request, line)
    elif "weg" in request.POST:
        take_off_agenda(line.item, by=request.actor)
        messages.success(request, "De casus is van de agenda gehaald")
    else:
        move_item(line.item, up=request.POST.get("plek") == "omhoog", by=request.actor)
    return None


def _answer(request: Request, line: AgendaLine) -> None:
    form = AnswerForm(request.POST)
    if line.own is None or not form.is_valid():
        raise Http404
    given = form.cleaned_data
    try:
        answer_invitation(line.own, answer=given["antwoord"], version=given["versie"], by=request.actor)
    except Overtaken:
        messages.warning(request, "Het overleg is gewijzigd. Lees wat er nu staat en antwoord dan")
        return
    messages.success(request, "Uw antwoord is doorgegeven")
