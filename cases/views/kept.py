"""/privacyscherm/ locks now, /bewaard/ offers what was being written."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases.models import KeptDraft
from cases.workflow import kept
from parties.views.sessions import covered
from parties.workflow import sign_in
from privacy import accesslog
from zvh.actor import acting_as
from zvh.http import Request


@require_POST
def hide_screen(request: Request) -> HttpResponse:
    """/privacyscherm/: locks the session; what was typed and not sent comes along and is kept."""
    capacity = request.lapse.capacity_id if request.lapse else request.actor.capacity_id
    with acting_as(capacity, with_key=sign_in.is_with_key(request)) as writer:
        if kept.keep(*kept.written(request.path, request.POST), by=writer):
            request.session["kept"] = True
    return covered(request)


@require_safe
def offered(request: Request) -> HttpResponse:
    """/bewaard/: the forms that wait; each opens filled in, and only its own button sends it."""
    drafts = kept.offered(request.actor)
    if not drafts:
        request.session.pop("kept", None)
        return redirect("mijn-werk")
    accesslog.listed("keptdraft", drafts, rule="tekst-bewaren")
    rows = [(draft, kept.link_to(draft), kept.texts_of(draft)) for draft in drafts]
    return render(request, "cases/kept.html", {"rows": rows})


@require_POST
def discard(request: Request, pk: UUID) -> HttpResponse:
    """/bewaard/<uuid>/weggooien/"""
    own = KeptDraft.objects.visible_to(request.actor).fresh(timezone.now())
    kept.forget(get_object_or_404(own, pk=pk))
    messages.success(request, "De bewaarde tekst is weggegooid.")
    return redirect("bewaard")
