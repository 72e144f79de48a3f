"""/naleving/<huis>/berichten/: what the house wants to say to the outside, and whether every party agrees."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.compliance import duties_of
from governance.forms.agreed import ConsentForm, StatementForm
from governance.models import Statement, StatementAnswer
from governance.models.statement import may_answer
from governance.policy import keeps_duties
from governance.reach import houses_watched
from governance.views.body import PAGE
from governance.views.duty import find_house, house_link
from governance.workflow.statements import NotAgreed, answer_statement, ask_consent, drop_it, say_it
from parties.dutychoices import DutyKind
from parties.models import Duty, House
from privacy import accesslog
from zvh.components import Column, Deadline, Link
from zvh.http import Request, form_status, posted

COLUMNS = [Column("Onderwerp"), Column("Gevraagd op"), Column("Antwoorden"), Column("Stand")]
ANSWERS = [Column("Partij"), Column("Antwoord"), Column("Toelichting"), Column("Vastgelegd door")]
STEPS = {"gezegd": say_it, "vervalt": drop_it}
DONE = {"gezegd": "Het bericht is naar buiten gebracht", "vervalt": "Het bericht gaat niet door"}


@require_safe
def statements(request: Request, code: str) -> HttpResponse:
    """/naleving/<huis>/berichten/"""
    house = find_house(request, code)
    found = list(Statement.objects.visible_to(request.actor).filter(house=house).prefetch_related("answers"))
    accesslog.listed("statement", found, rule="berichten", house_id=house.pk)
    context = {
        "house": house, "columns": COLUMNS, "trail": [house_link(house)],
        "rows": [(one, sum(1 for answer in one.answers.all() if answer.choice), len(one.answers.all())) for one in found],
        "may_ask": bool(_duty(house)) and keeps_duties(request.actor, house),
    }  # fmt: skip
    return render(request, "governance/statements.html", context)


def _duty(house: House) -> Duty | None:
    """What the covenant says about consent; without it nobody has to be asked."""
    return next((one for one in duties_of(house) if one.kind == DutyKind.CONSENT), None)


@PAGE
def new(request: Request, code: str) -> HttpResponse:
    """/naleving/<huis>/berichten/nieuw/"""
    house = find_house(request, code)
    duty = _duty(house)
    if duty is None or not keeps_duties(request.actor, house):
        raise Http404
    form = StatementForm(posted(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        made = ask_consent(house, duty, subject=given["onderwerp"], text=given["tekst"], by=request.actor)
        messages.success(request, "De partijen zijn gevraagd. Hun gedelegeerden krijgen een mail")
        return redirect("bericht", made.pk)
    accesslog.nothing_shown()
    context = {
        "form": form, "body": house, "title": "Instemming vragen", "press": "Alle partijen vragen",
        "trail": [house_link(house), statements_link(house)],
    }  # fmt: skip
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def statement(request: Request, pk: UUID) -> HttpResponse:
    """/naleving/berichten/<uuid>/: the text, the answers that who reads may see, and the own answer."""
    found = get_object_or_404(Statement.objects.visible_to(request.actor).select_related("house", "by"), pk=pk)
    if (step := request.POST.get("stap", "")) in STEPS:
        return _step(request, found, step)
    form = _form(request, found)
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_bound and form.is_valid():
        given = form.cleaned_data
        answer_statement(form.answer, given["antwoord"], given["toelichting"], by=request.actor)
        messages.success(request, "Het antwoord is vastgelegd")
        return redirect("bericht", pk)
    return _show(request, found, form)


def _form(request: Request, found: Statement) -> ConsentForm | None:
    """For who may answer something that is still open."""
    actor, keeps = request.actor, keeps_duties(request.actor, found.house)
    waiting = (
        StatementAnswer.objects.visible_to(actor).waiting().filter(statement=found).select_related("statement__house")
    )
    if not keeps:
        waiting = waiting.filter(party=actor.party_id) if may_answer(actor) else waiting.none()
    answers = list(waiting)
    return ConsentForm(posted(request), answers, is_own=not keeps) if answers else None


def _step(request: Request, found: Statement, step: str) -> HttpResponse:
    try:
        STEPS[step](found, by=request.actor)
    except NotAgreed:
        messages.warning(request, "Nog niet iedere partij stemt in. Zonder instemming gaat het niet naar buiten")
    else:
        messages.success(request, DONE[step])
    return redirect("bericht", found.pk)


def _show(request: Request, found: Statement, form: ConsentForm | None) -> HttpResponse:
    answers = list(
        StatementAnswer.objects.visible_to(request.actor).filter(statement=found).select_related("party", "by")
    )
    accesslog.listed("statement", [found], rule="bericht", house_id=found.house_id)
    watches = houses_watched(request.actor).filter(pk=found.house_id).exists()
    context = {
        "statement": found, "answers": answers, "columns": ANSWERS, "form": form,
        "keeps": keeps_duties(request.actor, found.house), "due": Deadline(found.answer_by, request.actor.today, found.source),
        "trail": [house_link(found.house), statements_link(found.house)] if watches else [],
    }  # fmt: skip
    return render(request, "governance/statement.html", context, status=form_status(request))


def statements_link(house: House) -> Link:
    return Link("Berichten naar buiten", reverse("berichten", args=[house.code]))
