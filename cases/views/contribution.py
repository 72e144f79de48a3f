"""A party fills in, checks and sends its contribution, or says that there is none."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases.casepage import open_file
from cases.contributionpage import find_contribution, find_own, find_request, origin_of, preview, trail
from cases.forms.contribution import FIELD_OF, ContributionForm, WithoutForm, draft_initial
from cases.models import Contribution, ContributionRequest, State
from cases.views.contributions import show
from cases.workflow import contribution as work
from cases.workflow.completeness import grounds_of, missing_to_deliver, open_kinds, ways_out
from cases.workflow.policerows import asks_registrations
from cases.workflow.release import assigned_parties
from parties.models import Party
from privacy import accesslog
from zvh.components import Answer, Deadline, Link, Missing
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request
from zvh.templatetags.words import capital
from zvh.versions import Overtaken


@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/: a draft is filled in, anything else is read."""
    found = find_contribution(pk, request.actor)
    if not found.is_draft:
        return show(request, found)
    draft = find_own(pk, request.actor, State.DRAFT)
    return _fill(request, draft, draft.request)


@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/gevraagd/<uuid>/: the first time; saving makes the draft."""
    found = find_request(pk, request.actor)
    if found.is_answered:
        raise Http404
    draft = Contribution.objects.visible_to(request.actor).filter(request=found, state=State.DRAFT).first()
    if draft and request.method != "POST":
        return redirect("bijdrage", draft.pk)
    empty = Contribution(case=found.case, request=found, supplier=found.party, phase=found.case.phase)
    return _fill(request, draft or empty, found)


@require_POST
def begin(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/bijdragen/beginnen/: a party supplies of its own accord."""
    page = open_file(number, request.actor)
    return redirect("bijdrage", work.start_contribution(page.case, by=request.actor).pk)


def _fill(request: Request, draft: Contribution, asked: ContributionRequest | None) -> HttpResponse:
    form = _form(posted(request), draft)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, draft, asked)
    parts = ["gevraagd"] if asked else []
    accesslog.read(asked if asked and draft._state.adding else draft, rule="bijdrage-invullen", parts=parts)
    return _render(request, form, draft, asked, status=422 if form.errors else 200)


def _form(data: Any, draft: Contribution) -> ContributionForm:
    supplier: Party = draft.supplier
    return ContributionForm(
        data,
        initial=draft_initial(draft),
        parties=[party for party in assigned_parties(draft.case) if party.pk != supplier.pk],
        kinds=open_kinds(draft.case),
        grounds=grounds_of(supplier.pk),
        ways=ways_out(supplier),
        subjects=list(draft.case.subjects.all()) if asks_registrations(draft) else (),
    )


def _save(
    request: Request, form: ContributionForm, draft: Contribution, asked: ContributionRequest | None
) -> HttpResponse:
    """Keep the draft; a save without a button is the browser's own, and answers the new version."""
    if draft._state.adding:
        draft = work.start_contribution(draft.case, request=asked, by=request.actor)
    try:
        saved = work.save_draft(draft, values=form.values(), version=form.cleaned_data["versie"], by=request.actor)
    except Overtaken as overtaken:
        return _overtaken(request, form, overtaken.stored)
    if "naar" not in request.POST:
        return HttpResponse(status=204, headers={"X-Versie": str(saved.version)})
    if name := {"controle": "bijdrage-controle", "bijlagen": "bijdrage-bijlagen"}.get(request.POST["naar"]):
        return redirect(name, saved.pk)
    messages.success(request, "Uw concept is bewaard. Alleen uw eigen organisatie kan het lezen.")
    return redirect("bijdrage", saved.pk)


def _overtaken(request: Request, form: ContributionForm, stored: Contribution) -> HttpResponse:
    accesslog.read(stored, rule="bijdrage-conflict")
    saved, back = Saved.of(stored), reverse("bijdrage", args=[stored.pk])
    return conflict_page(request, form, _form(None, stored), saved=saved, trail=trail(stored.case), back=back)


