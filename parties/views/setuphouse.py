"""/beheer/convenanten/<code>/beheerder/<huis>/: the first administrator of a house that was entered here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from parties import policy
from parties.forms.setup import FirstAdministratorForm
from parties.step_up import RIGHTS, needs_recent_factor
from parties.views.setup import seen, trail_of
from parties.views.sign_in import PAGE
from parties.workflow import people
from privacy import accesslog
from zvh.conflicts import posted
from zvh.http import Request, form_status


@PAGE
@needs_recent_factor(RIGHTS)
def invite(request: Request, code: str, house: str) -> HttpResponse:
    covenant = seen(request, code)
    found = get_object_or_404(covenant.houses.select_related("covenant"), slug=house)
    policy.require_may_invite_first(request.actor, found)
    form = FirstAdministratorForm(posted(request), initial={"from_date": request.actor.today})
    if form.is_valid():
        given = form.cleaned_data
        vetting = (given["issued_on"], given["valid_until"]) if given["issued_on"] else None
        role = people.Given(given["from_date"], secrecy_on=given["secrecy_on"])
        people.invite_first(found, given["email"], given["name"], role, vetting, by=request.actor)
        messages.success(request, "De eerste beheerder is uitgenodigd. Die nodigt de anderen van het huis uit.")
        return redirect("inrichting", code)
    accesslog.nothing_shown()
    context = {"form": form, "house": found, "covenant": covenant, "trail": trail_of(covenant)}
    return render(request, "parties/setup/administrator.html", context, status=form_status(request))
