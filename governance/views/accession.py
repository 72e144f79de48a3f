"""/partijen/toetreding/: requests to join, each with the step that comes next, and the answer of a party."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.accessionpage import consents_of, copies_of, find_accession, in_short, steps_of, summary, voiceless
from governance.forms.accession import (
    AdviceForm,
    AnalysisForm,
    AnswerForm,
    CheckForm,
    RequestForm,
    StopForm,
    answer_initial,
)
from governance.models import Accession, AccessionConsent, Departure
from governance.models.accession import Stage
from governance.policy import (
    NotAllowed,
    is_administrator,
    is_member,
    is_secretary,
    keeps_accession,
    may_start_accession,
    speaks_for_party,
)
from governance.reach import KNOWS_BODIES, governs
from governance.views.body import PAGE
from governance.workflow import accession as workflow
from parties.models import House
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column, Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken

LIST = [Column("Organisatie"), Column("Huis"), Column("Stand"), Column("Ontvangen op")]
LEAVING = [Column("Organisatie"), Column("Huis"), Column("Stand"), Column("Niet meer vanaf")]
CONSENTS = [Column("Partij"), Column("Antwoord"), Column("Uiterlijk"), Column("Toelichting")]
TRAIL = ("Toetreding en uittreding", "toetredingen")


@require_safe
def accessions(request: Request) -> HttpResponse:
    """/partijen/toetreding/"""
    if not governs(request.actor):
        raise Http404
    found = Accession.objects.visible_to(request.actor).select_related("house", "party")
    leaving = Departure.objects.visible_to(request.actor).select_related("house", "party", "rule")
    accesslog.nothing_shown()  # organisations and days, no persons
    house = own_house(request.actor)
    context = {
        "leaving": leaving, "leaving_columns": LEAVING, "columns": LIST,
        "open": [one for one in found if not one.is_over], "over": [one for one in found if one.is_over],
        "may_start": house is not None and may_start_accession(request.actor, house),
    }  # fmt: skip
    return render(request, "governance/accessions.html", context)


@PAGE
def start(request: Request) -> HttpResponse:
    """/partijen/toetreding/nieuw/"""
    house = own_house(request.actor)
    if house is None or not may_start_accession(request.actor, house):
        raise Http404
    form = RequestForm(posted(request), house, request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = workflow.start_accession(
                house, given["partij"], given["deur"], on=given["dag"], task=given["taak"], by=request.actor
            )  # fmt: skip
        except workflow.AlreadyAsked:
            form.add_error("partij", "Deze organisatie neemt al deel, of haar aanvraag loopt al")
        else:
            messages.success(request, "De aanvraag is vastgelegd")
            return redirect("toetreding", made.pk)
    accesslog.nothing_shown()
    context = {"form": form, "house": house, "rule": house.accession_rule, "trail": [trail_link()]}
    return render(request, "governance/accession_new.html", context, status=form_status(request))


def own_house(actor: Actor) -> House | None:
    """The house in which who acts is, with its covenant."""
    return House.objects.select_related("covenant", "accession_rule").filter(pk__in=actor.house_ids).first()


@PAGE
def accession(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/toetreding/<uuid>/"""
    found = find_accession(pk, request.actor)
    if request.method == "POST":
        step = STEPS.get(request.POST.get("stap", ""))
        if step is None or not keeps_accession(request.actor, found):
            raise Http404
        return step(request, found) or redirect("toetreding", pk)
    return _show(request, found)


def _show(request: Request, found: Accession, **wrong: Any) -> HttpResponse:
    actor, rule = request.actor, found.house.accession_rule
    consents, keeps = consents_of(found, actor), keeps_accession(actor, found)
    accesslog.listed("accession", [found], rule="toetreding", house_id=found.house_id)
    missing = workflow.missing_consents(found, actor) if found.stage == Stage.CONSENT and keeps else []
    knows = keeps or actor.role in KNOWS_BODIES
    context = {
        "accession": found, "rule": rule, "steps": steps_of(found), "consents": consents, "columns": CONSENTS, "keeps": keeps,
        "knows": knows, "may_begin": found.stage == Stage.DECISION and is_administrator(actor, found),
        "protocols": found.house.covenant.protocols.all() if found.is_adopted and knows else [], "summary": summary(consents),
        "copies": copies_of(found, actor),
        "missing": in_short(missing), "unasked": any(text.endswith(workflow.UNASKED) for text in missing), "tells": is_secretary(actor, rule.keeper),
        "puts": is_secretary(actor, rule.decided_by), "is_member": is_member(actor, rule.decided_by), "check_form": CheckForm(),
        "analysis_form": AnalysisForm(None, actor), "advice_form": AdviceForm(None, found, actor), "stop_form": StopForm(),
        "own": next((one for one in consents if speaks_for_party(actor, one.party_id)), None), "trail": [trail_link()],
        "voiceless": voiceless(found, consents, actor) if keeps else (), "form": next(iter(wrong.values()), None), **wrong,
    }  # fmt: skip
    return render(request, "governance/accession.html", context, status=form_status(request))


