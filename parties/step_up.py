"""Some things ask the second step again when it is more than five minutes old (S20)."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from parties import demo
from parties.forms.sign_in import CodeForm
from parties.presence import moment
from parties.throttle import FACTOR_AT_ADDRESS, count, forget, slowed
from parties.workflow import second_factor, sign_in
from zvh.http import Request
from zvh.origin import client_address

RECENT = timedelta(minutes=5)
OWN_NAMES = {"csrfmiddlewaretoken", "stap-code", "stap-was"}

View = Callable[..., HttpResponse]


def needs_recent_factor(view: View) -> View:
    """The view opens after a recent code; what was filled in goes along, nothing has to be typed again."""

    @slowed
    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_recent(request):
            return view(request, *args, **kwargs)
        form = CodeForm(request.POST if "stap-code" in request.POST else None, prefix="stap", initial=_shown(request))
        if not (form.is_valid() and code_is_right(request, form)):
            return _ask(request, form)
        if request.POST.get("stap-was") == "GET":
            return HttpResponseRedirect(request.get_full_path())
        return view(request, *args, **kwargs)

    return wrapped


def is_recent(request: Request) -> bool:
    """Whether the second step was taken in the last five minutes."""
    at = moment(request, "factor_at")
    return at is not None and timezone.now() - at < RECENT


def code_is_right(request: Request, form: CodeForm) -> bool:
    """Judge the code, at sign-in and later; the session gets a new id when it is right."""
    who = str(request.user.pk), client_address(request)
    count(FACTOR_AT_ADDRESS, *who)
    device = second_factor.verify(request.user, form.cleaned_data["code"])
    if device is None:
        sign_in.note_refusal(request.user, "tweede-factor")
        form.add_error("code", "Deze code klopt niet of is al gebruikt. Wacht op de volgende code")
        return False
    forget(FACTOR_AT_ADDRESS, *who)
    sign_in.pass_second_factor(request, request.user, device)
    return True


def _shown(request: Request) -> dict[str, str]:
    return {"code": demo.current_code(request.user)}


def _ask(request: Request, form: CodeForm) -> HttpResponse:
    was = request.POST.get("stap-was", request.method)
    given = [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN_NAMES]
    context = {"form": form, "was": was, "given": given, "demo_code": demo.current_code(request.user)}
    return render(request, "parties/people/step_up.html", context, status=422 if form.errors else 200)