def _render(
    request: Request,
    form: ContributionForm,
    draft: Contribution,
    asked: ContributionRequest | None,
    status: int,
    **extra: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "case": draft.case,
        "asked": asked,
        "due": Deadline(asked.due_on, request.actor.today, asked.due_source) if asked else None,
        "origin": origin_of(draft.supplier),
        "needs_consent": bool(ways_out(draft.supplier)),
        "trail": trail(draft.case),
        **extra,
    }
    return render(request, "cases/contribution/fill.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/controle/: what is sent and who will read it; then it is sent."""
    draft = find_own(pk, request.actor, State.DRAFT)
    if request.method == "POST":
        return _send(request, draft)
    accesslog.read(draft, rule="bijdrage-controle")
    missing = [
        Missing(text, f"{reverse('bijdrage', args=[pk])}#id_{FIELD_OF[name]}")
        for text, name in missing_to_deliver(draft)
    ]
    context = {
        "draft": draft,
        "case": draft.case,
        "answers": [*_answers(draft), *_files(draft)],
        "preview": preview(draft, request.actor),
        "origin": origin_of(draft.supplier),
        "missing": missing,
        "trail": trail(draft.case),
    }
    return render(request, "cases/contribution/check.html", context)


def _send(request: Request, draft: Contribution) -> HttpResponse:
    version = request.POST.get("versie", "")
    try:
        sent = work.deliver(draft, version=int(version) if version.isdecimal() else 0, by=request.actor)
    except Overtaken:
        messages.warning(request, "Een collega heeft de bijdrage gewijzigd. Controleer die opnieuw.")
        return redirect("bijdrage-controle", draft.pk)
    messages.success(request, "Uw bijdrage is verstuurd.")
    return redirect("bijdrage", sent.pk)


def _answers(draft: Contribution) -> list[Answer]:
    change = Link("Wijzigen", reverse("bijdrage", args=[draft.pk]))
    rows = [
        ("Soort bijdrage", str(draft.kind or "")),
        ("Feiten", draft.facts),
        ("Professioneel oordeel", draft.opinion),
        ("Registraties als verdachte", draft.registrations),
        ("Wat voor gegevens", draft.get_data_class_display()),
        ("Voor welke taak", capital(draft.get_task_display())),
        ("Grondslag", str(draft.ground or "")),
        ("Waarom u uw geheimhouding mag doorbreken", capital(draft.get_way_out_display())),
        ("Uitleg bij uw geheimhouding", draft.way_out_reason),
        ("Voorwaarden bij het gebruik", draft.conditions),
        ("Wie mag dit lezen, behalve het huis", capital(draft.get_release_level_display())),
    ]
    return [Answer(question, answer, change) for question, answer in rows if answer]


def _files(draft: Contribution) -> list[Answer]:
    names = "\n".join(one.name for one in draft.attachments.order_by("at"))
    return [Answer("Bijlagen", names, Link("Wijzigen", reverse("bijdrage-bijlagen", args=[draft.pk])))] if names else []


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/<uuid>/weggooien/: a draft that is not needed."""
    draft = find_own(pk, request.actor, State.DRAFT)
    if request.method == "POST":
        work.discard_contribution(draft, by=request.actor)
        messages.success(request, "Het concept is weggegooid.")
        return redirect("casus-bijdragen", draft.case.number)
    accesslog.read(draft, rule="bijdrage-weggooien")
    return render(request, "cases/contribution/discard.html", {"draft": draft, "trail": trail(draft.case)})


@require_http_methods(["GET", "HEAD", "POST"])
def without(request: Request, pk: UUID) -> HttpResponse:
    """/bijdragen/gevraagd/<uuid>/geen/: nothing to supply, or a refusal with its reason."""
    found = find_request(pk, request.actor)
    if found.is_answered:
        raise Http404
    form = WithoutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        work.answer_without(found, state=State(given["antwoord"]), reason=given["reden"], by=request.actor)
        messages.success(request, "Uw antwoord is verstuurd.")
        return redirect("casus-bijdragen", found.case.number)
    accesslog.read(found, rule="bijdrage-geen", parts=["gevraagd"])
    context = {"form": form, "asked": found, "trail": trail(found.case)}
    return render(request, "cases/contribution/without.html", context, status=422 if form.errors else 200)
