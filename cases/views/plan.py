"""The plan of a case: read, written, adopted; who has the casusregie."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file, url_of
from cases.forms.plan import TEXTS, CasusregisseurForm, PlanForm, VersionForm, plan_initial
from cases.models import Plan
from cases.planpage import ACTIONS, actions_of, picture_of, plans_of
from cases.views.agenda import open_for
from cases.workflow.plan import adopt_plan, missing_to_adopt, name_casusregisseur, save_plan
from cases.workflow.steps import Overtaken
from parties.choices import Word
from privacy import accesslog
from zvh.components import Answer, Difference, Missing
from zvh.http import Request

PAGES = {
    "plan": "plan-schrijven",
    "scores": "casus-overleg",
    "acties": "actie-nieuw",
    "casusregisseur": "casusregisseur-kiezen",
}
TITLES = (
    ("Doel", "goal"),
    ("Wanneer afschalen", "criteria"),
    ("Rollen en informatie", "roles"),
    ("Advies aan ZSM", "zsm_advice"),
)


@require_safe
def plan(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/: the text in force, scores over time, actions; where delegates do not read it, their own actions."""
    page = open_file(number, request.actor)
    accesslog.read(page.case, rule="casus-plan", parts=["plan", "scores", "acties"])
    plans = plans_of(page)
    is_kept_to_house = page.actor.is_delegate and not page.case.house.delegates_read_case
    context = {
        "plan": plans[0] if plans else None, "earlier": plans[1:], "texts": answers(plans[0]) if plans else [],
        "picture": picture_of(page), "actions": actions_of(page), "action_columns": ACTIONS,
        "missing": missing_of(page), "is_kept_to_house": is_kept_to_house,
    }  # fmt: skip
    return render(request, "cases/plan/plan.html", {**frame(page, "casus-plan"), **context})


def answers(one: Plan) -> list[Answer]:
    return [Answer(title, text) for title, name in TITLES if (text := getattr(one, name))]


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
    form = PlanForm(request.POST if request.method == "POST" else None, initial=plan_initial(latest))
    if form.is_bound and form.is_valid():
        try:
            saved = save_plan(page.case, texts=form.texts(), version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            return _both_texts(request, page, form, overtaken.stored)
        return _after_saving(request, page, saved)
    accesslog.read(page.case, rule="plan-schrijven", parts=["plan"])
    return _write(request, page, form, 422 if form.errors else 200)


def _after_saving(request: Request, page: CasePage, saved: Plan) -> HttpResponse:
    if "bewaar" not in request.POST:
        return HttpResponse(status=204, headers={"X-Versie": str(saved.version)})
    messages.success(request, "Het concept is bewaard")
    return redirect("casus-plan", page.case.number)


def _write(request: Request, page: CasePage, form: PlanForm, status: int, **more: object) -> HttpResponse:
    context = {**frame(page, "casus-plan"), "form": form, "differences": None, **more}
    return render(request, "cases/plan/write.html", context, status=status)


def _both_texts(request: Request, page: CasePage, form: PlanForm, stored: Plan) -> HttpResponse:
    """Somebody saved meanwhile: both texts are shown, the own text stays in the form (10, pattern 7)."""
    mine = form.texts()
    differences = [
        Difference(str(form.fields[name].label), getattr(stored, source), mine[source])
        for name, source in TEXTS.items()
        if getattr(stored, source) != mine[source]
    ]
    data = request.POST.copy()
    data["versie"] = str(stored.version)
    accesslog.read(page.case, rule="plan-conflict", parts=["plan"])
    return _write(request, page, PlanForm(data), 409, differences=differences)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/vaststellen/: the text once more, and the button."""
    page = open_for(number, request.actor, "adopt_plan")
    draft = Plan.objects.visible_to(request.actor).filter(case=page.case, adopted_at=None).first()
    if draft is None or missing_to_adopt(page.case):
        return redirect("casus-plan", number)
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"versie": draft.version})
    if form.is_bound and form.is_valid():
        try:
            adopt_plan(page.case, version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken:
            messages.warning(request, "Iemand anders wijzigde de tekst. Lees die opnieuw")
            return redirect("plan-vaststellen", number)
        messages.success(request, f"Het {page.case.house.word(Word.PLAN)} is vastgesteld")
        return redirect("casus-plan", number)
    accesslog.read(page.case, rule="plan-vaststellen", parts=["plan"])
    context = {"form": form, "texts": answers(draft), "plan": draft}
    return render(
        request, "cases/plan/adopt.html", {**frame(page, "casus-plan"), **context}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def casusregisseur(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/plan/casusregisseur/: one of the delegates in the case."""
    page = open_for(number, request.actor, "name_casusregisseur")
    form = CasusregisseurForm(request.POST if request.method == "POST" else None, page.case)
    if form.is_bound and form.is_valid():
        name_casusregisseur(page.case, form.cleaned_data["wie"], by=request.actor)
        messages.success(request, f"{form.cleaned_data['wie'].user} is {page.case.house.word(Word.CASUSREGISSEUR)}")
        return redirect("casus-plan", number)
    accesslog.read(page.case, rule="casusregisseur", parts=["gedelegeerden"])
    context = {"form": form, "has_people": page.case.grants.exists()}
    return render(
        request,
        "cases/plan/casusregisseur.html",
        {**frame(page, "casus-plan"), **context},
        status=422 if form.errors else 200,
    )
