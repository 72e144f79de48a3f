"""/bestuur/besluiten/<uuid>/: a decision, on whose page the secretary takes every step; hearing a party, and voting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from governance.decisionpage import (
    affected_of,
    find_decision,
    hearings,
    informings_of,
    votes_of,
)
from governance.forms.decision import AffectedForm, CloseForm, HearingForm, OutcomeForm, VoteForm
from governance.models import Affected, Decision, Informing
from governance.models.decision import State
from governance.policy import is_member, is_secretary, require
from governance.views.body import PAGE, body_link, way_back
from governance.views.register import register_link
from governance.workflow.decisions import (
    hear_party,
    may_change,
    may_hear,
    missing_to_decide,
    name_affected,
    say_none_affected,
)
from governance.workflow.voting import (
    cast_vote,
    close_vote,
    next_bodies,
    note_told,
    open_vote,
    register_outcome,
    send_up,
    voters,
)
from governance.workflow.withdrawing import may_withdraw
from parties.choices import VotingRule
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column, Link, Missing
from zvh.http import Request, form_status, posted

VOTES = [Column("Wie"), Column("Gewicht"), Column("Stem"), Column("Acties", is_hidden=True)]


@PAGE
def decision(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/besluiten/<uuid>/"""
    found = find_decision(pk, request.actor)
    if request.method == "POST":
        step = STEPS.get(request.POST.get("stap", ""))
        if step is None:
            raise Http404
        return step(request, found) or redirect("besluit", pk)
    return _show(request, found)


def _show(request: Request, found: Decision, **wrong: Any) -> HttpResponse:
    actor = request.actor
    affected, keeps = affected_of(found, actor), is_secretary(actor, found.keeper)
    accesslog.listed("decision", [found], rule="besluit", house_id=found.keeper.house_id or 0)
    context = {
        "decision": found, "affected": hearings(found, affected, actor, keeps), "keeps": keeps,
        "votes": votes_of(found, actor), "informings": informings_of(found, actor), "vote_columns": VOTES,
        "missing": [Missing(text) for text in missing_to_decide(found)] if found.state == State.PREPARED else [],
        "next": next_bodies(found, actor) if keeps else [], "rule_words": _rule_words(found),
        "affected_form": AffectedForm(None, found.keeper, affected, actor), "close_form": CloseForm(),
        "outcome_form": OutcomeForm(None, actor), "form": next(iter(wrong.values()), None),
        "may_change": keeps and may_change(found), "may_withdraw": may_withdraw(found, actor), "sent_to": _sent_to(found, actor),
        "trail": _trail(request, found), **wrong,
    }  # fmt: skip
    return render(request, "governance/decision.html", context, status=form_status(request))


def _rule_words(found: Decision) -> str:
    rule, source = found.body.rule_for(found.kind)
    return f"{VotingRule(rule).label} ({source})"


def _sent_to(found: Decision, actor: Actor) -> Decision | None:
    return Decision.objects.visible_to(actor).filter(came_from=found).select_related("body").first()


def _trail(request: Request, found: Decision) -> list[Link]:
    own = [body_link(found.keeper), register_link(found.keeper_id)] if is_member(request.actor, found.keeper) else []
    return [way_back(), *own]


def _name(request: Request, found: Decision) -> HttpResponse | None:
    require(request.actor, "keep_decision", found.keeper)
    form = AffectedForm(posted(request), found.keeper, affected_of(found, request.actor), request.actor)
    if not form.is_valid():
        return _show(request, found, affected_form=form)
    name_affected(found, form.cleaned_data["partij"], by=request.actor)
    return None


def _nobody(request: Request, found: Decision) -> None:
    say_none_affected(found, by=request.actor)


def _open(request: Request, found: Decision) -> None:
    open_vote(found, by=request.actor)
    messages.success(request, "De stemming is open. De leden stemmen hier, of u legt hun stem vast")


