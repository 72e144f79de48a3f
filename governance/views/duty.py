"""/naleving/: what the house must do by a day or again and again, how that stands, and writing down that it was done."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from governance import compliance
from governance.dutyfacts import Facts
from governance.dutypage import done_of, missing_parties
from governance.forms.duty import FulfilmentForm, WithdrawForm
from governance.models import Fulfilment
from governance.policy import keeps_duties
from governance.reach import houses_kept, houses_watched
from governance.standing import Stand, standing_of
from governance.views.body import PAGE
from governance.workflow.fulfilment import record_fulfilment, withdraw_fulfilment
from parties.models import Duty, House
from parties.step_up import EXPORT, needs_recent_factor
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.components import Column, Link
from zvh.http import Request, form_status, posted
from zvh.spreadsheet import FORMATS

COLUMNS = [Column("Plicht"), Column("Stand"), Column("Uiterlijk"), Column("Laatst gedaan"), Column("Waar")]
DONE = [Column("Gedaan op"), Column("Uitkomst"), Column("Vastgelegd door"), Column("Acties", is_hidden=True)]
STAND = "stand"  # in the address


@require_safe
def start(request: Request) -> HttpResponse:
    """/naleving/: the page of the own house."""
    house = houses_watched(request.actor).order_by("pk").first()
    if house is None:
        raise Http404
    accesslog.nothing_shown()
    return redirect("naleving-huis", house.code)


@require_safe
def overview(request: Request, code: str) -> HttpResponse:
    """/naleving/<huis>/"""
    house = find_house(request, code)
    lines = compliance.lines_of(house, request.actor)
    chosen = request.GET.get(STAND, "")
    if chosen and chosen not in Stand.values:
        raise Http404
    shown = [one for one in lines if not chosen or one.standing.state == chosen]
    accesslog.nothing_shown()  # days and numbers, nothing of a case or a person
    context = {
        "house": house, "lines": shown, "columns": COLUMNS, "views": _views(house, lines, chosen),
        "others": houses_watched(request.actor).exclude(pk=house.pk),
    }  # fmt: skip
    return render(request, "governance/compliance.html", context)


def _views(house: House, lines: list[compliance.Line], chosen: str) -> list[Link]:
    """Every state that something is in, with how much."""
    address = reverse("naleving-huis", args=[house.code])
    found = [Link("Alles", address, len(lines), not chosen)]
    for stand, number in compliance.counted(lines).items():
        if number or stand == chosen:
            words = compliance.in_words(stand)
            found.append(Link(words, f"{address}?{STAND}={stand.value}", number, stand == chosen))
    return found


@require_POST
@needs_recent_factor(EXPORT)
def download(request: Request, code: str) -> HttpResponse:
    """/naleving/<huis>/downloaden/: the whole list as a file."""
    house = find_house(request, code)
    form = request.POST.get("vorm", "csv")
    if form not in FORMATS:
        raise Http404
    titles, rows = compliance.as_table(house, compliance.lines_of(house, request.actor))
    accesslog.event(EventKind.EXPORT, "R", house, rule="naleving-downloaden", parts=[form], result_count=len(rows))
    file = FORMATS[form](titles, rows)
    name = f"naleving-{house.slug}-{request.actor.today}.{file.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file.content, content_type=file.kind, headers=headers)


@PAGE
def duty(request: Request, code: str, pk: int) -> HttpResponse:
    """/naleving/<huis>/<id>/: one duty, what was written down about it, and writing down that it was done."""
    house = find_house(request, code)
    found = next((one for one in compliance.duties_of(house) if one.pk == pk and one.is_recorded), None)
    if found is None:
        raise Http404
    keeps = keeps_duties(request.actor, house)
    if request.method == "POST" and not keeps:
        raise Http404
    form = FulfilmentForm(posted(request), found, house, request.actor)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        record_fulfilment(
            found, house, on=given["dag"], result=given["uitkomst"], party=given.get("partij"), decision=given.get("besluit"),
            by=request.actor,
        )  # fmt: skip
        messages.success(request, "Het is vastgelegd")
        return redirect("plicht", code, pk)
    return _show(request, found, house, form if keeps else None)


def _show(request: Request, found: Duty, house: House, form: FulfilmentForm | None) -> HttpResponse:
    done = done_of(found, house, request.actor)
    accesslog.listed("fulfilment", [one.fulfilment for one in done], rule="plicht", house_id=house.pk)
    standing = standing_of(found, Facts(house), request.actor.today)
    context = {
        "duty": found, "house": house, "form": form, "done": done, "columns": DONE, "standing": standing,
        "tone": compliance.TONES[standing.state], "missing": missing_parties(found, house, request.actor),
        "trail": [house_link(house)],
    }  # fmt: skip
    return render(request, "governance/duty.html", context, status=form_status(request))


@PAGE
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """/naleving/vastgelegd/<uuid>/intrekken/"""
    standing = Fulfilment.objects.visible_to(request.actor).standing().filter(house__in=houses_kept(request.actor))
    found = get_object_or_404(standing.select_related("duty", "house", "party"), pk=pk)
    form = WithdrawForm(posted(request))
    if form.is_bound and form.is_valid():
        withdraw_fulfilment(found, because=form.cleaned_data["reden"], by=request.actor)
        messages.success(request, "Het telt niet meer mee")
        return redirect("plicht", found.house.code, found.duty_id)
    accesslog.listed("fulfilment", [found], rule="vastgelegd-intrekken", house_id=found.house_id)
    back = Link(found.duty.name, reverse("plicht", args=[found.house.code, found.duty_id]))
    context = {"form": form, "found": found, "trail": [house_link(found.house), back]}
    return render(request, "governance/withdraw.html", context, status=form_status(request))


def find_house(request: Request, code: str) -> House:
    return get_object_or_404(houses_watched(request.actor).select_related("covenant"), code=code)


def house_link(house: House) -> Link:
    return Link("Naleving", reverse("naleving-huis", args=[house.code]))
