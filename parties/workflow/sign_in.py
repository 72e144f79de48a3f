"""Coming in and going out: password, second step, capacity, lock. Every rise gives the session a new id (S10)."""

from typing import Any
from uuid import uuid4

from django.contrib.auth import login, logout
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django_otp import login as remember_device
from django_otp.models import Device

from parties.browsers import family
from parties.models import SecurityKey, Session, User
from parties.presence import Lapse, note_presence, remember_moment
from parties.standing import Capacity
from privacy import accesslog
from privacy.accesslog import EventKind, Outcome
from zvh.actor import current_actor

BACKEND = "parties.backend.PeopleBackend"


def begin_session(request: HttpRequest, user: User) -> None:
    """The password was right; nothing opens yet but the second step (S01)."""
    login(request, user, backend=BACKEND)
    remember_moment(request, "since")
    request.session["known_as"] = str(uuid4())
    request.session["browser"] = family(request.headers.get("User-Agent", ""))
    _note(EventKind.LOGIN, user, rule="inloggen")


def pass_second_factor(request: HttpRequest, user: User, device: Device) -> None:
    """The second step was taken: at sign-in, or again before something that asks for it (S20).

    A code given later takes nothing from a session that was opened with a key.
    """
    if isinstance(device, SecurityKey):
        remember_moment(request, "key_at")
    if isinstance(device, SecurityKey) or not is_with_key(request):
        remember_device(request, device)
    remember_moment(request, "factor_at")
    request.session.cycle_key()
    _note(EventKind.LOGIN, user, rule="tweede-factor")


def is_with_key(request: HttpRequest) -> bool:
    """Whether the second step of this session was a security key."""
    return isinstance(getattr(request.user, "otp_device", None), SecurityKey)


def choose_capacity(request: HttpRequest, user: User, capacity: Capacity) -> None:
    """From the next request on the person acts in this capacity (00, item 1).

    How it is called is kept with it: the frame of every page says it, and need not ask for it each time.
    """
    request.session["capacity"], request.session["acts_as"] = str(capacity.pk), capacity.label
    request.session.cycle_key()
    accesslog.event(EventKind.LOGIN, "E", capacity, rule="rol-kiezen", **_who(user))


def lock(request: HttpRequest, user: User) -> None:
    """The screen is hidden: the session opens nothing until it is unlocked (00, item 14)."""
    request.session["locked"] = timezone.now().isoformat()
    _note(EventKind.LOGOUT, user, rule="vergrendelen")


def unlock(request: HttpRequest, user: User) -> None:
    """The person is back at the screen; nothing that was sent in between is done by itself."""
    request.session.pop("locked", None)
    request.session.cycle_key()
    note_presence(request)
    _note(EventKind.LOGIN, user, rule="ontgrendelen")


def end_session(request: HttpRequest, user: User) -> None:
    """The row of the session is gone; its cookie opens nothing any more (S12)."""
    _note(EventKind.LOGOUT, user, rule="uitloggen")
    logout(request)


def end_sessions(user: User, sessions: "models.QuerySet[Session]", rule: str) -> int:
    """End these sessions of this person, wherever they are. Returns their number."""
    ended, _ = sessions.filter(user=user).delete()
    accesslog.event(EventKind.LOGOUT, "E", user, rule=rule, result_count=ended, **_who(user))
    return ended


def note_lapse(lapse: Lapse) -> None:
    """A session locked or ended by itself."""
    rule = "sessie-verlopen" if lapse.is_over else "sessie-vergrendeld"
    accesslog.event(
        EventKind.LOGOUT, "E", rule=rule, object_type="user", object_id=str(lapse.user_id), actor_id=lapse.user_id
    )


def note_password_change(user: User) -> None:
    """The person chose another password."""
    note_own_change(user, user, rule="wachtwoord")


def note_own_change(user: User, obj: models.Model, rule: str) -> None:
    """The person changed how he signs in."""
    accesslog.event(EventKind.RIGHTS, "U", obj, rule=rule, **_who(user))


def note_refusal(user: models.Model | None, rule: str, reason: str = "onjuist") -> None:
    """A try that failed: for which account, never what was typed."""
    accesslog.event(EventKind.LOGIN, "E", user, rule=rule, outcome=Outcome.DENIED, reason=reason)


def _note(kind: EventKind, user: User, rule: str) -> None:
    accesslog.event(kind, "E", user, rule=rule, **_who(user))


def _who(user: User) -> dict[str, Any]:
    """Before a capacity is chosen nobody acts, and the line must still say who it was."""
    actor = current_actor()
    return {} if actor and not actor.is_nobody else {"actor_id": user.pk}
