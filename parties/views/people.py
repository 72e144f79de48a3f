"""/beheer/mensen/: the people of an administrator's own house and their rights."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parties import policy
from parties.forms.people import DELEGATE, CapacityDatesForm, CapacityForm, InvitationForm
from parties.models import Appointment, Delegation, User, Vetting
from parties.standing import Capacity, standing
from parties.step_up import RIGHTS, needs_recent_factor
from parties.views.sign_in import PAGE
from parties.workflow import people, second_factor
from privacy import accesslog
from privacy.accesslog import EventKind
from zvh.components import Column, Link
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken

COLUMNS = [Column("Naam"), Column("Rollen in dit huis"), Column("Stand")]


@require_safe
def people_list(request: Request) -> HttpResponse:
    """/beheer/mensen/"""
    policy.require_administrator(request.actor)
    found = User.objects.visible_to(request.actor).prefetch_related(*_roles_shown(request)).order_by("name")
    page = Paginator(found, 50).get_page(request.GET.get("pagina"))
    rows = [(person, _labels(request, person)) for person in page]
    accesslog.event(EventKind.RIGHTS, "R", rule="mensen", object_type="user", result_count=len(rows))
    context = {"columns": COLUMNS, "rows": rows, "page": page}
    return render(request, "parties/people/list.html", context)


@PAGE
@needs_recent_factor(RIGHTS)
def invite(request: Request) -> HttpResponse:
    """/beheer/mensen/uitnodigen/"""
    policy.require_administrator(request.actor)
    form = InvitationForm(request.actor, posted(request), initial={"from_date": request.actor.today, **_asked(request)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = people.invite(data["email"], data["name"], form.given, by=request.actor)
        if data["issued_on"]:
            people.record_vetting(
                person, Vetting.Kind.VOG, data["issued_on"], data["valid_until"], by=request.actor
            )  # fmt: skip
        messages.success(request, "De rol is gegeven. Wie nog geen account had, krijgt een uitnodiging per e-mail.")
        return redirect("mens", person.pk)
    return form_page(request, form, "Iemand uitnodigen", "Uitnodigen", None)


@require_safe
def person(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/"""
    found = _find(request, person_id)
    _note_read(request, found)
    context = {
        "person": found,
        "trail": [Link("Mensen", reverse("mensen"))],
        "facts": _facts(found),
        "standings": _held(request, found),
        "vettings": found.vettings.order_by("-valid_until"),
        "trainings": found.trainings.all(),
        "is_self": found.pk == request.actor.user_id,
        "works_elsewhere": people.works_elsewhere(found, request.actor),
    }
    return render(request, "parties/people/person.html", context)


