"""A session locks after 30 minutes of nothing and ends ten hours after signing in (S11; 00, item 14)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from parties.sessions import SessionStore

CLEAR = '"cache", "storage"'
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Lapse:
    """What became of a session: it is locked, or it ended at this very request. Of whom, in which capacity."""

    user_id: int
    capacity_id: UUID | None
    is_over: bool = False
    is_new: bool = False  # this request found out: it is noted once


class Presence:
    """Locks and ends sessions before anybody acts, and notes at most once a minute that somebody is there.

    A page that asks for news by itself sends `X-Poll: 1`; that is not somebody being there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        lapse = _lapse(request) if SESSION_KEY in request.session else None
        request.lapse = lapse  # type: ignore[attr-defined]
        if lapse and lapse.is_over:
            logout(request)
            request.session["ended"] = True
        elif lapse:
            request.session.setdefault("locked", timezone.now().isoformat())
        elif SESSION_KEY in request.session and "X-Poll" not in request.headers:
            _note(request)
        response = self.get_response(request)
        if lapse and lapse.is_new:
            response["Clear-Site-Data"] = CLEAR
        return response


def moment(request: HttpRequest, name: str) -> datetime | None:
    """A moment that the session remembers: since, factor_at, key_at."""
    text = request.session.get(name)
    return datetime.fromisoformat(text) if text else None


def remember_moment(request: HttpRequest, name: str) -> None:
    request.session[name] = timezone.now().isoformat()


def note_presence(request: HttpRequest) -> None:
    """Somebody is at the screen now."""
    _store(request).note_presence()


def locks_in(request: HttpRequest) -> int:
    """Seconds until the screen locks by itself."""
    return _left(_store(request).last_seen, settings.SESSION_IDLE_SECONDS)


def ends_in(request: HttpRequest) -> int:
    """Seconds until the session ends, whatever one does."""
    return _left(moment(request, "since"), settings.SESSION_ABSOLUTE_SECONDS)


def _left(since: datetime | None, most: int) -> int:
    return most if since is None else max(0, most - int((timezone.now() - since).total_seconds()))


def _lapse(request: HttpRequest) -> Lapse | None:
    session: Any = request.session
    user_id, capacity_id = int(session[SESSION_KEY]), _capacity(session)
    if ends_in(request) == 0:
        return Lapse(user_id, capacity_id, is_over=True, is_new=True)
    if "locked" in session:
        return Lapse(user_id, capacity_id)
    return Lapse(user_id, capacity_id, is_new=True) if locks_in(request) == 0 else None


def _capacity(session: Any) -> UUID | None:
    """The capacity of a session in which the second step was taken."""
    return UUID(session["capacity"]) if "capacity" in session and DEVICE_ID_SESSION_KEY in session else None


def _note(request: HttpRequest) -> None:
    seen = _store(request).last_seen
    if seen is None or timezone.now() - seen >= NOTED_EVERY:
        _store(request).note_presence()
    if "since" not in request.session:
        remember_moment(request, "since")


def _store(request: HttpRequest) -> SessionStore:
    store: Any = request.session
    store.is_empty()  # reads the row, if that was not done yet
    found: SessionStore = store
    return found
