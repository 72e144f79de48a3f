"""Links by mail for choosing a password: signed, for one purpose, once, and not for long (S06)."""

from enum import Enum

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from parties.models import User


class Purpose(Enum):
    """What a link is for, and how many seconds it lasts."""

    INVITATION = ("uitnodiging", 7 * 24 * 3600)
    RESET = ("wachtwoord-kiezen", 3600)

    def __init__(self, route: str, seconds: int) -> None:
        self.route = route
        self.seconds = seconds


def make(user: User, purpose: Purpose) -> str:
    """The secret part of a link. It dies when the person signs in or chooses a password."""
    return signing.dumps([user.pk, _state(user, purpose)], salt=purpose.route)


def open_link(token: str, purpose: Purpose) -> User | None:
    """The person for whom this link still holds, else None."""
    try:
        user_id, state = signing.loads(token, salt=purpose.route, max_age=purpose.seconds)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user if user and constant_time_compare(state, _state(user, purpose)) else None


def _state(user: User, purpose: Purpose) -> str:
    """Changes with everything that must make an older link worthless."""
    facts = (user.pk, user.email, user.password, user.last_login, user.invited_at)
    return salted_hmac(purpose.route, repr(facts), algorithm="sha256").hexdigest()[:32]
