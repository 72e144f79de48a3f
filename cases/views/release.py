"""Who reads a contribution: chosen, widened with the difference shown, asked for, re-assessed; corrected and withdrawn; consent."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.casepage import frame, open_file
from cases.contributionpage import cards, difference, find_contribution, find_own, trail
from cases.forms.contribution import FIELD_OF
from cases.forms.correction import CorrectForm, correct_initial
from cases.forms.release import (
    BeforeMeetingForm,
    ConsentForm,
    ReassessmentForm,
    ReleaseFields,
    ReleaseForm,
    release_initial,
)
from cases.grants import released_to
from cases.models import Consent, Contribution, Reassessment, ReleaseRequest, State, Subject
from cases.policy import may
from cases.readers import readers_of_contribution
from cases.rowpolicy import supplies
from cases.workflow import contribution as work
from cases.workflow import release
from cases.workflow.consent import note_consent
from cases.workflow.reassessment import answer_reassessment
from privacy import accesslog
from zvh.components import Column, Deadline
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request
from zvh.versions import Overtaken

CONSENTS = [Column("Betrokkene"), Column("Wat er gezegd is"), Column("Door wie"), Column("Op")]


def _answer(request: Request, template: str, contribution: Contribution, **context: Any) -> HttpResponse:
    """A page about one contribution, with the right status for a form that has errors."""
    accesslog.read(contribution, rule=f"bijdrage-{template}")
    form = context.get("form")
    given = {
        "contribution": contribution,
        "case": contribution.case,
        "trail": trail(contribution.case),
        **context,
    }
    status = context.get("status") or (422 if form is not None and form.errors else 200)
    return render(request, f"cases/contribution/{template}.html", given, status=status)


def _others(contribution: Contribution) -> list[Any]:
    return [party for party in release.assigned_parties(contribution.case) if party.pk != contribution.supplier_id]


def _changed(contribution: Contribution, form: ReleaseFields) -> Contribution | None:
    """The contribution with the choice of the form, unsaved; None after a message where the choice is not complete."""
    given, changed = form.release(), copy(contribution)
    release.choose(changed, given["level"], given["party_ids"], given["unnamed_ground"])
    missing = release.missing_to_release(changed)
    for text, name in missing:
        form.add_error(FIELD_OF[name], text)
    return None if missing else changed


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/vrijgave/: narrowing is done at once; widening shows first who is added."""
    found = find_own(pk, request.actor, State.DELIVERED)
    if found.reassessments.open().exists():
        return redirect("bijdrage-herbeoordeling", pk)
    form = ReleaseForm(posted(request), parties=_others(found), initial=release_initial(found))
    if form.is_valid() and (changed := _changed(found, form)):
        people = difference(found, changed, request.actor)
        is_read = form.cleaned_data["versie"] == found.version
        if is_read and people.added and "bevestigd" not in request.POST:
            warnings = release.release_warnings(changed, release.expected(changed))
            return _answer(request, "confirm", found, given=form.cleaned_data, people=people, warnings=warnings)
        return _set_release(request, found, form)
    return _answer(request, "release", found, form=form)


