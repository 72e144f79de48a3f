"""/naleving/<huis>/afspraken/: versions of covenant, protocol, work process and security policy; who signed or received which."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.forms.agreed import ReceivedForm, VersionForm
from governance.models import AgreedVersion, Decision, Enclosure, Received
from governance.policy import keeps_duties
from governance.views.body import PAGE
from governance.views.duty import find_house, house_link
from governance.workflow.agreed import VersionExists, add_version, note_received, undo_received
from parties.models import House, Membership
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request, form_status, posted

COLUMNS = [Column("Versie"), Column("Geldt vanaf"), Column("Partijen"), Column("Stand")]
RECEIVED = [Column("Partij"), Column("Datum"), Column("Vastgelegd door"), Column("Acties", is_hidden=True)]


@require_safe
def versions(request: Request, code: str) -> HttpResponse:
    """/naleving/<huis>/afspraken/"""
    house = find_house(request, code)
    found = list(AgreedVersion.objects.visible_to(request.actor).filter(house=house).select_related("protocol"))
    members = _members(house, request)
    had: dict[UUID, int] = {}
    for one in Received.objects.visible_to(request.actor).filter(agreed__in=found, party__in=members):
        had[one.agreed_id] = had.get(one.agreed_id, 0) + 1
    accesslog.listed("agreedversion", found, rule="afspraken", house_id=house.pk)
    counting = _counting(found, request)
    context = {
        "house": house, "rows": [(one, had.get(one.pk, 0), one.pk in counting, one.from_date > request.actor.today) for one in found],
        "total": len(members), "columns": COLUMNS, "may_add": keeps_duties(request.actor, house), "trail": [house_link(house)],
    }  # fmt: skip
    return render(request, "governance/versions.html", context)


def _members(house: House, request: Request) -> list[int]:
    held = Membership.objects.in_force(request.actor.today).filter(houses=house)
    return list(held.values_list("party", flat=True))


def _counting(found: list[AgreedVersion], request: Request) -> set[UUID]:
    """Of each kind the newest whose first day is there."""
    newest: dict[tuple[str, int | None], UUID] = {}
    for one in found:  # newest first
        if one.from_date <= request.actor.today:
            newest.setdefault((one.kind, one.protocol_id), one.pk)
    return set(newest.values())


@PAGE
def new(request: Request, code: str) -> HttpResponse:
    """/naleving/<huis>/afspraken/nieuw/"""
    house = find_house(request, code)
    if not keeps_duties(request.actor, house):
        raise Http404
    form = VersionForm(posted(request), request.FILES if request.method == "POST" else None, house, request.actor)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = add_version(
                house, kind=form.kind, version=given["versie"], since=given["vanaf"], changes=given["wijziging"],
                place=given["plaats"], files=form.sent, protocol=form.protocol, decision=given.get("besluit"), by=request.actor,
            )  # fmt: skip
        except VersionExists:
            form.add_error("versie", "Deze versie is al vastgelegd. Kies een ander nummer")
        else:
            messages.success(request, "De versie is vastgelegd")
            return redirect("afspraak", made.pk)
    accesslog.nothing_shown()
    context = {
        "form": form, "body": house, "title": "Versie vastleggen", "press": "Vastleggen",
        "trail": [house_link(house), versions_link(house)],
    }  # fmt: skip
    return render(request, "governance/form.html", context, status=form_status(request))


@PAGE
def version(request: Request, pk: UUID) -> HttpResponse:
    """/naleving/afspraken/<uuid>/: what changes, and which party signed or received it."""
    seen = AgreedVersion.objects.visible_to(request.actor).select_related("house", "protocol", "decision", "by")
    found = get_object_or_404(seen, pk=pk)
    keeps = keeps_duties(request.actor, found.house)
    if request.method == "POST" and not keeps:
        raise Http404
    if gone := next((one for one in found.received.all() if str(one.party_id) == request.POST.get("weg")), None):
        undo_received(found, gone.party_id, by=request.actor)
        messages.success(request, "Het telt niet meer mee")
        return redirect("afspraak", pk)
    form = ReceivedForm(posted(request), found, request.actor)
    if form.is_bound and form.is_valid():
        number = note_received(found, form.cleaned_data["partijen"], on=form.cleaned_data["dag"], by=request.actor)
        messages.success(request, f"Vastgelegd van {number} {'partij' if number == 1 else 'partijen'}")
        return redirect("afspraak", pk)
    return _show(request, found, form if keeps else None)


def _show(request: Request, found: AgreedVersion, form: ReceivedForm | None) -> HttpResponse:
    received = list(Received.objects.visible_to(request.actor).filter(agreed=found).select_related("party", "by"))
    accesslog.listed("agreedversion", [found], rule="afspraak", house_id=found.house_id)
    decisions = Decision.objects.visible_to(request.actor).select_related("body")
    decision = decisions.filter(pk=found.decision_id).first() if found.decision_id else None
    members = _members(found.house, request)
    context = {
        "agreed": found, "files": list(Enclosure.objects.visible_to(request.actor).filter(agreed=found)),
        "received": received, "columns": RECEIVED, "form": form, "decision": decision, "total": len(members),
        "had": len([one for one in received if one.party_id in members]),
        "is_complete": set(members) <= {one.party_id for one in received},
        "trail": [house_link(found.house), versions_link(found.house)],
    }  # fmt: skip
    return render(request, "governance/version.html", context, status=form_status(request))


def versions_link(house: House) -> Link:
    return Link("Afspraken", reverse("afspraken", args=[house.code]))
