"""A session ends by itself: after 30 minutes of nothing, and ten hours after signing in (S11)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

CLEAR = '"cache", "storage"'
NOTED_EVERY = timedelta(minutes=1)


class Presence:
    """Ends stale sessions before anybody acts, and notes at most once a minute that somebody is there.

    A page that asks for news by itself sends `X-Poll: 1`; that is not somebody being there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ended = SESSION_KEY in request.session and _is_stale(request)
        if ended:
            logout(request)
            request.session["ended"] = True
        elif SESSION_KEY in request.session and "X-Poll" not in request.headers:
            _note(request)
        response = self.get_response(request)
        if ended:
            response["Clear-Site-Data"] = CLEAR
        return response


def moment(request: HttpRequest, name: str) -> datetime | None:
    """A moment that the session remembers: since, seen, factor_at."""
    text = request.session.get(name)
    return datetime.fromisoformat(text) if text else None


def remember_moment(request: HttpRequest, name: str) -> None:
    request.session[name] = timezone.now().isoformat()


def _is_stale(request: HttpRequest) -> bool:
    now = timezone.now()
    since, seen = moment(request, "since"), moment(request, "seen")
    too_old = since and now - since >= timedelta(seconds=settings.SESSION_COOKIE_AGE)
    too_idle = seen and now - seen >= timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    return bool(too_old or too_idle)


def _note(request: HttpRequest) -> None:
    seen = moment(request, "seen")
    if seen is None or timezone.now() - seen >= NOTED_EVERY:
        remember_moment(request, "seen")
    if "since" not in request.session:
        remember_moment(request, "since")
