"""Hamerstukken: one screen with a line per case, each decision recorded by itself, ten minutes to undo (10, pattern 12)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.meetingpage import AgendaLine, agenda_of, find_meeting
from cases.models import AgendaItem, Minutes
from cases.policy import may
from cases.rowpolicy import may_plan_meeting
from cases.workflow.consentagenda import decide_each
from cases.workflow.meeting import can_undo, reopen_item
from parties.choices import Word
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Link
from zvh.forms import Form
from zvh.http import Request, form_status, posted
from zvh.inputs import LongTextField, VersionField

TAKEN = "Iemand anders legde intussen een besluit vast"


class ConsentForm(Form):
    """Per case that is still open: whether it is decided now, and the proposed decision."""

    says_optional = False

    def __init__(self, data: Any, lines: Sequence[AgendaLine], written: dict[UUID, Minutes]) -> None:
        super().__init__(data)
        self.lines = {str(line.item.pk): line for line in lines}
        for key, line in self.lines.items():
            minutes = written.get(line.item.pk)
            text = (minutes.decision if minutes else "") or line.item.asked
            self.fields[f"neem-{key}"] = forms.BooleanField(label=f"{line.number}: besluit nemen", required=False)
            self.fields[f"besluit-{key}"] = LongTextField(label="Besluit", required=False, rows=2, initial=text)
            self.fields[f"versie-{key}"] = VersionField(initial=minutes.version if minutes else 0)

    @property
    def rows(self) -> list[tuple[AgendaLine, list[forms.BoundField]]]:
        names = ("neem", "besluit", "versie")
        return [(line, [self[f"{name}-{key}"] for name in names]) for key, line in self.lines.items()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for key in self.lines:
            if given.get(f"neem-{key}") and not given.get(f"besluit-{key}"):
                self.add_error(f"besluit-{key}", "Schrijf op wat er is besloten")
        return given

    def decisions(self) -> list[Any]:
        """What `decide_each` takes."""
        given = self.cleaned_data
        return [
            (line.item, given[f"besluit-{key}"], given[f"versie-{key}"])
            for key, line in self.lines.items()
            if given[f"neem-{key}"]
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def consent_agenda(request: Request, pk: UUID) -> HttpResponse:
    """/overleggen/<uuid>/hamerstukken/: decide what is ticked, or undo what was just decided."""
    meeting = find_meeting(pk, request.actor)
    if (
        not may_plan_meeting(request.actor, meeting.house_id)
        or meeting.cancelled_at
        or meeting.on > request.actor.today
    ):
        raise Http404
    lines = agenda_of(meeting, request.actor)
    done = [line for line in lines if line.item.finished_at]
    if "terug" in request.POST:
        return _undo(request, pk, lines)
    left = [line for line in lines if not line.item.finished_at]
    found = Minutes.objects.visible_to(request.actor).filter(item__meeting=meeting)
    form = ConsentForm(posted(request), left, {one.item_id: one for one in found})
    if form.is_bound and form.is_valid():
        return _decide(request, pk, form, done)
    accesslog.listed("agendaitem", [line.item for line in lines], rule="hamerstukken", house_id=meeting.house_id)
    context = {
        "form": form, "meeting": meeting, "done": [line for line in done if _offers_undo(line.item, request.actor)],
        "trail": [Link("Overleggen", "/overleggen/"), Link("Overleg", reverse("overleg", args=[pk]))],
    }  # fmt: skip
    return render(request, "cases/meeting/consent.html", context, status=form_status(request))


def _decide(request: Request, pk: UUID, form: ConsentForm, done: Sequence[AgendaLine]) -> HttpResponse:
    """What was ticked; of a case that a colleague decided meanwhile that is said."""
    results = decide_each(form.decisions(), by=request.actor)
    refused = [(one.item.case.number, one.why_not) for one in results if one.why_not]
    refused += [(line.number, TAKEN) for line in done if f"neem-{line.item.pk}" in request.POST]
    if number := sum(1 for one in results if not one.why_not):
        messages.success(request, f"{number} besluit{'' if number == 1 else 'en'} vastgelegd")
    for case, why_not in refused:
        messages.warning(request, f"{case}: {why_not}")
    if not results and not refused:
        messages.warning(request, "Vink aan waarover is besloten")
    return redirect("hamerstukken", pk)


def _offers_undo(item: AgendaItem, actor: Actor) -> bool:
    """Not of a case that left the casusoverleg since."""
    return can_undo(item) and may(actor, "finish_item", item.case)


def _undo(request: Request, pk: UUID, lines: list[AgendaLine]) -> HttpResponse:
    line = next((one for one in lines if str(one.item.pk) == request.POST["terug"]), None)
    if line is None:
        raise Http404
    if why_not := _why_not_undone(line.item, request.actor):
        messages.warning(request, f"{line.number}: {why_not}")
    else:
        reopen_item(line.item, by=request.actor)
        messages.success(request, f"Het besluit over {line.number} is teruggedraaid")
    return redirect("hamerstukken", pk)


def _why_not_undone(item: AgendaItem, actor: Actor) -> str:
    """To who sees the case on the agenda; empty where it can be undone."""
    if item.finished_at is None:
        return "er is geen besluit om terug te draaien"
    if not may(actor, "finish_item", item.case):
        meeting = item.case.house.word(Word.CASUSOVERLEG)
        return f"dat kan niet meer, want de casus is intussen uit het {meeting}. Heropen eerst de casus"
    return "" if can_undo(item) else "dat kan niet meer, want het besluit is ouder dan tien minuten"
