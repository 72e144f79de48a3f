"""Coming in and going out: password, second step, capacity. Each gives the session a new id (S10)."""

from django.contrib.auth import login, logout
from django.db import models
from django.http import HttpRequest
from django_otp import login as remember_device
from django_otp.models import Device

from parties.models import User
from parties.presence import remember_moment
from parties.standing import Capacity
from privacy import accesslog
from privacy.accesslog import EventKind, Outcome
from zvh.actor import current_actor

BACKEND = "parties.backend.PeopleBackend"


def begin_session(request: HttpRequest, user: User) -> None:
    """The password was right; nothing opens yet but the second step (S01)."""
    login(request, user, backend=BACKEND)
    remember_moment(request, "since")
    _note(EventKind.LOGIN, user, rule="inloggen")


def pass_second_factor(request: HttpRequest, user: User, device: Device) -> None:
    """The second step was taken: at sign-in, or again before something that asks for it (S20)."""
    remember_device(request, device)
    remember_moment(request, "factor_at")
    request.session.cycle_key()
    _note(EventKind.LOGIN, user, rule="tweede-factor")


def choose_capacity(request: HttpRequest, user: User, capacity: Capacity) -> None:
    """From the next request on the person acts in this capacity (00, item 1)."""
    request.session["capacity"] = str(capacity.pk)
    request.session.cycle_key()
    accesslog.event(EventKind.LOGIN, "E", capacity, rule="rol-kiezen", **_who(user))


def end_session(request: HttpRequest, user: User) -> None:
    """The row of the session is gone; its cookie opens nothing any more (S12)."""
    _note(EventKind.LOGOUT, user, rule="uitloggen")
    logout(request)


def note_password_change(user: User) -> None:
    """The person chose another password."""
    accesslog.event(EventKind.RIGHTS, "U", user, rule="wachtwoord", **_who(user))


def note_refusal(user: models.Model | None, rule: str) -> None:
    """A try that failed: for which account, never what was typed."""
    accesslog.event(EventKind.LOGIN, "E", user, rule=rule, outcome=Outcome.DENIED, reason="onjuist")


def _note(kind: EventKind, user: User, rule: str) -> None:
    accesslog.event(kind, "E", user, rule=rule, **_who(user))


def _who(user: User) -> dict[str, int]:
    """Before a capacity is chosen nobody acts, and the line must still say who it was."""
    actor = current_actor()
    return {} if actor and not actor.is_nobody else {"actor_id": user.pk}
