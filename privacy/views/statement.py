"""/privacyverklaring/ and /privacyverklaring/<huis>/: what a house does with data, for everybody (protocol 16.3)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from parties.models import House
from privacy import accesslog
from privacy.statement import statement_of
from zvh.http import Request
from zvh.today import today


@require_safe
def general(request: Request) -> HttpResponse:
    """/privacyverklaring/: what is kept of whom in every house, and where the statement of each house is."""
    accesslog.nothing_shown()
    context = {"houses": House.objects.all(), "layout": _layout(request)}
    return render(request, "about/privacy.html", context)


@require_safe
def statement(request: Request, slug: str) -> HttpResponse:
    """Reachable without signing in; true on the day it is read."""
    house = get_object_or_404(House.objects.select_related("covenant"), slug=slug)
    accesslog.nothing_shown()
    context = {"statement": statement_of(house, today()), "day": today(), "layout": _layout(request)}
    return render(request, "privacy/statement.html", context)


def _layout(request: Request) -> str:
    """With the menu for who is signed in."""
    actor = getattr(request, "actor", None)
    return "base_public.html" if actor is None or actor.is_nobody else "base.html"
