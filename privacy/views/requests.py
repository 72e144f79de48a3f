"""The register of requests of subjects, and the steps of one of them (protocol 17-20)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import Case
from cases.search import Purpose
from parties.choices import Word
from parties.models import House
from privacy import accesslog
from privacy.breaches import houses_of
from privacy.carryingout import is_carried_out, may_ask_change, may_lift, may_remove, may_restrict, must_carry_out
from privacy.forms.request import IdentityForm, PassOnForm, RequestCasesForm, RequestDecisionForm, RequestForm
from privacy.forms.requestanswer import SentForm
from privacy.models import DestructionRecord, RequestMeasure, RequestQuestion, SubjectRequest
from privacy.requesting import (
    check_identity,
    decide_request,
    link_cases,
    pass_on_request,
    register_request,
    send_answer,
    suppliers_lack,
)
from privacy.requestquestions import may_ask
from privacy.requests import may_decide, may_draw, may_handle, may_register, may_send, possible_cases, reads_requests
from privacy.seen import may_report
from zvh.components import Column, Deadline, Link
from zvh.conflicts import posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken

PAGE = require_http_methods(["GET", "HEAD", "POST"])
MOST = 200
RUNNING = [Column("Verzoek"), Column("Ontvangen"), Column("Beantwoorden voor"), Column("Stand")]
ENDED = [Column("Verzoek"), Column("Ontvangen"), Column("Beantwoord"), Column("Besluit"), Column("Bewaard tot en met")]
MEASURES = [Column("Wat"), Column("Waarover"), Column("Stand"), Column("Door wie"), Column("Verder", is_hidden=True)]
QUESTIONS = [Column("Leverancier"), Column("Wat"), Column("Antwoord"), Column("Verder", is_hidden=True)]
FROM_REGISTERS = [Link("Registers", "/privacy/")]
TRAIL = [*FROM_REGISTERS, Link("Verzoeken", "/privacy/verzoeken/")]


def _house(request: Request) -> House:
    return House.objects.select_related("covenant").get(pk=request.actor.house_ids[0])


@require_safe
def overview(request: Request) -> HttpResponse:
    """/privacy/verzoeken/: what runs, shortest term first, and what was answered. No names."""
    if not reads_requests(request.actor):
        raise Http404
    found = SubjectRequest.objects.visible_to(request.actor)
    running = list(found.running()[:MOST])
    ended = list(found.exclude(ended_on=None).order_by("-ended_on", "pk")[:MOST])
    accesslog.listed("subjectrequest", [*running, *ended], rule="verzoeken")
    context = {
        "running": [(one, Deadline(one.due_on, request.actor.today, one.due_source)) for one in running],
        "ended": ended, "running_columns": RUNNING, "ended_columns": ENDED, "may_register": may_register(request.actor),
        "trail": FROM_REGISTERS,
    }  # fmt: skip
    return render(request, "privacy/requests/overview.html", context)


@PAGE
def new(request: Request) -> HttpResponse:
    """/privacy/verzoeken/nieuw/: a request is written down; its clock runs from the day on which it came in."""
    if not may_register(request.actor):
        raise Http404
    house = _house(request)
    form = RequestForm(posted(request), house, initial={"ontvangen_op": request.actor.today})
    if form.is_valid():
        given = form.cleaned_data
        made = register_request(
            house, kind=given["soort"], received_on=given["ontvangen_op"], asked_by=given["namens"], authority=given["bewijs"],
            passed_on_by=given["doorgestuurd_door"], given_names=given["voornamen"], surname=given["achternaam"],
            born_on=given["geboortedatum"], contact=given["contact"], text=given["verzoek"], by=request.actor,
        )  # fmt: skip
        messages.success(request, "Het verzoek is vastgelegd. Zoek nu de casussen van deze persoon op")
        return redirect("verzoek-casussen", made.pk)
    accesslog.nothing_shown()
    return _show(request, "new", form=form, trail=TRAIL)


@PAGE
def pass_on(request: Request) -> HttpResponse:
    """/privacy/verzoeken/doorsturen/: a party sends a request that it received to the manager (protocol 17.3)."""
    if not request.actor.is_delegate:
        raise Http404
    houses = houses_of(request.actor)
    form = PassOnForm(posted(request), houses, initial={"ontvangen_op": request.actor.today}) if houses else None
    if form and form.is_valid():
        given = form.cleaned_data
        pass_on_request(
            given["huis"], kind=given["soort"], received_on=given["ontvangen_op"], asked_by=given["namens"], authority=given["bewijs"],
            given_names=given["voornamen"], surname=given["achternaam"], born_on=given["geboortedatum"], contact=given["contact"],
            text=given["verzoek"], by=request.actor,
        )  # fmt: skip
        messages.success(request, "Het verzoek is doorgestuurd naar de manager van het huis")
        return redirect("mijn-werk")
    accesslog.nothing_shown()
    return _show(request, "pass_on", form=form, houses=houses)


def _open(request: Request, pk: UUID) -> SubjectRequest:
    related = ("house__covenant", "by", "identity_by", "decided_by", "passed_on_by")
    return get_object_or_404(SubjectRequest.objects.visible_to(request.actor).select_related(*related), pk=pk)


@PAGE
def show(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/: the request, what was done and what is next; a POST says that the answer went out."""
    found = _open(request, pk)
    form = (
        SentForm(posted(request), found, initial={"verstuurd_op": request.actor.today})
        if may_send(request.actor, found) and not (must_carry_out(found) and not is_carried_out(found))
        else None
    )
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        send_answer(found, on=form.cleaned_data["verstuurd_op"], by=request.actor)
        messages.success(request, "Vastgelegd dat het antwoord is verstuurd. Het verzoek is afgehandeld")
        return redirect("verzoek", pk)
    accesslog.read(found, rule="verzoek", parts=["verzoek"])
    return _show(
        request, "show", found, form=form, may_draw=may_draw(request.actor, found),
        may_report=may_report(request.actor, found), may_ask=may_ask(request.actor, found),
        questions=list(RequestQuestion.objects.visible_to(request.actor).filter(request=found).select_related("party", "case")),
        measures=_measures(request, found), measure_columns=MEASURES, may_ask_change=may_ask_change(request.actor, found),
        may_restrict=may_restrict(request.actor, found), may_remove=may_remove(request.actor, found),
        must_carry_out=must_carry_out(found) and not is_carried_out(found),
        question_columns=QUESTIONS, cases=list(found.cases.all()), may_decide=may_decide(request.actor, found),
        may_handle=may_handle(request.actor, found), due=Deadline(found.due_on, request.actor.today, found.due_source),
        body=found.house.word(Word.TACTICAL_BODY), trail=TRAIL,
    )  # fmt: skip


