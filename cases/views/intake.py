"""A registration that was filed: read, discussed and assessed (conv. 12.2 a; protocol 9.2)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.casepage import CasePage, frame, open_page, phases
from cases.forms.intake import AcceptForm, ConsultForm, RejectForm
from cases.models import Consultation, Feedback, KnownMatch
from cases.phases import Phase
from cases.policy import require
from cases.summaries import advice, registration
from cases.views.drafts import PAGE
from cases.work import FROM_MY_WORK
from cases.workflow.aanmelding import accept_for_triage, consult, reject
from parties.models import RetentionPolicy
from privacy import accesslog
from zvh.components import Column, Event
from zvh.conflicts import posted
from zvh.http import Request, form_status

MATCH_COLUMNS = [Column("Casus"), Column("Fase"), Column("Waarom")]


def of_case(view: Callable[[Request, CasePage], HttpResponse]) -> Any:
    """Give the view the case with this number; where the actor may not know of it, it does not exist."""

    @PAGE
    @wraps(view)
    def find(request: Request, number: str) -> HttpResponse:
        return view(request, open_page(number, request.actor))

    return find


@of_case
def aanmelding(request: Request, page: CasePage) -> HttpResponse:
    """/casussen/<number>/aanmelding/: what was filed; for house staff also what helps to judge it."""
    case = page.case
    form = ConsultForm(posted(request))
    if request.method == "POST":
        require(request.actor, "consult", case)
        if form.is_valid():
            consult(case, form.cleaned_data["text"], by=request.actor)
            messages.success(request, "Uw bericht staat bij de aanmelding.")
            return redirect("casus-aanmelding", case.number)
    thread = list(Consultation.objects.visible_to(request.actor).filter(case=case).select_related("by"))
    matches = _matches(page)
    accesslog.read(case.aanmelding, rule=_rule(request), parts=_parts(thread, matches))
    context = {
        "form": form, "thread": [_said(one) for one in reversed(thread)], "matches": matches,
        "columns": MATCH_COLUMNS, "summary": registration(case), "phases": phases(page), **advice(case),
    }  # fmt: skip
    return _page(request, page, "aanmelding", **context)


@of_case
def filed(request: Request, page: CasePage) -> HttpResponse:
    """/casussen/<number>/aanmelding/verstuurd/: it arrived, and this is its number."""
    if page.case.phase != Phase.AANMELDING:
        return redirect("casus-aanmelding", page.case.number)
    accesslog.read(page.case, rule=_rule(request), parts=["casusnummer"])
    return _page(request, page, "filed")


@of_case
def accept(request: Request, page: CasePage) -> HttpResponse:
    """/casussen/<number>/aanmelding/in-behandeling/"""
    case = page.case
    require(request.actor, "accept_for_triage", case)
    form = AcceptForm(posted(request))
    if form.is_valid():
        accept_for_triage(case, explanation=form.cleaned_data["explanation"], by=request.actor)
        messages.success(request, f"De casus is in behandeling. U bent de {case.house.word('procesregisseur')}.")
        return redirect("casus-aanmelding", case.number)
    accesslog.read(case, rule="accept_for_triage", parts=["casusnummer"])
    return _page(request, page, "accept", form=form)


@of_case
def refuse(request: Request, page: CasePage) -> HttpResponse:
    """/casussen/<number>/aanmelding/niet-in-behandeling/: the consequences, the text for the reporter, and the step."""
    case = page.case
    require(request.actor, "reject", case)
    form = RejectForm(posted(request))
    if form.is_valid():
        reject(case, feedback=form.cleaned_data["feedback"], by=request.actor)
        messages.success(request, f"Casus {case.number} is niet in behandeling genomen. De melder krijgt bericht.")
        return redirect("casus-aanmelding", case.number)
    accesslog.read(case, rule="reject", parts=["casusnummer"])
    policy = RetentionPolicy.objects.get(house=case.house, approach=case.approach)
    return _page(request, page, "reject", form=form, days=policy.feedback_days)


@require_safe
def feedback(request: Request, feedback_id: UUID) -> HttpResponse:
    """/terugkoppelingen/<id>/: the answer of the house, for who filed, until its end date (00, item 22)."""
    found = Feedback.objects.visible_to(request.actor).select_related("house").filter(pk=feedback_id).first()
    if found is None:
        raise Http404
    accesslog.read(found, rule="reporter", parts=["terugkoppeling"])
    return render(request, "cases/aanmelding/feedback.html", {"feedback": found, "trail": FROM_MY_WORK})


def _rule(request: Request) -> str:
    return "house" if request.actor.reads_cases else "reporter_or_assigned"


def _parts(thread: list[Consultation], matches: list[KnownMatch]) -> list[str]:
    return [
        "betrokkenen",
        "situatie",
        "criteria",
        *(["overleg"] * bool(thread)),
        *(["bekende personen"] * bool(matches)),
    ]


def _matches(page: CasePage) -> list[KnownMatch]:
    """Other cases of the house that may be about the same person; a list that is a read of each."""
    found = list(KnownMatch.objects.visible_to(page.actor).filter(case=page.case).select_related("other"))
    if found:
        accesslog.listed("case", [match.other for match in found], rule="known_persons", house_id=page.case.house_id)
    return found


def _said(message: Consultation) -> Event:
    return Event(
        "Vraag of antwoord van het huis" if message.from_house else "Van de melder",
        message.at,
        message.by.name,
        message.text,
    )


def _page(request: Request, page: CasePage, template: str, **context: object) -> HttpResponse:
    return render(
        request,
        f"cases/aanmelding/{template}.html",
        {**frame(page, "casus-aanmelding"), **context},
        status=form_status(request),
    )
