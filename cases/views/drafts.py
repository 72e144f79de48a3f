"""What the pages of a concept share: finding it, its parts, and what is kept when."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.models import Case
from privacy import accesslog
from zvh.components import Link
from zvh.conflicts import Saved, conflict_page
from zvh.http import Request

PAGE = require_http_methods(["GET", "HEAD", "POST"])
PARTS = (
    ("Betrokkenen", "aanmelding-betrokkenen"),
    ("Situatie", "aanmelding-concept"),
    ("Criteria", "aanmelding-criteria"),
    ("Controleren en versturen", "aanmelding-controle"),
)


DraftView = Callable[..., HttpResponse]  # of (request, case, **values from the address)


def of_draft(view: DraftView) -> Any:
    """Give the view the concept. Who already sent it is led to the registration; for anybody else it does not exist."""

    @PAGE
    @wraps(view)
    def find(request: Request, case_id: UUID, **values: Any) -> HttpResponse:
        visible = Case.objects.visible_to(request.actor).select_related("house__covenant", "approach__covenant")
        case = visible.filter(pk=case_id).first()
        if case is None:
            raise Http404
        if case.is_concept:
            return view(request, case, **values)
        if request.method == "POST":
            messages.warning(request, "Deze aanmelding is al verstuurd. U kunt er niets meer in wijzigen.")
        return redirect("casus-aanmelding", case.number)

    return find


def parts(case: Case, current: str) -> list[Link]:
    """The parts of a concept, as navigation."""
    return [Link(text, reverse(name, args=[case.pk]), is_current=name == current) for text, name in PARTS]


def is_autosave(request: Request) -> bool:
    """Whether the browser sent this by itself: no button was pressed."""
    return "bewaar" not in request.POST and "verder" not in request.POST


def is_draft(request: Request) -> bool:
    """Whether what was sent may be half done: everything but "verder"."""
    return request.method == "POST" and "verder" not in request.POST


def after_saving(request: Request, case: Case, *, here: str, onward: str, version: int) -> HttpResponse:
    """To the next part, or back to this one with the word that it is kept; the browser is told what to send next."""
    if is_autosave(request):
        return HttpResponse(status=204, headers={"X-Versie": str(version)})
    if "verder" in request.POST:
        return redirect(onward, case.pk)
    messages.success(request, "Het concept is bewaard. Alleen u kunt het zien.")
    return redirect(here, case.pk)


def overtaken(request: Request, case: Case, mine: BaseForm, now: BaseForm) -> HttpResponse:
    """Only its author writes a concept, so this was another window of the same person."""
    accesslog.read(case.aanmelding, rule="edit_draft", parts=["situatie", "criteria", "betrokkene"])
    trail = [Link("Casussen", "/casussen/"), Link("Aanmelden", reverse("aanmelden"))]
    return conflict_page(request, mine, now, saved=Saved("U, in een ander venster,"), trail=trail)


def not_kept() -> HttpResponse:
    """The answer to a browser that saved by itself what can not be kept: the page says so, the text stays in it."""
    return HttpResponse("niet bewaard", status=422, content_type="text/plain")
