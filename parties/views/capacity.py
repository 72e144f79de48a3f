"""/rol-kiezen/: in which capacity somebody acts (00, item 1)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from parties.forms.capacity import CapacityChoiceForm
from parties.standing import find_usable, has_key, lacks_key, standings
from parties.views.sign_in import PAGE, go_on
from parties.workflow import sign_in
from zvh.http import Request, form_status, posted
from zvh.today import today


@PAGE
def choose(request: Request) -> HttpResponse:
    """The roles that count today, and why the others do not."""
    with_key = sign_in.is_with_key(request)
    held = standings(request.user, today(), with_key)
    now = request.session.get("capacity")
    form = CapacityChoiceForm(held, posted(request), initial={"capacity": now})
    if request.method == "POST" and form.is_valid():
        chosen = find_usable(request.user, UUID(form.cleaned_data["capacity"]), today(), with_key)
        if chosen is not None:
            sign_in.choose_capacity(request, request.user, chosen)
            return go_on(request)
    context = {
        "form": form,
        "may_choose": any(one.is_usable for one in held),
        "barred": [one for one in held if not one.is_usable],
        "lost": bool(now) and request.actor.is_nobody,
        "held": held,
        "key_lacks": any(lacks_key(one.capacity, with_key) for one in held),
        "has_key": has_key(request.user),
    }
    return render(request, "parties/people/choose_capacity.html", context, status=form_status(request))
