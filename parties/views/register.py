"""The register of parties as an administrator keeps it: parties, desks, memberships and protocols, and what was changed when."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parties import policy
from parties.choices import DeskFor
from parties.forms import register as forms
from parties.models import Delegation, Membership, Party, Protocol, RegisterChange
from parties.step_up import RIGHTS, needs_recent_factor
from parties.views.sign_in import PAGE
from parties.workflow import register
from parties.workflow.register import AlreadyMember
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.components import Column, Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken

CHANGES = [Column("Wanneer"), Column("Wat"), Column("Was"), Column("Werd"), Column("Door")]


@PAGE
def add(request: Request) -> HttpResponse:
    """/partijen/nieuw/"""
    policy.require_administrator(request.actor)
    form = forms.NewPartyForm(posted(request))
    if form.is_valid():
        made = register.add_party(form.cleaned_data, form.cleaned_data["kinds"], by=request.actor)
        messages.success(request, "De partij staat in het register. Leg nu vast waaraan zij deelneemt.")
        return redirect("partij", made.slug)
    return form_page(request, form, "Partij toevoegen", "Toevoegen", None)


@PAGE
def change(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/wijzigen/"""
    party = kept(request, slug)
    form = forms.PartyForm(posted(request), initial=forms.party_initial(party))
    if form.is_valid():
        given = form.cleaned_data
        try:
            register.change_party(party, given, given["kinds"], version=given["versie"], by=request.actor)
        except Overtaken as overtaken:
            stored = forms.PartyForm(initial=forms.party_initial(overtaken.stored))
            return overtaken_page(request, party, form, stored, Saved.of(overtaken.stored))
        messages.success(request, "De gegevens van de partij zijn gewijzigd.")
        return redirect("partij", slug)
    return form_page(request, form, "Gegevens wijzigen", "Bewaren", party)