def _measures(request: Request, found: SubjectRequest) -> list[tuple[RequestMeasure, bool, UUID | None]]:
    """What was done with it; whether this actor may lift it; the certificate of a case that was removed."""
    rows = list(
        RequestMeasure.objects.visible_to(request.actor)
        .filter(request=found)
        .select_related("party", "by", "confirmed_by")
    )
    gone = [one.dossier_id for one in rows if one.done_on and one.kind == RequestMeasure.Kind.REMOVAL]
    records = DestructionRecord.objects.visible_to(request.actor).filter(dossier_id__in=gone).exclude(checksum="")
    proof = dict(records.values_list("dossier_id", "pk"))
    return [(one, may_lift(request.actor, one), proof.get(one.dossier_id)) for one in rows]


@PAGE
def cases(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/casussen/: which cases are about who asks. Looking for them stands in the log."""
    found = _open(request, pk)
    if not may_decide(request.actor, found) or found.decided_on:
        raise Http404
    linked = list(Case.objects.visible_to(request.actor).filter(pk__in=found.cases.values("case")))
    offered = possible_cases(request.actor, found).cases
    offered += [case for case in linked if case not in offered]
    form = RequestCasesForm(
        posted(request), request.actor, offered, found.house, initial={"casussen": [str(case.pk) for case in linked]}
    )
    if form.is_valid():
        link_cases(found, form.chosen, by=request.actor)
        messages.success(request, "De casussen bij het verzoek zijn vastgelegd")
        return redirect("verzoek", pk)
    accesslog.searched("case", offered, rule="verzoek-casussen", purpose=Purpose.SUBJECT)
    return _show(request, "cases", found, form=form, offered=offered)


@PAGE
def identity(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/identiteit/: somebody came in person (protocol 18.4)."""
    found = _open(request, pk)
    if not may_handle(request.actor, found) or found.identity_on:
        raise Http404
    form = IdentityForm(posted(request), found, initial={"op": request.actor.today})
    if form.is_valid():
        check_identity(found, on=form.cleaned_data["op"], proof=form.cleaned_data["document"], by=request.actor)
        messages.success(request, "De identiteit is vastgesteld")
        return redirect("verzoek", pk)
    accesslog.read(found, rule="verzoek-identiteit", parts=["verzoek"])
    return _show(request, "identity", found, form=form)


@PAGE
def decision(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/besluit/: what the answer will be; may be decided anew until it is sent."""
    found = _open(request, pk)
    if not may_decide(request.actor, found):
        raise Http404
    initial = {
        "versie": found.version, "voorgelegd_op": found.heard_on, "besluit": found.outcome, "motivering": found.reason,
    }  # fmt: skip
    form = RequestDecisionForm(
        posted(request),
        found,
        found.cases.exists(),
        lambda outcome: suppliers_lack(found, outcome, request.actor),
        initial=initial,
    )
    if form.is_valid() and _decide(request, found, form):
        return redirect("verzoek", pk)
    accesslog.read(found, rule="verzoek-besluit", parts=["verzoek"])
    return _show(request, "decision", found, form=form, body=found.house.word(Word.TACTICAL_BODY))


def _decide(request: Request, found: SubjectRequest, form: RequestDecisionForm) -> bool:
    given = form.cleaned_data
    try:
        decide_request(
            found, version=given["versie"], outcome=given["besluit"], reason=given["motivering"],
            heard_on=given.get("voorgelegd_op"), by=request.actor,
        )  # fmt: skip
    except Overtaken:
        form.add_error(None, form.overtaken)
        return False
    messages.success(request, "Het besluit is vastgelegd")
    return True


def _show(request: Request, template: str, found: SubjectRequest | None = None, **context: Any) -> HttpResponse:
    if found:
        context = {
            "request_": found,
            "trail": [*TRAIL, Link(found.get_kind_display().capitalize(), reverse("verzoek", args=[found.pk]))],
            **context,
        }
    return render(request, f"privacy/requests/{template}.html", context, status=form_status(request))