def _check(request: Request, found: Accession) -> HttpResponse | None:
    form = CheckForm(posted(request))
    if not form.is_valid():
        return _show(request, found, check_form=form)
    workflow.check_accession(found, note=form.cleaned_data["toelichting"], by=request.actor)
    return None


def _analysis(request: Request, found: Accession) -> HttpResponse | None:
    form = AnalysisForm(posted(request), request.actor)
    if not form.is_valid():
        return _show(request, found, analysis_form=form)
    workflow.note_analysis(found, text=form.cleaned_data["analyse"], on=form.cleaned_data["dag"], by=request.actor)
    return None


def _advice(request: Request, found: Accession) -> HttpResponse | None:
    form = AdviceForm(posted(request), found, request.actor)
    if not form.is_valid():
        return _show(request, found, advice_form=form)
    workflow.note_advice_done(found, on=form.cleaned_data["uitgevoerd"], by=request.actor)
    return None


def _tell(request: Request, found: Accession) -> None:
    asked = workflow.tell_parties(found, by=request.actor)
    messages.success(request, f"{len(asked)} partijen zijn ingelicht en om instemming gevraagd")


def _put(request: Request, found: Accession) -> HttpResponse:
    made = workflow.put_to_body(found, by=request.actor)
    messages.success(request, f"Voorstel {made.number} staat in het register")
    return redirect("besluit", made.pk)


def _stop(request: Request, found: Accession) -> HttpResponse | None:
    form = StopForm(posted(request))
    if not form.is_valid():
        return _show(request, found, stop_form=form)
    workflow.stop_accession(found, because=form.cleaned_data["waarom"], by=request.actor)
    messages.success(request, "De toetreding is gestopt")
    return None


STEPS: dict[str, Callable[[Request, Accession], HttpResponse | None]] = {
    "toets": _check, "analyse": _analysis, "aanbeveling": _advice, "inlichten": _tell, "voorleggen": _put, "stoppen": _stop,
}  # fmt: skip


@PAGE
def answer(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/toetreding/antwoord/<uuid>/: a party agrees or objects."""
    seen = AccessionConsent.objects.visible_to(request.actor).select_related(
        "party", "accession__house", "accession__party"
    )
    found = get_object_or_404(seen, pk=pk)
    if not speaks_for_party(request.actor, found.party_id) or found.accession.stage != Stage.CONSENT:
        raise NotAllowed("another party, or it went further")
    form = AnswerForm(posted(request), initial=answer_initial(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            workflow.answer_accession(
                found, given["antwoord"], reason=given["toelichting"], version=given["versie"], by=request.actor
            )
        except Overtaken as overtaken:
            return _overtaken(request, form, overtaken.stored)
        messages.success(
            request, "Uw antwoord is vastgelegd. U kunt het wijzigen tot de toetreding naar het orgaan gaat"
        )
        return redirect("toetreding", found.accession_id)
    accesslog.listed("accessionconsent", [found], rule="toetreding-antwoord", house_id=found.accession.house_id)
    context = {"form": form, "consent": found, "accession": found.accession, "trail": [trail_link()]}
    return render(request, "governance/accession_answer.html", context, status=form_status(request))


def _overtaken(request: Request, form: AnswerForm, stored: AccessionConsent) -> HttpResponse:
    """A colleague answered meanwhile."""
    accesslog.listed("accessionconsent", [stored], rule="toetreding-antwoord", house_id=stored.accession.house_id)
    saved = Saved(str(stored.answered_by or ""), stored.answered_at)
    now = AnswerForm(initial=answer_initial(stored))
    return conflict_page(request, form, now, saved=saved, trail=[trail_link()])


def trail_link() -> Link:
    return Link(TRAIL[0], reverse(TRAIL[1]))
