"""/inloggen/, /tweede-factor/ and /uitloggen/."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from parties import demo
from parties.forms.sign_in import FactorForm, SignInForm
from parties.models import User
from parties.presence import CLEAR
from parties.standing import usable
from parties.step_up import factor_is_right
from parties.throttle import ACCOUNT_AT_ADDRESS, ADDRESS, count, forget, slowed, take_back
from parties.workflow import second_factor, sign_in
from zvh.http import Request, form_status, posted
from zvh.origin import client_address
from zvh.today import today

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@PAGE
@slowed
def password_page(request: HttpRequest) -> HttpResponse:
    """/inloggen/: who are you, and what is your password?"""
    if request.user.is_authenticated:
        return redirect("tweede-factor")
    form = SignInForm(request, posted(request))
    if request.method == "POST":
        _count_tries(request)
        if form.is_valid() and form.user:
            return enter(request, form.user)
        sign_in.note_refusal(_aimed_at(request), "inloggen")
    ended = request.session.get("ended", False)
    return render(
        request,
        "parties/people/sign_in.html",
        {"form": form, "ended": ended, "people": demo.people()},
        status=form_status(request),
    )


def enter(request: HttpRequest, user: User) -> HttpResponse:
    """The password was right: on to the second step, remembering where the person was going."""
    address = client_address(request)
    forget(ACCOUNT_AT_ADDRESS, user.email, address)
    take_back(ADDRESS, address)
    wanted = own_path(request.GET.get("next", ""))
    request.session.pop("ended", None)
    sign_in.begin_session(request, user)
    if wanted:
        request.session["next"] = wanted
    return redirect("tweede-factor" if second_factor.has_factor(user) else "tweede-factor-instellen")


@PAGE
@slowed
def code_page(request: Request) -> HttpResponse:
    """/tweede-factor/: the code of the app, a security key, or a recovery code."""
    user: Any = request.user
    if not user.is_authenticated:
        return redirect("inloggen")
    if user.is_verified():
        return arrive(request)
    if not second_factor.has_factor(user):
        return redirect("tweede-factor-instellen")
    shown = demo.current_code(user)
    form = FactorForm(user, False, posted(request), initial={"code": shown})
    if request.method == "POST" and form.is_valid() and factor_is_right(request, form):
        return arrive(request)
    return render(request, "parties/people/code.html", {"form": form, "demo_code": shown}, status=form_status(request))


@PAGE
def leave(request: Request) -> HttpResponse:
    """/uitloggen/: asks on GET, does it on POST."""
    if request.method != "POST":
        return render(request, "parties/people/leave.html")
    sign_in.end_session(request, request.user)
    messages.success(request, "U bent uitgelogd.")
    response = redirect("inloggen")
    response["Clear-Site-Data"] = CLEAR
    return response


def arrive(request: Request) -> HttpResponse:
    """Inside: in the only capacity there is, else the person chooses."""
    if "capacity" not in request.session and not _choose_the_only_one(request):
        return redirect("rol-kiezen")
    return go_on(request)


def go_on(request: Request) -> HttpResponse:
    """To what was kept when the session lapsed, else to the page that was asked."""
    if request.session.get("kept"):
        return redirect("bewaard")
    return redirect(own_path(request.session.pop("next", "")) or reverse("mijn-werk"))


def _choose_the_only_one(request: Request) -> bool:
    held = usable(request.user, today(), sign_in.is_with_key(request))
    if request.method != "POST" or len(held) != 1:
        return False
    sign_in.choose_capacity(request, request.user, held[0])
    return True


def own_path(wanted: str) -> str:
    """The path when it is one of ours, else empty (S19)."""
    is_path = wanted.startswith("/") and wanted.isprintable()
    return wanted if is_path and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def _count_tries(request: HttpRequest) -> None:
    address = client_address(request)
    count(ADDRESS, address)
    count(ACCOUNT_AT_ADDRESS, request.POST.get("email", "").strip().lower()[:254], address)


def _aimed_at(request: HttpRequest) -> User | None:
    email = request.POST.get("email", "").strip().lower()
    return User.objects.filter(email=email).first() if "\x00" not in email else None
