"""Cases ticked on the worklist, together on the agenda of a meeting: look first, then confirm (10, pattern 12)."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.agendapage import Candidate, candidates_of, find_cases, meetings_ahead, set_clock
from cases.forms.batchagenda import BatchForm
from cases.models import Case, Meeting
from cases.rowpolicy import may_plan_meeting
from cases.workflow.agenda import plan_meeting
from cases.workflow.batchagenda import Place, Placed, put_cases_on_agenda
from parties.models import House
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request

TRAIL = [Link("Casussen", "/casussen/")]
COLUMNS = [
    Column("Tijd"),
    Column("Casus"),
    Column("Let op"),
    Column("Minuten en doel"),
    Column("Volgorde", is_hidden=True),
]
MOVES = {"omhoog": -1, "omlaag": 1}


@require_POST
def together(request: Request) -> HttpResponse:
    """/overleggen/agenderen/: what was ticked, as an agenda with a running clock; its button puts it on the meeting."""
    house = House.objects.filter(pk__in=request.actor.house_ids).first()
    if house is None or not may_plan_meeting(request.actor, house.pk):
        raise Http404
    what, _, which = request.POST.get("naar", "").partition(" ")
    cases = _in_order(find_cases(request.POST.getlist("casus"), request.actor), what, which)
    if not cases:
        messages.warning(request, "Vink eerst de casussen aan")
        return redirect("casussen")
    sent, typed = (request.POST, None) if what == "plaatsen" else (None, request.POST if what else None)
    form = BatchForm(sent, meetings_ahead(request.actor), typed)
    lines = candidates_of(cases, form.chosen, request.actor)
    free = [line for line in lines if not line.why_not]
    form.ask(free)
    if free and form.is_bound and form.is_valid():
        meeting = form.chosen or _planned(house, form, request)
        return _placed(request, meeting, _put(form, lines, meeting, request))
    return _show(request, form, lines)


def _in_order(cases: list[Case], what: str, which: str) -> list[Case]:
    """As sent, with one case a place up or down, or left out."""
    here = next((place for place, one in enumerate(cases) if str(one.pk) == which), None)
    if here is None:
        return cases
    moved = cases.pop(here)
    if what in MOVES:
        cases.insert(max(0, here + MOVES[what]), moved)
    return cases


def _planned(house: House, form: BatchForm, request: Request) -> Meeting:
    given = form.cleaned_data
    return plan_meeting(house, on=given["datum"], starts_at=given["begin"], place=given["plaats"], by=request.actor)


def _put(form: BatchForm, lines: list[Candidate], meeting: Meeting, request: Request) -> list[Placed]:
    """What became of every case that was sent, those that were refused at sight among them."""
    places = [Place(line.case, form.texts_of(line), form.minutes_of(line)) for line in lines if not line.why_not]
    refused = [Placed(line.case, why_not="; ".join(line.why_not)) for line in lines if line.why_not]
    return put_cases_on_agenda(places, meeting, invites=form.cleaned_data["uitnodigen"], by=request.actor) + refused


def _placed(request: Request, meeting: Meeting, results: list[Placed]) -> HttpResponse:
    """To the agenda when all of them stand on it; else what became of each."""
    done, refused = [one for one in results if not one.why_not], [one for one in results if one.why_not]
    sent = sum(one.invited for one in done)
    words = f"{len(done)} casus{'' if len(done) == 1 else 'sen'} op de agenda gezet"
    invited = f", {sent} uitnodiging{'' if sent == 1 else 'en'} verstuurd" if sent else ""
    if not refused:
        messages.success(request, words + invited)
        return redirect("overleg", meeting.pk)
    accesslog.listed("case", [one.case for one in results], rule="samen-agenderen")
    context = {"meeting": meeting, "refused": refused, "words": words + invited, "trail": TRAIL}
    return render(request, "cases/meeting/placed.html", context)


def _show(request: Request, form: BatchForm, lines: list[Candidate]) -> HttpResponse:
    free = [line for line in lines if not line.why_not]
    set_clock(free, _first_free(form))
    accesslog.listed("case", [line.case for line in lines], rule="samen-agenderen")
    context: dict[str, Any] = {
        "form": form, "rows": [(line, form.fields_of(line)) for line in free], "lines": lines, "trail": TRAIL,
        "refused": [line for line in lines if line.why_not], "free": free, "columns": COLUMNS,
        "until": free and free[-1].at and free[-1].at + timedelta(minutes=free[-1].minutes_long),
    }  # fmt: skip
    return render(request, "cases/meeting/together.html", context, status=422 if form.errors else 200)


def _first_free(form: BatchForm) -> Any:
    """When the first of these comes up: after the cases that stand on the agenda of the chosen meeting already."""
    meeting = form.chosen
    if meeting is None:
        return None
    taken = sum(meeting.items.values_list("minutes_long", flat=True))
    return timezone.localtime(meeting.begins) + timedelta(minutes=taken)
