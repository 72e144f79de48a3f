"""Enquiries: the house asks and follows the answers; an asked party answers with one click."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file
from cases.forms.enquiry import AnswerForm, EnquiryForm
from cases.models import Enquiry
from cases.rowpolicy import may_answer
from cases.work import FROM_MY_WORK
from cases.workflow.enquiry import answer_enquiry, askable_parties, send_enquiries
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column, Deadline
from zvh.http import Request, form_status

OF_CASE = [Column("Partij"), Column("Persoon"), Column("Antwoord"), Column("Uiterlijk")]
ASKED = [Column("Huis"), Column("Vraag"), Column("Uiterlijk")]


def open_for_staff(number: str, actor: Actor) -> CasePage:
    """As `open_file`, for pages that only house staff have."""
    if not actor.reads_cases:
        raise Http404
    return open_file(number, actor)


@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/bekendheid/: which parties were asked, what they said, and asking more of them."""
    page = open_for_staff(number, request.actor)
    may_send = "send_enquiries" in page.may
    if request.method == "POST" and not may_send:
        raise Http404
    form = _form(page, request) if may_send else None
    if form and form.is_bound and form.is_valid():
        send_enquiries(page.case, form.cleaned_data["partijen"], by=request.actor)
        messages.success(request, "De vragen zijn verstuurd")
        return redirect("casus-bekendheid", number=number)
    accesslog.read(page.case, rule="casus-bekendheid", parts=["enquiries"])
    context = {"form": form, "enquiries": enquiries_of(page), "columns": OF_CASE}
    return render(
        request, "cases/enquiry/of_case.html", {**frame(page, "casus-triage"), **context}, status=form_status(request)
    )


def _form(page: CasePage, request: Request) -> EnquiryForm | None:
    parties = askable_parties(page.case, today=page.actor.today)
    return EnquiryForm(parties, request.POST if request.method == "POST" else None) if parties else None


def enquiries_of(page: CasePage) -> list[tuple[Enquiry, str, Deadline | None]]:
    """The questions about this case, whom each is about, and the date that still runs."""
    found = Enquiry.objects.visible_to(page.actor).filter(case=page.case).select_related("party", "answer")
    names = {subject.pk: subject.work_name for subject in page.subjects}
    return [(row, names[row.subject_id], due_of(row, page.actor)) for row in found]


def due_of(enquiry: Enquiry, actor: Actor) -> Deadline | None:
    """The date by which the party answers; none when it did, or when the round is over."""
    waits = enquiry.known is None and enquiry.closed_at is None
    return Deadline(enquiry.due_on, actor.today, enquiry.due_source) if waits else None


@require_safe
def asked(request: Request) -> HttpResponse:
    """/bekendheidsvragen/: what the own party was asked and may still read; no names, no numbers."""
    if not request.actor.is_delegate:
        raise Http404
    found = list(Enquiry.objects.visible_to(request.actor).select_related("house", "answer"))
    accesslog.listed("enquiry", found, rule="bekendheidsvragen")
    rows = [(enquiry, due_of(enquiry, request.actor)) for enquiry in found]
    return render(request, "cases/enquiry/asked.html", {"rows": rows, "columns": ASKED, "trail": FROM_MY_WORK})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, pk: UUID) -> HttpResponse:
    """/bekendheidsvragen/<id>/: name and date of birth, and two buttons."""
    found = Enquiry.objects.visible_to(request.actor).select_related("house", "answer").filter(pk=pk).first()
    if found is None or not request.actor.is_delegate:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer_enquiry(found, is_known=form.cleaned_data["antwoord"] == "bekend", by=request.actor)
        messages.success(request, "Uw antwoord is verstuurd")
        return redirect("bekendheidsvragen")
    accesslog.read(found, rule="bekendheidsvraag", parts=["name", "born_on"])
    context = {
        "enquiry": found,
        "form": form,
        "due": due_of(found, request.actor),
        "may": may_answer(request.actor, found),
        "trail": FROM_MY_WORK,
    }
    return render(request, "cases/enquiry/question.html", context, status=form_status(request))
