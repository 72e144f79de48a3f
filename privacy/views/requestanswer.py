"""What suppliers say of a request for access, and the answer as a PDF (protocol 17.2, 18)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.work import FROM_MY_WORK
from parties.step_up import LOG, needs_recent_factor
from privacy import accesslog
from privacy.carryingout import answer_change
from privacy.forms.measure import AnswerChangeForm
from privacy.forms.requestanswer import QuestionForm, SeenForm
from privacy.models import RequestQuestion, SubjectRequest
from privacy.requestanswer import compose_answer
from privacy.requestquestions import answer_question, ask_suppliers, cases_of, may_answer, may_ask, said_of
from privacy.requests import may_draw
from privacy.seen import may_report, report, seen
from privacy.views.requests import TRAIL
from zvh.components import Column, Link
from zvh.conflicts import posted
from zvh.documents import Format, RenderFailed
from zvh.documents import render as drawn
from zvh.http import Request, form_status
from zvh.templatetags.words import capital
from zvh.versions import Overtaken

OVERTAKEN = (
    "Iemand anders veranderde de bijdrage, terwijl u hiermee bezig was. Lees wat er nu staat en verstuur opnieuw"
)
SEEN = [Column(title) for title in ("Dag", "Tijd", "Organisatie", "Rol", "Wat", "Waarvoor")]


@require_POST
def ask(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/leveranciers/: every supplier is asked, apart from politie and OM."""
    found = get_object_or_404(SubjectRequest.objects.visible_to(request.actor).select_related("house__covenant"), pk=pk)
    if not may_ask(request.actor, found):
        raise Http404
    made = ask_suppliers(found, by=request.actor)
    messages.success(request, "De leveranciers zijn gevraagd" if made else "Er is niemand meer om te vragen")
    return redirect("verzoek", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/vragen/<id>/: the supplier says what of its contribution may be given."""
    related = ("case__house__covenant", "party", "contribution", "case__aanmelding")
    found = get_object_or_404(RequestQuestion.objects.visible_to(request.actor).select_related(*related), pk=pk)
    if not may_answer(request.actor, found):
        raise Http404
    if found.is_change and request.actor.is_delegate:
        return _change(request, found)
    form = QuestionForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        answer_question(found, answer=given["antwoord"], text=given["tekst"], reason=given["reden"], by=request.actor)
        messages.success(request, "Het antwoord is vastgelegd")
        return redirect("mijn-werk")
    accesslog.read(found, rule="verzoek-vraag", parts=["bijdrage" if found.contribution_id else "aanmelding"])
    context = {"form": form, "question": found, "said": said_of(found), "trail": FROM_MY_WORK}
    return render(request, "privacy/requests/question.html", context, status=form_status(request))


def _change(request: Request, found: RequestQuestion) -> HttpResponse:
    """The supplier corrects its own text, or says why it does not."""
    assert found.contribution
    given = found.contribution
    initial = {"versie": given.version, "feiten": given.facts, "oordeel": given.opinion}
    form = AnswerChangeForm(posted(request), given, initial=initial)
    if form.is_valid() and _changed(request, found, form):
        return redirect("mijn-werk")
    accesslog.read(found, rule="verzoek-vraag", parts=["bijdrage"])
    context = {"form": form, "question": found, "said": said_of(found), "trail": FROM_MY_WORK}
    return render(request, "privacy/requests/change_question.html", context, status=form_status(request))


def _changed(request: Request, found: RequestQuestion, form: AnswerChangeForm) -> bool:
    said = form.cleaned_data
    try:
        answer_change(
            found,
            answer=said["antwoord"],
            values=form.values,
            reason=said["reden"],
            version=said["versie"],
            by=request.actor,
        )
    except Overtaken:
        form.add_error(None, OVERTAKEN)
        return False
    messages.success(request, "Het antwoord is vastgelegd")
    return True


@require_safe
def answer(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/antwoord/: the decision with overview and copy, as a tagged PDF; not before somebody was seen (18.4)."""
    found = get_object_or_404(SubjectRequest.objects.visible_to(request.actor).select_related("house__covenant"), pk=pk)
    cases = cases_of(found, request.actor)
    if not may_draw(request.actor, found) or cases is None:
        raise Http404
    try:
        file = drawn(compose_answer(found, cases, request.actor.today), Format.PDF)
    except RenderFailed:
        messages.error(request, "Het antwoord kon nu niet worden gemaakt. Probeer het later nog eens")
        return redirect("verzoek", pk)
    accesslog.read(found, rule="verzoek-antwoord", parts=["verzoek"])
    for case in cases:
        accesslog.event(accesslog.EventKind.EXPORT, "R", case, rule="verzoek-antwoord", purpose="vraag-van-betrokkene")
    disposition = {"Content-Disposition": f'attachment; filename="antwoord-{found.received_on:%Y-%m-%d}.pdf"'}
    return HttpResponse(file, content_type=Format.PDF.content_type, headers=disposition)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(LOG)
def who_saw(request: Request, pk: UUID) -> HttpResponse:
    """/privacy/verzoeken/<id>/gezien/: who saw the file, for the person whom it is about; a POST asks another period, names or paper."""
    found = get_object_or_404(SubjectRequest.objects.visible_to(request.actor).select_related("house__covenant"), pk=pk)
    if not may_report(request.actor, found):
        raise Http404
    form = SeenForm(posted(request))
    is_sound = not form.is_bound or form.is_valid()
    lines = seen(found, request.actor, within=form.within(), with_names=bool(form.reason)) if is_sound else []
    wants_paper = is_sound and form.is_bound and bool(form.cleaned_data["vorm"])
    accesslog.event(
        accesslog.EventKind.EXPORT if wants_paper else accesslog.EventKind.LOG_VIEW, "R", found, rule="verzoek-gezien",
        reason=form.reason if is_sound else "", result_count=len(lines),
    )  # fmt: skip
    if wants_paper:
        file = drawn(report(found, lines, form.period, request.actor.today), Format.PDF)
        disposition = {"Content-Disposition": 'attachment; filename="wie-zag-het-dossier.pdf"'}
        return HttpResponse(file, content_type=Format.PDF.content_type, headers=disposition)
    trail = [*TRAIL, Link(capital(found.get_kind_display()), reverse("verzoek", args=[pk]))]
    context = {
        "form": form,
        "request_": found,
        "lines": lines,
        "columns": SEEN,
        "trail": trail,
        "has_names": bool(is_sound and form.reason),
    }
    return render(request, "privacy/requests/seen.html", context, status=200 if is_sound else 422)