def _set_release(request: Request, found: Contribution, form: ReleaseForm) -> HttpResponse:
    try:
        release.set_release(found, **form.release(), version=form.cleaned_data["versie"], by=request.actor)
    except Overtaken as overtaken:
        stored = overtaken.stored
        return _overtaken(request, form, stored, ReleaseForm(parties=_others(stored), initial=release_initial(stored)))
    messages.success(request, "De vrijgave is gewijzigd.")
    return redirect("bijdrage", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reassess(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/herbeoordeling/: is it still needed in this phase, and for whom."""
    found = find_own(pk, request.actor, State.DELIVERED)
    waiting = Reassessment.objects.visible_to(request.actor).open().filter(contribution=found).first()
    if waiting is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = ReassessmentForm(data, parties=_others(found), initial=release_initial(found))
    if form.is_valid() and _may_go_on(found, form):
        answer_reassessment(found, answer=form.cleaned_data["antwoord"], **form.release(), by=request.actor)
        messages.success(request, "Uw antwoord is bewaard.")
        return redirect("bijdrage", pk)
    due = Deadline(waiting.due_on, request.actor.today, waiting.due_source)
    return _answer(request, "reassess", found, form=form, due=due, card=cards([found], request.actor)[0])


def _may_go_on(contribution: Contribution, form: ReassessmentForm) -> bool:
    shares = form.cleaned_data["antwoord"] == Reassessment.Answer.SHARE
    return not shares or _changed(contribution, form) is not None


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/verbeteren/: a better text; the old one is kept (protocol 9.5)."""
    found = find_own(pk, request.actor, State.DELIVERED)
    form = CorrectForm(posted(request), stored=found)
    if not form.is_valid():
        return _answer(request, "correct", found, form=form)
    given = form.cleaned_data
    try:
        work.correct(found, values=form.texts(), reason=given["reden"], version=given["versie"], by=request.actor)
    except Overtaken as overtaken:
        reason = given["reden"]  # was told of this correction only, so it is no part of what differs
        initial = correct_initial(overtaken.stored) | {"reden": reason}
        now = CorrectForm(stored=overtaken.stored, initial=initial)
        return _overtaken(request, form, overtaken.stored, now)
    messages.success(request, "De bijdrage is verbeterd. De oude tekst blijft bewaard.")
    return redirect("bijdrage", pk)


def _overtaken(request: Request, mine: BaseForm, stored: Contribution, now: BaseForm) -> HttpResponse:
    accesslog.read(stored, rule="bijdrage-conflict")
    back = reverse("bijdrage", args=[stored.pk])
    return conflict_page(request, mine, now, saved=Saved.of(stored), trail=trail(stored.case), back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/intrekken/: first what it means, then the POST."""
    found = find_own(pk, request.actor, State.DELIVERED)
    if request.method == "POST":
        work.withdraw(found, by=request.actor)
        messages.success(request, "De bijdrage is ingetrokken. De tekst is verwijderd.")
        return redirect("bijdrage", pk)
    return _answer(request, "withdraw", found, card=cards([found], request.actor)[0])


@require_http_methods(["GET", "HEAD", "POST"])
def before_meeting(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/vooraf/: the procesregisseur asks the supplier to let a party read it before the meeting."""
    found = find_contribution(pk, request.actor)
    waits = Reassessment.objects.visible_to(request.actor).open().filter(contribution=found).exists()
    if not found.is_delivered or waits or not may(request.actor, "open_before_meeting", found.case):
        raise Http404
    reading = released_to(found)
    parties = [party for party in _others(found) if party.is_named and party not in reading]
    consulted = {party.pk: party for party in release.to_consult(found.case)}
    form = BeforeMeetingForm(
        request.POST if request.method == "POST" else None,
        parties=parties,
        consulted=list(consulted.values()),
    )
    if form.is_valid():
        party = next(party for party in parties if party.pk == form.cleaned_data["partij"])
        with_whom = consulted.get(form.cleaned_data.get("overlegd") or 0)
        release.open_before_meeting(found, party=party, consulted=with_whom, by=request.actor)
        messages.success(request, f"De vraag is gesteld aan {found.supplier}.")
        return redirect("bijdrage", pk)
    return _answer(request, "before_meeting", found, form=form, has_parties=bool(parties))


@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/vrijgave-gevraagd/<uuid>/: may this party read it, yes or no."""
    asked = (
        ReleaseRequest.objects.visible_to(request.actor)
        .open()
        .select_related("party", "asked_by")
        .filter(pk=pk)
        .first()
    )
    if asked is None:
        raise Http404
    found = find_contribution(asked.contribution_id, request.actor)
    if not supplies(request.actor, found) or asked.phase != found.case.phase:
        raise Http404
    if request.POST.get("antwoord") in ("ja", "nee"):
        release.answer_release(asked, is_yes=request.POST["antwoord"] == "ja", by=request.actor)
        messages.success(request, "Uw antwoord is bewaard.")
        return redirect("bijdrage", found.pk)
    people = readers_of_contribution(found, "partijen", [asked.party], request.actor.today)
    names = [reader.person.name for reader in people if reader.party == asked.party]
    warnings = release.release_warnings(found, [asked.party])
    card = cards([found], request.actor)[0]
    status = 422 if request.method == "POST" else 200
    return _answer(request, "question", found, asked=asked, names=names, warnings=warnings, card=card, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/toestemming/: what subjects said about giving data (protocol 7.2)."""
    page = open_file(number, request.actor)
    rows = list(Consent.objects.visible_to(request.actor).filter(case=page.case).select_related("subject", "party"))
    may_note = "contribute" in page.may
    form = ConsentForm(
        request.POST if request.method == "POST" and may_note else None,
        subjects=list(Subject.objects.visible_to(request.actor).filter(case=page.case)),
        initial={"datum": request.actor.today},
    )
    if request.method == "POST" and not may_note:
        raise Http404
    if form.is_valid():
        _note(request, page.case, form)
        return redirect("casus-toestemming", number)
    accesslog.read(page.case, rule="casus-toestemming", parts=["toestemming", "betrokkenen"])
    context = {"form": form, "rows": rows, "columns": CONSENTS, "may_note": may_note}
    answer = {**frame(page, "casus-bijdragen"), **context}
    return render(request, "cases/contribution/consent.html", answer, status=422 if form.errors else 200)


def _note(request: Request, case: Any, form: ConsentForm) -> None:
    given = form.cleaned_data
    note_consent(
        case,
        subject=form.subjects[given["betrokkene"]],
        state=given["stand"],
        on=given["datum"],
        giver=given["wie"],
        representative=given["vertegenwoordiger"],
        told_of_withdrawal=given["verteld"],
        by=request.actor,
    )
    messages.success(request, "Vastgelegd.")
