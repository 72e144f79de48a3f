"""/beheer/convenanten/: covenants that an administrator enters, and what he keeps of the one of his house."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parties import policy
from parties.completeness import gaps
from parties.forms.setup import BeginForm, TakeIntoUseForm
from parties.forms.setuprows import TWICE
from parties.models import Covenant
from parties.setuppage import chapters
from parties.step_up import COVENANT, needs_recent_factor
from parties.views.sign_in import PAGE
from parties.workflow import setup, setupcopy
from privacy import accesslog
from zvh.components import Column, Link
from zvh.conflicts import posted
from zvh.http import Request, form_status

COLUMNS = [Column("Convenant"), Column("Geldt vanaf"), Column("Stand")]


@require_safe
def covenants(request: Request) -> HttpResponse:
    """/beheer/convenanten/: those that are entered in the own house, and the one of the own house."""
    house = policy.own_house(request.actor)
    accesslog.nothing_shown()
    found = Covenant.everything.filter(Q(prepared_in=house) | Q(pk=house.covenant_id, in_preparation=False))
    context = {"covenants": found.order_by("-in_preparation", "name"), "columns": COLUMNS}
    return render(request, "parties/setup/covenants.html", context)


@PAGE
def begin(request: Request) -> HttpResponse:
    """/beheer/convenanten/nieuw/"""
    policy.require_administrator(request.actor)
    form = BeginForm(posted(request))
    if form.is_valid():
        try:
            return _begun(request, form)
        except setup.AlreadyThere:
            form.add_error("code", TWICE)
    accesslog.nothing_shown()
    context = {"form": form, "trail": trail_of(None)}
    return render(request, "parties/setup/begin.html", context, status=form_status(request))


def _begun(request: Request, form: BeginForm) -> HttpResponse:
    given = form.cleaned_data
    if given["like"]:
        made = setupcopy.begin_like(
            form.covenant, given["like"], form.own, with_parties=given["with_parties"], by=request.actor
        )
        messages.success(request, "Het convenant is begonnen met de afspraken van het andere. Wijzig wat anders is.")
    else:
        made = setup.begin(form.covenant, by=request.actor)
        messages.success(request, "Het convenant is begonnen. Vul de onderdelen van boven naar beneden in.")
    return redirect("inrichting", made.code)


@require_safe
def covenant(request: Request, code: str) -> HttpResponse:
    """/beheer/convenanten/<code>/: all parts, with what is missing still."""
    found = seen(request, code)
    missing = gaps(found) if found.in_preparation else []
    accesslog.nothing_shown()
    context = {
        "covenant": found,
        "chapters": chapters(found, missing),
        "missing": missing,
        "enters": policy.enters(request.actor, found),
        "houses": _without_administrator(request, found),
        "trail": trail_of(None),
    }
    return render(request, "parties/setup/covenant.html", context)


@PAGE
@needs_recent_factor(COVENANT)
def take_into_use(request: Request, code: str) -> HttpResponse:
    """/beheer/convenanten/<code>/in-gebruik/: the second look, with what shows that it holds."""
    found = entered(request, code)
    form = TakeIntoUseForm(posted(request))
    if form.is_valid():
        try:
            setup.take_into_use(found, form.cleaned_data["waarom"], by=request.actor)
        except setup.NotComplete:
            messages.error(request, "Er ontbreekt nog iets. Het convenant is niet in gebruik genomen.")
        else:
            messages.success(request, "Het convenant is in gebruik. Nodig nu de eerste beheerder van elk huis uit.")
        return redirect("inrichting", code)
    accesslog.nothing_shown()
    context = {"form": form, "covenant": found, "missing": gaps(found), "trail": trail_of(found)}
    return render(request, "parties/setup/take_into_use.html", context, status=form_status(request))


@PAGE
def throw_away(request: Request, code: str) -> HttpResponse:
    """/beheer/convenanten/<code>/weggooien/"""
    found = entered(request, code)
    if request.method == "POST":
        setup.throw_away(found, by=request.actor)
        messages.success(request, "Het convenant in voorbereiding is weggegooid.")
        return redirect("inrichtingen")
    accesslog.nothing_shown()
    return render(request, "parties/setup/throw_away.html", {"covenant": found, "trail": trail_of(found)})


def _without_administrator(request: Request, covenant: Covenant) -> list[Any]:
    """Houses that nobody keeps yet: who entered them may invite their first administrator."""
    if not policy.entered(request.actor, covenant):
        return []
    return [house for house in covenant.houses.all() if policy.has_no_administrator(house)]


def seen(request: Request, code: str) -> Covenant:
    """A covenant that this administrator enters or keeps."""
    policy.require_administrator(request.actor)
    found = get_object_or_404(Covenant.everything, code=code)
    policy.require_sees_setup(request.actor, found)
    return found


def entered(request: Request, code: str) -> Covenant:
    """A covenant that this administrator is still entering."""
    found = seen(request, code)
    policy.require_enters(request.actor, found)
    return found


def trail_of(covenant: Covenant | None, *more: Link) -> list[Link]:
    found = [Link("Convenanten", reverse("inrichtingen"))]
    if covenant is not None:
        found.append(Link(covenant.name, reverse("inrichting", args=[covenant.code])))
    return [*found, *more]
