"""Mandates of a party, and who speaks for it at which table."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parties import policy
from parties.forms.mandate import EndMandateForm, MandateForm
from parties.inforce import delegations_in_force
from parties.models import Delegation, Mandate
from parties.standing import standing
from parties.views.register import form_page, kept, overtaken_page, trail_of
from parties.views.sign_in import PAGE
from parties.workflow.mandate import NoMember, end_mandate, give_mandate
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.components import Column
from zvh.conflicts import Saved, posted
from zvh.http import Request
from zvh.versions import Overtaken

DELEGATES = [Column("Naam"), Column("Overleg"), Column("Vanaf"), Column("Stand"), Column("Wijzigen", is_hidden=True)]


@PAGE
def give(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/mandaten/nieuw/: another party speaks for this one."""
    party, house = kept(request, slug), policy.own_house(request.actor)
    form = MandateForm(request.actor, house, party, posted(request), initial={"from_date": request.actor.today})
    if form.is_valid():
        try:
            give_mandate(party, form.cleaned_data, by=request.actor)
        except NoMember as missing:
            form.add_error("from_date", f"{missing.party} neemt op deze dag niet deel aan het convenant")
        else:
            messages.success(request, "Het mandaat is vastgelegd.")
            return redirect("partij", slug)
    return form_page(request, form, "Mandaat vastleggen", "Vastleggen", party)


@PAGE
def end(request: Request, slug: str, mandate_id: UUID) -> HttpResponse:
    """/partijen/<partij>/mandaten/<id>/: its last day."""
    party = kept(request, slug)
    mandate = get_object_or_404(Mandate.objects.select_related("giver", "holder"), pk=mandate_id, giver=party)
    policy.require_keeps_mandate(request.actor, mandate)
    form = EndMandateForm(mandate, posted(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            end_mandate(mandate, given["until_date"], version=given["versie"], by=request.actor)
        except Overtaken as overtaken:
            stored = EndMandateForm(overtaken.stored)
            return overtaken_page(request, party, form, stored, Saved.of(overtaken.stored))
        messages.success(request, "Het mandaat is gewijzigd.")
        return redirect("partij", slug)
    return form_page(request, form, f"{mandate.get_kind_display()}: {mandate.holder}", "Bewaren", party)


@require_safe
def delegates(request: Request, slug: str) -> HttpResponse:
    """/partijen/<partij>/gedelegeerden/: who speaks for it in the own house, and what stands in the way."""
    party = kept(request, slug)
    held = Delegation.objects.visible_to(request.actor).filter(membership__party=party).not_ended(request.actor.today)
    found = held.select_related("user", "membership__party", "membership__covenant").order_by("user__name", "purpose")
    valid = set(
        delegations_in_force(request.actor.today).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    rows = [(one, () if one.pk in valid else standing(one, request.actor.today).obstacles) for one in found]
    accesslog.event(EventKind.LIST, "R", party, rule="partij-gedelegeerden", result_count=len(rows))
    member = party.memberships.in_force(request.actor.today).filter(houses__in=request.actor.house_ids).first()
    invite = f"{reverse('mens-uitnodigen')}?deelname={member.pk}" if member else ""
    context = {"party": party, "rows": rows, "columns": DELEGATES, "invite": invite, "trail": trail_of(party)}
    return render(request, "parties/register/delegates.html", context)
