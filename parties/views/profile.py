"""/profiel/: who I am here, my roles, my password and my second step."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_otp.plugins.otp_static.models import StaticToken

from parties.forms.password import ChangePasswordForm
from parties.standing import standings
from parties.step_up import needs_recent_factor
from parties.throttle import FACTOR_AT_ADDRESS, count, slowed
from parties.views.sign_in import PAGE
from parties.workflow import sign_in
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
@slowed
@needs_recent_factor
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
