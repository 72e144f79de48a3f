"""/sessie/: locking and going on; /profiel/sessies/: where somebody is signed in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from parties import demo
from parties.forms.sign_in import UnlockForm
from parties.models import Appointment, Delegation, Session
from parties.presence import CLEAR, ends_in, locks_in
from parties.step_up import REFUSED
from parties.throttle import FACTOR_AT_ADDRESS, count, forget, slowed
from parties.views.sign_in import PAGE, go_on
from parties.workflow import security_key, sign_in
from zvh.http import Request, form_status, posted
from zvh.origin import client_address


@PAGE
@slowed
def unlock(request: Request) -> HttpResponse:
    """/ontgrendelen/: the privacy screen; shows nothing of what was open."""
    if "locked" not in request.session:
        return go_on(request)
    form = UnlockForm(request.user, posted(request))
    if request.method == "POST" and form.is_valid() and _is_back(request, form):
        sign_in.unlock(request, request.user)
        return go_on(request)
    shown = demo.PASSWORD if demo.current_code(request.user) else ""
    return render(
        request, "parties/people/unlock.html", {"form": form, "demo_code": shown}, status=form_status(request)
    )


def _is_back(request: Request, form: UnlockForm) -> bool:
    who = "ontgrendelen", str(request.user.pk), client_address(request)
    count(FACTOR_AT_ADDRESS, *who)
    if not (_by_key(request, form) if form.cleaned_data["sleutel"] else _by_password(request, form)):
        return False
    forget(FACTOR_AT_ADDRESS, *who)
    return True


def _by_password(request: Request, form: UnlockForm) -> bool:
    found = authenticate(request, username=request.user.email, password=form.cleaned_data["password"])
    if found is None or found.pk != request.user.pk:
        sign_in.note_refusal(request.user, "ontgrendelen")
        form.add_error("password", "Dit wachtwoord klopt niet")
        return False
    return True


def _by_key(request: Request, form: UnlockForm) -> bool:
    try:
        security_key.verify(request, request.user, form.cleaned_data["sleutel"], in_person=True)
    except security_key.KeyRefused as refusal:
        sign_in.note_refusal(request.user, "ontgrendelen", str(refusal)[:40])
        form.add_error(None, REFUSED)
        return False
    return True


@require_safe
def state(request: Request) -> HttpResponse:
    """/sessie/stand/: for the warning; asked by the page itself, so it is nobody being there."""
    is_locked = "locked" in request.session
    return JsonResponse({"locked": is_locked, "locksIn": locks_in(request), "endsIn": ends_in(request)})


@require_POST
def stay(request: Request) -> HttpResponse:
    """/sessie/blijven/: somebody is there; the request itself was noted."""
    return JsonResponse({"locksIn": locks_in(request)})


@require_safe
def sessions(request: Request) -> HttpResponse:
    """/profiel/sessies/"""
    found = Session.objects.filter(user=request.user).alive(timezone.now()).order_by("-last_seen_at")
    here = request.session.session_key
    rows = [(one, _capacity(one), one.pk == here, _heard(one)) for one in found]
    return render(request, "parties/people/sessions.html", {"rows": rows, "has_others": len(rows) > 1})


@require_POST
def end(request: Request, known_as: UUID) -> HttpResponse:
    """/profiel/sessies/<id>/beeindigen/"""
    found = get_object_or_404(Session, known_as=known_as, user=request.user)
    if found.pk == request.session.session_key:
        return redirect("uitloggen")
    sign_in.end_sessions(request.user, Session.objects.filter(known_as=known_as), "sessie-beeindigen")
    messages.success(request, "Die sessie is beëindigd.")
    return redirect("sessies")


@require_POST
def end_others(request: Request) -> HttpResponse:
    """/profiel/sessies/andere/beeindigen/"""
    others = Session.objects.exclude(pk=request.session.session_key)
    ended = sign_in.end_sessions(request.user, others, "andere-sessies-beeindigen")
    messages.success(request, f"Andere sessies beëindigd: {ended}.")
    return redirect("sessies")


def covered(request: Request) -> HttpResponse:
    """Locked now: to the privacy screen, with nothing left in the browser."""
    sign_in.lock(request, request.user)
    response = redirect("ontgrendelen")
    response["Clear-Site-Data"] = CLEAR
    return response


def _heard(session: Session) -> str:
    """Which session a button is about, for who does not see the line it stands in."""
    browser = session.browser or "een andere browser"
    return f"van {browser}, {_capacity(session)}, sinds {localtime(session.started_at):%d-%m-%Y %H:%M}"


def _capacity(session: Session) -> str:
    """In what somebody acts there, in words."""
    wanted = str(session.capacity_id or "")
    if not wanted:
        return "nog geen rol gekozen"
    staff = Appointment.objects.select_related("house__covenant").filter(pk=wanted).first()
    seat = Delegation.objects.select_related("membership__party").filter(pk=wanted).first()
    return staff.label if staff else seat.label if seat else "nog geen rol gekozen"
