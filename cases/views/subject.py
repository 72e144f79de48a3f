"""The persons of a concept: list, add, change, take out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.forms.subject import SubjectForm, known, values
from cases.models import Case, Subject
from cases.summaries import SUBJECT_COLUMNS
from cases.views.drafts import of_draft, overtaken, parts
from cases.workflow.subject import add_subject, change_subject, remove_subject
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import posted
from zvh.forms import Form
from zvh.http import Request, form_status
from zvh.versions import Overtaken


@of_draft
def subjects(request: Request, case: Case) -> HttpResponse:
    """/casussen/aanmelden/<id>/betrokkenen/: about whom it is."""
    found = list(case.subjects.all())
    accesslog.read(case.aanmelding, rule="edit_draft", parts=["betrokkenen"])
    return _page(request, case, "subject_list", subjects=found, columns=SUBJECT_COLUMNS)


@of_draft
def add(request: Request, case: Case) -> HttpResponse:
    """/casussen/aanmelden/<id>/betrokkenen/nieuw/"""
    form = SubjectForm(posted(request), case.house)
    if form.is_valid():
        add_subject(case, by=request.actor, **values(form))
        return redirect("aanmelding-betrokkenen", case.pk)
    accesslog.read(case, rule="edit_draft")
    return _page(request, case, "subject_form", form=form, title="Betrokkene toevoegen")


@of_draft
def change(request: Request, case: Case, subject_id: UUID) -> HttpResponse:
    """/casussen/aanmelden/<id>/betrokkenen/<id>/"""
    subject = _find(request, case, subject_id)
    form = SubjectForm(posted(request), case.house, initial=known(subject))
    if form.is_valid():
        version = form.cleaned_data["versie"]
        try:
            change_subject(subject, version=version, by=request.actor, **values(form))
        except Overtaken as found:
            return overtaken(request, case, form, SubjectForm(None, case.house, initial=known(found.stored)))
        messages.success(request, "De gegevens van de betrokkene zijn bewaard.")
        return redirect("aanmelding-betrokkenen", case.pk)
    accesslog.read(subject, rule="edit_draft", parts=["betrokkene"])
    return _page(request, case, "subject_form", form=form, title="Betrokkene wijzigen", subject=subject)


@of_draft
def remove(request: Request, case: Case, subject_id: UUID) -> HttpResponse:
    """/casussen/aanmelden/<id>/betrokkenen/<id>/weghalen/: asks first."""
    subject = _find(request, case, subject_id)
    if request.method == "POST":
        remove_subject(subject, by=request.actor)
        messages.success(request, "De betrokkene is uit de aanmelding gehaald.")
        return redirect("aanmelding-betrokkenen", case.pk)
    accesslog.read(subject, rule="edit_draft", parts=["naam"])
    return _page(request, case, "subject_remove", form=Form(), subject=subject)


def _find(request: Request, case: Case, subject_id: UUID) -> Subject:
    subject = Subject.objects.visible_to(request.actor).filter(case=case, pk=subject_id).first()
    if subject is None:
        raise Http404
    return subject


def _page(request: Request, case: Case, template: str, **context: object) -> HttpResponse:
    trail = [Link("Casussen", "/casussen/"), Link("Aanmelden", reverse("aanmelden"))]
    context.update(case=case, parts=parts(case, "aanmelding-betrokkenen"), trail=trail)
    return render(request, f"cases/aanmelding/{template}.html", context, status=form_status(request))
