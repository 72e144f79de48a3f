"""Support without a casusoverleg: the contacts of the house, and noting another one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame
from cases.forms.support import ContactForm
from cases.models import SupportContact
from cases.views.enquiry import open_for_staff
from cases.workflow.support import note_contact
from privacy import accesslog
from zvh.components import Column
from zvh.conflicts import posted
from zvh.http import Request, form_status

TAB = "casus-ondersteuning"
COLUMNS = [Column("Wanneer"), Column("Met wie"), Column("Wat is besproken"), Column("Vastgelegd door")]


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/ondersteuning/: how the house helps the reporter on, and when it looks again."""
    page = _open(request, number)
    form = ContactForm(posted(request), page.case, request.actor) if "note_contact" in page.may else None
    if form and form.is_bound and form.is_valid():
        note_contact(page.case, **form.contact(), by=request.actor)
        messages.success(request, "Het contact is vastgelegd")
        return redirect(TAB, number=number)
    accesslog.read(page.case, rule=TAB, parts=["contacts"])
    contacts = SupportContact.objects.visible_to(request.actor).filter(case=page.case).select_related("by")
    context = {"form": form, "contacts": contacts, "columns": COLUMNS}
    return render(request, "cases/support.html", {**frame(page, TAB), **context}, status=form_status(request))


def _open(request: Request, number: str) -> CasePage:
    page = open_for_staff(number, request.actor)
    if not page.case.is_supported or (request.method == "POST" and "note_contact" not in page.may):
        raise Http404
    return page
