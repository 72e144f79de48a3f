"""Some things ask the second step again when it is more than five minutes old (S20)."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from parties import demo
from parties.forms.sign_in import FactorForm
from parties.presence import moment
from parties.standing import has_key, needs_key
from parties.throttle import FACTOR_AT_ADDRESS, count, forget, slowed
from parties.workflow import second_factor, security_key, sign_in
from parties.workflow.security_key import KeyRefused
from privacy import accesslog
from zvh.http import Request
from zvh.origin import client_address

RECENT = timedelta(minutes=5)
OWN_NAMES = {"csrfmiddlewaretoken", "stap-code", "stap-sleutel", "stap-was"}
REFUSED = "Uw sleutel werd niet herkend. Probeer het nog een keer"

# What somebody wants to do, as the page says it.
RIGHTS, SIGNING_IN, LOG = "rechten van mensen", "uw eigen manier van inloggen", "het logboek"
COVENANT = "een convenant dat in gebruik gaat"
EXPORT = "het meenemen van een lijst als bestand"
DESTRUCTION, BREAK_GLASS = "het vernietigen van gegevens", "noodtoegang"

View = Callable[..., HttpResponse]
Question = Callable[[Request], bool]


def needs_recent_factor(subject: str) -> Callable[[View], View]:
    """The view opens after a recent second step; in roles that need a key, after that key. `subject` says on the page what for."""
    return lambda view: _asking(view, lambda request: needs_key(request.actor.role), subject)


def needs_own_key(view: View) -> View:
    """Who has a key shows it before he changes his keys: a stolen code may not bring in the key of the thief."""
    return _asking(view, lambda request: has_key(request.user), SIGNING_IN)


def needs_key_now(view: View) -> View:
    """The view opens with a key only."""
    return _asking(view, lambda request: True, SIGNING_IN)


def _asking(view: View, only_key: Question, subject: str) -> View:
    """What was filled in goes along, nothing has to be typed again."""

    @slowed
    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        key_only = only_key(request)
        if is_recent(request, key_only=key_only):
            return view(request, *args, **kwargs)
        is_answered = {"stap-code", "stap-sleutel"} & request.POST.keys()
        data = request.POST if is_answered else None
        form = FactorForm(request.user, key_only, data, prefix="stap", initial=_shown(request))
        if not (form.is_valid() and factor_is_right(request, form)):
            return _ask(request, form, subject)
        if request.POST.get("stap-was") == "GET":
            return HttpResponseRedirect(request.get_full_path())
        return view(request, *args, **kwargs)

    wrapped.asks_factor = True  # type: ignore[attr-defined]  # for the test that reads the routes
    return wrapped


def is_recent(request: Request, *, key_only: bool = False) -> bool:
    """Whether the second step was taken in the last five minutes."""
    at = moment(request, "key_at" if key_only else "factor_at")
    return at is not None and timezone.now() - at < RECENT


def factor_is_right(request: Request, form: FactorForm) -> bool:
    """Judge the code or the key, at sign-in and later; the session gets a new id when it is right."""
    who = str(request.user.pk), client_address(request)
    count(FACTOR_AT_ADDRESS, *who)
    device = _by_key(request, form) if form.cleaned_data["sleutel"] else _by_code(request, form)
    if device is None:
        return False
    forget(FACTOR_AT_ADDRESS, *who)
    sign_in.pass_second_factor(request, request.user, device)
    return True


def _by_code(request: Request, form: FactorForm) -> Any:
    device = second_factor.verify(request.user, form.cleaned_data["code"])
    if device is None:
        sign_in.note_refusal(request.user, "tweede-factor")
        form.add_error("code", "Deze code klopt niet of is al gebruikt. Wacht op de volgende code")
    return device


def _by_key(request: Request, form: FactorForm) -> Any:
    try:
        return security_key.verify(request, request.user, form.cleaned_data["sleutel"])
    except KeyRefused as refusal:
        sign_in.note_refusal(request.user, "sleutel", str(refusal)[:40])
        form.add_error(None, REFUSED)
        return None


def _shown(request: Request) -> dict[str, str]:
    return {"code": demo.current_code(request.user)}


def _ask(request: Request, form: FactorForm, subject: str) -> HttpResponse:
    accesslog.nothing_shown()
    was = request.POST.get("stap-was", request.method)
    given = [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN_NAMES]
    shown = "" if form.key_only else demo.current_code(request.user)
    context = {"form": form, "was": was, "given": given, "demo_code": shown, "subject": subject}
    return render(request, "parties/people/step_up.html", context, status=422 if form.errors else 200)
