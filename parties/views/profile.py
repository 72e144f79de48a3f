"""/profiel/: who I am here, my roles, my password and my second step."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_otp.plugins.otp_static.models import StaticToken

from parties.forms.password import ChangePasswordForm
from parties.forms.profile import ColourForm
from parties.standing import standings
from parties.step_up import SIGNING_IN, needs_recent_factor
from parties.throttle import FACTOR_AT_ADDRESS, count, slowed
from parties.views.sign_in import PAGE
from parties.workflow import sign_in
from parties.workflow.profile import choose_colour, choose_digest
from zvh.http import Request, form_status, posted
from zvh.origin import client_address
from zvh.today import today


@PAGE
def profile(request: Request) -> HttpResponse:
    """/profiel/"""
    user = request.user
    facts = [
        ("Naam", user.name),
        ("E-mailadres", user.email),
        ("Herstelcodes over", str(StaticToken.objects.filter(device__user=user).count())),
    ]
    context = {"facts": facts, "standings": standings(user, today(), sign_in.is_with_key(request))}
    return render(request, "parties/people/profile.html", context)


@PAGE
def appearance(request: Request) -> HttpResponse:
    """/profiel/weergave/: light, dark or as the device says; a mail a day or not."""
    form = ColourForm(request.POST if request.method == "POST" else None, initial=_chosen(request))
    if form.is_bound and form.is_valid():
        choose_colour(request.user, form.cleaned_data["kleuren"])
        choose_digest(request.user, form.cleaned_data["mail"])
        messages.success(request, "Uw keuze is bewaard.")
        return redirect("profiel")
    return render(request, "parties/people/appearance.html", {"form": form}, status=422 if form.errors else 200)


def _chosen(request: Request) -> dict[str, object]:
    return {"kleuren": request.user.colour, "mail": request.user.wants_digest}


@PAGE
@slowed
@needs_recent_factor(SIGNING_IN)
def change_password(request: Request) -> HttpResponse:
    """/profiel/wachtwoord/: other sessions of this person end."""
    form = ChangePasswordForm(request.user, posted(request))
    if request.method == "POST":
        count(FACTOR_AT_ADDRESS, "wachtwoord", str(request.user.pk), client_address(request))
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        sign_in.note_password_change(request.user)
        messages.success(request, "Uw wachtwoord is gewijzigd. Op andere apparaten bent u uitgelogd.")
        return redirect("profiel")
    return render(request, "parties/people/change_password.html", {"form": form}, status=form_status(request))
