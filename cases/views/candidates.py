"""Lists of candidates: send, look, choose, take back (04, phase 1)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.candidatefile import COLUMNS, EXAMPLE, MOST_ROWS, REQUIRED
from cases.candidates import has_sent, may_choose, may_send, sees_lists
from cases.forms.candidates import ChoiceForm, SendForm
from cases.models import Candidate, CandidateList
from cases.work_candidates import SOURCE
from cases.workflow.candidates import AlreadyDecided, choose, send_list, withdraw_list
from privacy import accesslog
from zvh.components import Column, Deadline, Link
from zvh.conflicts import posted
from zvh.http import Request, form_status
from zvh.spreadsheet import FORMATS

LISTS = [Column("Lijst van"), Column("Aanpak"), Column("Periode"), Column("Personen"), Column("Kiezen")]
PEOPLE = [
    Column("Naam"),
    Column("Geboren"),
    Column("BSN"),
    Column("Adres"),
    Column("Toelichting"),
]

DECIDED = "Over deze lijst is al besloten, of de termijn is voorbij. Uw keuze is niet uitgevoerd"
PAGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def lists(request: Request) -> HttpResponse:
    """/kandidaten/: the lists that wait for a choice."""
    if not sees_lists(request.actor):
        raise Http404
    rows = CandidateList.objects.visible_to(request.actor).waiting().select_related("house", "approach", "party")
    found = list(rows.with_totals())
    accesslog.listed("candidatelist", found, rule="kandidatenlijsten")
    context = {
        "rows": [(row, _due(request, row)) for row in found],
        "columns": LISTS,
        "may_send": may_send(request.actor),
    }
    return render(request, "cases/candidates/lists.html", context)


@PAGE
def send(request: Request) -> HttpResponse:
    """/kandidaten/aanleveren/: which columns are expected, and the file."""
    if not may_send(request.actor):
        raise Http404
    form = SendForm(posted(request), request.FILES or None, actor=request.actor)
    if form.is_valid():
        given = form.cleaned_data
        period = given["vanaf"], given["tot_en_met"]
        made = send_list(
            given["huis"], given["aanpak"], form.rows, period=period, party=given.get("partij"), by=request.actor
        )
        messages.success(request, f"De lijst is ingelezen: {_persons(len(form.rows))}")
        return redirect("kandidaten", made.pk)
    accesslog.nothing_shown()
    columns = [(title, title in REQUIRED) for title in COLUMNS]
    context = {"form": form, "columns": columns, "most": MOST_ROWS, "trail": _trail()}
    return render(request, "cases/candidates/send.html", context, status=form_status(request))


@require_safe
def example(request: Request, form: str) -> HttpResponse:
    """/kandidaten/voorbeeld/<csv of xlsx>/: a file with the columns and two invented persons."""
    if not may_send(request.actor) or form not in FORMATS:
        raise Http404
    accesslog.nothing_shown()
    file = FORMATS[form](list(COLUMNS), EXAMPLE)
    name = f'attachment; filename="kandidaten-voorbeeld.{file.suffix}"'
    return HttpResponse(file.content, content_type=file.kind, headers={"Content-Disposition": name})


@PAGE
def one(request: Request, pk: UUID) -> HttpResponse:
    """/kandidaten/<id>/: who is on the list; a first POST shows what it would do, a second one does it."""
    row = _visible(request).filter(pk=pk).first()
    if row is None:
        return _gone(request, pk)
    people = list(Candidate.objects.visible_to(request.actor).filter(list=row))
    may = may_choose(request.actor, row.house_id)
    form = ChoiceForm(posted(request), candidates=people)
    if request.method == "POST" and not may:
        raise Http404
    if form.is_valid() and "bevestig" in request.POST:
        return _choose(request, row, [UUID(one) for one in form.cleaned_data["kandidaat"]])
    accesslog.read(row, rule="kandidaten", parts=["personen"])
    context = {"row": row, "people": people, "form": form, "trail": _trail(), "due": _due(request, row)}
    if form.is_valid():
        return render(
            request, "cases/candidates/confirm.html", {**context, **_parted(people, form), "seen": _seen(request, pk)}
        )
    context |= {"columns": PEOPLE, "may_choose": may, "has_sent": has_sent(request.actor, row)}
    return render(
        request, "cases/candidates/list.html", {**context, "seen": _seen(request, pk)}, status=form_status(request)
    )


@PAGE
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """/kandidaten/<id>/intrekken/: who sent it takes it back, after a question."""
    row = get_object_or_404(_visible(request), pk=pk)
    if not has_sent(request.actor, row):
        raise Http404
    if request.method == "POST":
        try:
            withdraw_list(row, by=request.actor)
        except AlreadyDecided:
            messages.warning(request, DECIDED)
        else:
            messages.success(request, "De lijst is ingetrokken. Alle personen worden nu vernietigd")
        return redirect("kandidatenlijsten")
    accesslog.listed("candidatelist", [row], rule="kandidaten-intrekken")
    return render(request, "cases/candidates/withdraw.html", {"row": row, "trail": _trail()})


def _visible(request: Request) -> Any:
    return (
        CandidateList.objects.visible_to(request.actor)
        .waiting()
        .select_related("house", "approach", "party", "sent_by")
    )


def _choose(request: Request, row: CandidateList, chosen: list[UUID]) -> HttpResponse:
    try:
        choose(row, chosen, by=request.actor)
    except AlreadyDecided:
        messages.warning(request, DECIDED)
    else:
        drafts = f"{_persons(len(chosen))} gekozen. " if chosen else "Niemand gekozen. "
        messages.success(request, f"{drafts}De andere personen op de lijst worden nu vernietigd")
    return redirect("kandidatenlijsten")


def _gone(request: Request, pk: UUID) -> HttpResponse:
    """Who had this page open is told why; for anybody else the list does not exist."""
    try:
        shown = signing.loads(request.POST.get("gezien", ""), salt=_salt(request))
    except signing.BadSignature:
        raise Http404 from None
    if shown != str(pk):
        raise Http404
    messages.warning(request, DECIDED)
    return redirect("kandidatenlijsten")


def _seen(request: Request, pk: UUID) -> str:
    return signing.dumps(str(pk), salt=_salt(request))


def _salt(request: Request) -> str:
    return f"kandidaten-{request.actor.capacity_id}"


def _parted(people: list[Candidate], form: ChoiceForm) -> dict[str, Any]:
    chosen = set(form.cleaned_data["kandidaat"])
    return {
        "picked": [one for one in people if str(one.pk) in chosen],
        "others": [one for one in people if str(one.pk) not in chosen],
    }


def _due(request: Request, row: CandidateList) -> Deadline:
    return Deadline(row.choose_by, request.actor.today, SOURCE)


def _persons(number: int) -> str:
    return "1 persoon" if number == 1 else f"{number} personen"


def _trail() -> list[Link]:
    return [Link("Kandidaten", reverse("kandidatenlijsten"))]