@PAGE
def desk(request: Request, slug: str, kind: str) -> HttpResponse:
    """/partijen/<partij>/loketten/<soort>/"""
    party = kept(request, slug)
    if kind not in DeskFor.values:
        raise Http404
    held = party.desks.filter(kind=kind).first()
    form = forms.DeskForm(posted(request), initial=forms.desk_initial(held))
    if form.is_valid():
        try:
            register.change_desk(party, kind, form.cleaned_data, version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            stored = forms.DeskForm(initial=forms.desk_initial(overtaken.stored))
            return overtaken_page(request, party, form, stored, Saved.of(overtaken.stored))
        messages.success(request, "Het loket is bewaard.")
        return redirect("partij", slug)
    return form_page(request, form, f"Loket: {DeskFor(kind).label.lower()}", "Bewaren", party)


@PAGE
@needs_recent_factor(RIGHTS)
def join(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/deelname/: takes part in the covenant of the own house, from a day on."""
    house, party = policy.own_house(request.actor), kept(request, slug)
    form = forms.JoinForm(house, posted(request), initial={"from_date": request.actor.today})
    if form.is_valid():
        try:
            register.join(party, form.cleaned_data, form.cleaned_data["protocols"], by=request.actor)
        except AlreadyMember:
            form.add_error("from_date", "Deze partij neemt op deze dag al deel aan het convenant")
        else:
            messages.success(request, "De deelname is vastgelegd. U kunt nu gebruikers van de partij uitnodigen.")
            return redirect("partij", slug)
    return form_page(request, form, f"Deelname aan {house.covenant}", "Vastleggen", party)


@PAGE
@needs_recent_factor(RIGHTS)
def join_house(request: Request, slug: str, membership_id: int) -> HttpResponse:
    """/partijen/<partij>/deelname/<id>/huis/: who takes part in the covenant takes part in the own house too."""
    held = get_object_or_404(Membership.objects.select_related("party", "covenant"), pk=membership_id, party__slug=slug)
    register.require_joinable(held, by=request.actor)
    if request.method == "POST":
        register.join_house(held, by=request.actor)
        messages.success(request, "De partij neemt nu ook in uw huis deel.")
        return redirect("partij", slug)
    accesslog.nothing_shown()
    context = {
        "party": held.party,
        "membership": held,
        "house": policy.own_house(request.actor),
        "trail": trail_of(held.party),
    }
    return render(request, "parties/register/join_house.html", context)


@PAGE
@needs_recent_factor(RIGHTS)
def membership(request: Request, slug: str, membership_id: int) -> HttpResponse:
    """/partijen/<partij>/deelname/<id>/: how it was signed and how it ends, with whom that puts out."""
    held = _membership(request, slug, membership_id)
    form = forms.MembershipForm(held, posted(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            register.change_membership(held, given, version=given["versie"], by=request.actor)
        except Overtaken as overtaken:
            stored = forms.MembershipForm(overtaken.stored)
            return overtaken_page(request, held.party, form, stored, Saved.of(overtaken.stored))
        except AlreadyMember:
            form.add_error("until_date", "Daarna nam deze partij opnieuw deel. Kies een laatste dag voor die dag")
        else:
            messages.success(request, "De deelname is gewijzigd.")
            return redirect("partij", slug)
    return form_page(request, form, f"Deelname aan {held.covenant}", "Bewaren", held.party, _touched(request, held))


@PAGE
@needs_recent_factor(RIGHTS)
def participation(request: Request, slug: str, membership_id: int, protocol_id: int) -> HttpResponse:
    """/partijen/<partij>/deelname/<id>/protocollen/<id>/"""
    held = _membership(request, slug, membership_id)
    protocol = get_object_or_404(Protocol, pk=protocol_id, covenant=held.covenant_id)
    found = held.participations.filter(protocol=protocol).first()
    form = forms.ParticipationForm(held, found, posted(request))
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "versie"}
        try:
            register.change_participation(held, protocol, given, version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            stored = forms.ParticipationForm(held, overtaken.stored)
            saved = Saved.of(overtaken.stored) if overtaken.stored else Saved()
            return overtaken_page(request, held.party, form, stored, saved)
        messages.success(request, "De deelname aan het protocol is bewaard.")
        return redirect("partij", slug)
    return form_page(request, form, str(protocol), "Bewaren", held.party)


@require_safe
def history(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/geschiedenis/: everything that was changed, newest first."""
    party = kept(request, slug)
    found = RegisterChange.objects.filter(party=party).select_related("by")
    page = Paginator(found, 50).get_page(request.GET.get("pagina"))
    accesslog.event(EventKind.LIST, "R", party, rule="partij-geschiedenis", result_count=len(page))
    context = {"party": party, "page": page, "columns": CHANGES, "trail": trail_of(party)}
    return render(request, "parties/register/history.html", context)


def kept(request: Request, slug: str) -> Party:
    party = get_object_or_404(Party.objects.prefetch_related("kinds"), slug=slug)
    policy.require_keeps_party(request.actor, party)
    return party


def _membership(request: Request, slug: str, membership_id: int) -> Membership:
    found = get_object_or_404(
        Membership.objects.select_related("party", "covenant"), pk=membership_id, party__slug=slug
    )
    policy.require_keeps_membership(request.actor, found)
    return found


def _touched(request: Request, membership: Membership) -> dict[str, Any]:
    """Whom the end of a membership puts out, and where else it counts."""
    running = Delegation.objects.running(request.actor.today).filter(membership=membership)
    elsewhere = membership.houses.exclude(pk__in=request.actor.house_ids)
    return {"users": running.values("user").distinct().count(), "elsewhere": elsewhere, "membership": membership}


def overtaken_page(request: Request, party: Party, form: Any, stored: Any, saved: Saved) -> HttpResponse:
    accesslog.nothing_shown()
    back = reverse("partij", args=[party.slug])
    return conflict_page(request, form, stored, saved=saved, trail=trail_of(party), back=back)


def form_page(
    request: Request, form: Any, title: str, action: str, party: Party | None, touched: dict[str, Any] | None = None
) -> HttpResponse:
    accesslog.nothing_shown()
    context = {
        "form": form,
        "title": title,
        "action": action,
        "party": party,
        "subtitle": party.name if party else "",
        "trail": trail_of(party),
        **(touched or {}),
    }
    return render(request, "parties/register/form.html", context, status=form_status(request))


def trail_of(party: Party | None) -> list[Link]:
    found = [Link("Partijen", reverse("partijen"))]
    return found + [Link(party.name, reverse("partij", args=[party.slug]))] if party else found