def _close(request: Request, found: Decision) -> HttpResponse | None:
    require(request.actor, "keep_decision", found.keeper)
    form = CloseForm(posted(request))
    if not form.is_valid():
        return _show(request, found, close_form=form)
    closed = close_vote(found, remark=form.cleaned_data["toelichting"], by=request.actor)
    messages.success(request, f"De stemming is gesloten: {closed.get_outcome_display()}")
    return None


def _up(request: Request, found: Decision) -> None:
    to = next((one for one in next_bodies(found, request.actor) if str(one.pk) == request.POST.get("orgaan")), None)
    if to is None:
        raise Http404
    send_up(found, to, by=request.actor)
    messages.success(request, f"Het voorstel ligt bij {to.name}")


def _outcome(request: Request, found: Decision) -> HttpResponse | None:
    require(request.actor, "keep_decision", found.keeper)
    form = OutcomeForm(posted(request), request.actor)
    if not form.is_valid():
        return _show(request, found, outcome_form=form)
    given = form.cleaned_data
    register_outcome(found, given["uitkomst"], on=given["dag"], remark=given["toelichting"], by=request.actor)
    return None


def _told(request: Request, found: Decision) -> None:
    rows = Informing.objects.visible_to(request.actor).filter(decision=found)
    row = next((one for one in rows if str(one.pk) == request.POST.get("wie")), None)
    if row is None:
        raise Http404
    note_told(row, on=request.actor.today, by=request.actor)


STEPS: dict[str, Callable[[Request, Decision], HttpResponse | None]] = {
    "raakt": _name, "niemand": _nobody, "openen": _open, "sluiten": _close, "verder": _up, "uitkomst": _outcome, "verteld": _told,
}  # fmt: skip


@PAGE
def hear(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/gehoord/<uuid>/: an affected party is heard, or writes."""
    seen = Affected.objects.visible_to(request.actor).select_related("party", "decision__keeper__house__covenant")
    found = get_object_or_404(seen, pk=pk)
    if not may_hear(found, request.actor):
        raise Http404
    form = HearingForm(posted(request), request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        hear_party(
            found, on=given["dag"], text=given["inbreng"], is_written=given["hoe"] == "schriftelijk", by=request.actor
        )  # fmt: skip
        messages.success(request, "De inbreng is vastgelegd")
        return redirect("besluit", found.decision_id)
    accesslog.listed("affected", [found], rule="partij-horen", house_id=found.decision.keeper.house_id or 0)
    context = {"form": form, "affected": found, "trail": _trail(request, found.decision)}
    return render(request, "governance/hear.html", context, status=form_status(request))


@PAGE
def vote(request: Request, pk: UUID, holder: UUID) -> HttpResponse:
    """/bestuur/besluiten/<uuid>/stem/<uuid>/: the vote of a seat; it may change until the vote is closed."""
    found = find_decision(pk, request.actor)
    line = next((one for one in votes_of(found, request.actor) if one.holder.pk == holder and one.may_vote), None)
    if line is None:
        raise Http404
    keeps = is_secretary(request.actor, found.keeper)
    form = VoteForm(posted(request), line.holder, voters(found, request.actor), keeps)
    if line.vote and not form.is_bound:
        form.initial = {"stem": line.vote.choice, "volmacht": str(line.vote.by_mandate_id or "")}
    if request.method == "POST" and form.is_valid():
        cast_vote(found, line.holder, form.cleaned_data["stem"], by_mandate=form.by_mandate, by=request.actor)
        messages.success(request, "De stem is vastgelegd. Tot de stemming sluit, kan zij nog veranderen")
        return redirect("besluit", pk)
    accesslog.listed("decision", [found], rule="stemmen", house_id=found.keeper.house_id or 0)
    context = {"form": form, "decision": found, "holder": line.holder, "trail": _trail(request, found)}
    return render(request, "governance/vote.html", context, status=form_status(request))
