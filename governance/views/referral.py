"""A dispute before a body: put there by who handles it, read by the members, ruled on through the secretary."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cases.models import Dispute
from cases.phases import StepNotAllowed
from cases.work import FROM_MY_WORK
from governance.forms.referral import ReferForm, RulingForm
from governance.models import Referral
from governance.policy import is_member, is_secretary, require
from governance.views.body import PAGE, body_link, way_back
from governance.workflow.referring import dispute_of, may_rule, note_ruling, open_bodies, put_before_members, refer
from privacy import accesslog
from zvh.components import Link
from zvh.http import Request, form_status, posted

TAKEN = "Iemand anders was u voor. Lees wat er nu staat"


@PAGE
def new(request: Request, pk: UUID) -> HttpResponse:
    """/geschillen/<uuid>/voorleggen/: the dispute goes to the body that the covenant names, in a text without names."""
    seen = Dispute.objects.visible_to(request.actor).select_related("house__covenant")
    found = get_object_or_404(seen, pk=pk)
    bodies = open_bodies(found, request.actor)
    if not bodies:
        raise Http404
    form = ReferForm(posted(request), found, bodies, request.actor)
    if form.is_valid():
        made = refer(found, form.body, description=form.cleaned_data["omschrijving"], by=request.actor)
        messages.success(request, f"Het geschil ligt bij {form.body.name}")
        return redirect("voorgelegd-geschil", made.pk)
    accesslog.read(found, rule="geschil-voorleggen", parts=["omschrijving"])
    back = Link("Geschil", reverse("geschil", args=[pk]))
    context = {"form": form, "dispute": found, "trail": [*FROM_MY_WORK, back]}
    return render(request, "governance/refer.html", context, status=form_status(request))


@PAGE
def referral(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/voorgelegd/<uuid>/: what the body reads, and its ruling."""
    seen = Referral.objects.visible_to(request.actor).select_related("body__house", "point__meeting")
    found = get_object_or_404(seen, pk=pk)
    if request.method == "POST":
        require(request.actor, "keep_decision", found.body)
        step = STEPS.get(request.POST.get("stap", ""))
        if step is None:
            raise Http404
        return step(request, found)
    return _show(request, found)


def _show(request: Request, found: Referral, form: RulingForm | None = None) -> HttpResponse:
    keeps = is_secretary(request.actor, found.body)
    if form is None and keeps and may_rule(found, request.actor):
        form = RulingForm(None, found, request.actor)
    accesslog.read(found, rule="voorgelegd-geschil", parts=["omschrijving", "uitspraak"])
    context = {
        "referral": found, "form": form, "keeps": keeps, "trail": _trail(request, found),
        "of_dispute": dispute_of(found, request.actor),
    }  # fmt: skip
    return render(request, "governance/referral.html", context, status=form_status(request))


def _trail(request: Request, found: Referral) -> list[Link]:
    return [way_back(), body_link(found.body)] if is_member(request.actor, found.body) else list(FROM_MY_WORK)


def _put(request: Request, found: Referral) -> HttpResponse:
    return _done(request, found, lambda: put_before_members(found, by=request.actor), "Het wacht op een vergadering")


def _rule(request: Request, found: Referral) -> HttpResponse:
    if not may_rule(found, request.actor):
        raise Http404
    form = RulingForm(posted(request), found, request.actor)
    if not form.is_valid():
        return _show(request, found, form)
    given = form.cleaned_data
    return _done(
        request, found, lambda: note_ruling(found, given["uitspraak"], on=given["op"], by=request.actor),
        "De uitspraak is vastgelegd. Wie het geschil behandelt, krijgt bericht",
    )  # fmt: skip


def _done(request: Request, found: Referral, step: Callable[[], Any], words: str) -> HttpResponse:
    try:
        step()
    except StepNotAllowed:
        messages.error(request, TAKEN)
    else:
        messages.success(request, words)
    return redirect("voorgelegd-geschil", found.pk)


STEPS: dict[str, Callable[[Request, Referral], HttpResponse]] = {"agenda": _put, "uitspraak": _rule}
