"""/privacy/contactpunt/: who decides requests under the law of a case, and since when."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from parties.models import House, Regime
from privacy import accesslog
from privacy.contactpoints import end_contact_point, may_name, may_read, name_contact_point
from privacy.forms.contactpoint import ContactPointEndForm, ContactPointForm
from privacy.models import ContactPoint
from zvh.components import Column, Link
from zvh.conflicts import posted
from zvh.http import Request, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])
COLUMNS = [Column("Contactpunt"), Column("Wet"), Column("Bron"), Column("Van en tot"), Column("Verder", is_hidden=True)]
TRAIL = [Link("Registers", "/privacy/"), Link("Verzoeken", "/privacy/verzoeken/")]


@PAGE
def overview(request: Request) -> HttpResponse:
    """Who it was and is; the manager names a new one."""
    actor = request.actor
    if not may_read(actor):
        raise Http404
    house = House.objects.get(pk=actor.house_ids[0])
    form = _form(request, house) if may_name(actor) else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        said = form.cleaned_data
        name_contact_point(
            house, regime=said["wet"], name=said["naam"], source=said["bron"], from_date=said["vanaf"], by=actor
        )
        messages.success(request, "Het contactpunt is vastgelegd")
        return redirect("contactpunt")
    accesslog.nothing_shown()  # an office, no person
    rows = [
        (one, may_name(actor) and one.until_date is None)
        for one in ContactPoint.objects.visible_to(actor).select_related("regime")
    ]
    context = {"rows": rows, "form": form, "columns": COLUMNS, "trail": TRAIL, "house": house}
    return render(request, "privacy/contact_points.html", context, status=form_status(request))


def _form(request: Request, house: House) -> ContactPointForm:
    """For the laws that cases of this house fall under."""
    regimes = Regime.objects.filter(approaches__houses=house).distinct().order_by("pk")
    return ContactPointForm(posted(request), request.actor, regimes, initial={"vanaf": request.actor.today})


@PAGE
def end(request: Request, pk: int) -> HttpResponse:
    """/privacy/contactpunt/<id>/: its last day."""
    found = get_object_or_404(ContactPoint.objects.visible_to(request.actor).filter(until_date=None), pk=pk)
    if not may_name(request.actor):
        raise Http404
    form = ContactPointEndForm(posted(request), found, request.actor.today)
    if form.is_valid():
        end_contact_point(found, on=form.cleaned_data["tot"], by=request.actor)
        messages.success(request, "De laatste dag is vastgelegd")
        return redirect("contactpunt")
    accesslog.nothing_shown()
    context = {
        "form": form,
        "title": "Contactpunt beëindigen",
        "about": found.name,
        "press": "Vastleggen",
        "trail": TRAIL,
    }
    return render(request, "privacy/form.html", context, status=form_status(request))
