"""A registration while it is a concept: start, situation, criteria, check and send."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.candidates import sees_lists
from cases.forms.aanmelding import CriteriaForm, DeclarationForm, SituationForm, StartForm, situation_initial
from cases.models import Case, CaseLink
from cases.phases import Phase
from cases.summaries import DRAFT_COLUMNS, advice, readers_when_filed, registration
from cases.views.drafts import PAGE, after_saving, is_autosave, is_draft, not_kept, of_draft, overtaken, parts
from cases.visibility import may_file
from cases.workflow.aanmelding import (
    declare_correct,
    describe_situation,
    discard_draft,
    file_aanmelding,
    mark_criteria,
    missing_to_file,
    start_draft,
)
from privacy import accesslog
from zvh.components import Link, Missing
from zvh.conflicts import posted
from zvh.forms import Form
from zvh.http import Request, form_status
from zvh.versions import Overtaken

PLACES = {"betrokkene": "aanmelding-betrokkenen", "problem": "aanmelding-concept", "criteria": "aanmelding-criteria"}


@PAGE
def start(request: Request) -> HttpResponse:
    """/casussen/aanmelden/: choose house and approach, or go on with a concept."""
    if not may_file(request.actor):
        raise Http404
    form = StartForm(posted(request), actor=request.actor)
    if form.is_valid():
        given = form.cleaned_data
        case = start_draft(given["huis"], given["aanpak"], party=given.get("partij"), by=request.actor)
        return redirect("aanmelding-betrokkene-nieuw", case.pk)
    drafts = Case.objects.visible_to(request.actor).filter(phase=Phase.CONCEPT).newest_first()
    found = list(drafts.select_related("house", "approach").prefetch_related("subjects"))
    accesslog.listed("case", found, rule="edit_draft")
    context = {"form": form, "drafts": found, "columns": DRAFT_COLUMNS, "sees_lists": sees_lists(request.actor)}
    return render(request, "cases/aanmelding/start.html", context, status=form_status(request))


@of_draft
def situation(request: Request, case: Case) -> HttpResponse:
    """/casussen/aanmelden/<id>/: what is going on; keeps itself."""
    aanmelding = case.aanmelding
    form = SituationForm(posted(request), initial=situation_initial(aanmelding), as_draft=is_draft(request))
    if form.is_valid():
        try:
            saved = describe_situation(case, by=request.actor, **form.parts())
        except Overtaken as found:
            return overtaken(request, case, form, SituationForm(initial=situation_initial(found.stored)))
        version = situation_initial(saved)["versie"]
        return after_saving(request, case, here="aanmelding-concept", onward="aanmelding-criteria", version=version)
    if request.method == "POST" and is_autosave(request):
        return not_kept()
    accesslog.read(aanmelding, rule="edit_draft", parts=["situatie"])
    return _page(request, case, "aanmelding-concept", "situation", form=form)


@of_draft
def criteria(request: Request, case: Case) -> HttpResponse:
    """/casussen/aanmelden/<id>/criteria/: one by one, and what the covenant's formula says."""
    form = CriteriaForm(posted(request), case=case, as_draft=is_draft(request))
    if form.is_valid():
        try:
            mark_criteria(case, form.answers(), version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            return overtaken(request, case, form, CriteriaForm(case=case))
        version = CriteriaForm(case=case).initial["versie"]
        return after_saving(request, case, here="aanmelding-criteria", onward="aanmelding-controle", version=version)
    if request.method == "POST" and is_autosave(request):
        return not_kept()
    accesslog.read(case.aanmelding, rule="edit_draft", parts=["criteria"])
    return _page(request, case, "aanmelding-criteria", "criteria", form=form, **advice(case))


@of_draft
def check(request: Request, case: Case) -> HttpResponse:
    """/casussen/aanmelden/<id>/controle/: everything once more, who will read it, and send."""
    missing = [
        Missing(text, reverse(PLACES[part], args=[case.pk])) for text, part in missing_to_file(case) if part in PLACES
    ]
    form = DeclarationForm(posted(request))
    if form.is_valid() and not missing:
        declare_correct(case, by=request.actor)
        filed = file_aanmelding(case, by=request.actor)
        return redirect("casus-aanmelding-verstuurd", filed.number)
    accesslog.read(case.aanmelding, rule="edit_draft", parts=["betrokkenen", "situatie", "criteria"])
    return _page(
        request, case, "aanmelding-controle", "check", form=form, missing=missing,
        tried_to_send=request.method == "POST", summary=registration(case, change=True),
        readers=readers_when_filed(case, request.actor), **advice(case),
        beside=CaseLink.objects.visible_to(request.actor).begun_from(case).select_related("case").first(),
    )  # fmt: skip


@of_draft
def discard(request: Request, case: Case) -> HttpResponse:
    """/casussen/aanmelden/<id>/weggooien/: asks first; nothing is left."""
    if request.method == "POST":
        discard_draft(case, by=request.actor)
        messages.success(request, "Het concept is weggegooid.")
        return redirect("aanmelden")
    accesslog.read(case, rule="discard_draft", parts=["betrokkenen"])
    return _page(request, case, "", "discard", form=Form())


def _page(request: Request, case: Case, current: str, template: str, **context: object) -> HttpResponse:
    trail = [Link("Casussen", "/casussen/"), Link("Aanmelden", reverse("aanmelden"))]
    context.update(case=case, parts=parts(case, current), trail=trail)
    return render(request, f"cases/aanmelding/{template}.html", context, status=form_status(request))
