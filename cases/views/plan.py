"""The plan of a case: read, written, adopted; who has the casusregie."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file, url_of
from cases.forms.plan import CasusregisseurForm, PlanForm
from cases.interventionpage import COLUMNS, interventions_of
from cases.models import Case, Plan
from cases.planpage import ACTIONS, PLAN_TITLES, ROLES, actions_of, picture_of, plans_of, roles_of
from cases.views.agenda import open_for
from cases.workflow.plan import adopt_plan, missing_to_adopt, name_casusregisseur, save_plan
from parties.choices import Word
from privacy import accesslog
from zvh.components import Answer, Missing
from zvh.conflicts import Saved, VersionForm, conflict_page, posted
from zvh.http import Request
from zvh.versions import Overtaken

PAGES = {
    "plan": "plan-schrijven",
    "scores": "casus-overleg",
    "acties": "actie-nieuw",
    "casusregisseur": "casusregisseur-kiezen",
}


@require_safe
def plan(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/: the text in force, scores over time, actions; where delegates do not read it, their own actions."""
    page = open_file(number, request.actor)
    accesslog.read(page.case, rule="casus-plan", parts=["plan", "scores", "interventies", "acties"])
    plans = plans_of(page)
    is_kept_to_house = page.actor.is_delegate and not page.case.house.delegates_read_case
    context = {
        "plan": plans[0] if plans else None, "earlier": plans[1:], "texts": answers(plans[0]) if plans else [],
        "roles": roles_of(plans[0], page.actor) if plans else [], "role_columns": ROLES,
        "picture": picture_of(page), "actions": actions_of(page), "action_columns": ACTIONS,
        "interventions": interventions_of(page), "intervention_columns": COLUMNS,
        "missing": missing_of(page), "is_kept_to_house": is_kept_to_house,
    }  # fmt: skip
    return render(request, "cases/plan/plan.html", {**frame(page, "casus-plan"), **context})


def answers(one: Plan) -> list[Answer]:
    return [Answer(title, text) for title, name in PLAN_TITLES if (text := getattr(one, name))]


def missing_of(page: CasePage) -> list[Missing]:
    """What stands between the draft and its adoption, with the page where it is done."""
    if "adopt_plan" not in page.may or not Plan.objects.visible_to(page).filter(adopted_at=None).exists():
        return []
    return [Missing(text, url_of(PAGES[part], page.case)) for text, part in missing_to_adopt(page.case)]


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/schrijven/: the draft; after adoption this begins the next version."""
    page = open_for(number, request.actor, "save_plan")
    latest = Plan.objects.visible_to(request.actor).filter(case=page.case).first()
    form = PlanForm(posted(request), page.case, latest)
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["versie"]
            saved = save_plan(page.case, texts=form.texts(), roles=form.roles(), version=version, by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, page, form, overtaken.stored)
        return _after_saving(request, page, saved)
    accesslog.read(page.case, rule="plan-schrijven", parts=["plan"])
    context = {**frame(page, "casus-plan"), "form": form}
    return render(request, "cases/plan/write.html", context, status=422 if form.errors else 200)


def _after_saving(request: Request, page: CasePage, saved: Plan) -> HttpResponse:
    if "bewaar" not in request.POST:
        return HttpResponse(status=204, headers={"X-Versie": str(saved.version)})
    messages.success(request, "Het concept is bewaard")
    return redirect("casus-plan", page.case.number)


def _overtaken(request: Request, page: CasePage, form: PlanForm, stored: Plan) -> HttpResponse:
    accesslog.read(page.case, rule="plan-conflict", parts=["plan"])
    now, back = PlanForm(None, page.case, stored, form.parties), url_of("casus-plan", page.case)
    return conflict_page(request, form, now, saved=Saved.of(stored), trail=page.trail, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/vaststellen/: the text once more, and the button."""
    page = open_for(number, request.actor, "adopt_plan")
    draft = Plan.objects.visible_to(request.actor).filter(case=page.case, adopted_at=None).first()
    if draft is None or missing_to_adopt(page.case):
        return redirect("casus-plan", number)
    form = VersionForm(posted(request), initial={"versie": draft.version})
    if form.is_bound and form.is_valid():
        try:
            adopt_plan(page.case, version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            messages.warning(request, "Iemand anders wijzigde de tekst. Lees die opnieuw")
            return redirect("plan-vaststellen", number)
        messages.success(request, f"Het {page.case.house.word(Word.PLAN)} is vastgesteld")
        return redirect("casus-plan", number)
    accesslog.read(page.case, rule="plan-vaststellen", parts=["plan"])
    context = {
        "form": form, "texts": answers(draft), "plan": draft,
        "roles": roles_of(draft, request.actor), "role_columns": ROLES,
    }  # fmt: skip
    return render(
        request, "cases/plan/adopt.html", {**frame(page, "casus-plan"), **context}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def casusregisseur(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/casusregisseur/: one of the delegates in the case."""
    page = open_for(number, request.actor, "name_casusregisseur")
    form = CasusregisseurForm(posted(request), page.case)
    if form.is_bound and form.is_valid():
        grant = form.grant()
        try:
            name_casusregisseur(page.case, grant, version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            return _named_meanwhile(request, page, form, overtaken.stored)
        messages.success(request, f"{grant.user} is {page.case.house.word(Word.CASUSREGISSEUR)}")
        return redirect("casus-plan", number)
    accesslog.read(page.case, rule="casusregisseur", parts=["gedelegeerden"])
    context = {"form": form, "has_people": bool(form.people)}
    return render(
        request,
        "cases/plan/casusregisseur.html",
        {**frame(page, "casus-plan"), **context},
        status=422 if form.errors else 200,
    )


def _named_meanwhile(request: Request, page: CasePage, form: CasusregisseurForm, stored: Case) -> HttpResponse:
    accesslog.read(page.case, rule="casusregisseur-conflict", parts=["gedelegeerden"])
    named = stored.grants.filter(user=stored.casusregisseur_id, party=stored.casusregisseur_party_id)
    last = named.select_related("granted_by").first()
    saved = Saved(str(last.granted_by), last.granted_at) if last else Saved()
    now, back = CasusregisseurForm(None, stored), url_of("casus-plan", page.case)
    return conflict_page(request, form, now, saved=saved, trail=page.trail, back=back)
