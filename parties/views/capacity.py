"""/rol-kiezen/: in which capacity somebody acts (00, item 1)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from parties.forms.capacity import CapacityChoiceForm
from parties.standing import find_usable, standings
from parties.views.sign_in import PAGE, own_path
from parties.workflow import sign_in
from zvh.http import Request, form_status, posted
from zvh.today import today


@PAGE
def choose(request: Request) -> HttpResponse:
    """The roles that count today, and why the others do not."""
    held = standings(request.user, today())
    now = request.session.get("capacity")
    form = CapacityChoiceForm(held, posted(request), initial={"capacity": now})
    if request.method == "POST" and form.is_valid():
        chosen = find_usable(request.user, UUID(form.cleaned_data["capacity"]), today())
        if chosen is not None:
            sign_in.choose_capacity(request, request.user, chosen)
            return redirect(own_path(request.session.pop("next", "")) or reverse("mijn-werk"))
    context = {
        "form": form,
        "may_choose": any(one.is_usable for one in held),
        "barred": [one for one in held if not one.is_usable],
        "lost": bool(now) and request.actor.is_nobody,
        "held": held,
    }
    return render(request, "parties/people/choose_capacity.html", context, status=form_status(request))
