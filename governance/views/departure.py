"""/partijen/<partij>/uittreden/ and /partijen/uittreding/: a party gives notice, or is given time to repair and excluded."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from governance.forms.departure import DefaultForm, NoticeForm, WithdrawForm
from governance.lasting import what_lasts
from governance.models import Departure
from governance.models.departure import Leaving
from governance.policy import is_secretary, may_start_accession
from governance.tally import Outcome
from governance.views.accession import trail_link
from governance.views.body import PAGE
from governance.workflow import departure as workflow
from parties import policy
from parties.choices import Ended
from parties.leaving import earliest_day
from parties.models import DepartureRule, House, Membership
from parties.roles import Role
from parties.step_up import RIGHTS, needs_recent_factor
from parties.views.register import trail_of
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column, Link
from zvh.documents import Format, RenderFailed
from zvh.documents import render as draw
from zvh.http import Request, form_status, posted

WAYS = [Column("Manier"), Column("Op zijn vroegst"), Column("Aan wie"), Column("Bron")]


def _leaving(request: Request, slug: str) -> tuple[House, Membership]:
    """The house of the administrator, and the membership in it that runs and does not end yet."""
    house = policy.own_house(request.actor)
    running = Membership.objects.in_force(request.actor.today).filter(houses=house, until_date=None, party__slug=slug)
    found = get_object_or_404(running.select_related("party"))
    if Departure.objects.visible_to(request.actor).open().filter(membership=found).exists():
        raise Http404
    return house, found


@PAGE
@needs_recent_factor(RIGHTS)
def give_notice(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/uittreden/: its letter, and the first day without it."""
    house, held = _leaving(request, slug)
    ways = _ways(house, request.actor)
    form = NoticeForm(posted(request), house, request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = workflow.note_departure(
                held, given["manier"], house, noticed_on=given["dag"], reason=given["reden"], leaves_on=given["vanaf"],
                changes_on=given["ingang"], by=request.actor,
            )  # fmt: skip
        except workflow.TooEarly as early:
            form.add_error("vanaf", _too_early(early, given["manier"]))
        else:
            messages.success(request, "De uittreding staat vast. Op die dag heeft niemand van de partij nog toegang")
            return redirect("uittreding", made.pk)
    accesslog.nothing_shown()
    context = {
        "form": form, "party": held.party, "columns": WAYS, "ways": ways,
        "may_default": any(rule.why == Ended.EXCLUSION for rule, _ in ways),
        "elsewhere": held.houses.exclude(pk=house.pk), "trail": trail_of(held.party),
    }  # fmt: skip
    return render(request, "governance/departure_new.html", context, status=form_status(request))


def _too_early(early: workflow.TooEarly, rule: DepartureRule) -> str:
    if early.earliest is None:
        return f"Het convenant kent geen dag waarop de partij zo weg kan ({rule.source})"
    return f"Kies {date_format(early.earliest)} of een latere dag ({rule.source})"


def _ways(house: House, actor: Actor) -> list[tuple[DepartureRule, Any]]:
    """Every way that the covenant has, with the day for a letter of today where that is known beforehand."""
    rules = house.covenant.departure_rules.select_related("covenant")
    of_change = (Ended.AMENDMENT, Ended.ACCESSION, Ended.EXCLUSION)
    return [(one, None if one.why in of_change else earliest_day(one, actor.today)) for one in rules]


@PAGE
@needs_recent_factor(RIGHTS)
def give_default(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/in-gebreke/: what it does not keep, in writing; then it has time to repair."""
    house, held = _leaving(request, slug)
    rule = get_object_or_404(house.covenant.departure_rules, why=Ended.EXCLUSION)
    form = DefaultForm(posted(request), request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = workflow.give_default_notice(
            held, rule, house, noticed_on=given["dag"], reason=given["reden"], by=request.actor
        )
        assert made.repair_until  # the term of the house
        messages.success(request, f"De partij kan herstellen tot en met {date_format(made.repair_until)}")
        return redirect("uittreding", made.pk)
    accesslog.nothing_shown()
    context = {"form": form, "party": held.party, "rule": rule, "trail": trail_of(held.party)}
    return render(request, "governance/departure_default.html", context, status=form_status(request))


@PAGE
def departure(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/uittreding/<uuid>/; the secretary puts an exclusion to the body here."""
    found = find_departure(pk, request.actor)
    if request.method == "POST":
        if request.POST.get("stap") != "voorleggen" or not may_start_accession(request.actor, found.house):
            raise Http404
        return redirect("besluit", workflow.propose_exclusion(found, by=request.actor).pk)
    accesslog.listed("departure", [found], rule="uittreding", house_id=found.house_id)
    actor, body = request.actor, found.house.accession_rule.decided_by
    is_administrator = actor.role == Role.ADMINISTRATOR and found.house_id in actor.house_ids
    context = {
        "departure": found, "body": body, "trail": [trail_link()], "lasting": found.house.covenant.lasting_duties.all(),
        "may_propose": found.may_be_decided(actor.today) and is_secretary(actor, body),
        "may_exclude": is_administrator and may_exclude(found),
        "may_withdraw": is_administrator and may_withdraw(found, actor),
    }  # fmt: skip
    return render(request, "governance/departure.html", context)


def find_departure(pk: UUID, actor: Actor) -> Departure:
    seen = Departure.objects.visible_to(actor).select_related(
        "house__covenant", "house__accession_rule__decided_by", "party", "membership", "rule"
    )
    return get_object_or_404(seen, pk=pk)


def may_exclude(departure: Departure) -> bool:
    return departure.stage == Leaving.DECISION and departure.outcome == Outcome.ADOPTED


def may_withdraw(departure: Departure, actor: Actor) -> bool:
    """Before the day."""
    if departure.stage == Leaving.FIXED:
        return departure.leaves_on is not None and departure.leaves_on > actor.today
    return departure.stage in (Leaving.REPAIR, Leaving.DECISION)


def _for_administrator(request: Request, pk: UUID) -> Departure:
    found = find_departure(pk, request.actor)
    if request.actor.role != Role.ADMINISTRATOR or found.house_id not in request.actor.house_ids:
        raise Http404
    return found


@PAGE
@needs_recent_factor(RIGHTS)
def exclude(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/uittreding/<uuid>/uitsluiten/: what that does, and the button."""
    found = _for_administrator(request, pk)
    if not may_exclude(found):
        raise Http404
    if request.method == "POST":
        workflow.carry_out_exclusion(found, by=request.actor)
        messages.success(request, "De partij is uitgesloten. Niemand van haar heeft in dit huis nog toegang")
        return redirect("uittreding", pk)
    accesslog.nothing_shown()
    elsewhere = found.membership.houses.exclude(pk=found.house_id)
    context = {"departure": found, "elsewhere": elsewhere, "trail": [trail_link(), departure_link(found)]}
    return render(request, "governance/departure_exclude.html", context)


@PAGE
@needs_recent_factor(RIGHTS)
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/uittreding/<uuid>/intrekken/: the party stays."""
    found = _for_administrator(request, pk)
    if not may_withdraw(found, request.actor):
        raise Http404
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        workflow.withdraw_departure(found, because=form.cleaned_data["waarom"], by=request.actor)
        messages.success(request, "De partij blijft deelnemen")
        return redirect("uittreding", pk)
    accesslog.nothing_shown()
    context = {"form": form, "departure": found, "trail": [trail_link(), departure_link(found)]}
    return render(request, "governance/departure_withdraw.html", context, status=form_status(request))


@require_safe
def lasting(request: Request, pk: UUID) -> HttpResponse:
    """/partijen/uittreding/<uuid>/blijft/: for the party, what goes on for it."""
    found = find_departure(pk, request.actor)
    if found.leaves_on is None:
        raise Http404
    try:
        drawn = draw(what_lasts(found), Format.PDF)
    except RenderFailed:
        accesslog.nothing_shown()
        messages.error(request, "Het bestand kon niet worden gemaakt. Probeer het straks nog een keer")
        return redirect("uittreding", pk)
    accesslog.listed("departure", [found], rule="uittreding-blijft", house_id=found.house_id)
    headers = {"Content-Disposition": 'attachment; filename="wat-blijft-gelden.pdf"'}
    return HttpResponse(drawn, content_type=Format.PDF.content_type, headers=headers)


def departure_link(found: Departure) -> Link:
    return Link(found.party.name, reverse("uittreding", args=[found.pk]))
