"""/wachtwoord-vergeten/, /wachtwoord-kiezen/, /uitnodiging/: choosing a password by a link from the mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parties import links
from parties.forms.password import ForgottenForm, NewPasswordForm
from parties.models import User
from parties.throttle import ADDRESS, RESET_AT_ADDRESS, count, slowed
from parties.views.sign_in import PAGE
from parties.workflow import sign_in
from zvh.http import form_status, posted
from zvh.jobs import later
from zvh.origin import client_address


@PAGE
@slowed
def forgotten(request: HttpRequest) -> HttpResponse:
    """/wachtwoord-vergeten/: the same answer and work, whoever it is (S04); a job sends the mail."""
    form = ForgottenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        count(RESET_AT_ADDRESS, client_address(request))
        ids = User.objects.filter(email=form.cleaned_data["email"].lower()).values_list("pk", flat=True)
        later("mail_reset", user_id=ids.first() or 0)
        return redirect("wachtwoord-vergeten-verstuurd")
    return render(request, "parties/people/forgotten.html", {"form": form}, status=form_status(request))


@PAGE
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    """/wachtwoord-vergeten/verstuurd/"""
    return render(request, "parties/people/forgotten_sent.html")


@PAGE
@slowed
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """/wachtwoord-kiezen/<token>/: a new password; signing in, with the second step, comes after (S06)."""
    user = _of_link(request, token, links.Purpose.RESET)
    if user is None:
        return render(request, "parties/people/dead_link.html", {"invited": False})
    form = NewPasswordForm(user, posted(request))
    if request.method == "POST" and form.is_valid():
        sign_in.note_password_change(form.save())
        messages.success(request, "Uw nieuwe wachtwoord is bewaard. Log ermee in.")
        return redirect("inloggen")
    return render(
        request,
        "parties/people/choose_password.html",
        {"form": form, "person": user, "invited": False},
        status=form_status(request),
    )


@PAGE
@slowed
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """/uitnodiging/<token>/: the first password, and then the second step."""
    user = _of_link(request, token, links.Purpose.INVITATION)
    if user is None:
        return render(request, "parties/people/dead_link.html", {"invited": True})
    form = NewPasswordForm(user, posted(request))
    if request.method == "POST" and form.is_valid():
        sign_in.begin_session(request, form.save())
        return redirect("tweede-factor-instellen")
    return render(
        request,
        "parties/people/choose_password.html",
        {"form": form, "person": user, "invited": True},
        status=form_status(request),
    )


def _of_link(request: HttpRequest, token: str, purpose: links.Purpose) -> User | None:
    """The person of the link. Guessing is counted; the row is locked so that a link works once."""
    if request.method == "POST":
        count(ADDRESS, client_address(request))
    user = links.open_link(token, purpose)
    if user is None or request.method != "POST":
        return user
    locked = User.objects.select_for_update().get(pk=user.pk)
    return locked if locked.password == user.password else None
