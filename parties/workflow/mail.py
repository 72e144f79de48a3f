"""Mail about signing in: a link and no personal data."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from parties import links
from parties.models import User
from zvh.jobs import work


@work("mail_reset")
def mail_reset(user_id: str) -> None:
    """To an active person who has a password; for anybody else, known or not, nothing is sent (S04)."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user and user.has_usable_password():
        _send(user, "Nieuw wachtwoord kiezen", "reset", links.Purpose.RESET)


@work("mail_account")
def mail_account(user_id: str) -> None:
    """To a person who has no password yet."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user and not user.has_usable_password():
        _send(user, "Uw account voor het Casusportaal", "invitation", links.Purpose.INVITATION)


def _send(user: User, subject: str, letter: str, purpose: links.Purpose) -> None:
    url = f"{settings.BASE_URL}{reverse(purpose.route, args=[links.make(user, purpose)])}"
    send_mail(subject, render_to_string(f"parties/people/mail/{letter}.txt", {"url": url}), None, [user.email])