@PAGE
@needs_recent_factor(RIGHTS)
def give(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/rol/"""
    found = managed(request, person_id)
    form = CapacityForm(request.actor, posted(request), initial={"from_date": request.actor.today})
    if request.method == "POST" and form.is_valid():
        people.give_capacity(found, form.given, by=request.actor)
        messages.success(request, "De rol is gegeven.")
        return redirect("mens", found.pk)
    return form_page(request, form, "Rol geven", "Rol geven", found)


@PAGE
@needs_recent_factor(RIGHTS)
def change(request: Request, person_id: int, capacity_id: UUID) -> HttpResponse:
    """/beheer/mensen/<id>/rol/<id>/: its last day and the secrecy declaration."""
    found = managed(request, person_id)
    capacity = _find_capacity(request, found, capacity_id)
    form = CapacityDatesForm(capacity, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            people.change_capacity(capacity, **form.changed(), by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, found, form, overtaken.stored)
        messages.success(request, "De rol is gewijzigd.")
        return redirect("mens", found.pk)
    return form_page(request, form, capacity.label, "Bewaren", found)


def _overtaken(request: Request, person: User, form: CapacityDatesForm, stored: Capacity) -> HttpResponse:
    _note_read(request, person)
    trail, back = _trail(person), reverse("mens", args=[person.pk])
    return conflict_page(request, form, CapacityDatesForm(stored), saved=Saved.of(stored), trail=trail, back=back)


@require_POST
@needs_recent_factor(RIGHTS)
def invite_again(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/opnieuw-uitnodigen/"""
    people.invite_again(managed(request, person_id), by=request.actor)
    messages.success(request, "De uitnodiging is opnieuw verstuurd. De vorige link werkt niet meer.")
    return redirect("mens", person_id)


@PAGE
@needs_recent_factor(RIGHTS)
def reset_factor(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/tweede-stap/: the phone was lost."""
    found = managed(request, person_id)
    if request.method == "POST":
        people.reset_factor(found, by=request.actor)
        messages.success(request, "De tweede stap is gewist. De persoon stelt die opnieuw in bij het inloggen.")
        return redirect("mens", found.pk)
    _note_read(request, found)
    return render(request, "parties/people/confirm_factor.html", {"person": found, "trail": _trail(found)})


@PAGE
@needs_recent_factor(RIGHTS)
def end_sessions(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/sessies/: signed out everywhere, for instance when a laptop was lost."""
    found = _find(request, person_id)
    if request.method == "POST":
        people.end_sessions(found, by=request.actor)
        messages.success(request, "De persoon is overal uitgelogd.")
        return redirect("mens", found.pk)
    _note_read(request, found)
    return render(request, "parties/people/confirm_sessions.html", {"person": found, "trail": _trail(found)})


@PAGE
@needs_recent_factor(RIGHTS)
def deactivate(request: Request, person_id: int) -> HttpResponse:
    """/beheer/mensen/<id>/sluiten/"""
    found = managed(request, person_id)
    people.require_closable(found, by=request.actor)
    if request.method == "POST":
        people.deactivate(found, by=request.actor)
        messages.success(request, "Het account is gesloten. De persoon is overal uitgelogd.")
        return redirect("mens", found.pk)
    _note_read(request, found)
    return render(request, "parties/people/confirm_close.html", {"person": found, "trail": _trail(found)})


def _asked(request: Request) -> dict[str, str]:
    """Invited from the page of a party: for that party."""
    membership = request.GET.get("deelname", "")
    return {"kind": DELEGATE, "membership": membership} if membership else {}


def _find(request: Request, person_id: int) -> User:
    policy.require_administrator(request.actor)
    return get_object_or_404(User.objects.visible_to(request.actor), pk=person_id)


def managed(request: Request, person_id: int) -> User:
    """Somebody whose rights this administrator may change: the page that asks answers as the step itself does."""
    found = _find(request, person_id)
    policy.require_manages(request.actor, found)
    return found


def _find_capacity(request: Request, person: User, capacity_id: UUID) -> Appointment | Delegation:
    shown = request.actor
    appointments = Appointment.objects.visible_to(shown).filter(pk=capacity_id, user=person)
    delegations = Delegation.objects.visible_to(shown).filter(pk=capacity_id, user=person)
    found = appointments.first() or delegations.first()
    if found is None:
        raise Http404
    return found


def _roles_shown(request: Request) -> "list[Prefetch[Any]]":
    shown = request.actor
    appointments = Appointment.objects.visible_to(shown).select_related("house__covenant")
    delegations = Delegation.objects.visible_to(shown).select_related("membership__party")
    return [Prefetch("appointments", appointments), Prefetch("delegations", delegations)]


def _labels(request: Request, person: User) -> list[str]:
    """The roles of a prefetched person in words, with those that are over."""
    held: list[Capacity] = [*person.appointments.all(), *person.delegations.all()]
    today = request.actor.today
    return [f"{one.label} (afgelopen)" if one.until_date and one.until_date < today else one.label for one in held]


def _held(request: Request, person: User) -> list[Any]:
    """The roles of a person in the administrator's houses, the ended ones too."""
    shown = request.actor
    appointments = person.appointments.visible_to(shown).select_related("house__covenant")
    delegations = person.delegations.visible_to(shown).select_related("membership__party", "membership__covenant")
    held: list[Capacity] = [*appointments, *delegations]
    return [standing(one, shown.today) for one in held]


def _facts(person: User) -> list[tuple[str, str]]:
    return [
        ("E-mailadres", person.email),
        ("Account", "open" if person.is_active else "gesloten"),
        ("Wachtwoord", "gekozen" if person.has_usable_password() else "nog niet gekozen"),
        ("Tweede stap", "ingesteld" if second_factor.has_factor(person) else "nog niet ingesteld"),
    ]


def _note_read(request: Request, person: User) -> None:
    """This page shows who somebody is and which rights there are."""
    assert request.resolver_match is not None
    accesslog.event(EventKind.RIGHTS, "R", person, rule=request.resolver_match.view_name)


def form_page(request: Request, form: Any, title: str, action: str, person: User | None) -> HttpResponse:
    if person is None:
        accesslog.nothing_shown()
    else:
        _note_read(request, person)
    context = {"form": form, "title": title, "action": action, "trail": _trail(person)}
    return render(request, "parties/people/form.html", context, status=form_status(request))


def _trail(person: User | None) -> list[Link]:
    found = [Link("Mensen", reverse("mensen"))]
    return found + [Link(person.name, reverse("mens", args=[person.pk]))] if person else found
