"""What is put on file about somebody: a VOG or screening, and in what he was trained."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from parties.forms.people import TrainingForm, VettingForm
from parties.step_up import RIGHTS, needs_recent_factor
from parties.views.people import form_page, managed
from parties.views.sign_in import PAGE
from parties.workflow import people
from zvh.conflicts import posted
from zvh.http import Request


@PAGE
@needs_recent_factor(RIGHTS)
def vetting(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/vog/"""
    found = managed(request, person_id)
    form = VettingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        people.record_vetting(found, **form.cleaned_data, by=request.actor)
        messages.success(request, "De VOG of screening is vastgelegd.")
        return redirect("mens", found.pk)
    return form_page(request, form, "VOG of screening vastleggen", "Vastleggen", found)


@PAGE
def training(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/scholing/"""
    found = managed(request, person_id)
    form = TrainingForm(found, posted(request))
    if request.method == "POST" and form.is_valid():
        people.record_training(found, **form.cleaned_data, by=request.actor)
        messages.success(request, "De scholing is vastgelegd.")
        return redirect("mens", found.pk)
    return form_page(request, form, "Scholing vastleggen", "Vastleggen", found)
