"""/tweede-factor/instellen/ and /herstelcodes/."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from parties.forms.sign_in import CodeForm
from parties.step_up import SIGNING_IN, is_recent, needs_recent_factor
from parties.throttle import FACTOR_AT_ADDRESS, count, slowed
from parties.views.sign_in import PAGE, arrive
from parties.workflow import second_factor, sign_in
from zvh.http import Request, form_status, posted
from zvh.origin import client_address


@PAGE
@slowed
def set_up(request: Request) -> HttpResponse:
    """/tweede-factor/instellen/: the first app, or another for who just proved to have the present one."""
    user: Any = request.user
    if not user.is_authenticated:
        return redirect("inloggen")
    if second_factor.has_factor(user) and not (user.is_verified() and is_recent(request)):
        return redirect("tweede-factor")
    secret = request.session.setdefault("new_secret", second_factor.new_secret())
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        count(FACTOR_AT_ADDRESS, str(user.pk), client_address(request))
        if device := second_factor.enrol(user, secret, form.cleaned_data["code"]):
            return _enrolled(request, device)
        form.add_error("code", "Deze code klopt niet. Wacht op de volgende code in uw app")
    picture = mark_safe(second_factor.secret_as_picture(user, secret))  # noqa: S308  # made by us, no text from outside
    text = second_factor.secret_as_text(secret)
    return render(
        request,
        "parties/people/set_up.html",
        {"form": form, "picture": picture, "text": text},
        status=form_status(request),
    )


def _enrolled(request: Request, device: Any) -> HttpResponse:
    del request.session["new_secret"]
    request.session["recovery_codes"] = second_factor.give_recovery_codes(request.user)
    sign_in.pass_second_factor(request, request.user, device)
    return redirect("herstelcodes")


@PAGE
def recovery_codes(request: Request) -> HttpResponse:
    """/herstelcodes/: ten codes, shown until the person says to have kept them; never again after."""
    codes = request.session.get("recovery_codes")
    if not codes:
        return redirect("profiel")
    if request.method != "POST":
        return render(request, "parties/people/recovery_codes.html", {"codes": codes})
    if request.POST.get("keuze") == "bestand":
        return _as_file(codes)
    del request.session["recovery_codes"]
    messages.success(request, "De tweede stap is ingesteld.")
    return arrive(request)


@PAGE
@needs_recent_factor(SIGNING_IN)
def new_recovery_codes(request: Request) -> HttpResponse:
    """/profiel/herstelcodes/: ten new codes in place of the old ones."""
    if request.method != "POST":
        return render(request, "parties/people/new_recovery_codes.html")
    request.session["recovery_codes"] = second_factor.give_recovery_codes(request.user)
    return redirect("herstelcodes")


@PAGE
@needs_recent_factor(SIGNING_IN)
def another_app(request: Request) -> HttpResponse:
    """/profiel/app/: proves the present second step, then goes on to set up another app."""
    return redirect("tweede-factor-instellen")


def _as_file(codes: list[str]) -> HttpResponse:
    response = HttpResponse("\n".join(codes) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="herstelcodes.txt"'
    return response
