"""Another house at the closing meeting of a case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.casepage import frame, open_file
from cases.forms.guesthouse import GuestHouseForm
from cases.workflow.guesthouse import guests_of, register_guest
from privacy import accesslog
from zvh.conflicts import posted
from zvh.http import Request, form_status


@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afschalen/ander-huis/: which house was a guest when the case was closed; registering one."""
    page = open_file(number, request.actor)
    if "register_guest" not in page.may:
        raise Http404
    rows = guests_of(page.case, by=request.actor)
    known = {(one.to_house_id, timezone.localdate(one.at)) for one in rows}
    form = GuestHouseForm(page.case.house, known, posted(request), initial={"op": request.actor.today})
    if form.is_valid():
        register_guest(page.case, form.cleaned_data["huis"], on=form.cleaned_data["op"], by=request.actor)
        messages.success(request, "Vastgelegd in het register van verstrekkingen")
        return redirect("afschalen-ander-huis", number)
    accesslog.read(page.case, rule="afschalen-ander-huis", parts=["verstrekkingen"])
    context = {**frame(page, "casus-afschalen"), "rows": rows, "form": form}
    return render(request, "cases/closing/guests.html", context, status=form_status(request))
