"""Participants without an account, for one case in one meeting."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame
from cases.forms.guest import GuestForm, SupplyForm
from cases.models import AgendaItem, Guest
from cases.views.agenda import open_for
from cases.workflow.guest import expect_guest, guest_parties, seat_guest, supply_guest
from privacy import accesslog
from zvh.forms import Form
from zvh.http import Request, form_status


@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: Request, number: str, item: UUID) -> HttpResponse:
    """/casussen/<nummer>/overleg/<id>/zonder-account/: where the law knows participants without account."""
    page = open_for(number, request.actor, "record_attendance")
    found = get_object_or_404(AgendaItem.objects.visible_to(page).select_related("meeting"), pk=item)
    parties = guest_parties(page.case, today=request.actor.today)
    known = list(Guest.objects.visible_to(page).filter(item=found).select_related("party"))
    if found.meeting.cancelled_at or not (parties or known):
        raise Http404
    found.case = page.case
    add, supply = GuestForm(None, parties), SupplyForm(None)
    if request.method == "POST":
        part = request.POST.get("deel", "toevoegen")
        if part == "toevoegen":
            add = GuestForm(request.POST, parties)
            answer = _expect(request, found, add)
        else:
            supply = SupplyForm(request.POST if part == "verstrekken" else None)
            answer = _with_guest(request, found, known, part, supply)
        if answer:
            return answer
    return _show(request, page, found, known, (add, supply))


def _expect(request: Request, item: AgendaItem, form: GuestForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    expect_guest(item, form.cleaned_data["partij"], form.cleaned_data["naam"], by=request.actor)
    return _back(request, item, "De deelnemer staat op de lijst")


def _with_guest(
    request: Request, item: AgendaItem, known: list[Guest], part: str, form: SupplyForm
) -> HttpResponse | None:
    guest = next((one for one in known if str(one.pk) == request.POST.get("wie")), None)
    if guest is None or part not in ("verstrekken", *SEATING):
        raise Http404
    guest.item = item
    if part in SEATING:
        return SEATING[part](request, guest)
    if not form.is_valid():
        return None
    supply_guest(guest, form.cleaned_data["tekst"], by=request.actor)
    return _back(request, item, "Vastgelegd in het register van verstrekkingen")


def _come(request: Request, guest: Guest) -> HttpResponse:
    seat_guest(guest, is_present=True, declared=True, by=request.actor)
    return _back(request, guest.item, "De deelnemer is er en verklaarde geheimhouding")


def _leave(request: Request, guest: Guest) -> HttpResponse:
    seat_guest(guest, is_present=False, declared=False, by=request.actor)
    return _back(request, guest.item, "De deelnemer is weg")


SEATING: dict[str, Callable[[Request, Guest], HttpResponse]] = {"komt": _come, "gaat": _leave}


def _back(request: Request, item: AgendaItem, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("zonder-account", item.case.number, item.pk)


def _show(
    request: Request, page: CasePage, item: AgendaItem, known: list[Guest], forms: tuple[GuestForm, SupplyForm]
) -> HttpResponse:
    accesslog.read(item, rule="zonder-account", parts=["deelnemers"])
    wrong: Form | None = next((form for form in forms if form.is_bound), None)
    context = {
        "item": item, "guests": known, "add": forms[0], "supply": forms[1], "form": wrong,
        "supplied_to": request.POST.get("wie", ""),
    }  # fmt: skip
    return render(
        request, "cases/meeting/guests.html", {**frame(page, "casus-overleg"), **context}, status=form_status(request)
    )
